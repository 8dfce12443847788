"""An embeddable commerce engine: prices, carts, stock, orders and payments inside your process.

Records are plain dictionaries, typed in `fondaco.wire`. Amounts and rates are `Decimal`, instants an aware `datetime`;
floats and naive instants are refused. Whatever goes wrong is a `FondacoError` with a stable `code`.
"""

from fondaco._native import (
    AsyncEngine,
    Engine,
    ManualClock,
    Order,
    PreparedBasket,
    PriceBook,
    Receipt,
    Table,
    Totals,
    __version__,
    run_vector,
    surface,
)
from fondaco.errors import FaultError, FondacoError, InvalidError, RefusedError, UnavailableError

__all__ = [
    "AsyncEngine",
    "Engine",
    "FaultError",
    "FondacoError",
    "InvalidError",
    "ManualClock",
    "Order",
    "PreparedBasket",
    "PriceBook",
    "Receipt",
    "RefusedError",
    "Table",
    "Totals",
    "UnavailableError",
    "__version__",
    "run_vector",
    "surface",
]
