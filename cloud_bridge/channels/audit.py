"""Comparing what listings really show and how open orders really are, round and round, and repairing what drifted."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from django.db.models import Exists, F, Min, OuterRef, Q

from cloud_bridge.channels import drift, lag, order_audit
from cloud_bridge.channels.causes import UNMANAGED, cause_of, text_of
from cloud_bridge.channels.hints import PRODUCT, due, looked_up
from cloud_bridge.channels.lease import held
from cloud_bridge.channels.models import GONE, Channel, Drift, Listing
from cloud_bridge.channels.pace import pace
from cloud_bridge.channels.patience import patiently
from cloud_bridge.channels.push import lease_name
from cloud_bridge.channels.share import Share
from cloud_bridge.channels.shown import note
from cloud_bridge.channels.turn import take_turn
from cloud_bridge.database import writing
from cloud_bridge.keys import now_ms as clock_ms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from cloud_bridge.connectors.port import Connector

_random = Random()  # noqa: S311 - lets every look have its turn, however little it may take
LINKED = Q(variant__isnull=False) & ~Q(status=GONE)
# Read after it was written, and yet another number.
DRIFTED = (
    LINKED & Q(is_counted=True, seen_at_ms__gt=F("pushed_at_ms")) & (Q(seen__lt=F("pushed")) | Q(seen__gt=F("pushed")))
)


def step(channel: Channel, connector: Connector, now_ms: int) -> int | None:
    """Compare as much as a share of the shop's calls allows; return how much that was, None if it is not time."""
    every_ms = int(pace().audit_s * 1000)
    if now_ms - channel.audited_at_ms < every_ms:
        return None
    share = Share(connector.limiter)
    if not share.take():
        return None
    with held(f"audit:{channel.pk}") as lease:
        if lease is None:
            return None
        count = _compare(channel, connector, now_ms, share)
        rest_ms = int(every_ms * (share.times() - 1))  # what was taken too much is given back before the next look
        with writing():
            left = {"calls_left": int(connector.limiter.left()), "audited_at_ms": now_ms + rest_ms}
            Channel.objects.filter(pk=channel.pk).update(**left)
            drift.believe_late_orders(channel, now_ms)
    drift.forget(channel, now_ms)
    lag.forget(channel, now_ms)
    return count


def _compare(channel: Channel, connector: Connector, now_ms: int, share: Share) -> int:
    """Take turns: what a webhook named, some listings, some open orders, some that nobody told of; any may begin."""
    rounds = [
        hinted(channel, connector, now_ms),
        listings(channel, connector, now_ms),
        order_audit.open_orders(channel, connector, now_ms),
        order_audit.missed_orders(channel, connector, now_ms),
    ]
    _random.shuffle(rounds)
    count, may_look = 0, True
    while rounds and may_look:
        one = rounds.pop(0)
        found = next(one, None)
        if found is not None:
            count += found
            rounds.append(one)
            may_look = share.take()
    return count


def hinted(channel: Channel, connector: Connector, now_ms: int) -> Iterator[int]:
    """Read back the products that webhooks named, some at a time; yield how many listings that were.

    Orders and our own writes let a marketplace name products, too, and those tell nothing new: so they are no more
    urgent than an audit, and have no more than its share of the calls.
    """
    while True:
        hints = due(channel, PRODUCT, now_ms, connector.limits.product_batch)
        if not hints:
            return
        yield read_back(channel, connector, [hint.external_id for hint in hints], now_ms)
        looked_up(hints)


def listings(channel: Channel, connector: Connector, now_ms: int) -> Iterator[int]:
    """Read back the longest unread products, some at a time, until all were; yield how many listings that were."""
    linked = channel.listings.filter(LINKED).order_by()
    while True:
        unread = linked.values("external_product").annotate(read=Min("seen_at_ms")).filter(read__lt=now_ms)
        longest = unread.order_by("read", "external_product")[: connector.limits.product_batch]
        products = [row["external_product"] for row in longest]
        if not products:
            return
        yield read_back(channel, connector, products, now_ms)


def read_back(channel: Channel, connector: Connector, products: list[str], now_ms: int) -> int:
    """Note what these products show now; what the channel does not know any more is gone."""
    if not products:
        return 0
    listed = patiently(connector.read_products, products)
    count = note(channel, listed, now_ms)
    with writing():
        take_turn(channel.pk)
        channel.listings.filter(external_product__in=products, seen_at_ms__lt=now_ms).update(status=GONE)
    return count


def repair(channel: Channel) -> int:
    """Believe what was read back, so that the right number is written again; return how many listings that were.

    A sale on the channel lowers its number before its order has reached us. So a reading counts only once orders were
    pulled after it, and later than the marketplace needs to show an order. What orders explain is no drift.
    """
    read_by_ms = channel.pulled_at_ms - int(pace().settle_s * 1000)
    drifted = channel.listings.filter(DRIFTED, known_at_ms__lte=read_by_ms)
    if not drifted.exists() and not _uncounted(channel).exists() and not _counted_again(channel).exists():
        return 0
    with held(lease_name(channel)) as lease:
        if lease is None:
            return 0
        with writing():
            take_turn(channel.pk)
            now_ms = clock_ms()
            _count_again(channel, now_ms)
            return _believe(channel, list(drifted.select_for_update(of=("self",), no_key=True)), now_ms)


def _believe(channel: Channel, rows: list[Listing], now_ms: int) -> int:
    found = [
        drift.Found(Drift.STOCK, text_of(row), str(row.pushed), str(row.seen), cause, row.pk, since_ms=row.pushed_at_ms)
        for row in rows
        if (cause := cause_of(row))
    ]
    drift.note(channel, found, now_ms)
    fought = [one.listing for one in found if one.listing and one.cause in drift.BY_OTHERS]
    until = drift.left_alone_until(channel, fought)
    for row in rows:
        Listing.objects.filter(pk=row.pk).update(
            pushed=F("seen"),
            pushed_reserved=F("reserved"),
            wanted_at_ms=now_ms,
            next_try_at_ms=until.get(row.pk, 0),
        )
    return len(rows)


def _uncounted(channel: Channel) -> QuerySet[Listing]:
    """Return listings of which the marketplace keeps no stock although we do, and that nobody has noted yet."""
    known = Drift.objects.filter(listing=OuterRef("pk"), kind=Drift.LISTING, repaired_at_ms=None)
    return channel.listings.filter(~Exists(known), LINKED, is_counted=False, wanted__isnull=False)


def _counted_again(channel: Channel) -> QuerySet[Drift]:
    return Drift.objects.filter(channel=channel, kind=Drift.LISTING, repaired_at_ms=None, listing__is_counted=True)


def _count_again(channel: Channel, now_ms: int) -> None:
    """Write stock to what is not counted: where a marketplace can begin to count because of that, it does."""
    rows = list(_uncounted(channel))
    found = [
        drift.Found(Drift.LISTING, text_of(row), str(row.wanted), "", UNMANAGED, row.pk, since_ms=row.pushed_at_ms)
        for row in rows
    ]
    drift.note(channel, found, now_ms)
    channel.listings.filter(pk__in=[row.pk for row in rows]).update(pushed=None, wanted_at_ms=now_ms)
    _counted_again(channel).update(repaired_at_ms=now_ms)
