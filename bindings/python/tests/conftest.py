"""A small shop, and carts of workload W1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import fondaco

ROOT = Path(__file__).parents[3]
NOON = datetime(2026, 11, 21, 12, tzinfo=timezone.utc)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The closing line that the project's test table reads."""
    count = {name: len(terminalreporter.getreports(name)) for name in ("passed", "failed", "error", "skipped")}
    for report in terminalreporter.getreports("skipped"):
        terminalreporter.write_line(f"skip: {report.longrepr[2]}")
    failed = count["failed"] + count["error"]
    terminalreporter.write_line(f"python: {count['passed']} passed, {failed} failed, 0 skipped")


def euro(amount: str) -> Any:
    return {"amount": Decimal(amount), "currency": "EUR"}


def rules() -> Any:
    """Ten per cent off in autumn, prices with tax."""
    tax = {"zone": "IT", "category": "book", "name": "IVA", "rate": Decimal("0.04")}
    off = {"discount": {"on": "order", "off": {"percent": Decimal("0.1")}}}
    return {
        "code": "eu",
        "tax_display": "inclusive",
        "taxes": [{**tax, "from": datetime(2007, 1, 1, tzinfo=timezone.utc)}],
        "promotions": [{"code": "autumn", "title": "Autumn", "actions": [off]}],
    }


def basket(quantity: Any = 2, price: Any = Decimal("12.00")) -> Any:
    unit = {"amount": price, "currency": "EUR"}
    line = {"line": 1, "sku": "novel", "title": "Novel", "quantity": quantity, "tax_category": "book"}
    return {"currency": "EUR", "lines": [{**line, "price": {"unit": unit}}]}


def context(at: Any = NOON) -> Any:
    return {"at": at, "destination": {"country": "IT"}}


def furnish() -> Any:
    """The commands that open the shop."""
    variant = {"sku": "novel", "title": "Novel", "tax_category": "book", "prices": [euro("12.00")]}
    channel = {"code": "web", "currency": "EUR", "country": "IT", "book": "eu"}
    return [
        {"do": "define_variants", "variants": [variant]},
        {"do": "define_price_book", "rules": rules()},
        {"do": "define_channel", "channel": {**channel, "locations": ["here"], "hold_seconds": 900}},
        {"do": "receive_stock", "location": "here", "lines": [{"sku": "novel", "quantity": 5}]},
    ]


def cart(quantity: int = 2) -> Any:
    address = {"name": "Marco <Polo>", "street": "Calle del Fontego 5", "city": "Venezia", "country": "IT"}
    return {"do": "open_cart", "channel": "web", "lines": [{"sku": "novel", "quantity": quantity}], "address": address}


@pytest.fixture
def engine() -> Iterator[fondaco.Engine]:
    """A shop in memory, on a clock that stands still."""
    with fondaco.Engine("memory:", clock=fondaco.ManualClock(NOON, seed=1)) as engine:
        for command in furnish():
            engine.execute(command)
        yield engine


@pytest.fixture(scope="session")
def book() -> fondaco.PriceBook:
    return fondaco.PriceBook(rules())


@pytest.fixture(scope="session")
def w1() -> dict[str, Any]:
    """The rules of workload W1, its carts of ten lines, and what they come to."""
    folder = ROOT / "tests" / "w1"
    names = {"rules": "rules.json", "carts": "carts-10.json", "expected": "expected-10-excl.json"}
    return {key: json.loads((folder / name).read_text()) for key, name in names.items()}
