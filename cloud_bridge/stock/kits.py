"""Kits: sold as one, counted as their parts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cloud_bridge.database import find
from cloud_bridge.stock.models import KitPart

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
