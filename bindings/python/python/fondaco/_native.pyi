"""The native part of fondaco."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from types import TracebackType
from typing import Any, Literal, Protocol, Union, final
from uuid import UUID

from typing_extensions import Self

from fondaco import wire

class _Stream(Protocol):
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

class _Array(Protocol):
    def __arrow_c_array__(self, requested_schema: Any = None) -> Any: ...

_Arrow = Union[_Stream, _Array]
_Id = Union[str, UUID]
_TableName = Literal["orders", "lines", "discounts", "stock", "ledger", "balances", "events"]

__all__ = [
    "AsyncEngine",
    "Engine",
    "ManualClock",
    "Order",
    "PreparedBasket",
    "PriceBook",
    "Receipt",
    "Table",
    "Totals",
    "__version__",
    "run_vector",
    "surface",
]
__version__: str

def run_vector(request: str) -> str:
    """Runs the request of a golden vector, JSON in and JSON out."""

def surface() -> str:
    """The names of every command, query, record, event and code, as JSON."""

@final
class ManualClock:
    """A clock that stands still until it is moved, with dice that fall alike in every run."""

    def __new__(cls, at: datetime.datetime, *, seed: int = 0) -> Self: ...
    def now(self) -> datetime.datetime:
        """Where it stands."""
    def set(self, at: datetime.datetime) -> None:
        """Moves it to an instant, forwards or backwards."""
    def advance(self, by: datetime.timedelta) -> None:
        """Moves it forwards."""

@final
class Engine:
    """An engine over a store: `memory:`, `sqlite:PATH`, `postgres://…`.

    Calls wait, and let other threads run meanwhile; one engine serves any number of threads. A context manager, which
    closes it.
    """

    def __new__(cls, address: str = "memory:", *, clock: ManualClock | None = None) -> Self: ...
    def execute(self, command: wire.Command, *, id: _Id | None = None, actor: str | None = None) -> wire.Outcome:
        """Carries out a command. Sent again with the same `id`, it answers the first outcome and happens once."""
    def query(self, query: wire.Query) -> wire.Answer:
        """Answers a query."""
    def price(self, cart: _Id) -> Receipt:
        """What a cart costs now."""
    def order(self, order: _Id) -> Order:
        """An order by its id."""
    def table(self, name: _TableName, *, scale: int = 2) -> Table:
        """Records as columns, with amounts as `decimal128(38, scale)`.

        `orders`, their `lines` and `discounts`, `stock` by location, the entries of the
        `ledger`, the `balances` of its accounts, and `events`, whose `data` is JSON. Refused where an
        amount has more decimals than `scale`.
        """
    def tick(self, limit: int = 100) -> int:
        """Lets time pass: marks at most `limit` holds that are due, and answers how many it marked."""
    def new_id(self) -> str:
        """A new id for a command, to be kept and sent again until the command is answered."""
    def close(self) -> None:
        """Closes the engine and the connections of its store. Closing twice does nothing."""
    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None: ...

@final
class AsyncEngine:
    """An engine over a store, whose calls are awaited: `async with await AsyncEngine.open(address) as engine`."""

    @staticmethod
    async def open(address: str = "memory:", *, clock: ManualClock | None = None) -> AsyncEngine:
        """Opens a store by its address."""
    async def execute(self, command: wire.Command, *, id: _Id | None = None, actor: str | None = None) -> wire.Outcome:
        """Carries out a command. Sent again with the same `id`, it answers the first outcome and happens once."""
    async def query(self, query: wire.Query) -> wire.Answer:
        """Answers a query."""
    async def price(self, cart: _Id) -> Receipt:
        """What a cart costs now."""
    async def order(self, order: _Id) -> Order:
        """An order by its id."""
    async def table(self, name: _TableName, *, scale: int = 2) -> Table:
        """Records as columns, as `Engine.table` has them."""
    async def tick(self, limit: int = 100) -> int:
        """Lets time pass: marks at most `limit` holds that are due, and answers how many it marked."""
    def new_id(self) -> str:
        """A new id for a command, to be kept and sent again until the command is answered."""
    async def close(self) -> None:
        """Closes the engine and the connections of its store. Closing twice does nothing."""
    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None: ...

@final
class PriceBook:
    """Price rules, compiled: promotions, price lists, taxes and policies as data. Equal when their rules are; pickles."""

    def __new__(cls, rules: wire.PriceRules) -> Self: ...
    @staticmethod
    def from_json(rules: str) -> PriceBook:
        """Compiles rules from JSON."""
    def to_json(self) -> str:
        """The rules as JSON, in full."""
    @property
    def rules(self) -> wire.PriceRules:
        """The rules, in full."""
    @property
    def code(self) -> str:
        """Its code."""
    @property
    def version(self) -> str:
        """The fingerprint of its rules, as receipts carry it."""
    def price(self, basket: wire.Basket, context: wire.Context) -> Receipt:
        """Prices a basket."""
    def verify(self, basket: wire.Basket, context: wire.Context, receipt: Receipt | wire.Receipt) -> None:
        """Prices a basket anew and compares; refused with `receipt.differs`."""
    def simulate(self, other: PriceBook, history: Iterable[wire.PriceCall]) -> wire.Simulation:
        """What a history of baskets would cost under another book."""
    def prepare(self, basket: wire.Basket, context: wire.Context) -> PreparedBasket:
        """Makes a basket ready to be priced again and again while its quantities change."""
    def price_batch(
        self,
        table: _Arrow,
        context: wire.Context,
        *,
        currency: str,
        shipping_tax: wire.ChargeTax | None = None,
        errors: Literal["raise", "keep"] = "raise",
        threads: int | None = None,
    ) -> Table:
        """Prices a table of carts on all cores, and answers a table of totals: a row a cart, in the same order.

        A row a line, where `cart` names the cart and its lines stand together; or a row a cart, with a list of structs
        `lines`. Columns of lines: `sku`, `quantity`, `price`, `compare_at`, `title`, `tax_category` (`standard` where there is
        none), `product`, `categories`, `weight_grams`. Columns of carts, read in the first row of each: `cart`, `shipping`,
        `coupons`, `groups`, `country`, `region`, `channel`, `at`; where one is null the context counts.

        Amounts come as decimals, or as whole numbers of minor units; they go out as `decimal128(38, s)`, where `s` is the
        number of decimals of `currency`. With `errors="keep"` a cart that can't be priced has nulls, and its code in a column
        `error`.
        """

@final
class PreparedBasket:
    """A basket made ready: kept, changed and priced again in about a microsecond. A context manager, which closes it."""

    def set_quantity(self, line: int, quantity: int) -> None:
        """Sets the quantity of a line by its number."""
    def totals(self) -> Totals:
        """The sums of the basket as it is now."""
    def receipt(self) -> Receipt:
        """The receipt of the basket as it is now."""
    def close(self) -> None:
        """Closes it. Closing twice does nothing."""
    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None: ...

@final
class Totals:
    """The sums of a priced basket, without its reasons."""

    @property
    def currency(self) -> str:
        """What they are counted in."""
    @property
    def goods(self) -> Decimal:
        """Goods at their prices, before discounts."""
    @property
    def discount(self) -> Decimal:
        """What the promotions take off goods; zero or more."""
    @property
    def charged(self) -> Decimal:
        """Shipping, fees and donations, after discounts, as prices are."""
    @property
    def net(self) -> Decimal:
        """What is to be paid, without tax."""
    @property
    def tax(self) -> Decimal:
        """The tax."""
    @property
    def total(self) -> Decimal:
        """What is to be paid."""
    @property
    def due(self) -> Decimal:
        """What is left to be paid after gift cards and credit."""
    def to_dict(self) -> wire.Totals:
        """The record."""

@final
class Receipt:
    """What is to be paid, and where every cent of it comes from. Read like a dictionary: `receipt["lines"]`; pickles."""

    def __new__(cls, record: wire.Receipt) -> Self: ...
    @staticmethod
    def from_json(text: str) -> Receipt:
        """Reads the JSON of a receipt."""
    def to_json(self) -> str:
        """The canonical JSON, the same bytes in every language."""
    def to_dict(self) -> wire.Receipt:
        """The record, a new dictionary each time."""
    @property
    def currency(self) -> str:
        """What every amount is counted in."""
    @property
    def goods(self) -> Decimal:
        """Goods at their prices, before discounts."""
    @property
    def discount(self) -> Decimal:
        """What the promotions take off goods; zero or more."""
    @property
    def charged(self) -> Decimal:
        """Shipping, fees and donations, after discounts, as prices are."""
    @property
    def net(self) -> Decimal:
        """What is to be paid, without tax."""
    @property
    def tax(self) -> Decimal:
        """The tax."""
    @property
    def total(self) -> Decimal:
        """What is to be paid."""
    @property
    def due(self) -> Decimal:
        """What is left to be paid after gift cards and credit."""
    @property
    def at(self) -> datetime.datetime:
        """The instant whose prices, promotions and taxes it shows."""
    @property
    def digest(self) -> str:
        """Its fingerprint, the same in every language."""
    def explain(self) -> str:
        """It in sentences, for people who ask why."""
    def render(self) -> str:
        """It as a table of at most 80 columns."""
    def __getitem__(self, key: str, /) -> Any: ...
    def __contains__(self, key: str, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str:
        """How a notebook shows it."""

@final
class Order:
    """A cart that was ordered, as it was then. Read like a dictionary: `order["address"]`; pickles."""

    def __new__(cls, record: wire.Order) -> Self: ...
    @staticmethod
    def from_json(text: str) -> Order:
        """Reads the JSON of an order."""
    def to_json(self) -> str:
        """The canonical JSON, the same bytes in every language."""
    def to_dict(self) -> wire.Order:
        """The record, a new dictionary each time."""
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def channel(self) -> str:
        """Where it was placed."""
    @property
    def state(self) -> wire.OrderState:
        """Where it stands."""
    @property
    def placed_at(self) -> datetime.datetime:
        """When it was placed."""
    @property
    def receipt(self) -> Receipt:
        """Its prices, as promised."""
    def __getitem__(self, key: str, /) -> Any: ...
    def __contains__(self, key: str, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str:
        """How a notebook shows it."""

@final
class Table:
    """Columns, for whatever library speaks Arrow: `pyarrow.table(table)`, `polars.DataFrame(table)`, DuckDB."""

    @staticmethod
    def from_arrow(table: _Arrow) -> Table:
        """Takes over a table of any library that speaks Arrow."""
    @property
    def column_names(self) -> list[str]:
        """The names of its columns."""
    def to_pyarrow(self) -> Any:
        """A `pyarrow.Table`, without a copy."""
    def to_polars(self) -> Any:
        """A `polars.DataFrame`, without a copy."""
    def to_pandas(self) -> Any:
        """A `pandas.DataFrame` with Arrow's types, so that decimals stay exact."""
    def __len__(self) -> int: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> Any: ...
    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[Any, Any]: ...
    def __arrow_c_schema__(self) -> Any: ...
