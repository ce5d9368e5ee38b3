from __future__ import annotations

import pytest

from cloud_bridge.channels import audit, drift, hints
from cloud_bridge.channels.models import Channel, Drift
from cloud_bridge.channels.share import PART, Share
from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.limiter import Limiter
from cloud_bridge.connectors.port import COMPLETED, READY, SHIPPED
from cloud_bridge.keys import now_ms
from cloud_bridge.orders.models import Order
from tests.cloud_bridge.channels.days import HOUR_MS, logged, settle


@pytest.fixture
def shop(on_sale):
    return on_sale


def causes():
    return sorted(row.cause for row in Drift.objects.all())


@pytest.mark.parametrize("has_moved", [True, False])
def test_an_open_order_whose_update_never_came_is_found(shop, has_moved):
    long_ago = now_ms() - 2 * HOUR_MS
    shop.market.buy("1", shop.keys["A"], 1, long_ago)
    settle(shop)
    Drift.objects.all().delete()
    shop.market.move_on("1", SHIPPED, long_ago + 1 if has_moved else 0)
    Channel.objects.update(audited_at_ms=0)
    shop.run("listings")
    assert logged() == [("order", "1", "to_prepare", "shipped", drift.MISSED_UPDATE)]
    assert Order.objects.get().state == SHIPPED


def test_what_the_next_pull_brings_is_not_missed(shop):
    shop.market.buy("1", shop.keys["A"], 1, now_ms())
    settle(shop)
    shop.market.move_on("1", READY, now_ms() + 1)
    Channel.objects.update(audited_at_ms=0)
    shop.run("listings")
    assert (logged(), Order.objects.get().state) == ([], READY)


def test_what_a_webhook_told_of_is_not_missed(shop):
    long_ago = now_ms() - 2 * HOUR_MS
    shop.market.buy("1", shop.keys["A"], 1, long_ago)
    hints.keep("fake", [port.Hint(shop.channel.shop_id, ("1",))], now_ms())
    Channel.objects.update(audited_at_ms=0)
    shop.run("listings")
    assert (logged(), Order.objects.count()) == ([], 1)


def test_an_order_that_nobody_told_of_is_taken_in(shop):
    shop.market.buy("1", shop.keys["A"], 1, now_ms() - 2 * HOUR_MS)
    Channel.objects.update(audited_at_ms=0)
    shop.run("listings")
    assert logged() == [("order", "1", "", "to_prepare", drift.MISSED_ORDER)]
    settle(shop)
    assert shop.market.stock[shop.keys["A"]] == 9


def test_orders_that_are_over_are_not_read_again(shop):
    for number in range(4):
        shop.market.buy(str(number), shop.keys["A"], 1, now_ms(), COMPLETED)
    settle(shop)
    shop.market.calls.clear()
    Channel.objects.update(audited_at_ms=0)
    shop.run("listings")
    assert "read_orders" not in shop.market.calls


def test_the_look_for_missed_orders_goes_on_where_it_was_interrupted(shop):
    for number in range(5):  # three pages in one window
        shop.market.buy(str(number), shop.keys["A"], 1, now_ms() - HOUR_MS)
    shop.market.limiter = Limiter("fake", 1e-6, 4)
    for _ in range(200):
        Channel.objects.update(audited_at_ms=0, next_try_at_ms=0)
        shop.run("listings")
    assert Order.objects.count() == 5


# --- the share


class Counted:
    """A marketplace whose calls are counted by a limiter with a clock of its own."""

    def __init__(self, market, limiter):
        self._market, self.limiter, self.limits, self.count = market, limiter, market.limits, 0

    def __getattr__(self, name):
        def call(*given):
            self.limiter.take()
            self.count += 1
            return getattr(self._market, name)(*given)

        return call


def test_an_audit_takes_no_more_than_a_quarter_of_the_calls(shop):
    clock = [0.0]
    counted = Counted(shop.market, Limiter("fake", 2, 20, clock=lambda: clock[0]))
    at_ms = now_ms()
    for number in range(40):
        shop.market.buy(str(number), shop.keys["A"], 1, now_ms() - HOUR_MS)
    for second in range(600):
        clock[0] = float(second)
        audit.step(shop.fresh(), counted, at_ms + second * 1000)
    assert 0 < counted.count <= PART * (20 + 2 * 600)
    assert Order.objects.count() == 40


def test_a_shop_without_calls_left_is_not_audited(shop):
    shop.market.limiter = Limiter("fake", 1e-6, 3)
    Channel.objects.update(audited_at_ms=0)
    shop.market.calls.clear()
    shop.run("listings")
    assert shop.market.calls == []


def test_a_look_that_took_more_than_its_share_is_followed_by_a_longer_rest():
    clock = [0.0]
    limiter = Limiter("fake", 1, 40, clock=lambda: clock[0])
    share = Share(limiter)
    assert share.take()
    for _ in range(30):
        limiter.take()
    assert not share.take()
    assert share.times() == pytest.approx(3)


def test_a_busy_marketplace_is_left_alone_by_the_audit_and_asked_again(shop):
    shop.market.overwrite(shop.keys["A"], 99)
    shop.market.error = TryLater(market="fake", reason="busy")
    Channel.objects.update(audited_at_ms=0)
    shop.run("listings")
    assert logged() == []
    shop.market.error = None
    settle(shop)
    assert causes() == [drift.OVERWRITTEN]
