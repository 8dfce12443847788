"""Columns: carts in and totals out for every library that speaks Arrow, and records of an engine as tables."""

from __future__ import annotations

import pickle
import threading
from datetime import timedelta
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import NOON, basket, cart, context
from test_prices import w1_basket

import fondaco

US: Any = {"at": NOON, "destination": {"country": "US"}}
USD = pa.decimal128(10, 2)
AMOUNTS = ["goods", "discount", "charged", "net", "tax", "total", "due"]


@pytest.fixture(scope="module")
def priced(w1: dict[str, Any]) -> fondaco.PriceBook:
    return fondaco.PriceBook(w1["rules"])


@pytest.fixture(scope="module")
def lines(w1: dict[str, Any]) -> pa.Table:
    """W1, a row a line."""
    rows = [
        {
            "cart": cart["id"],
            "sku": line["sku"],
            "quantity": line["qty"],
            "price": Decimal(line["unit_price"]),
            "tax_category": line["category"],
            "categories": line["category"],
            "shipping": Decimal(cart["shipping"]),
        }
        for cart in w1["carts"]
        for line in cart["lines"]
    ]
    amounts = [("price", USD), ("tax_category", pa.string()), ("categories", pa.string()), ("shipping", USD)]
    schema = pa.schema([("cart", pa.string()), ("sku", pa.string()), ("quantity", pa.int64()), *amounts])
    return pa.Table.from_pylist(rows, schema)


@pytest.fixture(scope="module")
def carts(lines: pa.Table) -> pl.DataFrame:
    """W1, a row a cart."""
    goods = pl.struct("sku", "quantity", "price", "tax_category", "categories").alias("lines")
    frame: Any = pl.from_arrow(lines)
    grouped: pl.DataFrame = frame.group_by("cart", maintain_order=True).agg(goods, pl.col("shipping").first())
    return grouped


def totals(table: fondaco.Table) -> list[Any]:
    rows: list[Any] = table.to_pyarrow().to_pylist()
    return rows


def test_w1_comes_out_exactly(priced: fondaco.PriceBook, lines: pa.Table, w1: dict[str, Any]) -> None:
    table = priced.price_batch(lines, US, currency="USD")
    assert table.column_names == ["cart", *AMOUNTS]
    for row, expected in zip(totals(table), w1["expected"], strict=True):
        assert row["cart"] == expected["id"]
        assert (row["total"], row["tax"]) == (Decimal(expected["grand_total"]), Decimal(expected["tax_total"]))


def test_a_column_says_what_a_receipt_says(priced: fondaco.PriceBook, lines: pa.Table, w1: dict[str, Any]) -> None:
    for row, cart in zip(totals(priced.price_batch(lines, US, currency="USD")), w1["carts"][:50], strict=False):
        receipt = priced.price(w1_basket(cart), US)
        assert {name: row[name] for name in AMOUNTS} == {name: getattr(receipt, name) for name in AMOUNTS}


def test_every_library_gives_the_same(priced: fondaco.PriceBook, lines: pa.Table, carts: pl.DataFrame) -> None:
    expected = totals(priced.price_batch(lines, US, currency="USD"))
    tables: list[Any] = [
        lines.combine_chunks().to_batches()[0],
        pl.from_arrow(lines),
        carts,
        carts.to_arrow(),
        lines.to_pandas(),
        lines.to_pandas(types_mapper=pd.ArrowDtype),
        duckdb.sql("select * from lines"),
        pa.concat_tables([lines.slice(0, 7), lines.slice(7)]),
        lines.set_column(0, "cart", lines["cart"].dictionary_encode()),
        lines.set_column(3, "price", pa.compute.multiply(lines["price"], 100).cast(pa.int64())),
        lines.set_column(3, "price", lines["price"].cast(pa.decimal128(38, 9))),
    ]
    for table in tables:
        assert totals(priced.price_batch(table, US, currency="USD")) == expected


@pytest.mark.parametrize("threads", [1, 2, 7, 5000])
def test_any_number_of_threads_gives_the_same(priced: fondaco.PriceBook, carts: pl.DataFrame, threads: int) -> None:
    expected = priced.price_batch(carts, US, currency="USD", threads=1)
    assert priced.price_batch(carts, US, currency="USD", threads=threads) == expected


def test_no_carts_are_no_rows(priced: fondaco.PriceBook, lines: pa.Table, carts: pl.DataFrame) -> None:
    for table in (lines.slice(0, 0), carts.head(0)):
        assert len(priced.price_batch(table, US, currency="USD")) == 0


def test_the_answer_goes_to_every_library(priced: fondaco.PriceBook, carts: pl.DataFrame) -> None:
    table = priced.price_batch(carts, US, currency="USD")
    arrow = table.to_pyarrow()
    assert all(arrow.schema.field(name).type == pa.decimal128(38, 2) for name in AMOUNTS)
    assert not arrow.schema.field("total").nullable
    assert pa.record_batch(table).num_rows == len(table) == 100
    assert pa.schema(table) == arrow.schema
    assert table.to_polars()["total"].dtype == pl.Decimal(38, 2)
    assert table.to_polars()["total"].sum() == sum(arrow["total"].to_pylist())
    assert str(table.to_pandas()["total"].dtype) == "decimal128(38, 2)[pyarrow]"
    assert duckdb.from_arrow(arrow).sum("total").fetchall() == [(sum(arrow["total"].to_pylist()),)]
    assert pickle.loads(pickle.dumps(table)) == table
    assert repr(table).startswith("<Table of 100 rows: cart: ")


def test_what_a_cart_says_of_itself_counts_more_than_the_context(book: fondaco.PriceBook) -> None:
    table = pa.table(
        {
            "cart": [1, 2, 3],
            "sku": ["novel"] * 3,
            "quantity": [2] * 3,
            "price": [1200] * 3,
            "tax_category": ["book"] * 3,
            "country": [None, "IT", "IT"],
            "at": pa.array([None, NOON + timedelta(days=1), NOON], pa.timestamp("ns", "Europe/Rome")),
            "coupons": [["A"], [], None],
            "groups": pa.array([None, ["club"], []], pa.large_list(pa.string())),
            "channel": pa.array([None, "web", "till"], pa.string_view()),
        }
    )
    rows = totals(book.price_batch(table, context(), currency="EUR"))
    assert [row["cart"] for row in rows] == [1, 2, 3]
    assert {row["total"] for row in rows} == {Decimal("21.60")}


def test_shipping_is_taxed_as_is_said(book: fondaco.PriceBook) -> None:
    table = pa.table({"cart": [1], "sku": ["a"], "quantity": [1], "price": [1000], "tax_category": ["book"], "shipping": [104]})
    free = totals(book.price_batch(table, context(), currency="EUR"))[0]
    taxed = totals(book.price_batch(table, context(), currency="EUR", shipping_tax={"category": "book"}))[0]
    assert free["total"] == taxed["total"] == Decimal("10.04")
    assert taxed["tax"] - free["tax"] == Decimal("0.04")


LINE: dict[str, Any] = {"cart": [1], "sku": ["a"], "quantity": [1], "price": [100]}


@pytest.mark.parametrize(
    ("columns", "part"),
    [
        ({"price": [1.5]}, "column `price` holds Float64, expected decimals: floats are not exact"),
        ({"price": [float("nan")]}, "floats are not exact"),
        ({"price": pa.array([Decimal("1.234")])}, "`1.234` is no amount of a currency with 2 decimals"),
        ({"price": pa.array([Decimal(10) ** 30])}, "in 64 bits"),
        ({"price": ["1.00"]}, "expected `decimal128`"),
        ({"quantity": [1.0]}, "expected whole numbers"),
        ({"quantity": pa.array([2**63], pa.uint64())}, "quantity"),
        ({"quantity": [None]}, "may not be null"),
        ({"sku": [1]}, "column `sku` holds Int64, expected text"),
        ({"colour": ["red"]}, "unknown column `colour`"),
        ({"at": pa.array([NOON.replace(tzinfo=None)])}, "with a time zone"),
        ({"lines": ["x"]}, "unknown column `sku`"),
    ],
)
def test_a_column_of_the_wrong_kind_is_refused(book: fondaco.PriceBook, columns: Any, part: str) -> None:
    with pytest.raises(fondaco.InvalidError) as caught:
        book.price_batch(pa.table(LINE | columns), context(), currency="EUR")
    assert caught.value.code == "wire.malformed"
    assert part in caught.value.reason


@pytest.mark.parametrize("table", [1, "x", None, {"a": [1]}, object()])
def test_what_is_no_table_is_refused(book: fondaco.PriceBook, table: Any) -> None:
    with pytest.raises(fondaco.InvalidError, match="is no Arrow table"):
        book.price_batch(table, context(), currency="EUR")


def test_options_that_make_no_sense_are_refused(book: fondaco.PriceBook) -> None:
    wrongs: list[dict[str, Any]] = [{"currency": "EURO!"}, {"currency": "EUR", "errors": "x"}, {"currency": "EUR", "threads": 0}]
    for wrong in wrongs:
        with pytest.raises(fondaco.InvalidError):
            book.price_batch(pa.table(LINE), context(), **wrong)


def test_lines_that_do_not_stand_together_are_refused(book: fondaco.PriceBook) -> None:
    for names in ([1, 2, 1], ["a", "b", "a"]):
        table = pa.table({"cart": names, "sku": ["a"] * 3, "quantity": [1] * 3, "price": [100] * 3})
        with pytest.raises(fondaco.InvalidError, match="sort the table by `cart`"):
            book.price_batch(table, context(), currency="EUR")
    with pytest.raises(fondaco.InvalidError, match="no column `cart`"):
        book.price_batch(pa.table({"sku": ["a"]}), context(), currency="EUR")


def test_a_cart_that_can_not_be_priced_is_named_or_kept(book: fondaco.PriceBook) -> None:
    table = pa.table(
        {"cart": ["good", "bad"], "sku": ["a", "b"], "quantity": [1, 0], "price": [100, 100], "tax_category": ["book"] * 2}
    )
    with pytest.raises(fondaco.FondacoError, match="cart `bad`") as caught:
        book.price_batch(table, context(), currency="EUR")
    assert caught.value.details["cart"] == "bad"
    rows = totals(book.price_batch(table, context(), currency="EUR", errors="keep"))
    assert [row["error"] for row in rows] == [None, caught.value.code]
    assert rows[1]["total"] is None


def test_other_threads_run_while_carts_are_priced(priced: fondaco.PriceBook, carts: pl.DataFrame) -> None:
    many = pl.concat([carts] * 20)
    done = threading.Event()
    ticks = 0

    def price() -> None:
        priced.price_batch(many, US, currency="USD")
        done.set()

    thread = threading.Thread(target=price)
    thread.start()
    while not done.is_set():
        ticks += 1
    thread.join()
    assert ticks > 10


def test_records_go_out_as_columns(engine: fondaco.Engine) -> None:
    opened: Any = engine.execute(cart())
    placed: Any = engine.execute({"do": "place_order", "cart": opened["cart"]})
    order = engine.order(placed["order"])
    [row] = totals(engine.table("orders"))
    assert (row["order"], row["total"], row["placed_at"]) == (order.id, order.receipt.total, order.placed_at)
    [line] = totals(engine.table("lines"))
    assert (line["sku"], line["quantity"], line["subtotal"]) == ("novel", 2, Decimal("24.00"))
    [discount] = totals(engine.table("discounts"))
    assert (discount["promotion"], discount["amount"], discount["line"]) == ("autumn", Decimal("2.40"), 1)
    [stock] = totals(engine.table("stock"))
    assert stock == {"sku": "novel", "location": "here", "on_hand": 5, "reserved": 2, "available": 3}
    events = engine.table("events").to_polars()
    assert events["event"].to_list()[-1] in ("order.placed", "cart.ordered", "reservation.committed")
    assert events["data"].str.json_decode(pl.Struct({})).len() == len(events)
    assert engine.table("orders", scale=4).to_pyarrow().schema.field("total").type == pa.decimal128(38, 4)
    accounts: list[Any] = [{"code": code, "asset": "EUR"} for code in ("ada", "bruno")]
    engine.execute({"do": "define_accounts", "accounts": accounts})
    legs: list[Any] = [{"account": "ada", "side": "debit", "amount": 700}, {"account": "bruno", "side": "credit", "amount": 700}]
    engine.execute({"do": "record_entries", "steps": [{"journal": {"legs": legs, "reference": "O-1"}}]})
    [entry] = totals(engine.table("ledger"))
    moved = {"debit_account": "ada", "credit_account": "bruno", "asset": "EUR", "amount": 700, "posted": 700}
    assert {key: entry[key] for key in moved} == moved
    assert (entry["state"], entry["reference"]) == ("posted", "O-1")
    ada, bruno = totals(engine.table("balances"))
    assert (ada["account"], ada["balance"], bruno["balance"]) == ("ada", -700, 700)
    assert sum(row["debits_posted"] - row["credits_posted"] for row in (ada, bruno)) == 0
    wrongs: list[Any] = [("cats", 2), ("orders", 0), ("orders", 9)]
    for name, scale in wrongs:
        with pytest.raises(fondaco.InvalidError):
            engine.table(name, scale=scale)


def test_a_basket_and_its_row_agree_on_what_is_missing(book: fondaco.PriceBook) -> None:
    table = pa.table({"cart": [1], "sku": ["novel"], "quantity": [1], "tax_category": ["book"]})
    with pytest.raises(fondaco.FondacoError) as column:
        book.price_batch(table, context(), currency="EUR")
    unpriced = basket(1)
    del unpriced["lines"][0]["price"]
    with pytest.raises(fondaco.FondacoError) as record:
        book.price(unpriced, context())
    assert column.value.code == record.value.code == "price.missing"
