"""What every listing should show: what is free in the channel's stores, as far as its rule offers it, in whole units.

A channel is one more reader of the feed. Everything is one UPDATE, so a stock take costs as much as a sale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from cloud_bridge.channels.links import link_by_sku
from cloud_bridge.channels.models import Channel, Listing
from cloud_bridge.channels.offer import offers, stores_of, with_offer
from cloud_bridge.channels.turn import take_turn
from cloud_bridge.database import save_changed, writing
from cloud_bridge.fleet.models import Merchant
from cloud_bridge.replication.models import FeedRow
from cloud_bridge.stock.models import KitPart, Level

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

RULE = ("buffer_units", "share_percent", "cap_units", "last_units")
MOST_KEYS = 1_000  # named one by one; beyond that every listing is compared
FAR_BEHIND = 500  # versions; the cursor moves at least so often, although no stock changed


def step(channel: Channel, now_ms: int) -> int:
    """Bring the channel's listings up to the feed; return how many want something else now."""
    head = _head(channel)
    near = channel.feed_cursor > 0 and head - channel.feed_cursor < FAR_BEHIND
    if head == channel.feed_cursor or (near and not _counted(channel).exists() and not _named(channel).exists()):
        return 0
    link_by_sku(channel)
    with writing(durable=False):  # it can be computed again
        take_turn(channel.pk)
        channel.refresh_from_db(fields=["feed_cursor", "store", *RULE])
        head = _head(channel)
        stale = _stale(channel)
        if stale is None:
            changed = recompute(channel, channel.listings.filter(variant__isnull=False), now_ms)
        else:
            changed = recompute_these(channel, stale, now_ms)
        Channel.objects.filter(pk=channel.pk).update(feed_cursor=head)
    channel.feed_cursor = head
    return changed


def _head(channel: Channel) -> int:
    return Merchant.objects.values_list("feed_version", flat=True).get(pk=channel.merchant_id)


def _counted(channel: Channel) -> QuerySet[Level]:
    """Return the levels that changed since; a level is its own row of the feed."""
    return Level.objects.filter(store__in=stores_of(channel), version__gt=channel.feed_cursor)


def _named(channel: Channel) -> QuerySet[FeedRow]:
    """Return the variants that changed since: a new SKU may fit a listing that waits for it."""
    return FeedRow.objects.filter(scope=channel.merchant_id, table="variant", version__gt=channel.feed_cursor)


def _stale(channel: Channel) -> set[str] | None:
    """Return the variants whose offer may have changed; None when there are too many to name."""
    counted = list(_counted(channel).values_list("variant_id", flat=True)[:MOST_KEYS])
    kits = list(KitPart.objects.filter(part__in=counted).values_list("kit_id", flat=True)[:MOST_KEYS])
    return None if MOST_KEYS in (len(counted), len(kits)) else {*counted, *kits}


def recompute_these(channel: Channel, variants: Collection[str], now_ms: int) -> int:
    """Do what `recompute` does for the listings of these variants."""
    take_turn(channel.pk)
    offer = offers(channel, variants)
    rows = channel.listings.filter(variant__in=offer, variant__is_scarce=False, scarce=None)
    moved = [
        Listing(pk=pk, wanted=offer[variant], wanted_at_ms=now_ms, refused="", next_try_at_ms=0, failures=0)
        for pk, variant, wanted in rows.values_list("pk", "variant_id", "wanted").order_by()
        if wanted != offer[variant]
    ]
    save_changed(moved, ("wanted", "wanted_at_ms", "refused", "next_try_at_ms", "failures"))
    return len(moved)


def recompute(channel: Channel, listings: QuerySet[Listing], now_ms: int) -> int:
    """Set what these listings of the channel should show; return how many that changed.

    A variant that was never counted has no level: nobody knows what to show, and the listing is left alone. What is
    scarce is shown by channels/scarce.py alone.
    """
    take_turn(channel.pk)
    moved = Q(wanted__isnull=True) | Q(wanted__lt=F("offer")) | Q(wanted__gt=F("offer"))
    changed = with_offer(channel, listings).filter(moved, offer__isnull=False, variant__is_scarce=False, scarce=None)
    return changed.update(wanted=F("offer"), wanted_at_ms=now_ms, refused="", next_try_at_ms=0, failures=0)
