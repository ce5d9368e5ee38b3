"""Writing stock: whatever does not show what it should is written, until it does."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple, Self

from django.db.models import Case, F, When

from cloud_bridge.channels import drift, lag
from cloud_bridge.channels.lease import held
from cloud_bridge.channels.models import DIFFERS, GONE, Channel, Listing
from cloud_bridge.channels.pace import pace, rest_ms
from cloud_bridge.connectors.port import ListingKey, StockWrite
from cloud_bridge.database import save_changed, writing
from cloud_bridge.keys import now_ms as clock_ms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from cloud_bridge.connectors.port import Connector, WriteResult

SOON = 1  # failures that count while the marketplace answers others
_random = Random()  # noqa: S311 - spreads retries


class Write(NamedTuple):
    """A number on its way to a listing, and what the listing showed before.

    `since_ms` is since when it waited; 0 where it was refused before, and waited for that.
    """

    pk: int
    key: ListingKey
    wanted: int
    before: int | None
    failures: int
    since_ms: int

    @classmethod
    def of(cls, listing: Listing) -> Self:
        """Return the number that this listing should show."""
        key = ListingKey(listing.external_product, listing.external_variant)
        since_ms = 0 if listing.refused else listing.wanted_at_ms
        return cls(listing.pk, key, listing.wanted or 0, listing.pushed, listing.failures, since_ms)


def lease_name(channel: Channel) -> str:
    """Return the lease under which `pushed` is written."""
    return f"stock:{channel.pk}"


def step(channel: Channel, connector: Connector, now_ms: int) -> int | None:
    """Write one batch of stock; return how many numbers were answered, None if nothing was due.

    Raises what the connector raises. From the moment a number leaves until it is answered nobody knows what the
    listing shows, and `pushed` says so: after a time-out or a crash it is written again; absolute numbers allow that.
    """
    if not due(channel, now_ms).exists():
        return None
    with held(lease_name(channel)) as lease:
        if lease is None:
            return None
        batch = _take(channel, connector.limits.stock_batch, now_ms)
        if not batch:
            return None
        results = connector.write_stock([StockWrite(write.key, write.wanted, write.before) for write in batch])
        with writing():
            if not lease.keep():  # somebody else is at it since: what we know is old
                return None
            answered_ms = clock_ms()
            _store(channel, batch, results, answered_ms)
            Channel.objects.filter(pk=channel.pk).update(pushed_at_ms=answered_ms)
    return len(results)


def due(channel: Channel, now_ms: int) -> QuerySet[Listing]:
    """Return the listings to be written now."""
    return Listing.objects.filter(DIFFERS, channel=channel, next_try_at_ms__lte=now_ms).exclude(status=GONE)


def _take(channel: Channel, most: int, now_ms: int) -> list[Write]:
    """Return those that wait longest, one product's together, and note that what they show is unknown from now on."""
    with writing():
        rows = due(channel, now_ms).order_by("wanted_at_ms", "external_product", "external_variant")[:most]
        batch = [Write.of(listing) for listing in rows]
        unanswered = Case(When(pushed=None, then=F("sent")), default=F("doubtful"))
        rows = Listing.objects.filter(pk__in=[write.pk for write in batch])
        rows.update(doubtful=unanswered, sent=F("wanted"), pushed=None)
    return batch


def _store(channel: Channel, batch: Sequence[Write], results: Sequence[WriteResult], now_ms: int) -> None:
    answers = {result.key: result for result in results}
    set_pace = pace()
    done: list[Write] = []
    for write in batch:
        rows = Listing.objects.filter(pk=write.pk)
        answer = answers.get(write.key)
        if answer is None:
            # Where others of the batch were answered, this one may not even have been sent: it need not rest for long.
            failures = min(write.failures, SOON) if results else write.failures
            rest = rest_ms(set_pace.rest_s, set_pace.longest_rest_s, failures, _random)
            rows.filter(wanted=write.wanted).update(failures=write.failures + 1, next_try_at_ms=now_ms + rest)
        elif answer.refused:
            longest = set_pace.longest_refused_rest_s
            rest = rest_ms(set_pace.refused_rest_s, longest, write.failures, _random)
            rows.update(pushed=write.before, refused=answer.refused[:300])
            rows.filter(wanted=write.wanted).update(failures=write.failures + 1, next_try_at_ms=now_ms + rest)
        elif answer.seen not in (None, write.wanted):
            drift.contradicted(rows, write.before, answer.seen, now_ms)
        else:
            done.append(write)
    taken = [
        Listing(pk=write.pk, pushed=write.wanted, pushed_at_ms=now_ms, refused="", failures=0, next_try_at_ms=0)
        for write in done
    ]
    save_changed(taken, ("pushed", "pushed_at_ms", "refused", "failures", "next_try_at_ms"))
    Listing.objects.filter(pk__in=[write.pk for write in done]).update(pushed_reserved=F("reserved"))
    drift.repaired(channel, [write.pk for write in done], now_ms)
    lag.note(channel, lag.STOCK, [now_ms - write.since_ms for write in done if write.since_ms], now_ms)
