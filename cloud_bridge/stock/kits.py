"""Kits: sold as one, counted as their parts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from cloud_bridge.database import find
from cloud_bridge.stock.models import KitPart, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Parts = Sequence[tuple[str, int]]  # a part's key, and how many thousandths of it are in one kit


def parts_of(variants: Iterable[str]) -> Mapping[str, Parts]:
    """Return the parts of those of these variants that are kits; a part that is a kit is not taken apart again."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for kit, part, milli in find(KitPart, ("kit_id", "part_id", "quantity_milli"), "kit_id", variants):
        found[kit].append((part, milli))
    return {kit: sorted(parts) for kit, parts in found.items()}


def taken_apart(variant: str, quantity_milli: int, source: str, parts: Parts) -> list[tuple[str, int, str]]:
    """Return what moves with so much of a variant: (variant, thousandths, cause) of itself, or of its parts."""
    if not parts:
        return [(variant, quantity_milli, source)]
    return [(part, quantity_milli * milli // 1000, f"{source}:{part}") for part, milli in parts]


# --- how many they make ----------------------------------------------------------------------------------------------


class Made(NamedTuple):
    """How many of a kit a store's shelves make, and the part of which there is least; None: it was never counted.

    A kit with a scarce part makes none: whoever sells a piece of that needs the right to it (docs/escrow.md).
    """

    store: str
    units: int
    part: KitPart
    free_milli: int | None


def made(kits: Iterable[str]) -> Mapping[str, Sequence[Made]]:
    """Return of each of these kits what every store makes that has counted some part; at least one line."""
    parts: dict[str, list[KitPart]] = defaultdict(list)
    found = KitPart.objects.filter(kit__in=list(kits)).select_related("part__product").order_by("pk")
    for one in found:
        parts[str(one.kit_id)].append(one)
    named = {str(one.part_id) for some in parts.values() for one in some}
    names: dict[str, str] = {}
    free: dict[str, dict[str, int]] = defaultdict(dict)
    levels = Level.objects.filter(variant__in=named).select_related("store").order_by("store__name", "store")
    for level in levels:
        names[str(level.store_id)] = level.store.name
        free[str(level.store_id)][str(level.variant_id)] = level.on_hand_milli - level.reserved_milli
    return {
        kit: [
            _least(name, some, free[store])
            for store, name in names.items()
            if any(str(one.part_id) in free[store] for one in some)
        ]
        or [_least("", some, {})]
        for kit, some in parts.items()
    }


def _least(store: str, parts: Sequence[KitPart], free: Mapping[str, int]) -> Made:
    def of(part: KitPart) -> Made:
        free_milli = free.get(str(part.part_id))
        units = 0 if part.part.is_scarce else max(0, (free_milli or 0) // part.quantity_milli)
        return Made(store, units, part, free_milli)

    return min((of(part) for part in parts), key=lambda one: (one.units, not one.part.part.is_scarce))


def with_scarce_part(variants: Any) -> set[str]:
    """Return those of these variants (keys, or a query of them) that are kits with a scarce part."""
    found = KitPart.objects.filter(kit__in=variants, part__is_scarce=True)
    return set(found.values_list("kit_id", flat=True))
