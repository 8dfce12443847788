"""The types of every record, for type checkers: `from fondaco.wire import Basket`.

When the program runs a record is a plain dictionary, so `Basket(currency="EUR", lines=[])` makes one.
"""


def __getattr__(name: str) -> type:
    if name[:1].isupper():
        return dict
    raise AttributeError(f"module 'fondaco.wire' has no attribute {name!r}")
