"""Goods of the test stall that ask something before they are sold, and promotions, as the feed brings them."""

from __future__ import annotations

SIZE = {"name": "Ukuran", "min": 1, "max": 1, "rank": 1, "choices": [
    {"key": "small", "name": "Kecil", "price_minor": 0}, {"key": "big", "name": "Besar", "price_minor": 4_000},
]}  # fmt: skip
TOPS = {"name": "Tambahan", "min": 0, "max": 2, "rank": 0, "choices": [
    {"key": key, "name": key.title(), "price_minor": 3_000} for key in ("milk", "boba", "shot")
]}  # fmt: skip
LATTE = {"sku": "LATTE", "name": "Latte", "tax_class": "ppn", "category": "drinks", "modifiers": ["tops", "size"]}
BEER = {"sku": "BIR", "name": "Bir", "tax_class": "ppn", "min_age": 21}
GREENS = {"sku": "SAYUR", "name": "Sayur", "tax_class": "ppn", "open_price": True}
BEER_CODE, LATTE_CODE = "8992761002015", "8991002101234"
ASKING = [
    ("modifier", "size", SIZE), ("modifier", "tops", TOPS),
    ("variant", "latte", LATTE), ("price", "latte", {"price_minor": 20_000}),
    ("variant", "beer", BEER), ("price", "beer", {"price_minor": 40_000}),
    ("variant", "greens", GREENS), ("price", "greens", {"price_minor": 0}),
    ("barcode", "0" + LATTE_CODE, {"variant": "latte"}), ("barcode", "0" + BEER_CODE, {"variant": "beer"}),
]  # fmt: skip

THREE_FOR_TWO = {"name": "3 bayar 2", "kind": "n_for_m", "buy": 3, "pay": 2, "categories": ["drinks"]}
COUPON = {"name": "Hemat", "kind": "amount_sum", "minor": 5_000, "coupon": "hemat"}


def gold_for(variant):
    """Ten per cent off a variant for customers of the group gold."""
    return {"name": "Gold", "kind": "percent_each", "ppm": 100_000, "groups": ["gold"], "variants": [variant]}
