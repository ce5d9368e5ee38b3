"""Why a listing shows another number than the one that was written: orders, a campaign, a late write, or somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, Sum

from cloud_bridge.channels.pace import DAY_S, HOUR_S
from cloud_bridge.connectors.port import CANCELLED, RETURNING, ListingKey
from cloud_bridge.orders import book
from cloud_bridge.orders.merge import listing_text
from cloud_bridge.orders.models import OrderLine

if TYPE_CHECKING:
    from cloud_bridge.channels.models import Listing

OVERWRITTEN = "overwritten"
SECOND_MASTER = "second_master"
LOST_ANSWER = "lost_answer"
CAMPAIGN = "campaign"
MISSED_UPDATE = "missed_update"
MISSED_ORDER = "missed_order"
UNMANAGED = "unmanaged"

SLACK_MS = 60_000  # a marketplace's clock, and the time a write is under way
LATE_WRITE_MS = HOUR_S * 1000
RETURNED_MS = 30 * DAY_S * 1000  # how old an order may be whose goods are given back
GAVE_BACK = (CANCELLED, RETURNING)


def text_of(listing: Listing) -> str:
    """Return how order lines and the drift log name a listing."""
    return listing_text(ListingKey(listing.external_product, listing.external_variant))


def cause_of(listing: Listing) -> str:
    """Return why it shows what was read back instead of what was written; "" when orders explain it."""
    moved = listing.reserved - listing.pushed_reserved
    written, seen = listing.pushed or 0, listing.seen or 0
    if explains(listing):
        return ""
    if moved and explains(listing, found=seen + moved):
        return CAMPAIGN
    is_recent = listing.known_at_ms - listing.pushed_at_ms < LATE_WRITE_MS
    if listing.doubtful not in (None, written) and is_recent and explains(listing, was=listing.doubtful):
        return LOST_ANSWER
    return OVERWRITTEN


def explains(
    listing: Listing,
    *,
    was: int | None = None,
    found: int | None = None,
    since_ms: int | None = None,
    until_ms: int | None = None,
) -> bool:
    """Say whether the listing's orders lead from one number to the other: what was bought, and what was given back.

    Some marketplaces take goods when an order is made and some when it is paid, so whatever moved since may have.
    Without other numbers and moments these are what was written and what was read back, and when.
    """
    before = (listing.pushed or 0) if was is None else was
    after = (listing.seen or 0) if found is None else found
    since = (listing.pushed_at_ms if since_ms is None else since_ms) - SLACK_MS
    until = listing.known_at_ms if until_ms is None else until_ms
    if after == before:
        return True
    lines = OrderLine.objects.filter(order__origin=book.origin_of(listing.channel_id), listing=text_of(listing))
    summed = lines.filter(order__at_ms__gte=since - RETURNED_MS).aggregate(
        sold=Sum("quantity_milli", filter=Q(order__updated_at_ms__gte=since, order__at_ms__lte=until)),
        back=Sum("quantity_milli", filter=Q(order__updated_at_ms__gte=since, order__state__in=GAVE_BACK)),
    )
    sold, back = (summed["sold"] or 0) // 1000, (summed["back"] or 0) // 1000
    return -sold <= after - before <= back
