"""The real loop, the real connector and the real sandbox over loopback, webhooks included."""

from __future__ import annotations

import threading
import time

import httpx2
import pytest

from cloud_bridge.channels import authorise, sync
from cloud_bridge.channels.models import DIFFERS, Channel
from cloud_bridge.database import writing
from cloud_bridge.demo import market_items, open_stall
from cloud_bridge.keys import new_key, now_ms
from cloud_bridge.orders.models import Order
from cloud_bridge.sandbox.shopee import ShopeeSandbox
from cloud_bridge.stock import ledger

pytestmark = pytest.mark.urls("cloud_bridge.channels.urls")


def until(is_so, timeout_s=20):
    end = time.monotonic() + timeout_s
    while not is_so():
        if time.monotonic() > end:
            raise AssertionError("it did not happen in time")
        threading.Event().wait(0.005)


@pytest.fixture
def world(transactional_db, live_server, settings):
    settings.CHANNEL_PACE = {"orders_s": 2, "audit_s": 2, "look_s": 0.2}
    merchant, store, _till = open_stall()
    key = new_key()
    push_url = f"{live_server.url}/webhooks/shopee/{key}"
    with ShopeeSandbox(push_url=push_url) as sandbox:
        sandbox.seed({**item, "stock": 0} if "models" not in item else item for item in market_items())
        channel = Channel.objects.create(
            key=key,
            merchant=merchant,
            store=store,
            market="shopee",
            name="Shopee",
            shop_id=sandbox.shop_id,
            settings={**sandbox.settings(), "push_url": push_url},
        )
        back = httpx2.get(authorise.link(channel, "http://127.0.0.1/back", "state"), follow_redirects=False)
        authorise.finish(channel, dict(httpx2.URL(back.headers["location"]).params))
        stop = threading.Event()
        threads = sync.start(stop)
        try:
            until(lambda: channel.listings.exclude(pushed=None).count() >= 60)
            until(lambda: not channel.listings.filter(DIFFERS).exists())
            yield sandbox, channel
        finally:
            stop.set()
            for thread in threads:
                thread.join()


def shown(sandbox):
    return {row["sku"]: row["stock"] for row in sandbox.catalogue.everything()}


def test_a_stall_and_its_shop_stay_in_step(world):
    sandbox, channel = world
    listing = channel.listings.select_related("variant").get(sku="INDOMIE-GR")
    before = shown(sandbox)["INDOMIE-GR"]
    assert before == listing.wanted

    sale(channel, listing.variant_id, -3)
    until(lambda: shown(sandbox)["INDOMIE-GR"] == before - 3)

    number = sandbox.buy(int(listing.external_product), quantity=2)
    until(lambda: Order.objects.filter(external_id=number, state="to_prepare").exists())
    until(lambda: channel.listings.get(sku="INDOMIE-GR").pushed == before - 5)
    assert shown(sandbox)["INDOMIE-GR"] == before - 5

    sandbox.cancel(number)
    until(lambda: Order.objects.filter(external_id=number, state="cancelled").exists())
    until(lambda: shown(sandbox)["INDOMIE-GR"] == before - 3 == channel.listings.get(sku="INDOMIE-GR").pushed)


def test_orders_come_in_although_every_webhook_is_lost(world):
    sandbox, channel = world
    sandbox.faults.turn(push_drop=1)
    item = int(channel.listings.get(sku="INDOMIE-GR").external_product)
    number = sandbox.buy(item)
    until(lambda: Order.objects.filter(external_id=number).exists())


def test_the_shop_is_right_again_after_answers_were_lost(world):
    sandbox, channel = world
    sandbox.faults.turn(lose_answer=0.5, lost_for_s=0.05)
    listing = channel.listings.get(sku="INDOMIE-GR")
    before = shown(sandbox)["INDOMIE-GR"]
    for _ in range(5):
        sale(channel, listing.variant_id, -1)
    sandbox.faults.turn(lose_answer=0)
    until(lambda: channel.listings.get(sku="INDOMIE-GR").pushed == before - 5, 60)
    assert shown(sandbox)["INDOMIE-GR"] == before - 5


def tokens(channel):
    return Channel.objects.get(pk=channel.pk).tokens


def sale(channel, variant, units):
    with writing():
        ledger.move(
            channel.merchant_id,
            [ledger.Move(channel.store_id, variant, "sale", units * 1000, new_key(), now_ms())],
        )


def test_two_workers_use_a_refresh_token_once_and_share_the_work(world):
    sandbox, channel = world
    stop = threading.Event()
    second = sync.start(stop)
    try:
        for _ in range(3):
            stored = tokens(channel)
            Channel.objects.update(tokens={**stored, "access_expires_at_ms": 0})
            listing = channel.listings.get(sku="INDOMIE-GR")
            sale(channel, listing.variant_id, -1)
            until(lambda before=listing.wanted: shown(sandbox)["INDOMIE-GR"] == before - 1)
            until(lambda before=stored: tokens(channel)["refresh_token"] != before["refresh_token"])
    finally:
        stop.set()
        for thread in second:
            thread.join()
    assert Channel.objects.get(pk=channel.pk).trouble_code == ""
