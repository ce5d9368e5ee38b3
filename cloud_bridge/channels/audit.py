"""Reading back what listings really show, slowly, and repairing what drifted from what was written."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db.models import F, Min, Q

from cloud_bridge.channels.lease import held
from cloud_bridge.channels.models import GONE, Channel, Listing
from cloud_bridge.channels.pace import pace
from cloud_bridge.channels.push import lease_name
from cloud_bridge.channels.shown import note
from cloud_bridge.database import writing

if TYPE_CHECKING:
    from cloud_bridge.connectors.port import Connector

log = logging.getLogger(__name__)
PRODUCTS = 50  # read back at a time

# Read after it was written, quiet since, and yet another number: somebody else wrote it.
DRIFTED = (
    Q(seen_at_ms__gt=F("pushed_at_ms"), pushed=F("wanted"))
    & (Q(seen__lt=F("pushed")) | Q(seen__gt=F("pushed")))
    & ~Q(status=GONE)
)


def step(channel: Channel, connector: Connector, now_ms: int) -> int | None:
    """Read some of the longest unread products; return how many listings that were, None if it is not time."""
    if now_ms - channel.audited_at_ms < pace().audit_s * 1000:
        return None
    linked = channel.listings.filter(variant__isnull=False).exclude(status=GONE).order_by()
    oldest = linked.values("external_product").annotate(read=Min("seen_at_ms")).order_by("read")[:PRODUCTS]
    count = read_back(channel, connector, [row["external_product"] for row in oldest], now_ms)
    with writing():
        Channel.objects.filter(pk=channel.pk).update(audited_at_ms=now_ms)
    return count


def read_back(channel: Channel, connector: Connector, products: list[str], now_ms: int) -> int:
    """Note what these products show now; what the channel does not know any more is gone."""
    if not products:
        return 0
    listed = connector.read_products(products)
    count = note(channel, listed, now_ms)
    with writing():
        channel.listings.filter(external_product__in=products, seen_at_ms__lt=now_ms).update(status=GONE)
    return count


def repair(channel: Channel) -> int:
    """Believe what was read back, so that the right number is written again; return how many listings that were.

    A sale on the channel lowers its number before its order has reached us. So a reading counts only once orders were
    pulled after it: by then the order has lowered what the listing should show.
    """
    drifted = channel.listings.filter(DRIFTED, seen_at_ms__lt=channel.pulled_at_ms)
    if not drifted.exists():
        return 0
    with held(lease_name(channel)) as lease:
        if lease is None:
            return 0
        with writing():
            rows = list(drifted.select_for_update())
            Listing.objects.filter(pk__in=[row.pk for row in rows]).update(pushed=F("seen"))
        for row in rows:
            log.warning("%s: %s shows %s, not %s; it is written again", channel.name, row.name, row.seen, row.pushed)
    return len(rows)
