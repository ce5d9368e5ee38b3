"""Whether the levels are what the books add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from cloud_bridge.stock.models import Level, Movement, Reservation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet


def differences(merchant_key: str) -> Iterator[str]:
    """Say of every level what it is and what it should be, where the two differ."""
    said = _sums(Level.objects.filter(merchant=merchant_key), "on_hand_milli", "reserved_milli")
    moved = _sums(Movement.objects.filter(merchant=merchant_key), "quantity_milli")
    held = _sums(Reservation.objects.filter(merchant=merchant_key, released_at_ms=None), "quantity_milli")
    for place in sorted(said.keys() | moved.keys() | held.keys()):
        is_now = said.get(place, (0, 0))
        should = (moved.get(place, (0,))[0], held.get(place, (0,))[0])
        if is_now != should:
            store, variant = place
            yield f"stock of {variant} in {store}: on hand and reserved are {is_now}, the books say {should}"


def _sums(query: QuerySet[Any], *fields: str) -> dict[tuple[str, str], tuple[int, ...]]:
    totals = {f"sum_{field}": Sum(field) for field in fields}
    found = query.values_list("store_id", "variant_id").annotate(**totals)
    return {(row[0], row[1]): tuple(row[2:]) for row in found.order_by()}
