"""Listings of scarce variants: each shows exactly what its channel holds the right to sell (docs/escrow.md).

Sales at the marketplace need no write. Where a write can be conditional, rights come and go with one; everywhere else,
and wherever an answer was lost, a listing is closed (0 is written and acknowledged), then settled (all orders made
before are read), then opened with what is left. What is in doubt is closed: less is shown than could be, never more.
"""

from __future__ import annotations

from contextlib import contextmanager
from random import Random
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q

from appliance.core.escrow import WHOLE_MILLI, share
from cloud_bridge.catalog.models import Variant
from cloud_bridge.channels import pull, wanted
from cloud_bridge.channels.lease import held
from cloud_bridge.channels.models import GONE, Channel, Hint, Listing, ScarceListing
from cloud_bridge.channels.offer import offered
from cloud_bridge.channels.pace import HOUR_S, pace, rest_ms
from cloud_bridge.channels.turn import take_turn
from cloud_bridge.connectors.errors import ConnectorError
from cloud_bridge.connectors.port import ListingKey, StockWrite, WriteResult
from cloud_bridge.database import writing
from cloud_bridge.keys import now_ms as clock_ms
from cloud_bridge.orders import book, scarce
from cloud_bridge.orders.merge import listing_text
from cloud_bridge.replication import feed
from cloud_bridge.stock import escrow
from cloud_bridge.stock.models import Right

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cloud_bridge.channels.lease import Held
    from cloud_bridge.connectors.port import Connector

CLOSING, CLOSED, OPEN = ScarceListing.CLOSING, ScarceListing.CLOSED, ScarceListing.OPEN
USUAL_SETTLE_S = 60  # a setting, CHANNEL_SETTLE_S, says it for single marketplaces
EVER_MS = 2**53
_random = Random()  # noqa: S311 - spreads retries


def settle_ms(channel: Channel) -> int:
    """Return how late a marketplace may show an order, and how late a write that was not answered may come to pass."""
    return int(getattr(settings, "CHANNEL_SETTLE_S", {}).get(channel.market, USUAL_SETTLE_S) * 1000)


def step(channel: Channel, connector: Connector, now_ms: int, clock: Callable[[], int] = clock_ms) -> int | None:
    """Bring every scarce listing a step nearer to what it should show; return how many moved, None if none had to."""
    is_scarce = Q(variant__is_scarce=True) & ~Q(status=GONE)
    is_any = Variant.objects.filter(merchant=channel.merchant_id, is_scarce=True).exists()
    if not is_any and not ScarceListing.objects.filter(listing__channel=channel).exists():
        return None
    with held(f"scarce:{channel.pk}") as lease:
        if lease is None:
            return None
        for listing in channel.listings.filter(is_scarce, scarce=None):
            _begin(channel, listing, now_ms)
        _end(channel, now_ms)
        reading = Reading(channel, connector)
        return sum(Move(reading, row, lease, clock).make() for row in _restless(channel, now_ms)) or None


def _restless(channel: Channel, now_ms: int) -> list[ScarceListing]:
    """Return the listings that may have to move, found by a few statements however many listings rest."""
    rows = ScarceListing.objects.filter(listing__channel=channel, next_try_at_ms__lte=now_ms)
    every = list(rows.select_related("listing").order_by("listing_id"))
    origin = book.origin_of(channel.pk)
    pools, rights = escrow.pools(channel.store_id, {row.variant_id for row in every})
    settled_ms = min((row.closed_at_ms for row in every), default=now_ms) - settle_ms(channel)
    cancelled = scarce.cancelled(origin, settled_ms)

    def rests(row: ScarceListing) -> bool:
        right = rights.get((scarce.holder_of(origin, _text_of(row.listing)), row.variant_id))
        if right is None or right.asked_milli > right.returned_milli or _is_strange(row):
            return False
        left, pool = max(0, escrow.left_milli(right)), pools.get(row.variant_id, 0)
        if row.state == CLOSING or not row.is_answered or _text_of(row.listing) in cancelled:
            return False
        return pool < WHOLE_MILLI if row.state == OPEN else left + pool < WHOLE_MILLI

    return [row for row in every if not rests(row)]


def _begin(channel: Channel, listing: Listing, now_ms: int) -> None:
    """Take a listing out of the ordinary path; until it is closed nobody knows what it shows: it holds everything."""
    with writing():
        feed.take_turn(channel.merchant_id)
        take_turn(channel.pk)
        Listing.objects.filter(pk=listing.pk).update(wanted=None, pushed=None, refused="")
        origin, text = book.origin_of(channel.pk), _text_of(listing)
        used = scarce.used_milli(origin, text, str(listing.variant_id))
        holder = scarce.holder_of(origin, text)
        escrow.begin(channel.merchant_id, channel.store_id, str(listing.variant_id), holder, used)
        ScarceListing.objects.create(
            listing=listing,
            variant_id=str(listing.variant_id),
            loose_until_ms=now_ms + settle_ms(channel),
            opened_at_ms=now_ms - HOUR_S * 1000,
        )


def _end(channel: Channel, now_ms: int) -> None:
    """Let listings of what is not scarce any more go back to the ordinary path."""
    over = ScarceListing.objects.filter(listing__channel=channel, variant__is_scarce=False)
    ended = list(over.values_list("listing_id", flat=True))
    if ended:
        with writing():
            take_turn(channel.pk)
            over.delete()
            channel.listings.filter(pk__in=ended).update(pushed=None)  # an old write may have been answered meanwhile
            wanted.recompute(channel, channel.listings.filter(pk__in=ended), now_ms)


def _text_of(listing: Listing) -> str:
    return listing_text(ListingKey(listing.external_product, listing.external_variant))


def _is_strange(row: ScarceListing) -> bool:
    """Say whether a listing sells something else by now, or is gone."""
    return row.listing.variant_id != row.variant_id or row.listing.status == GONE


class Reading:
    """The orders that are read for all listings that open in one step: each window is read once."""

    def __init__(self, channel: Channel, connector: Connector) -> None:
        self.channel = channel
        self.connector = connector
        self._from_ms, self._to_ms = 0, -1

    def covers(self, from_ms: int, to_ms: int, now_ms: int) -> bool:
        """Read what changed from a moment until now unless `to_ms` was reached; False if somebody else reads."""
        if self._from_ms <= from_ms and to_ms <= self._to_ms:
            return True
        if not pull.read(self.channel, self.connector, from_ms, now_ms):
            return False
        self._from_ms, self._to_ms = from_ms, now_ms
        return True


class Move:
    """One listing's next step; every write is noted before it leaves, so that a crash leaves no doubt unnoticed."""

    def __init__(self, reading: Reading, row: ScarceListing, lease: Held, clock: Callable[[], int]) -> None:
        self._reading = reading
        self._channel = channel = reading.channel
        self._connector = reading.connector
        self._row = row
        self._lease = lease
        self._clock = clock
        self._settle_ms = settle_ms(channel)
        self._origin = book.origin_of(channel.pk)
        self._listing = _text_of(row.listing)
        holder = scarce.holder_of(self._origin, self._listing)
        self._right = Right.objects.get(holder=holder, variant=row.variant_id)

    def make(self) -> int:
        """Do what is next; return 1 if that was something. Raises what the connector raises."""
        row = self._row
        if row.state == OPEN and (not row.is_answered or self._is_strange() or self._has_settled_cancels()):
            row.state = CLOSING
        if row.state == CLOSED and self._has_settled_cancels():
            row.state = CLOSING
        if row.state == OPEN:
            return self._while_open()
        return self._close() if row.state == CLOSING else self._open()

    # --- what is wanted ----------------------------------------------------------------------------------------------

    @property
    def _left(self) -> int:
        return max(0, escrow.left_milli(self._right)) // WHOLE_MILLI

    def _target(self) -> int:
        """Return how many units the listing should hold the right to."""
        right, left = self._right, self._left
        if self._is_strange():
            return 0
        pool = max(0, escrow.pool_beside(right))
        most = offered(left + pool // WHOLE_MILLI, self._channel)
        asked = right.asked_milli - right.returned_milli
        if asked > 0:
            return min(most, max(0, left + -asked // WHOLE_MILLI))
        return min(most, left + share(pool, 0 if left else WHOLE_MILLI) // WHOLE_MILLI)

    def _is_strange(self) -> bool:
        return _is_strange(self._row)

    def _cancelled(self, after_ms: int, upto_ms: int = EVER_MS) -> int:
        """Return how many units were cancelled meanwhile; the marketplace may have put them on sale again by itself."""
        milli = scarce.cancelled_milli(self._origin, self._listing, self._row.variant_id, after_ms, upto_ms)
        return -(-milli // WHOLE_MILLI)

    def _has_settled_cancels(self) -> bool:
        upto_ms = self._clock() - self._settle_ms
        return self._cancelled(self._row.closed_at_ms - self._settle_ms, upto_ms) > 0

    # --- moving ------------------------------------------------------------------------------------------------------

    def _while_open(self) -> int:
        left, target, right = self._left, self._target(), self._right
        is_asked = right.asked_milli > right.returned_milli
        if not is_asked and not target > max(left, 2 * left - 1):
            return 0
        if is_asked and not left:  # sold meanwhile
            with writing():
                escrow.take_back(right, 0)
            return 0
        if self._connector.limits.compares:
            return self._compare_and_set(target - left)
        return self._close()

    def _compare_and_set(self, more: int) -> int:
        """Change what is shown by so much, from what was shown last, or learn what is shown."""
        row, right = self._row, self._right
        more = max(more, -row.shown)
        expected, given = row.shown, 0
        with writing():
            if more > 0:
                given = escrow.give(right, more * WHOLE_MILLI)
                more = given // WHOLE_MILLI
            if given % WHOLE_MILLI:
                escrow.take_back(right, given % WHOLE_MILLI)
            if more:
                row.is_answered = False  # until it is: after a crash here the listing is closed
                row.save()
        if not more:
            return self._close()
        with self._sent(expected + more, expected) as answer:
            if answer is None:
                return 1
            if answer.is_done and not answer.was_there:
                if more < 0:
                    escrow.take_back(right, -more * WHOLE_MILLI)
            else:
                row.shown = row.shown if answer.seen is None else answer.seen
                if more > 0:
                    escrow.take_back(right, more * WHOLE_MILLI)
        return 1

    def _close(self) -> int:
        """Show nothing; it counts once no earlier write can come to pass after it."""
        row, loose_ms, sent_ms = self._row, self._row.loose_until_ms, self._clock()
        row.state = CLOSING
        with self._sent(0) as answer:
            if answer is not None and answer.is_done:
                if sent_ms >= loose_ms:
                    row.state, row.closed_at_ms = CLOSED, self._clock()
                else:
                    row.next_try_at_ms = loose_ms
        return 1

    def _open(self) -> int:
        """Show what is left of the rights, once every order from before is known."""
        row, now_ms = self._row, self._clock()
        if now_ms < row.closed_at_ms + self._settle_ms or not (self._left or self._target() or self._is_strange()):
            return 0
        if not self._reads_all_orders(now_ms):
            return 0
        with writing():
            self._right.refresh_from_db()
            more = self._target() - self._left
            if more > 0:
                escrow.give(self._right, more * WHOLE_MILLI)
            elif more < 0:
                escrow.take_back(self._right, -more * WHOLE_MILLI)
            if self._is_strange():
                row.delete()  # what it sells now begins anew
                wanted.recompute(self._channel, self._channel.listings.filter(pk=row.listing.pk), now_ms)
                return 1
            shown = max(0, self._left - self._cancelled(row.closed_at_ms - self._settle_ms))
            if not shown:
                return 0
            row.state, row.opened_at_ms, row.is_answered = OPEN, now_ms, False
            row.save()
        with self._sent(shown) as answer:
            if answer is not None and not answer.is_done:
                row.state = CLOSED
        return 1

    def _reads_all_orders(self, now_ms: int) -> bool:
        """Read what was ordered since it was opened; False if some of it could not be booked."""
        from_ms, to_ms = self._row.opened_at_ms - self._settle_ms, self._row.closed_at_ms + self._settle_ms
        if not self._reading.covers(from_ms, to_ms, now_ms):
            return False
        return not Hint.objects.filter(channel=self._channel, kind="order").exclude(refused="").exists()

    # --- writing -----------------------------------------------------------------------------------------------------

    @contextmanager
    def _sent(self, shown: int, expected: int | None = None) -> Iterator[WriteResult | None]:
        """Write a number and yield the answer (None: nobody knows) inside the transaction that keeps what follows."""
        row, before_ms, now_ms = self._row, self._row.loose_until_ms, self._clock()
        row.is_answered, row.loose_until_ms = False, max(before_ms, now_ms + self._settle_ms)
        with writing():
            row.save()
        key = ListingKey(row.listing.external_product, row.listing.external_variant)
        try:
            answer = self._written(StockWrite(key, shown, expected))
        except ConnectorError:
            self._rest()
            raise
        with writing():
            if answer is None or not self._lease.keep():  # or somebody else is at it since
                self._rest()
                yield None
                return
            row.is_answered, row.loose_until_ms = True, before_ms
            row.failures, row.next_try_at_ms = 0, 0
            if answer.is_done:
                row.shown = shown
            yield answer
            row.save()
            if answer.refused:
                self._rest()

    def _rest(self) -> None:
        """Leave the listing alone for a while, longer each time."""
        row, set_pace = self._row, pace()
        at_ms = self._clock() + rest_ms(set_pace.rest_s, set_pace.longest_rest_s, row.failures, _random)
        ScarceListing.objects.filter(pk=row.pk).update(failures=row.failures + 1, next_try_at_ms=at_ms)

    def _written(self, write: StockWrite) -> WriteResult | None:
        if self._row.listing.status == GONE and not write.stock:
            return WriteResult(write.key)  # nobody can buy it
        return next((one for one in self._connector.write_stock([write]) if one.key == write.key), None)
