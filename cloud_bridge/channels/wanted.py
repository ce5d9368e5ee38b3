"""What every listing should show: on hand, less what is promised, less the channel's buffer, in whole units.

A channel is one more reader of the feed. Everything is one UPDATE, so a stock take costs as much as a sale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Greatest

from cloud_bridge.channels.links import link_by_sku
from cloud_bridge.channels.models import Channel, Listing
from cloud_bridge.database import writing
from cloud_bridge.fleet.models import Merchant
from cloud_bridge.replication.models import FeedRow
from cloud_bridge.stock.models import Level

if TYPE_CHECKING:
    from django.db.models import QuerySet

FAR_BEHIND = 500  # versions; the cursor moves at least so often, although no stock changed


def step(channel: Channel, now_ms: int) -> int:
    """Bring the channel's listings up to the feed; return how many want something else now."""
    head = _head(channel)
    near = channel.feed_cursor > 0 and head - channel.feed_cursor < FAR_BEHIND
    if head == channel.feed_cursor or (near and not _counted(channel).exists() and not _named(channel).exists()):
        return 0
    with writing():
        channel.refresh_from_db(fields=["feed_cursor", "buffer_units", "store"])
        head = _head(channel)
        stale = channel.listings.filter(variant__isnull=False)
        if not link_by_sku(channel):
            stale = stale.filter(variant__in=_counted(channel).values("variant"))
        changed = recompute(channel, stale, now_ms)
        Channel.objects.filter(pk=channel.pk).update(feed_cursor=head)
    channel.feed_cursor = head
    return changed


def _head(channel: Channel) -> int:
    return Merchant.objects.values_list("feed_version", flat=True).get(pk=channel.merchant_id)


def _counted(channel: Channel) -> QuerySet[Level]:
    """Return the levels that changed since; a level is its own row of the feed."""
    return Level.objects.filter(store=channel.store_id, version__gt=channel.feed_cursor)


def _named(channel: Channel) -> QuerySet[FeedRow]:
    """Return the variants that changed since: a new SKU may fit a listing that waits for it."""
    return FeedRow.objects.filter(scope=channel.merchant_id, table="variant", version__gt=channel.feed_cursor)


def recompute(channel: Channel, listings: QuerySet[Listing], now_ms: int) -> int:
    """Set what these listings of the channel should show; return how many that changed.

    A variant that was never counted has no level: nobody knows what to show, and the listing is left alone.
    """
    units = (F("on_hand_milli") - F("reserved_milli")) / 1000 - channel.buffer_units
    level = Level.objects.filter(store=channel.store_id, variant=OuterRef("variant"))
    offer = Subquery(level.values(units=Cast(Greatest(units, 0), IntegerField()))[:1])
    moved = Q(wanted__isnull=True) | Q(wanted__lt=F("offer")) | Q(wanted__gt=F("offer"))
    changed = listings.annotate(offer=offer).filter(moved, offer__isnull=False)
    return changed.update(wanted=offer, wanted_at_ms=now_ms, refused="", next_try_at_ms=0, failures=0)
