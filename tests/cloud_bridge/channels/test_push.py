"""Writing many numbers: in which calls they leave, and what a call that fails does to the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cloud_bridge.channels import hints, push, sync
from cloud_bridge.channels.lease import held
from cloud_bridge.channels.models import Channel, Hint
from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import OutOfCalls, TryLater
from cloud_bridge.connectors.limiter import Limiter
from cloud_bridge.keys import now_ms
from tests.cloud_bridge.channels.fakes import FakeMarket

SKUS = [f"P{product}V{variant}" for product in range(4) for variant in range(3)]


class Recording(FakeMarket):
    """Keeps which numbers left together; the calls numbered in `fails` are not answered."""

    def __init__(self, fails=(), **limits):
        super().__init__()
        self.limits = replace(self.limits, **limits)
        self.fails = fails
        self.sent = []

    def write_stock(self, writes):
        self.sent.append([self.sku[write.key] for write in writes])
        if len(self.sent) - 1 in self.fails:
            raise TryLater(market="fake", reason="time-out")
        return super().write_stock(writes)


@pytest.fixture
def shelf(stall, monkeypatch):
    """Twelve variants of four products, all of which show something else than they should."""

    def made(market):
        stall.market = market
        monkeypatch.setattr(sync, "connector_of", lambda _channel: market)
        stall.add(SKUS)
        for sku in SKUS:
            market.put_on_sale(sku[1], sku, variant=sku[3])
        stall.run("listings")
        market.calls.clear()
        return stall

    return made


def test_where_a_call_writes_one_product_no_call_has_two(shelf):
    stall = shelf(Recording(is_by_product=True, stock_batch=100))
    stall.run("stock")
    assert sorted(len(skus) for skus in stall.market.sent) == [3, 3, 3, 3]
    assert all(len({sku[:2] for sku in skus}) == 1 for skus in stall.market.sent)
    assert set(stall.market.stock.values()) == {10}


def test_where_products_may_be_mixed_calls_are_full(shelf):
    stall = shelf(Recording(stock_batch=5))
    stall.run("stock")
    assert [len(skus) for skus in stall.market.sent] == [5, 5, 2]


def test_a_call_that_fails_among_others_costs_only_its_own_numbers_a_rest(shelf):
    stall = shelf(Recording(fails={1}, is_by_product=True, stock_batch=100))
    stall.run("stock", "stock")
    late = {stall.market.sku[key] for key, stock in stall.market.stock.items() if stock != 10}
    assert late == set(stall.market.sent[1])
    assert stall.fresh().failures == 0
    assert all(stall.listing(sku).next_try_at_ms > now_ms() for sku in late)


def test_numbers_of_a_product_never_leave_twice_at_once(shelf):
    market = Recording(is_by_product=True, stock_batch=2, calls_at_once=3)
    stall = shelf(market)
    with held(push.lease_name(stall.fresh())) as lease:
        writing = push._Writing(stall.channel, market, lease)
        with writing._flight:
            writing._turn([])
            products = [[write.key.product_id for write in batch] for batch in writing._flight.under_way]
    assert [len(some) for some in products] == [2, 2, 2]
    assert len({one for some in products for one in some}) == 3


def test_one_failed_call_keeps_nobody_away_and_the_second_does(shelf):
    stall = shelf(Recording(fails={0, 1}, stock_batch=100))
    stall.run("stock")
    assert stall.fresh().next_try_at_ms <= now_ms()
    stall.run("stock")
    assert stall.fresh().next_try_at_ms > now_ms()
    assert stall.channel.trouble


def test_a_call_that_our_own_limit_kept_away_opens_no_breaker(shelf):
    stall = shelf(Recording())
    stall.market.error = OutOfCalls(market="fake", reason="its limit of calls is used up", after_s=9)
    stall.run("orders")
    assert (stall.fresh().failures, stall.channel.next_try_at_ms) == (0, 0)
    stall.market.error = None
    stall.run("stock")
    assert set(stall.market.stock.values()) == {10}


def test_products_that_webhooks_name_take_no_more_than_the_share_of_an_audit(shelf):
    stall = shelf(Recording(product_batch=1))
    stall.market.limiter = Limiter("fake", 0.001, 8)
    Channel.objects.update(audited_at_ms=0, pulled_at_ms=now_ms())
    hints.keep("fake", [port.Hint(stall.channel.shop_id, (), tuple("0123"))], now_ms())
    stall.market.calls.clear()
    stall.run("listings")
    assert stall.market.calls.count("read_products") <= 2
    assert Hint.objects.filter(kind=hints.PRODUCT).exists()
