"""An order takes stock exactly once, and the tally always adds up."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloud_bridge.sandbox import NotThere, NotYet, SandboxError, SoldOut
from cloud_bridge.sandbox.shopee import ShopeeSandbox


def test_two_buyers_of_the_last_unit_over_http_and_one_wins(shop, web) -> None:
    last = {"item_id": 1001, "model_id": 1001002, "quantity": 1}

    def buy(_: int) -> int:
        return web.post("/buy", json=last, headers={"accept": "application/json"}).status_code

    with ThreadPoolExecutor(8) as buyers:
        assert sorted(buyers.map(buy, range(8))) == [201] + [409] * 7
    [kilo] = [variant for variant in shop.tally()["variants"] if variant["variant_id"] == 1001002]
    assert (kilo["ordered"], kilo["left"], kilo["turned_away"]) == (1, 0, 7)


def test_an_order_of_which_one_line_is_sold_out_takes_nothing(shop) -> None:
    with pytest.raises(SoldOut):
        shop.orders.buy([(1002, 0, 1), (1001, 1001002, 2)], "pembeli", pay=True)
    assert shop.catalogue.variant(1002, 0)["stock"] == 40
    assert shop.tally()["orders"] == {}


def test_stock_kept_for_a_promotion_cannot_be_bought(shop) -> None:
    shop.reserve(1002, 0, 39)
    shop.buy(1002)
    with pytest.raises(SoldOut):
        shop.buy(1002)


def test_an_order_goes_its_way_and_no_other(shop) -> None:
    order_no = shop.buy(1002, pay=False)
    with pytest.raises(NotYet):
        shop.ship(order_no)
    shop.pay(order_no)
    shop.ship(order_no)
    with pytest.raises(NotYet):
        shop.cancel(order_no)
    shop.complete(order_no)
    assert shop.tally()["orders"] == {"completed": 1}


def test_nobody_buys_nothing_or_what_is_not_there(shop) -> None:
    with pytest.raises(SandboxError):
        shop.buy(1002, quantity=0)
    with pytest.raises(NotThere):
        shop.buy(9999)


@given(st.lists(st.tuples(st.sampled_from(["buy", "pay", "cancel", "ship", "write"]), st.integers(0, 9)), max_size=30))
def test_what_is_left_is_what_was_there_and_written_less_what_was_ordered(steps) -> None:
    shop = ShopeeSandbox()
    [tea] = shop.seed([{"name": "Teh", "sku": "T", "price_minor": 1, "stock": 10}])
    orders, expected = [], 10
    for verb, number in steps:
        try:
            if verb == "buy":
                orders.append((shop.buy(tea, 0, number + 1, pay=False), number + 1))
                expected -= number + 1
            elif verb == "write":
                shop.catalogue.set_stock(tea, 0, number)
                expected = number
            elif orders:
                order_no, quantity = orders[number % len(orders)]
                getattr(shop, verb)(order_no)
                expected += quantity if verb == "cancel" else 0
        except (SoldOut, NotYet):
            pass
    tally = shop.tally()
    shop.close()
    assert tally["left"] == expected >= 0
    assert tally["ordered"] == sum(variant["ordered"] - variant["cancelled"] for variant in tally["variants"])
