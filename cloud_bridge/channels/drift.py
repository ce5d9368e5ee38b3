"""The drift log: what was not as it should be at a marketplace, why, and when it was right again."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from cloud_bridge.channels.causes import (
    CAMPAIGN,
    LOST_ANSWER,
    MISSED_ORDER,
    MISSED_UPDATE,
    OVERWRITTEN,
    SECOND_MASTER,
    UNMANAGED,
    explains,
)
from cloud_bridge.channels.models import Drift, Listing
from cloud_bridge.channels.pace import DAY_S, HOUR_S, pace
from cloud_bridge.channels.turn import take_turn
from cloud_bridge.database import writing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from cloud_bridge.channels.models import Channel

log = logging.getLogger(__name__)
CAUSES = {
    OVERWRITTEN: (_("somebody wrote another number"), "warning"),
    SECOND_MASTER: (_("another tool writes this stock"), "danger"),
    LOST_ANSWER: (_("an answer was lost, and the write came late"), "info"),
    CAMPAIGN: (_("a campaign took or gave stock"), "info"),
    MISSED_UPDATE: (_("nobody told of the order's update"), "warning"),
    MISSED_ORDER: (_("nobody told of the order"), "warning"),
    UNMANAGED: (_("the marketplace does not count it"), "danger"),
}
BY_OTHERS = (OVERWRITTEN, SECOND_MASTER)
DAY_MS, HOUR_MS = DAY_S * 1000, HOUR_S * 1000
KEPT_MS = 90 * DAY_MS


class Found(NamedTuple):
    """One thing that was not as it should be; `listing` is its row where it has one."""

    kind: str
    external_id: str
    was: str
    found: str
    cause: str
    listing: int | None = None
    since_ms: int = 0


def note(channel: Channel, found: Sequence[Found], now_ms: int, *, is_repaired: bool = False) -> None:
    """Log what was found; what is still open from before keeps its row, with what is there now."""
    with writing():
        take_turn(channel.pk)
        for one in found:
            log.warning("%s: %s is %s, not %s: %s", channel.name, one.external_id, one.found, one.was, one.cause)
            open_row = Drift.objects.filter(
                channel=channel, kind=one.kind, external_id=one.external_id, repaired_at_ms=None
            )
            if not open_row.update(found=one.found, cause=one.cause, at_ms=now_ms):
                Drift.objects.create(
                    channel=channel,
                    kind=one.kind,
                    external_id=one.external_id,
                    listing_id=one.listing,
                    was=one.was,
                    found=one.found,
                    cause=one.cause,
                    since_ms=one.since_ms,
                    at_ms=now_ms,
                    repaired_at_ms=now_ms if is_repaired else None,
                )
        if any(one.cause in BY_OTHERS for one in found):
            _accuse(channel, now_ms)


def repaired(channel: Channel, listings: Sequence[int], now_ms: int) -> None:
    """Note that these listings show what they should again."""
    if listings:
        rows = Drift.objects.filter(channel=channel, kind=Drift.STOCK, repaired_at_ms=None, listing__in=listings)
        rows.update(repaired_at_ms=now_ms)


def contradicted(rows: QuerySet[Listing], expected: int | None, seen: int, now_ms: int) -> None:
    """Note that a marketplace showed another number than the one it was to compare, and wrote nothing.

    What an order explains is believed, and written at once; for anything else orders are read first.
    """
    set_pace = pace()
    wait_ms = int((set_pace.orders_s + set_pace.settle_s) * 1000)
    rows.update(pushed=expected, seen=seen, seen_at_ms=now_ms, known_at_ms=now_ms, next_try_at_ms=now_ms + wait_ms)
    explained = [listing.pk for listing in rows if listing.pushed is not None and explains(listing)]
    Listing.objects.filter(pk__in=explained).update(pushed=F("seen"), next_try_at_ms=0)


def left_alone_until(channel: Channel, listings: Sequence[int]) -> Mapping[int, int]:
    """Return until when listings that somebody else keeps overwriting are left alone."""
    rows = Drift.objects.filter(channel=channel, kind=Drift.STOCK, cause__in=BY_OTHERS, listing__in=listings)
    ended = rows.exclude(repaired_at_ms=None).order_by("repaired_at_ms").values_list("listing", "repaired_at_ms")
    rest_ms = int(pace().fight_s * 1000)
    return {listing: at_ms + rest_ms for listing, at_ms in ended if listing and at_ms}


def believe_late_orders(channel: Channel, now_ms: int) -> int:
    """Take back what somebody else was suspected of, where an order that came late explains it; return how often."""
    count = 0
    for row in _lately(channel, now_ms - HOUR_MS).exclude(listing=None).select_related("listing__channel"):
        numbers = {"was": int(row.was), "found": int(row.found)}
        if row.listing and explains(row.listing, **numbers, since_ms=row.since_ms, until_ms=row.at_ms):
            count += Drift.objects.filter(pk=row.pk).update(cause=MISSED_ORDER)
    if count:
        _accuse(channel, now_ms)
    return count


def second_master(channel: Channel, now_ms: int) -> list[Listing]:
    """Return the listings that another tool wrote to within a day; there are none while nobody is suspected."""
    rows = _lately(channel, now_ms - DAY_MS).filter(cause=SECOND_MASTER)
    return list(Listing.objects.filter(pk__in=rows.values("listing")).order_by("name", "pk"))


def written_by_others(merchant_key: str, now_ms: int) -> int:
    """Return to how many listings of a merchant another tool wrote within a day."""
    rows = Drift.objects.filter(channel__merchant=merchant_key, cause=SECOND_MASTER, at_ms__gt=now_ms - DAY_MS)
    return rows.order_by().values("listing").distinct().count()


def forget(channel: Channel, now_ms: int) -> None:
    """Drop what was repaired long ago."""
    old = Drift.objects.filter(channel=channel, at_ms__lt=now_ms - KEPT_MS).exclude(repaired_at_ms=None)
    if old.exists():
        with writing():
            old.delete()


def _lately(channel: Channel, since_ms: int) -> QuerySet[Drift]:
    return Drift.objects.filter(channel=channel, kind=Drift.STOCK, cause__in=BY_OTHERS, at_ms__gt=since_ms)


def _accuse(channel: Channel, now_ms: int) -> None:
    """Call it another tool when it happens more than once in a day; once may be a hand that slipped."""
    rows = _lately(channel, now_ms - DAY_MS)
    rows.update(cause=SECOND_MASTER if rows.count() > 1 else OVERWRITTEN)
