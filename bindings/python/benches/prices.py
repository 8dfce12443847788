"""What Python costs: the wheel, a cart from Python's own values, carts in columns, beside the native figures of the same run."""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

import fondaco

W1 = Path(__file__).parents[3] / "tests" / "w1"
CONTEXT: Any = {"at": datetime(2026, 11, 21, 12, tzinfo=timezone.utc), "destination": {"country": "US"}}
ROUNDS = 9
COPIES = 200
NATIVE = "prices.basket.10"


def basket(cart: dict[str, Any]) -> Any:
    lines = [
        {
            "line": place,
            "sku": line["sku"],
            "title": line["sku"],
            "quantity": line["qty"],
            "tax_category": line["category"],
            "categories": [line["category"]],
            "price": {"unit": {"amount": Decimal(line["unit_price"]), "currency": "USD"}},
        }
        for place, line in enumerate(cart["lines"], 1)
    ]
    amount = {"amount": Decimal(cart["shipping"]), "currency": "USD"}
    return {
        "currency": "USD",
        "lines": lines,
        "charges": [{"code": "standard", "title": "Shipping", "kind": "shipping", "amount": amount}],
    }


def columns(carts: list[dict[str, Any]]) -> pa.Table:
    lines = [(f"{copy}-{cart['id']}", cart, line) for copy in range(COPIES) for cart in carts for line in cart["lines"]]
    amounts = pa.decimal128(10, 2)
    return pa.table(
        {
            "cart": [cart for cart, _, _ in lines],
            "sku": [line["sku"] for _, _, line in lines],
            "quantity": [line["qty"] for _, _, line in lines],
            "price": pa.array([Decimal(line["unit_price"]) for _, _, line in lines], amounts),
            "tax_category": [line["category"] for _, _, line in lines],
            "categories": [line["category"] for _, _, line in lines],
            "shipping": pa.array([Decimal(cart["shipping"]) for _, cart, _ in lines], amounts),
        }
    )


def seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    """The middle of several turns."""
    work()
    turns = []
    for _ in range(ROUNDS):
        start = clock()
        work()
        turns.append(clock() - start)
    return statistics.median(turns)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--native", action="append", default=[], metavar="NAME=VALUE")
    arguments = parser.parse_args()
    native = {name: float(value) for name, value in (figure.split("=") for figure in arguments.native)}

    def show(name: str, value: float, unit: str, of: str | None = None) -> None:
        figure: dict[str, Any] = {"name": f"python.{name}", "value": value, "unit": unit}
        compared = ""
        if of in native:
            figure |= {"of": of, "ratio": value / native[of]}
            compared = f"  {figure['ratio']:.2f} of {of}"
        print(json.dumps(figure) if arguments.json else f"python.{name:<33} {value:>12.2f} {unit}{compared}")

    show("wheel", arguments.wheel.stat().st_size / 1e6, "MB")
    carts = json.loads((W1 / "carts-10.json").read_text())
    book = fondaco.PriceBook(json.loads((W1 / "rules.json").read_text()))
    table = columns(carts)
    count = len(carts) * COPIES
    one = seconds(lambda: book.price_batch(table, CONTEXT, currency="USD", threads=1), time.process_time)
    show("price_batch.10", count / one, "carts/s of one core", NATIVE)
    all_cores = seconds(lambda: book.price_batch(table, CONTEXT, currency="USD"), time.perf_counter)
    show("price_batch.10.all", count / all_cores, "carts/s of all cores", NATIVE)

    baskets = [basket(cart) for cart in carts]
    priced = seconds(lambda: [book.price(one, CONTEXT).total for one in baskets], time.process_time)
    show("price.10", priced / len(baskets) * 1e6, "µs a cart")
    kept = [book.prepare(one, CONTEXT) for one in baskets]

    def change() -> None:
        for quantity, one in enumerate(kept, 1):
            one.set_quantity(1, quantity)
            _ = one.totals().total

    show("changed.10", seconds(change, time.process_time) / len(kept) * 1e6, "µs a change")


if __name__ == "__main__":
    main()
