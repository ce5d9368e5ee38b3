from __future__ import annotations

from itertools import pairwise

import pytest

from cloud_bridge.channels import hints, intake, pull
from cloud_bridge.channels.models import Channel, Hint
from cloud_bridge.channels.pace import DAY_S, pace
from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.port import CANCELLED, SHIPPED
from cloud_bridge.keys import now_ms
from cloud_bridge.orders.models import Order
from cloud_bridge.stock.models import Level

HOUR_MS = 3_600_000


@pytest.fixture
def shop(stall):
    stall.key = stall.market.put_on_sale("1", "A", 10)
    stall.run("listings", "stock")
    return stall


def hint(shop, number):
    return hints.keep("fake", [port.Hint(shop.channel.shop_id, (number,))], now_ms())


def reserved(shop):
    return Level.objects.get(variant=shop.variant("A")).reserved_milli


def test_an_order_comes_in_without_any_webhook(shop):
    shop.market.buy("1", shop.key, 2, now_ms())
    shop.run("orders")
    assert Order.objects.get().external_id == "1"
    assert reserved(shop) == 2000


def test_a_hint_brings_an_order_in_before_its_window_is_due(shop):
    shop.run("news")
    shop.market.buy("1", shop.key, 2, now_ms())
    shop.run("news")
    assert not Order.objects.exists()
    hint(shop, "1")
    shop.run("news")
    assert Order.objects.get().external_id == "1"
    assert not Hint.objects.exists()


def test_a_hint_twice_is_one_order(shop):
    shop.market.buy("1", shop.key, 2, now_ms())
    for _ in range(3):
        hint(shop, "1")
        hint(shop, "1")
        shop.run("news")
    assert (Order.objects.count(), reserved(shop)) == (1, 2000)


def test_a_hint_for_nothing_is_forgotten(shop):
    hint(shop, "404")
    shop.run("news")
    assert not Hint.objects.exists()


def test_a_hint_that_is_said_again_while_it_is_looked_up_is_looked_up_again(shop):
    shop.market.buy("1", shop.key, 1, now_ms())
    hint(shop, "1")
    read = shop.market.read_orders

    def read_and_hint(numbers):
        found = read(numbers)
        hints.keep("fake", [port.Hint(shop.channel.shop_id, ("1",))], now_ms() + 5)
        return found

    shop.market.read_orders = read_and_hint
    hints.orders(shop.fresh(), shop.market, now_ms())
    assert Hint.objects.count() == 1


def test_a_hint_stays_while_the_marketplace_is_busy(shop):
    hint(shop, "1")
    shop.market.error = TryLater(market="fake", reason="busy")
    shop.run("news")
    assert Hint.objects.count() == 1


def test_a_hint_of_another_shop_of_the_app_finds_its_channel(shop):
    other = Channel.objects.create(merchant=shop.merchant, store=shop.store, market="fake", name="Toko 2", shop_id="88")
    hints.keep("fake", [port.Hint("88", ("5",)), port.Hint("99", ("6",))], now_ms())
    assert [(one.channel, one.external_id) for one in Hint.objects.all()] == [(other, "5")]


def test_a_fresh_channel_starts_some_days_back(shop):
    shop.market.buy("old", shop.key, 1, now_ms() - 2 * DAY_S * 1000)
    shop.market.buy("older", shop.key, 1, now_ms() - 5 * DAY_S * 1000)
    shop.run("orders")
    assert [order.external_id for order in Order.objects.all()] == ["old"]


def test_windows_are_no_longer_than_the_marketplace_allows_and_leave_no_gap():
    now = now_ms()
    found = list(pull.windows(now - 100 * HOUR_MS, now, 24 * HOUR_MS))
    assert all(to_ms - from_ms <= 24 * HOUR_MS for from_ms, to_ms in found)
    assert all(earlier[1] == later[0] for earlier, later in pairwise(found))
    assert found[0][0] < now - 100 * HOUR_MS
    assert found[-1][1] == now


def test_the_cursor_stays_until_everything_of_the_window_is_in(shop):
    for number in range(5):
        shop.market.buy(str(number), shop.key, 1, now_ms())
    read = shop.market.read_orders
    calls = []

    def fail_at_second(numbers):
        calls.append(numbers)
        if len(calls) == 2:
            raise TryLater(market="fake", reason="busy", after_s=60)
        return read(numbers)

    shop.market.read_orders = fail_at_second
    Channel.objects.update(orders_cursor_ms=now_ms() - HOUR_MS)
    before = shop.fresh().orders_cursor_ms
    shop.run("orders")
    assert shop.fresh().orders_cursor_ms == before
    Channel.objects.update(next_try_at_ms=0)
    shop.run("orders")
    assert Order.objects.count() == 5
    assert shop.fresh().orders_cursor_ms > before


def test_an_order_that_the_marketplace_shows_late_is_found_by_the_overlap(shop):
    shop.run("orders")
    shop.market.buy("late", shop.key, 1, now_ms() - int(pace().orders_overlap_s * 500))
    Channel.objects.update(pulled_at_ms=0)
    shop.run("orders")
    assert Order.objects.get().external_id == "late"


def test_an_order_nobody_can_book_is_put_aside_and_the_others_come_in(shop, monkeypatch):
    take_in = intake.book.take_in

    def pick(*args):
        if any(order.order_id == "bad" for order in args[3]):
            raise ValueError("no such currency")
        return take_in(*args)

    monkeypatch.setattr(intake.book, "take_in", pick)
    for number in ("1", "bad", "2"):
        shop.market.buy(number, shop.key, 1, now_ms())
    shop.run("orders")
    assert set(Order.objects.values_list("external_id", flat=True)) == {"1", "2"}
    aside = Hint.objects.get()
    assert (aside.external_id, aside.refused) == ("bad", "no such currency")
    monkeypatch.undo()


def test_a_cancelled_order_gives_its_goods_back(shop):
    shop.market.buy("1", shop.key, 2, now_ms())
    shop.run("news")
    shop.market.buy("1", shop.key, 2, now_ms() + 1, CANCELLED)
    hint(shop, "1")
    shop.run("news")
    assert reserved(shop) == 0


def test_an_order_that_left_lowers_the_shelf_once(shop):
    shop.market.buy("1", shop.key, 2, now_ms(), SHIPPED)
    for _ in range(3):
        hint(shop, "1")
        shop.run("news")
    level = Level.objects.get(variant=shop.variant("A"))
    assert (level.on_hand_milli, level.reserved_milli) == (8000, 0)
