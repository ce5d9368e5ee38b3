"""Writing stock: whatever does not show what it should is written, until it does."""

from __future__ import annotations

from functools import partial
from random import Random
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, Self

from django.db.models import Case, F, When

from cloud_bridge.channels import drift, lag, wanted
from cloud_bridge.channels.flight import Flight
from cloud_bridge.channels.lease import held
from cloud_bridge.channels.models import DIFFERS, GONE, Channel, Listing
from cloud_bridge.channels.pace import pace, rest_ms
from cloud_bridge.channels.turn import take_turn
from cloud_bridge.connectors.errors import ConnectorError, TryLater
from cloud_bridge.connectors.port import ListingKey, StockWrite
from cloud_bridge.database import save_changed, writing
from cloud_bridge.keys import now_ms as clock_ms

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from django.db.models import QuerySet

    from cloud_bridge.channels.lease import Held
    from cloud_bridge.connectors.port import Connector, Limits, WriteResult

    Batch = Sequence["Write"]
    Landed = Sequence[tuple[Batch, Callable[[], Sequence[WriteResult]]]]

SOON = 1  # failures that count while the marketplace answers others
MOST_CALLS = 200  # before others who want the lease have their turn
LOOK_S = 0.3  # how long a number may wait to leave beside calls that are under way
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
    """Write stock until nothing is due; return how many numbers were answered, None if nothing was due.

    Raises what the connector raises if the marketplace answered nothing. From the moment a number leaves until it is
    answered nobody knows what the listing shows, and `pushed` says so: after a time-out or a crash it is written again;
    absolute numbers allow that.
    """
    if not due(channel, now_ms).exists():
        return None
    with held(lease_name(channel)) as lease:
        return None if lease is None else _Writing(channel, connector, lease).run()


def due(channel: Channel, now_ms: int) -> QuerySet[Listing]:
    """Return the listings to be written now."""
    return Listing.objects.filter(DIFFERS, channel=channel, next_try_at_ms__lte=now_ms).exclude(status=GONE)


class _Writing:
    """Some calls at once, each with as much as it may carry, and after each a look at what should be shown by now."""

    def __init__(self, channel: Channel, connector: Connector, lease: Held) -> None:
        self._channel = channel
        self._limits = connector.limits
        self._lease = lease
        self._flight = Flight(partial(_send, connector), connector.limits.calls_at_once)
        self._calls_left = MOST_CALLS
        self._silent: list[Batch] = []  # not answered, while nothing was
        self._failures = 0  # in a row
        self._looked_s = 0.0
        self._count: int | None = None
        self._error: ConnectorError | None = None

    def run(self) -> int | None:
        """Write until nothing is due and nothing under way."""
        with self._flight:
            self._turn([])
            while self._flight.under_way:
                self._turn(self._flight.landed(LOOK_S))
        if self._error and (self._count is None or not isinstance(self._error, TryLater)):
            raise self._error
        return self._count

    def _turn(self, landed: Landed) -> None:
        """Keep what was answered and send what is next, with one transaction for both."""
        if monotonic() - self._looked_s > LOOK_S:
            wanted.step(self._channel, clock_ms())
            self._looked_s = monotonic()
        answered = [
            (batch, results) for batch, answer in landed if (results := self._results(batch, answer)) is not None
        ]
        is_told = bool(answered or (self._silent and self._count is not None))
        if not is_told and not (self._may_send and due(self._channel, clock_ms()).exists()):
            return
        leaving: list[Batch] = []
        with writing():
            if not self._lease.keep():  # somebody else is at it since: what we know is old
                self._calls_left = 0
                return
            take_turn(self._channel.pk)
            if is_told:
                self._keep(answered)
            while self._may_send and len(leaving) < self._flight.room and (batch := self._take(leaving)):
                leaving.append(batch)
                self._calls_left -= 1
        for batch in leaving:
            self._flight.launch(batch)

    @property
    def _may_send(self) -> bool:
        return self._calls_left > 0 and self._failures < self._limits.calls_at_once

    def _results(self, batch: Batch, answer: Callable[[], Sequence[WriteResult]]) -> Sequence[WriteResult] | None:
        """Return what was answered; None if nothing was."""
        try:
            results = answer()
        except ConnectorError as error:
            self._error = error
            self._failures += 1
            self._silent.append(batch)
            if not isinstance(error, TryLater):
                self._calls_left = 0
            return None
        self._failures = 0
        return results

    def _keep(self, answered: Sequence[tuple[Batch, Sequence[WriteResult]]]) -> None:
        """Note what was answered. What was not rests a little, for others were; it may not even have arrived."""
        at_ms = clock_ms()
        for batch, results in [*((batch, ()) for batch in self._silent), *answered]:
            _keep(self._channel, batch, results, at_ms)
            self._count = (self._count or 0) + len(results)
        self._silent.clear()
        Channel.objects.filter(pk=self._channel.pk).update(pushed_at_ms=at_ms)

    def _take(self, leaving: Sequence[Batch]) -> Batch:
        """Return those that wait longest, for one call; of a product no two numbers are under way at a time."""
        away = (*self._flight.under_way, *self._silent, *leaving)
        return _take(self._channel, self._limits, {write.key.product_id for batch in away for write in batch})


def _send(connector: Connector, batch: Batch) -> Sequence[WriteResult]:
    return connector.write_stock([StockWrite(write.key, write.wanted, write.before) for write in batch])


def _take(channel: Channel, limits: Limits, away: Collection[str]) -> Batch:
    """Return those that wait longest, for one call, and note that what they show is unknown from now on."""
    rows = due(channel, clock_ms()).exclude(external_product__in=away)
    rows = rows.order_by("wanted_at_ms", "external_product", "external_variant")
    if limits.is_by_product:
        rows = rows.filter(external_product=rows.values("external_product")[:1])
    batch = [Write.of(listing) for listing in rows[: limits.stock_batch]]
    unanswered = Case(When(pushed=None, then=F("sent")), default=F("doubtful"))
    some = Listing.objects.filter(pk__in=[write.pk for write in batch])
    some.update(doubtful=unanswered, sent=F("wanted"), pushed=None)
    return batch


def _keep(channel: Channel, batch: Batch, results: Sequence[WriteResult], now_ms: int) -> None:
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
    # Meanwhile somebody bought there: whether before or after our number nobody knows.
    Listing.objects.filter(pk__in=[write.pk for write in done], sent=None).update(pushed=None)
    Listing.objects.filter(pk__in=[write.pk for write in done]).update(pushed_reserved=F("reserved"))
    drift.repaired(channel, [write.pk for write in done], now_ms)
    lag.note(channel, lag.STOCK, [now_ms - write.since_ms for write in done if write.since_ms], now_ms)
