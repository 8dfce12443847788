"""A checkout: the README shows it, the tests run it, mypy checks it."""

from datetime import datetime, timezone
from decimal import Decimal

from fondaco import Engine, ManualClock
from fondaco.wire import Address, Channel, Money, PriceRules


def euro(amount: str) -> Money:
    return {"amount": Decimal(amount), "currency": "EUR"}


RULES: PriceRules = {
    "code": "eu",
    "tax_display": "inclusive",
    "promotions": [
        {
            "code": "autumn",
            "title": "Autumn reading",
            "actions": [{"discount": {"on": "order", "off": {"percent": Decimal("0.1")}}}],
        }
    ],
    "taxes": [
        {
            "zone": "IT",
            "category": "book",
            "name": "IVA 4 %",
            "rate": Decimal("0.04"),
            "from": datetime(2013, 10, 1, tzinfo=timezone.utc),
        }
    ],
}
WEB: Channel = {
    "code": "web",
    "currency": "EUR",
    "country": "IT",
    "book": "eu",
    "locations": ["venice"],
    "hold_seconds": 900,
}
MARCO: Address = {"name": "Marco", "street": "Calle del Fontego 5", "city": "Venezia", "country": "IT"}


def main(address: str = "memory:") -> None:
    # begin: checkout
    clock = ManualClock(datetime(2026, 11, 21, 12, tzinfo=timezone.utc), seed=42)  # without one: the system's
    with Engine(address, clock=clock) as engine:
        engine.execute(
            {
                "do": "define_variants",
                "variants": [
                    {
                        "sku": "9788806219450",
                        "title": "Le città invisibili",
                        "tax_category": "book",
                        "prices": [euro("12.00")],
                    }
                ],
            }
        )
        engine.execute({"do": "define_price_book", "rules": RULES})
        engine.execute({"do": "define_channel", "channel": WEB})
        engine.execute(
            {"do": "receive_stock", "location": "venice", "lines": [{"sku": "9788806219450", "quantity": 5}]}
        )

        opened = engine.execute(
            {
                "do": "open_cart",
                "channel": "web",
                "lines": [{"sku": "9788806219450", "quantity": 3}],
                "address": MARCO,
            }
        )
        assert opened["did"] == "cart"
        receipt = engine.price(opened["cart"])
        assert receipt.total == Decimal("32.40")
        assert receipt.tax == Decimal("1.25")
        print(receipt.render())

        # An id of the caller's choice: sent twice, it happens once.
        placed = engine.execute(
            {"do": "place_order", "cart": opened["cart"], "total": euro("32.40")}, id=engine.new_id()
        )
        assert placed["did"] == "order"
        assert engine.order(placed["order"]).receipt == receipt
        stock = engine.query({"get": "stock", "sku": "9788806219450", "location": "venice"})
        assert stock == {"got": "stock", "on_hand": 5, "reserved": 3, "available": 2}
    # end: checkout


if __name__ == "__main__":
    main()
