"""Fills the bridge's books before the doors open: goods, tills, channels, and listings that show what they should.

Runs as a program of its own with LAPAK_DATA set, reads the stall as JSON and prints what the tills need as JSON.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2

from bench.eleven.stall import PER_PRODUCT, PRICE_MINOR, Stall, opening, scarce, skus

if TYPE_CHECKING:
    from cloud_bridge.channels.models import Channel
    from cloud_bridge.fleet.models import Merchant, Store

TAX = {"key": "ppn", "name": "PPN 12%", "rate_ppm": 120_000, "included": True, "base_num": 11, "base_den": 12}
SETTING_UP = {"calls_per_s": 2_000.0}  # the marketplaces' limits hold during the day
# WooCommerce itself has no limit: a host that takes so many orders takes more calls than the smallest of hosts.
OWNERS_LIMIT = {"woocommerce": {"calls_per_s": 20.0}}
PATIENCE_S = 3.0  # how long the day's calls wait for an answer
MOST_ROUNDS = 2_000
PAUSE_S = 0.5


def main() -> None:
    from django.core.management import call_command

    stall = Stall.heard(json.loads(sys.stdin.read()))
    call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(fill(stall)))


def fill(stall: Stall) -> dict[str, Any]:
    """Make the shop and return its tills and the keys of its variants."""
    from cloud_bridge.catalog.goods import add_products
    from cloud_bridge.catalog.models import TaxClass
    from cloud_bridge.fleet import broker
    from cloud_bridge.fleet.models import Merchant, Store, Till
    from cloud_bridge.stock import holders

    merchant = Merchant.objects.create(name="Sebelas", currency="IDR")
    store = Store.objects.create(merchant=merchant, name="Gudang")
    TaxClass.objects.create(merchant=merchant, key="ppn", name="PPN", taxes=[TAX])
    units, every = opening(stall.size), skus(stall.size)
    goods = [
        {
            "name": f"Barang {at // PER_PRODUCT}",
            "tax_class": "ppn",
            "variants": [
                {"sku": sku, "name": sku, "price_minor": PRICE_MINOR, "stock_milli": units[sku] * 1000}
                for sku in every[at : at + PER_PRODUCT]
            ],
        }
        for at in range(0, len(every), PER_PRODUCT)
    ]
    variants = {one.sku: one.key for one in add_products(merchant.key, goods, store.key)}
    for sku in scarce(stall.size) if stall.size.escrow else ():
        holders.switch(variants[sku], is_scarce=True)
    config = Path(stall.folder) / "broker"
    broker.write(config, stall.broker_port)
    tills = []
    for number in range(stall.size.tills):
        till = Till.objects.create(merchant=merchant, store=store, name=f"Kasir {number}", prefix=f"K{number}")
        certificate, key = broker.till_pair(config, till.key)
        tills.append({"till": till.key, "certificate": str(certificate), "key": str(key)})
    channels = [channel_of(stall, market, merchant, store) for market in stall.channels]
    threads = [threading.Thread(target=show, args=(channel,)) for channel in channels]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    unready = [channel.name for channel in channels if not is_ready(channel, len(every))]
    if unready:
        raise RuntimeError(f"{', '.join(unready)} did not get ready")
    for channel in channels:
        for name in SETTING_UP:
            del channel.settings[name]
        channel.settings.update(OWNERS_LIMIT.get(channel.market, {}), timeout_s=PATIENCE_S)
        channel.is_active = True
        channel.save(update_fields=["settings", "is_active"])
    return {
        "merchant": merchant.key,
        "store": store.key,
        "ca": str(config / "ca.pem"),
        "tills": tills,
        "variants": variants,
    }


def channel_of(stall: Stall, market: str, merchant: Merchant, store: Store) -> Channel:
    """Make the channel of a marketplace that runs, as if its owner had connected it."""
    from cloud_bridge.channels import tokens
    from cloud_bridge.channels.models import Channel
    from cloud_bridge.connectors.port import Tokens
    from cloud_bridge.keys import now_ms

    known = httpx2.get(f"http://127.0.0.1:{stall.ports[market]}/_sandbox/connection", timeout=10).json()
    channel = Channel.objects.create(
        key=stall.channels[market],
        merchant=merchant,
        store=store,
        market=market,
        name=market,
        shop_id=known["shop_id"],
        settings={**known["settings"], "push_url": stall.push_url(market), **SETTING_UP},
        buffer_units=stall.size.buffer_units,
        orders_cursor_ms=now_ms(),
        is_active=False,
    )
    if known["grant"]:
        tokens.store(channel.key, Tokens(**known["grant"]))
    return channel


def show(channel: Channel) -> None:
    """Read what is listed, link it, write what it should show, and subscribe to what the marketplace pushes."""
    from django.db import connection

    from cloud_bridge.channels import push, scan, scarce, wanted
    from cloud_bridge.channels.connections import connector_of
    from cloud_bridge.connectors.port import Subscribes
    from cloud_bridge.keys import now_ms

    try:
        connector = connector_of(channel)
        scan.scan(channel, connector, now_ms())
        channel.refresh_from_db()
        wanted.step(channel, now_ms())
        for _ in range(MOST_ROUNDS):
            if push.step(channel, connector, now_ms()) is None:
                break
        while scarce.step(channel, connector, now_ms()) is not None or not is_dealt(channel):
            threading.Event().wait(PAUSE_S)
        if isinstance(connector, Subscribes):
            connector.ensure_subscribed()
    finally:
        connection.close()


def is_dealt(channel: Channel) -> bool:
    """Say whether every scarce listing was closed for long enough to have been opened if it was to be."""
    from cloud_bridge.channels.models import ScarceListing
    from cloud_bridge.channels.scarce import settle_ms
    from cloud_bridge.keys import now_ms

    rows = ScarceListing.objects.filter(listing__channel=channel).exclude(state=ScarceListing.OPEN)
    late = now_ms() - settle_ms(channel) - 1_000
    return not rows.exclude(state=ScarceListing.CLOSED, closed_at_ms__lte=late).exists()


def is_ready(channel: Channel, listings: int) -> bool:
    """Say whether every listing shows what it should."""
    from django.db.models import Q

    from cloud_bridge.channels.models import DIFFERS

    rows = channel.listings
    known = rows.filter(Q(wanted__isnull=False) | Q(scarce__isnull=False))
    return known.count() == listings and not rows.filter(DIFFERS).exists()


if __name__ == "__main__":
    main()
