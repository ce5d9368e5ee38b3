"""What the stall asks about a drink, and what it promises: modifiers and promotions for a new owner to look at."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from cloud_bridge.catalog.models import ModifierChoice, ModifierGroup, Product, Promotion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cloud_bridge.fleet.models import Merchant

# name, at least, at most, choices (name, adds to the price); the first choice of a group that must be chosen is taken
MODIFIERS: tuple[tuple[str, int, int, tuple[tuple[str, int], ...]], ...] = (
    ("Gula", 1, 1, (("Manis", 0), ("Kurang manis", 0), ("Tawar", 0))),
    ("Es", 0, 1, (("Es sedikit", 0), ("Tanpa es", 0))),
    ("Tambahan", 0, 2, (("Lemon", 1_000), ("Susu", 2_000))),
)

PROMOTIONS: tuple[Mapping[str, Any], ...] = (
    {"name": "Beli 3 bayar 2", "kind": "n_for_m", "buy": 3, "pay": 2, "products": ["Chitato Sapi Panggang 68 g"]},
    {"name": "Sabun 3 seharga 12.000", "kind": "quantity_price", "quantity": 3, "price_minor": 12_000,
     "products": ["Sabun Lifebuoy Merah 75 g", "Sabun Lux Soft Rose 75 g"]},
    {"name": "Paket sarapan", "kind": "bundle", "price_minor": 30_000,
     "parts": [{"products": ["Roti Tawar Kupas"]}, {"products": ["Susu Segar Pasteurisasi 500 ml"]}]},
    {"name": "Happy hour es teh", "kind": "percent_each", "ppm": 200_000, "products": ["Es Teh"],
     "weekdays": [0, 1, 2, 3, 4], "from_time": time(14), "to_time": time(16)},
    {"name": "Kupon HEMAT10", "kind": "percent_sum", "ppm": 100_000, "coupon": "HEMAT10", "minimum_minor": 100_000,
     "is_exclusive": False},
)  # fmt: skip


def add_modifiers(merchant: Merchant) -> None:
    """Add the modifiers that are missing."""
    for rank, (name, least, most, choices) in enumerate(MODIFIERS):
        defaults = {"min_choices": least, "max_choices": most, "rank": rank}
        group, is_new = ModifierGroup.objects.get_or_create(merchant=merchant, name=name, defaults=defaults)
        for place, (choice, price_minor) in enumerate(choices if is_new else ()):
            is_default = least > 0 and place == 0
            ModifierChoice.objects.create(
                group=group, name=choice, price_minor=price_minor, is_default=is_default, rank=place
            )


def add_promotions(merchant: Merchant) -> None:
    """Add the promotions that are missing; those that were changed stay as they are."""
    for plain in PROMOTIONS:
        made = {**plain, "products": _keys(merchant, plain.get("products", ()))}
        made["parts"] = [{"products": _keys(merchant, part["products"])} for part in plain.get("parts", ())]
        Promotion.objects.get_or_create(merchant=merchant, name=plain["name"], defaults=made)


def _keys(merchant: Merchant, names: Iterable[str]) -> list[str]:
    return sorted(Product.objects.filter(merchant=merchant, name__in=names).values_list("key", flat=True))
