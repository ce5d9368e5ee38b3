"""What can still be promised; only reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.stock.models import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def available_milli(store_key: str, variant_keys: Iterable[str]) -> dict[str, int]:
    """Return on hand less what is promised of every variant that was ever counted; it may be less than nothing."""
    levels = Level.objects.filter(store=store_key, variant__in=list(variant_keys))
    columns = levels.values_list("variant_id", "on_hand_milli", "reserved_milli")
    return {variant: on_hand - reserved for variant, on_hand, reserved in columns}


def store_for(stores: Sequence[str], wanted_milli: Mapping[str, int]) -> str:
    """Return the first of these stores that has all of this; the very first if none has."""
    if len(stores) > 1:
        for store in stores:
            free = available_milli(store, wanted_milli)
            if all(free.get(variant, 0) >= milli for variant, milli in wanted_milli.items()):
                return store
    return stores[0]


def units(store_key: str, variant_keys: Iterable[str], buffer_units: int = 0) -> dict[str, int]:
    """Return what a channel may offer: whole units, less the buffer, never less than nothing."""
    available = available_milli(store_key, variant_keys)
    return {variant: max(0, milli // 1000 - buffer_units) for variant, milli in available.items()}
