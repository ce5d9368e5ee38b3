"""Bought at the sandbox of TikTok Shop, packed and handed over at a till, and everybody heard of it: over loopback."""

from __future__ import annotations

import json
import threading

import httpx2
import pytest

from appliance.core import entries
from cloud_bridge.channels import sync, tokens
from cloud_bridge.channels.models import Channel
from cloud_bridge.connectors.port import COMPLETED, READY, SHIPPED, TO_PREPARE, Tokens
from cloud_bridge.keys import new_key
from cloud_bridge.orders import audit
from cloud_bridge.orders.models import Label, Order
from cloud_bridge.replication import ingest
from cloud_bridge.replication.models import FeedRow
from cloud_bridge.sandbox.tiktok_shop import TikTokShopSandbox
from cloud_bridge.stock import audit as stock
from cloud_bridge.stock.models import Movement
from tests.cloud_bridge.channels.test_sandbox import until
from tests.cloud_bridge.shop import Journal, Shop

UNITS = 100


@pytest.fixture
def world(transactional_db, live_server, settings):
    settings.CHANNEL_PACE = {"orders_s": 1, "audit_s": 5, "look_s": 0.1, "rest_s": 0.1, "longest_rest_s": 0.5}
    shop, key = Shop(goods=1, stock_milli=UNITS * 1000), new_key()
    push_url = f"{live_server.url}/webhooks/tiktok_shop/{key}"
    with TikTokShopSandbox() as sandbox:
        [item] = sandbox.seed([{"name": "Teh 0", "sku": "TEH-0", "price_minor": 1_000, "stock": 1}])
        channel = Channel.objects.create(
            key=key,
            merchant=shop.merchant,
            store=shop.store,
            market="tiktok_shop",
            name="TikTok Shop",
            shop_id=sandbox.shop_id,
            settings={**sandbox.settings(), "push_url": push_url},
        )
        tokens.store(channel.pk, Tokens(**sandbox.grant()))
        stop = threading.Event()
        threads = [*sync.start(stop), *sync.start(stop, sync.CHORES)]
        try:
            until(lambda: channel.listings.filter(pushed=UNITS).exists())
            yield shop, sandbox, item
        finally:
            stop.set()
            for thread in threads:
                thread.join()


def state(sandbox, number):
    return sandbox.orders.order(number)["state"]


def row_of(order):
    return json.loads(FeedRow.objects.get(table="order", key=order.key).data or "{}")


def test_an_order_is_bought_packed_labelled_sent_and_completed(world, live_server):
    shop, sandbox, item = world
    number = sandbox.buy(item, quantity=2)
    until(lambda: Order.objects.filter(external_id=number, state=TO_PREPARE).exists())
    order, journal = Order.objects.get(external_id=number), Journal(shop.till)

    sandbox.faults.turn(lose_answer=0.5, only="packages/ship", lost_for_s=0.05)
    journal.write("order.packed", entries.order_packed(order.key))
    ingest.handle(journal.till.key, journal.message())
    until(lambda: state(sandbox, number) == "packed")
    sandbox.faults.reset()
    until(lambda: Order.objects.filter(pk=order.pk, state=READY, shown_state=READY, wanted_state="").exists())

    until(lambda: Label.objects.filter(order=order).exclude(pdf=b"").exists())
    labels = row_of(order)["labels"]
    assert sorted(labels) == ["384", "576"]
    assert httpx2.get(f"{live_server.url}/l/{labels['576']}").content.startswith(b"\x89PNG")

    journal.write("order.handed_over", entries.order_handed_over(order.key, []))
    ingest.handle(journal.till.key, journal.message())
    until(lambda: Order.objects.filter(pk=order.pk, state=SHIPPED, wanted_state="").exists())
    assert row_of(order) == {}

    sandbox.ship(number)
    sandbox.complete(number)
    until(lambda: Order.objects.filter(pk=order.pk, state=COMPLETED, shown_state=COMPLETED).exists())
    assert Movement.objects.filter(kind="shipment").count() == 1
    assert shop.level() == ((UNITS - 2) * 1000, 0)
    assert Channel.objects.get().trouble_code == ""
    assert Channel.objects.get().mended_count > 0
    for differences in (audit.differences, stock.differences):
        assert list(differences(shop.merchant.key)) == []
