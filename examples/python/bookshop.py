"""A month of a small shop, sold by the engine itself: every run gives the same orders, to the byte."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import fondaco

MONTH = datetime(2026, 10, 1, tzinfo=timezone.utc)
DAYS = 31
# SKU: title, category, price with tax, what it cost the shop.
GOODS = {
    "atlas": ("Atlas of Islands", "book", "38.00", "21.00"),
    "cities": ("Le città invisibili", "book", "12.00", "6.10"),
    "dorrit": ("Little Dorrit", "book", "11.90", "5.40"),
    "merchant": ("The Merchant of Prato", "book", "16.50", "8.30"),
    "lagoon": ("Lagoon, a novel", "book", "19.00", "9.20"),
    "coffee": ("Coffee, 500 g", "food", "9.80", "5.90"),
    "tea": ("Black tea", "food", "7.40", "3.10"),
    "notebook": ("Notebook, dotted", "paper", "6.50", "2.20"),
    "pen": ("Fountain pen", "paper", "29.00", "16.40"),
    "map": ("Map of Venice", "paper", "8.90", "3.60"),
}
COSTS = {sku: Decimal(cost) for sku, (_, _, _, cost) in GOODS.items()}


def euro(amount: str) -> Any:
    return {"amount": Decimal(amount), "currency": "EUR"}


def promotion(code: str, title: str, action: Any, when: Any = None) -> Any:
    return {"code": code, "title": title, "actions": [action]} | ({"when": when} if when else {})


def rules(share: str | None = "0.1") -> Any:
    """The shop's rules; `share` is what the coupon takes off, if there is one."""
    taxed = {"zone": "IT", "name": "IVA", "from": datetime(2013, 10, 1, tzinfo=timezone.utc)}
    rates = {"book": "0.04", "food": "0.1", "paper": "0.22"}
    books, paper = {"categories": ["book"]}, {"categories": ["paper"]}
    three = {"buy": books, "buy_quantity": 2, "get": books, "get_quantity": 1}
    paper_off = {"discount": {"on": "line", "off": {"percent": Decimal("0.15")}, "goods": paper}}
    promotions = [
        promotion("three-books", "Three books for two", {"buy_get": three}),
        promotion("desk", "15 % off paper", paper_off),
    ]
    if share:
        coupon = {"discount": {"on": "order", "off": {"percent": Decimal(share)}}}
        promotions.append(promotion("reader", "Readers' coupon", coupon, {"coupon": ["READER"]}))
    return {
        "code": "shop",
        "tax_display": "inclusive",
        "taxes": [taxed | {"category": category, "rate": Decimal(rate)} for category, rate in rates.items()],
        "promotions": promotions,
    }


def sell(engine: fondaco.Engine, clock: fondaco.ManualClock, seed: int = 7) -> None:
    """Opens the shop and lets a month of visitors in."""
    dice = random.Random(seed)
    variants = [
        {"sku": sku, "title": title, "tax_category": kind, "categories": [kind], "prices": [euro(price)]}
        for sku, (title, kind, price, _) in GOODS.items()
    ]
    channel = {"code": "web", "currency": "EUR", "country": "IT", "book": "shop", "locations": ["venice"]}
    weights = dict(zip(GOODS, range(len(GOODS), 0, -1), strict=True))
    stock = [{"sku": sku, "quantity": weight * dice.randint(25, 60)} for sku, weight in weights.items()]
    opening: list[Any] = [
        {"do": "define_variants", "variants": variants},
        {"do": "define_price_book", "rules": rules()},
        {"do": "define_channel", "channel": channel | {"hold_seconds": 900}},
        {"do": "receive_stock", "location": "venice", "lines": stock},
    ]
    for command in opening:
        engine.execute(command)
    for day in range(DAYS):
        morning = MONTH + timedelta(days=day, hours=8)
        weekend = morning.weekday() >= 5
        visits = dice.randint(14, 22) + 8 * weekend
        for minutes in sorted(dice.randrange(14 * 60) for _ in range(visits)):
            clock.set(morning + timedelta(minutes=minutes))
            visit(engine, dice, dict.fromkeys(dice.choices(list(weights), list(weights.values()), k=dice.randint(1, 4))))


def visit(engine: fondaco.Engine, dice: random.Random, chosen: dict[str, None]) -> None:
    """Fills a cart; some give a coupon, some leave."""
    address = {"name": "Marco", "street": "Calle del Fontego 5", "city": "Venezia", "country": "IT"}
    lines = [{"sku": sku, "quantity": dice.choice([1, 1, 1, 2, 3])} for sku in chosen]
    cart: Any = {"do": "open_cart", "channel": "web", "lines": lines, "address": address}
    opened: Any = engine.execute(cart)
    coupon = dice.random() < 0.3
    if coupon:
        engine.execute({"do": "apply_coupon", "cart": opened["cart"], "coupon": "READER"})
    if dice.random() < (0.72 if coupon else 0.55):
        try:
            engine.execute({"do": "place_order", "cart": opened["cart"]})
        except fondaco.RefusedError as refused:
            if refused.code != "stock.short":
                raise


def month(seed: int = 7) -> fondaco.Engine:
    """An engine in memory, at the end of the month."""
    clock = fondaco.ManualClock(MONTH, seed=seed)
    engine = fondaco.Engine("memory:", clock=clock)
    sell(engine, clock, seed)
    return engine
