"""Webhooks are looked after every hour; what was wrong with them is on the channel page, and disturbs nothing else."""

from __future__ import annotations

import pytest

from cloud_bridge.channels import hints, sync
from cloud_bridge.channels.models import Channel
from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater
from cloud_bridge.keys import now_ms
from tests.cloud_bridge.channels.fake_parcels import PackingMarket
from tests.cloud_bridge.channels.fakes import FakeMarket


@pytest.fixture
def shop(stall):
    stall.market = PackingMarket()
    Channel.objects.update(settings={"push_url": "https://bridge.example/webhooks/fake/1"})
    return stall


def subscribe(shop):
    sync.CHORES["subscriptions"][0](shop.fresh())
    return shop.fresh()


def test_webhooks_are_ordered_at_once_and_looked_after_every_hour(shop):
    shop.market.missing = 3
    channel = subscribe(shop)
    assert (channel.mended_count, channel.mended_at_ms) == (3, channel.subscribed_at_ms)
    subscribe(shop)
    assert shop.market.calls.count("ensure_subscribed") == 1
    Channel.objects.update(subscribed_at_ms=now_ms() - 3_600_001)
    assert subscribe(shop).mended_count == 3
    assert shop.market.calls.count("ensure_subscribed") == 2


def test_a_refusal_is_said_and_orders_still_come(shop):
    shop.market.error = Refused(market="fake", reason="no such address")
    channel = subscribe(shop)
    assert (channel.push_refused, channel.trouble_code) == ("no such address", "")
    shop.market.error = None
    Channel.objects.update(subscribed_at_ms=0)
    assert subscribe(shop).push_refused == ""


def test_a_marketplace_that_is_busy_is_asked_again(shop):
    shop.market.error = TryLater(market="fake", reason="busy")
    assert subscribe(shop).subscribed_at_ms == 0
    assert shop.fresh().trouble_code == TryLater.code


def test_nothing_is_ordered_without_an_address_or_where_it_cannot_be(shop):
    Channel.objects.update(settings={})
    subscribe(shop)
    assert shop.market.calls == []
    Channel.objects.update(settings={"push_url": "https://bridge.example/"})
    shop.market = FakeMarket()
    assert subscribe(shop).subscribed_at_ms == 0


def cut_off(shop):
    hints.keep("fake", [port.Hint(shop.channel.shop_id, is_cut_off=True), port.Hint("99", is_cut_off=True)], now_ms())


def test_an_owner_who_disconnects_lapak_is_seen_at_once(shop):
    cut_off(shop)
    assert shop.fresh().trouble_code == NeedsOwner.code
    shop.market.error = NeedsOwner(market="fake", reason="token revoked")
    shop.run("orders")
    shop.run("orders")
    assert shop.fresh().trouble == "token revoked"
    assert len(shop.market.calls) == 1


def test_an_old_message_of_that_kind_harms_nothing(shop):
    cut_off(shop)
    shop.run("orders")
    assert shop.fresh().trouble_code == ""
