"""Spark: carts priced by its workers, as a shop that has outgrown one machine would."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from conftest import NOON

import fondaco

CARTS = 2_000
US: Any = {"at": NOON, "destination": {"country": "US"}}


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    if shutil.which("java") is None:
        pytest.skip("Spark: `java` is not installed")
    from pyspark.sql import SparkSession

    here = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    builder: Any = SparkSession.builder
    session = builder.master("local[2]").config(map=here).getOrCreate()
    yield session
    session.stop()


def test_workers_price_what_one_process_prices(spark: Any, w1: dict[str, Any]) -> None:
    book = fondaco.PriceBook(w1["rules"])
    rows: list[dict[str, Any]] = [
        {
            "cart": f"{cart['id']}-{copy}",
            "shipping": Decimal(cart["shipping"]),
            "lines": [
                {
                    "sku": line["sku"],
                    "quantity": line["qty"],
                    "price": Decimal(line["unit_price"]),
                    "tax_category": line["category"],
                    "categories": line["category"],
                }
                for line in cart["lines"]
            ],
        }
        for copy in range(CARTS // len(w1["carts"]))
        for cart in w1["carts"]
    ]
    line = "struct<sku: string, quantity: int, price: decimal(10, 2), tax_category: string, categories: string>"
    frame = spark.createDataFrame(rows, f"cart string, shipping decimal(10, 2), lines array<{line}>")

    def price(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        # The book travels to the workers by pickle; Spark's own workers are its threads.
        for batch in batches:
            yield pa.record_batch(book.price_batch(batch, US, currency="USD", threads=1))

    names = ["goods", "discount", "charged", "net", "tax", "total", "due"]
    schema = ", ".join(["cart string", *(f"{name} decimal(38, 2)" for name in names)])
    priced = frame.repartition(4).mapInArrow(price, schema).toArrow()

    total = {cart["id"]: Decimal(cart["grand_total"]) for cart in w1["expected"]}
    found = {row["cart"]: row["total"] for row in priced.to_pylist()}
    assert len(found) == CARTS
    assert all(found[row["cart"]] == total[row["cart"].rsplit("-", 1)[0]] for row in rows)
