"""The only writer of stock: movements and reservations that exist once, and the levels they add up to.

Every cause has a name (`source`); doing the same thing twice is a no-op by construction. All functions run inside the
caller's transaction and take any number of changes at once; a level that changed takes the feed's next version.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection
from django.db.models import F

from cloud_bridge import wake
from cloud_bridge.database import fetch, find, insert, insert_new, table
from cloud_bridge.replication import feed
from cloud_bridge.stock.models import Level, Movement, Reservation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Place = tuple[str, str]  # a store's and a variant's key
    Change = tuple[Place, int, int]  # by so many thousandths on hand and reserved

LEVEL = ("merchant_id", "store_id", "variant_id", "on_hand_milli", "reserved_milli", "version")
_ADD = 'ON CONFLICT ("store_id", "variant_id") DO UPDATE SET "version" = excluded."version"'
# Promises that are still open, by their names with the moments at which they end.
_RELEASE = """
UPDATE stock_reservation SET released_at_ms = {value} FROM {each} AS given
WHERE source = given.key AND released_at_ms IS NULL RETURNING store_id, variant_id, quantity_milli
"""
RELEASE = {
    "sqlite": _RELEASE.format(value="given.value", each="json_each(%s)"),
    "postgresql": _RELEASE.format(value="given.value::bigint", each="jsonb_each_text(%s::jsonb)"),
}
for _column in ("on_hand_milli", "reserved_milli"):
    _ADD += f', "{_column}" = "{table(Level)}"."{_column}" + excluded."{_column}"'


class Move(NamedTuple):
    """So many thousandths of a variant came (positive) or went (negative)."""

    store: str
    variant: str
    kind: str
    quantity_milli: int
    source: str
    at_ms: int


class Hold(NamedTuple):
    """So many thousandths of a variant are promised."""

    store: str
    variant: str
    quantity_milli: int
    source: str
    at_ms: int


def move(merchant_key: str, moves: Iterable[Move]) -> int:
    """Book movements; return how many were new."""
    return _change_levels(merchant_key, _move(merchant_key, moves))


def count(merchant_key: str, place: Place, on_hand_milli: int, source: str, at_ms: int) -> int:
    """Book what was counted on a shelf as the movement it takes to get there; return that movement's quantity."""
    store, variant = place
    return counts(merchant_key, store, {variant: (on_hand_milli, source)}, at_ms)[variant]


def counts(merchant_key: str, store: str, counted: Mapping[str, tuple[int, str]], at_ms: int) -> dict[str, int]:
    """Book what was counted in a store, by variant with its cause; return the movements' quantities.

    The difference is to what the books say at this moment: whatever came before the count must be in them already.
    """
    feed.take_turn(merchant_key)
    levels = Level.objects.select_for_update(no_key=True).filter(store=store, variant__in=list(counted))
    known = dict(levels.values_list("variant_id", "on_hand_milli"))
    off = {variant: milli - known.get(variant, 0) for variant, (milli, _) in counted.items()}
    move(merchant_key, [Move(store, variant, "count", off[variant], counted[variant][1], at_ms) for variant in counted])
    _keep_from_now_on(
        merchant_key, store, [variant for variant in counted if variant not in known and not off[variant]]
    )
    return off


def reserve(merchant_key: str, holds: Iterable[Hold]) -> int:
    """Promise goods to orders; return how many promises were new."""
    return _change_levels(merchant_key, _reserve(merchant_key, holds))


def release(merchant_key: str, moments: Mapping[str, int]) -> int:
    """Take promises back, each at its moment; return how many were still open."""
    return _change_levels(merchant_key, _release(moments))


def fulfil(merchant_key: str, moments: Mapping[str, int]) -> int:
    """Let promised goods leave, also when the promise was taken back before; return how many left now."""
    left = _move(merchant_key, _shipments(moments))
    _change_levels(merchant_key, [*_release(moments), *left])
    return len(left)


def settle(merchant_key: str, holds: Iterable[Hold], gone: Mapping[str, int], ended: Mapping[str, int]) -> None:
    """Do what `reserve` does, then `fulfil`, then `release`; every level changes once."""
    held = _reserve(merchant_key, holds)
    released = _release({**gone, **ended})
    _change_levels(merchant_key, [*held, *released, *_move(merchant_key, _shipments(gone))])


def _move(merchant_key: str, moves: Iterable[Move]) -> list[Change]:
    moved = insert_new(
        Movement,
        ("merchant_id", "store_id", "variant_id", "kind", "quantity_milli", "source", "at_ms"),
        [(merchant_key, *one) for one in moves],
        once="source",
    )
    return [((store, variant), milli, 0) for _, store, variant, _, milli, *_ in moved]


def _reserve(merchant_key: str, holds: Iterable[Hold]) -> list[Change]:
    held = insert_new(
        Reservation,
        ("merchant_id", "store_id", "variant_id", "quantity_milli", "source", "at_ms"),
        [(merchant_key, *one) for one in holds],
        once="source",
    )
    return [((store, variant), 0, milli) for _, store, variant, milli, *_ in held]


def _release(moments: Mapping[str, int]) -> list[Change]:
    opened = fetch(RELEASE[connection.vendor], json.dumps(moments)) if moments else []
    return [((store, variant), 0, -milli) for store, variant, milli in opened]


def _shipments(moments: Mapping[str, int]) -> list[Move]:
    columns = ("store_id", "variant_id", "quantity_milli", "source")
    return [
        Move(store, variant, "shipment", -milli, f"shipped:{source}", moments[source])
        for store, variant, milli, source in (find(Reservation, columns, "source", moments) if moments else ())
    ]


def resize(merchant_key: str, holds: Iterable[Hold]) -> int:
    """Make promises as large as these say, also where the goods have left since; return how many were not.

    `at_ms` is the moment that decided it. A promise that was never made is left unmade.
    """
    wanted = {hold.source: hold for hold in holds}
    if not wanted:
        return 0
    found = Reservation.objects.select_for_update(no_key=True).filter(source__in=list(wanted))
    changes: list[Change] = []
    moves: list[Move] = []
    for row in found:
        more = wanted[row.source].quantity_milli - row.quantity_milli
        if not more:
            continue
        Reservation.objects.filter(pk=row.pk).update(quantity_milli=F("quantity_milli") + more)
        place, shipped = (row.store_id, row.variant_id), f"shipped:{row.source}"
        if row.released_at_ms is None:
            changes.append((place, 0, more))
        elif Movement.objects.filter(source=shipped).exists():
            at_ms = wanted[row.source].at_ms
            moves.append(Move(*place, "shipment", -more, f"reshipped:{at_ms}:{row.source}", at_ms))
    _change_levels(merchant_key, changes)
    return len(changes) + move(merchant_key, moves)


def rehold(merchant_key: str, holds: Iterable[Hold]) -> int:
    """Let open promises be kept in these stores and with these goods instead; return how many were moved."""
    wanted = {hold.source: hold for hold in holds}
    if not wanted:
        return 0
    opened = Reservation.objects.select_for_update(no_key=True).filter(source__in=list(wanted), released_at_ms=None)
    changes: list[Change] = []
    for row in opened:
        before, after = (row.store_id, row.variant_id), wanted[row.source][:2]
        if before != after:
            changes += [(before, 0, -row.quantity_milli), (after, 0, row.quantity_milli)]
            Reservation.objects.filter(pk=row.pk).update(store=after[0], variant=after[1])
    _change_levels(merchant_key, changes)
    return len(changes) // 2


def _change_levels(merchant_key: str, changes: Sequence[Change]) -> int:
    """Add up the changes of every place and book them; return how many changes there were."""
    sums: dict[Place, list[int]] = defaultdict(lambda: [0, 0])
    for place, on_hand, reserved in changes:
        sums[place][0] += on_hand
        sums[place][1] += reserved
    moved = [(place, change) for place, change in sorted(sums.items()) if change != [0, 0]]
    if moved:
        first = feed.take_versions(merchant_key, len(moved))
        rows = [(merchant_key, *place, *change, version) for version, (place, change) in enumerate(moved, first)]
        insert(Level, LEVEL, rows, _ADD)
        wake.after_commit(wake.stock)
    return len(changes)


def _keep_from_now_on(merchant_key: str, store: str, variants: Sequence[str]) -> None:
    """Begin the level of what was counted for the first time and found to be nothing."""
    if variants:
        first = feed.take_versions(merchant_key, len(variants))
        rows = [(merchant_key, store, variant, 0, 0, version) for version, variant in enumerate(variants, first)]
        insert(Level, LEVEL, rows, _ADD)
        wake.after_commit(wake.stock)


def renew(merchant_key: str, places: Iterable[Place]) -> None:
    """Let whoever follows the feed look at these levels again, though nothing moved; one that is missing begins.

    What is offered of a variant may change without its stock: a kit is made of something else, a part became scarce.
    """
    found = sorted(set(places))
    if found:
        first = feed.take_versions(merchant_key, len(found))
        rows = [(merchant_key, *place, 0, 0, version) for version, place in enumerate(found, first)]
        insert(Level, LEVEL, rows, _ADD)
        wake.after_commit(wake.stock)
