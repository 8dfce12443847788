"""The engine: one order all the way, on each store, waited for and awaited."""

from __future__ import annotations

import asyncio
import os
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import NOON, cart, furnish

import checkout
import fondaco


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        if "DATABASE_URL" not in os.environ:
            pytest.skip("PostgreSQL: no DATABASE_URL")
        return os.environ["DATABASE_URL"]
    return "memory:" if request.param == "memory" else f"sqlite:{tmp_path / 'shop.db'}"


def test_the_checkout_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    checkout.main()
    assert "32.40" in capsys.readouterr().out


def test_one_order_all_the_way_on_each_store(address: str) -> None:
    with fondaco.Engine(address) as engine:
        for command in furnish():
            assert engine.execute(command) == {"did": "done"} or command["do"] == "receive_stock"
        opened: Any = engine.execute(cart())
        receipt = engine.price(opened["cart"])
        assert (receipt.total, receipt.currency) == (Decimal("21.60"), "EUR")
        placed: Any = engine.execute({"do": "place_order", "cart": opened["cart"]})
        order = engine.order(placed["order"])
        assert order.state == "placed"
        assert order.placed_at.utcoffset() is not None
        assert order.receipt.digest == fondaco.Receipt(order["receipt"]).digest
        assert engine.tick() == 0


def test_a_command_sent_twice_with_its_id_happens_once(engine: fondaco.Engine) -> None:
    id = engine.new_id()
    first = engine.execute(cart(), id=id)
    assert engine.execute(cart(), id=id) == first
    with pytest.raises(fondaco.FondacoError, match="command.reused|command"):
        engine.execute(cart(3), id=id)


def test_what_is_sold_out_is_refused_with_the_numbers(engine: fondaco.Engine) -> None:
    opened: Any = engine.execute(cart(9))
    with pytest.raises(fondaco.RefusedError) as caught:
        engine.execute({"do": "place_order", "cart": opened["cart"]})
    assert caught.value.code == "stock.short"
    assert caught.value.kind == "refused"
    assert caught.value.details
    assert not caught.value.is_retryable


def test_a_closed_engine_says_so() -> None:
    engine = fondaco.Engine()
    engine.close()
    engine.close()
    for call in (lambda: engine.query({"get": "events"}), engine.new_id, engine.tick):
        with pytest.raises(fondaco.FondacoError, match=r"handle\.closed"):
            call()


def test_two_handles_on_one_file_see_one_shop(tmp_path: Path) -> None:
    address = f"sqlite:{tmp_path / 'shop.db'}"
    with fondaco.Engine(address) as one, fondaco.Engine(address) as other:
        for command in furnish():
            one.execute(command)
        sold: list[str] = []

        def buy(engine: fondaco.Engine) -> None:
            try:
                opened: Any = engine.execute(cart(1))
                engine.execute({"do": "place_order", "cart": opened["cart"]})
                sold.append("sold")
            except fondaco.FondacoError as error:
                sold.append(error.code)

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(buy, [one, other] * 6))
        assert sold.count("sold") == 5
        assert set(sold) <= {"sold", "stock.short", "store.unavailable"}


def test_many_threads_share_one_engine(engine: fondaco.Engine) -> None:
    def buy(_: int) -> str:
        try:
            opened: Any = engine.execute(cart(1))
            engine.execute({"do": "place_order", "cart": opened["cart"]})
        except fondaco.RefusedError as error:
            return error.code
        return "sold"

    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(buy, range(60)))
    assert results.count("sold") == 5
    assert results.count("stock.short") == 55


def test_other_threads_run_while_a_store_works(tmp_path: Path) -> None:
    ticks = 0
    stop = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not stop.is_set():
            ticks += 1

    with fondaco.Engine(f"sqlite:{tmp_path / 'shop.db'}") as engine:
        thread = threading.Thread(target=tick)
        thread.start()
        for command in furnish():
            engine.execute(command)
        stop.set()
        thread.join()
    assert ticks > 0


def test_calls_are_awaited_side_by_side(tmp_path: Path) -> None:
    async def sell() -> list[Any]:
        async with await fondaco.AsyncEngine.open(f"sqlite:{tmp_path / 'shop.db'}") as engine:
            for command in furnish():
                await engine.execute(command)
            carts: Any = await asyncio.gather(*(engine.execute(cart(1)) for _ in range(5)))
            receipts = await asyncio.gather(*(engine.price(opened["cart"]) for opened in carts))
            assert {receipt.total for receipt in receipts} == {Decimal("10.80")}
            orders = (engine.execute({"do": "place_order", "cart": opened["cart"]}) for opened in carts)
            placed = await asyncio.gather(*orders)
            table = await engine.table("orders")
            assert len(table) == 5
            return placed

    assert len({placed["order"] for placed in asyncio.run(sell())}) == 5


def test_an_awaited_call_that_fails_raises_the_same() -> None:
    async def fail() -> None:
        engine = await fondaco.AsyncEngine.open()
        with pytest.raises(fondaco.RefusedError, match=r"channel\.unknown"):
            await engine.execute(cart())
        await engine.close()
        with pytest.raises(fondaco.FondacoError, match=r"handle\.closed"):
            await engine.query({"get": "events"})

    asyncio.run(fail())


def test_an_address_of_no_store_is_refused_without_its_password() -> None:
    with pytest.raises(fondaco.InvalidError, match=r"store\.unknown") as caught:
        fondaco.Engine("mongodb://me:secret@localhost/shop")
    assert "secret" not in str(caught.value)


def test_an_engine_is_shown_without_its_password_and_is_not_pickled() -> None:
    engine = fondaco.Engine()
    assert repr(engine) == "Engine('memory:')"
    with pytest.raises(TypeError, match="open one in each"):
        pickle.dumps(engine)


def test_a_clock_that_stands_still_gives_the_same_records() -> None:
    def sold() -> tuple[Any, str]:
        clock = fondaco.ManualClock(NOON, seed=7)
        with fondaco.Engine(clock=clock) as engine:
            for command in furnish():
                engine.execute(command)
            opened: Any = engine.execute(cart())
            return engine.execute({"do": "place_order", "cart": opened["cart"]}), repr(engine.table("events"))

    assert sold() == sold()


def test_orders_are_equal_shown_and_pickled(engine: fondaco.Engine) -> None:
    opened: Any = engine.execute(cart())
    placed: Any = engine.execute({"do": "place_order", "cart": opened["cart"]})
    order = engine.order(placed["order"])
    again = pickle.loads(pickle.dumps(order))
    assert again == order
    assert hash(again) == hash(order)
    assert fondaco.Order(order.to_dict()) == order
    assert repr(order) == f"<Order {order.id}: 21.60 EUR, placed>"
    page = order._repr_html_()
    assert "Marco &lt;Polo&gt;" in page
    assert "<Polo>" not in page
