"""How time goes by for a channel under test."""

from __future__ import annotations

from django.db.models import F

from cloud_bridge.channels.models import Channel, Drift, Listing

HOUR_MS = 3_600_000


def hour_passes():
    Channel.objects.update(next_try_at_ms=0, pulled_at_ms=0, audited_at_ms=0, scanned_at_ms=0)
    Listing.objects.update(next_try_at_ms=0)


def day_passes():
    day_ms = 24 * HOUR_MS
    Drift.objects.update(at_ms=F("at_ms") - day_ms, repaired_at_ms=F("repaired_at_ms") - day_ms)


def settle(stall, rounds=4):
    """Time goes by and the marketplace is well again."""
    stall.market.trouble = 0
    for _ in range(rounds):
        hour_passes()
        stall.run("news", "orders", "listings", "stock")


def logged():
    """What the drift log says, the oldest first."""
    return [(row.kind, row.external_id, row.was, row.found, row.cause) for row in Drift.objects.order_by("pk")]
