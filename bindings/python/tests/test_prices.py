"""Price books: receipts of Python's own values, and what is refused."""

from __future__ import annotations

import copy
import json
import pickle
import sys
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from conftest import NOON, basket, context, rules

import fondaco


def test_amounts_are_decimals_and_instants_are_aware(book: fondaco.PriceBook) -> None:
    receipt = book.price(basket(), context())
    assert (receipt.goods, receipt.discount, receipt.total) == (Decimal("24.00"), Decimal("2.40"), Decimal("21.60"))
    assert str(receipt.total) == "21.60"
    assert receipt.at == NOON
    record = receipt.to_dict()
    assert record["total"] == {"amount": Decimal("21.60"), "currency": "EUR"}
    assert record["taxes"][0]["rate"] == Decimal("0.04")
    assert receipt["lines"] == record["lines"]
    assert "lines" in receipt


def test_an_instant_of_any_zone_is_the_same_instant(book: fondaco.PriceBook) -> None:
    rome = NOON.astimezone(timezone(timedelta(hours=1)))
    assert book.price(basket(), context(rome)) == book.price(basket(), context())


def test_json_is_read_as_it_is(book: fondaco.PriceBook) -> None:
    text = json.loads(json.dumps([basket(price="12.00"), context(NOON.isoformat())]))
    assert book.price(*text) == book.price(basket(), context())


def test_carts_of_w1_come_out_exactly(w1: dict[str, Any]) -> None:
    book = fondaco.PriceBook(w1["rules"])
    for cart, expected in zip(w1["carts"], w1["expected"], strict=True):
        receipt = book.price(w1_basket(cart), {"at": NOON, "destination": {"country": "US"}})
        assert receipt.total == Decimal(expected["grand_total"])
        assert receipt.tax == Decimal(expected["tax_total"])


def w1_basket(cart: dict[str, Any]) -> Any:
    usd = cart["currency"]
    shipping = {"code": "standard", "title": "Shipping", "kind": "shipping"}
    lines = [
        {
            "line": place,
            "sku": line["sku"],
            "title": line["sku"],
            "quantity": line["qty"],
            "tax_category": line["category"],
            "categories": [line["category"]],
            "price": {"unit": {"amount": Decimal(line["unit_price"]), "currency": usd}},
        }
        for place, line in enumerate(cart["lines"], 1)
    ]
    charge = {**shipping, "amount": {"amount": Decimal(cart["shipping"]), "currency": usd}}
    return {"currency": usd, "lines": lines, "charges": [charge]}


@pytest.mark.parametrize(
    ("price", "part"),
    [
        (12.5, 'pass `Decimal("12.5")`'),
        (Decimal("NaN"), "is no number"),
        (Decimal("Infinity"), "is no number"),
        (Decimal("1e400"), "out of range"),
        (Decimal("1e30"), "money.overflow"),
        (10**40, "does not fit in 64 bits"),
        (Decimal("1.234"), "money.too_precise"),
        (12, 'an amount such as `Decimal("12.30")`'),
        (True, "expected an amount"),
        (b"12", "`bytes`"),
        (object(), "`object`"),
        (None, "`None`"),
        ("\ud800", "Unicode"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_place(book: fondaco.PriceBook, price: Any, part: str) -> None:
    with pytest.raises(fondaco.InvalidError) as caught:
        book.price(basket(price=price), context())
    assert caught.value.code == "wire.malformed"
    assert part in caught.value.reason
    assert caught.value.details["at"].startswith("lines[0].price.unit")
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("quantity", [0, -1, 1.0, "2", 2**63, -(2**70), None, float("nan")])
def test_what_is_no_quantity_is_refused(book: fondaco.PriceBook, quantity: Any) -> None:
    with pytest.raises(fondaco.InvalidError, match=r"lines\[0\]\.quantity"):
        book.price(basket(quantity=quantity), context())


def test_a_naive_datetime_is_refused(book: fondaco.PriceBook) -> None:
    with pytest.raises(fondaco.InvalidError, match=r"`at`.*no time zone"):
        book.price(basket(), context(datetime(2026, 11, 21)))


def test_an_unknown_field_is_refused_and_the_known_are_named(book: fondaco.PriceBook) -> None:
    with pytest.raises(fondaco.InvalidError, match="unknown field `colour`, expected one of `currency`"):
        book.price(basket() | {"colour": "red"}, context())


def test_a_record_that_holds_itself_is_refused(book: fondaco.PriceBook) -> None:
    lines: list[Any] = []
    lines.append(lines)
    with pytest.raises(fondaco.InvalidError):
        book.price(basket() | {"lines": lines}, context())
    deep: Any = "x"
    for _ in range(500):
        deep = {"all": [deep]}
    with pytest.raises(fondaco.InvalidError, match="deeper than 128"):
        fondaco.PriceBook(rules() | {"promotions": [{"code": "x", "title": "x", "when": deep, "actions": []}]})


def test_keys_and_values_of_other_types_are_refused(book: fondaco.PriceBook) -> None:
    wrongs: list[Any] = [{1: 2}, [], "EUR", 3, None, uuid4(), sys]
    for wrong in wrongs:
        with pytest.raises(fondaco.InvalidError):
            book.price(wrong, context())


def test_whole_numbers_of_other_libraries_are_numbers(book: fondaco.PriceBook) -> None:
    numpy = pytest.importorskip("numpy")
    assert book.price(basket(quantity=numpy.int32(2)), context()) == book.price(basket(), context())


def test_rules_that_contradict_themselves_are_refused_with_every_problem() -> None:
    wrong = rules()
    wrong["promotions"] = wrong["promotions"] * 2
    with pytest.raises(fondaco.InvalidError, match=r"rules\.invalid") as caught:
        fondaco.PriceBook(wrong)
    assert caught.value.details["problems"]


def test_a_receipt_is_verified_against_what_it_claims(book: fondaco.PriceBook) -> None:
    receipt = book.price(basket(), context())
    book.verify(basket(), context(), receipt)
    forged: Any = receipt.to_dict()
    forged["total"]["amount"] = Decimal("1.00")
    with pytest.raises(fondaco.FondacoError, match=r"receipt\.differs"):
        book.verify(basket(), context(), forged)


def test_receipts_and_books_are_equal_hashed_shown_and_pickled(book: fondaco.PriceBook) -> None:
    receipt = book.price(basket(), context())
    for value in (receipt, book):
        again = pickle.loads(pickle.dumps(value))
        assert again == value
        assert {value: 1}[again] == 1
    assert copy.copy(receipt) == receipt
    assert receipt != book.price(basket(3), context())
    assert repr(receipt) == "<Receipt: 21.60 EUR in 1 lines, eu>"
    assert repr(book).startswith("<PriceBook 'eu', version ")
    assert fondaco.PriceBook(book.rules) == book
    assert fondaco.Receipt(receipt.to_dict()) == receipt
    assert fondaco.Receipt.from_json(receipt.to_json()) == receipt


def test_a_receipt_explains_and_renders_itself(book: fondaco.PriceBook) -> None:
    receipt = book.price(basket(), context())
    assert receipt.explain().endswith("To be paid: 21.60 EUR.\n")
    assert max(len(line) for line in receipt.render().splitlines()) <= 80
    assert str(receipt) == receipt.render()


def test_a_receipt_is_shown_in_a_notebook_with_every_text_escaped() -> None:
    wrong = rules()
    wrong["promotions"][0]["title"] = "<script>alert(1)</script>"
    goods = basket()
    goods["lines"][0]["title"] = "<b>Novel</b>"
    page = fondaco.PriceBook(wrong).price(goods, context())._repr_html_()
    assert "<script>" not in page
    assert "&lt;b&gt;Novel" in page
    assert "21.60" in page


def test_a_notebook_shows_every_digit_of_a_weight_and_a_kit_above_its_parts(book: fondaco.PriceBook) -> None:
    goods = basket(1_234_567)
    goods["lines"][0] |= {"decimals": 3, "kit": 7}
    euros = {"amount": Decimal("12.00"), "currency": "EUR"}
    goods["kits"] = [{"line": 7, "sku": "BOX", "title": "A box & more", "quantity": 1, "unit_price": euros}]
    page = book.price(goods, context())._repr_html_()
    assert "1234.567 × 12.00" in page
    assert page.index("A box &amp; more") < page.index("1234.567")


def test_a_prepared_basket_is_changed_and_priced_again(book: fondaco.PriceBook) -> None:
    with book.prepare(basket(), context()) as kept:
        kept.set_quantity(1, 3)
        assert kept.totals().total == Decimal("32.40")
        assert kept.receipt() == book.price(basket(3), context())
        for line, quantity, code in ((9, 1, "line.unknown"), (1, 0, "quantity.invalid")):
            with pytest.raises(fondaco.FondacoError, match=code):
                kept.set_quantity(line, quantity)
        wrongs: list[Any] = [-1, 2**40, 1.5, "1"]
        for wrong in wrongs:
            with pytest.raises((TypeError, OverflowError)):
                kept.set_quantity(wrong, 1)
    with pytest.raises(fondaco.FondacoError, match=r"handle\.closed"):
        kept.totals()


def test_another_book_is_tried_on_a_history(book: fondaco.PriceBook) -> None:
    other = rules()
    other["promotions"] = []
    history: Any = [{"basket": basket(n), "context": context()} for n in range(1, 6)]
    simulation: Any = book.simulate(fondaco.PriceBook(other), history)
    assert simulation["baskets"] == 5
    [euros] = simulation["currencies"]
    assert euros["before"]["total"]["amount"] == 15 * Decimal("10.80")
    assert euros["after"]["total"] == {"amount": 15 * Decimal("12.00"), "currency": "EUR"}
    assert simulation["dearer"] == 5
    wrong: Any = [{"basket": 1}]
    with pytest.raises(fondaco.InvalidError):
        book.simulate(book, wrong)


def test_failures_pickle_with_all_they_say(book: fondaco.PriceBook) -> None:
    with pytest.raises(fondaco.InvalidError) as caught:
        book.price(basket(price=1.5), context())
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is fondaco.InvalidError
    assert (again.code, again.reason, again.details) == (
        caught.value.code,
        caught.value.reason,
        caught.value.details,
    )
