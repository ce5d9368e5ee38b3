"""Goods of the fake stall that ask something before they are sold."""

from __future__ import annotations

from appliance.core.promotion import Promotions, from_data
from appliance.till.catalogue import Variant
from appliance.till.product import Choice, ModifierGroup, Option, Product

SIZES, COLORS = ("S", "M", "L", "XL"), ("Hitam", "Putih", "Merah")
SHIRT = "shirt"
GROUPS = {
    "size": ModifierGroup(
        "size", "Ukuran", 1, 1, (Choice("regular", "Biasa"), Choice("large", "Besar", 4_000)),
    ),
    "sugar": ModifierGroup(
        "sugar", "Gula", 1, 1,
        (Choice("normal", "Normal", is_default=True), Choice("less", "Sedikit"), Choice("none", "Tanpa gula")),
    ),
    "top": ModifierGroup(
        "top", "Tambahan", 0, 2,
        (Choice("shot", "Espresso", 5_000), Choice("milk", "Susu", 3_000), Choice("boba", "Boba", 4_000)),
    ),
    "temper": ModifierGroup("temper", "Suhu", 1, 1, (Choice("hot", "Panas"), Choice("ice", "Pakai es", 1_000))),
}  # fmt: skip
PROMOTIONS = Promotions([
    from_data("noodles", {"name": "3 bayar 2", "kind": "n_for_m", "buy": 3, "pay": 2, "variants": ["v9", "v10"]}),
    from_data("gold", {"name": "Anggota 10 %", "kind": "percent_each", "ppm": 100_000, "variants": ["v1"],
                       "groups": ["gold"]}),
    from_data("dec", {"name": "Kupon HEMAT", "kind": "amount_sum", "minor": 5_000, "coupon": "HEMAT"}),
])  # fmt: skip


def asking(tax_class) -> list[Variant]:
    """Shirts in sizes and colours, coffee with extras, tea that is hot or cold, vegetables by eye, beer for adults."""

    def variant(key, name, price, category, picture, **more):
        stock = more.pop("stock", None)
        return Variant(key, key.upper(), name, price, "pcs", tax_class, category, picture, stock, **more)

    found = []
    for size in SIZES:
        for color in COLORS:
            if (size, color) != ("XL", "Merah"):
                stock = {("L", "Hitam"): 0, ("M", "Putih"): 2_000}.get((size, color), 9_000)
                price = 95_000 if size == "XL" else 85_000
                words = {"product": SHIRT, "options": (size, color), "stock": stock}
                key = f"shirt-{size}-{color}".lower()
                found.append(variant(key, f"Kaos Lapak {size} {color}", price, "house", "bag", **words))
    extras = {"modifiers": ("top", "size", "sugar")}
    found += [
        variant("latte", "Kopi Susu Gula Aren", 18_000, "ready", "coffee", **extras),
        variant("tea", "Teh Tarik", 9_000, "ready", "cup", modifiers=("temper",)),
        variant("greens", "Sayur Campur", 0, "fresh", "leaf", open_price=True),
        variant("beer", "Bir Bintang 620 ml", 42_000, "drinks", "bottle", min_age=21),
        variant("wine", "Anggur Merah", 95_000, "drinks", "bottle", min_age=21, modifiers=("temper",)),
    ]
    return found


def product_of(key: str, variants: list[Variant]) -> Product | None:
    """The shirt, whatever of it there is."""
    own = tuple(one for one in variants if one.product == key and one.options)
    options = (Option("Ukuran", SIZES), Option("Warna", COLORS))
    return Product(key, "Kaos Lapak", options, own) if own else None


def one_of_each(variants: list[Variant]) -> list[Variant]:
    """Only the first variant of a product with options."""
    return list({one.product if one.options else one.key: one for one in variants[::-1]}.values())[::-1]
