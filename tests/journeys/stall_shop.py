"""The stall of the long day as its owner set it up in the back office: goods of every kind, people, promises, cards.

`fill()` runs inside the bridge; everybody else takes the codes from here.
"""

from __future__ import annotations

from datetime import time

from appliance.core import card
from appliance.core.gtin import check_digit

PINS = {"Siti": "4711", "Budi": "2580", "Rina": "9632"}
LEVELS = {"Siti": "cashier", "Budi": "senior", "Rina": "manager"}
BADGE = "LPKS-RINA-7781"
RULES = [{"pattern": "21.....{NNNNN}.", "meaning": "price"}]
STOCK_MILLI = 10**9
COUPON, OTHER_STORE = "HEMAT10", "Gudang"
# A static QRIS code of nobody: its merchant number is all zeros.
QRIS = (
    "00020101021151440014ID.CO.QRIS.WWW0215ID00000000000000303UMI5204549953033605802ID"
    "5912WARUNG LAPAK6007JAKARTA6105101106304A4CA"
)


def ean(number: int) -> str:
    """Return a barcode of nobody's company."""
    payload = f"{899000100000 + number}"
    return payload + check_digit(payload)


# name: (price, tax class, barcode)
PLAIN = {
    name: (price, tax, ean(number))
    for number, (name, price, tax) in enumerate((
        ("Teh Botol", 5_000, "ppn"), ("Aqua", 3_950, "ppn"), ("Roti Tawar", 18_500, "exempt"),
        ("Susu Segar", 16_250, "exempt"), ("Chitato", 11_550, "ppn"), ("Sabun", 4_975, "ppn"),
        ("Gula", 18_525, "exempt"),
        ("Kecap", 22_340, "ppn"), ("Mie Goreng", 3_125, "ppn"), ("Minyak", 34_890, "ppn"), ("Biskuit", 9_995, "ppn"),
    ))
}  # fmt: skip
BEER, YOGHURT, SHIRTS = ean(50), ean(51), {("S", "Hitam"): ean(60), ("M", "Hitam"): ean(61), ("M", "Putih"): ean(62)}
APPLE_BASE, APPLE_PRICE = "2100001000004", 40_000
GIFT, GIFT_TO_SELL, GIFT_CAPPED = (card.new_code(seed * 8) for seed in (b"g", b"s", b"c"))
GIFT_MINOR, CAP_MINOR = 100_000_000, 60_000
REGULARS = (("Ayu Lestari", "+62 812 1111 2222", "member", 50_000_000), ("Bagus Putra", "+62 813 3333 4444", "", 0))
POINTS = 50_000


def weighed_label(price_minor: int) -> str:
    """Return what the scale behind the counter prints for apples."""
    payload = f"2100001{price_minor:05}"
    return payload + check_digit(payload)


def package(days_ahead: int, now_ms: int) -> str:
    """Return the DataMatrix on a yoghurt that expires in so many days."""
    from appliance.till.paper import local_time

    date = local_time(now_ms + days_ahead * 86_400_000, 420, "%y%m%d")
    return f"]d2010{YOGHURT}17{date}10LOT7"


def fill() -> None:
    """Set the stall up; runs in the bridge's Django."""
    from cloud_bridge.fleet.models import Merchant, Store, Till

    merchant, store = Merchant.objects.get(), Store.objects.get()
    merchant.rounding_step_minor, merchant.rounding_mode = 100, "half_up"
    merchant.notes_minor = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000]
    merchant.save()
    Till.objects.update(label_rules=RULES)
    till = Till.objects.get()
    till.label_rules = RULES
    till.save()
    if hasattr(store, "qr"):
        store.qr = QRIS
        store.save()
    _goods(merchant, store)
    _promises(merchant)
    _people(merchant, store)
    _holders(merchant)


def _goods(merchant, store) -> None:
    from cloud_bridge.catalog.goods import add_products
    from cloud_bridge.catalog.models import ModifierChoice, ModifierGroup, TaxClass

    ppn = {"key": "ppn", "name": "PPN 12%", "rate_ppm": 120_000, "included": True, "base_num": 11, "base_den": 12}
    TaxClass.objects.create(merchant=merchant, key="ppn", name="PPN", taxes=[ppn])
    TaxClass.objects.create(merchant=merchant, key="exempt", name="Bebas", taxes=[])
    for rank, (name, least, most, choices) in enumerate((
        ("Gula", 1, 1, (("Manis", 0), ("Tawar", 0))),
        ("Tambahan", 0, 2, (("Lemon", 1_000), ("Susu", 2_000))),
    )):  # fmt: skip
        group = ModifierGroup.objects.create(
            merchant=merchant, name=name, min_choices=least, max_choices=most, rank=rank
        )
        for place, (choice, price) in enumerate(choices):
            ModifierChoice.objects.create(group=group, name=choice, price_minor=price, rank=place)

    def product(name, price, tax, code="", unit="pcs", **more):
        variant = {
            "sku": name.upper().replace(" ", "-"),
            "price_minor": price,
            "unit": unit,
            "stock_milli": STOCK_MILLI,
        }
        variant["barcodes"] = [code] if code else []
        return {"name": name, "tax_class": tax, "variants": [variant], "favourite": True, **more}

    goods = [
        product("Kopi Susu", 15_000, "ppn", modifiers=["Gula", "Tambahan"]),
        product("Apel", APPLE_PRICE, "exempt", APPLE_BASE, "kg"),
        product("Sayur Segar", 0, "exempt", open_price=True),
        product("Bir Bintang", 32_000, "ppn", BEER, min_age=21),
        *(product(name, *rest) for name, rest in PLAIN.items()),
        product("Yoghurt", 12_400, "ppn", YOGHURT),
    ]
    shirt = product("Kaos", 75_000, "ppn")
    shirt["options"] = [{"name": "Ukuran", "values": ["S", "M"]}, {"name": "Warna", "values": ["Hitam", "Putih"]}]
    shirt["variants"] = [
        {"sku": f"KAOS-{size}-{color}", "price_minor": 75_000 + 5_000 * (size == "M"), "options": [size, color],
         "barcodes": [code], "stock_milli": STOCK_MILLI}
        for (size, color), code in SHIRTS.items()
    ]  # fmt: skip
    add_products(merchant.key, [*goods[:2], shirt, *goods[2:]], store.key)
    _second_store(merchant)


def _second_store(merchant) -> None:
    """There is some tea in another store."""
    from cloud_bridge.catalog.models import Variant
    from cloud_bridge.database import writing
    from cloud_bridge.fleet.models import Store
    from cloud_bridge.keys import now_ms
    from cloud_bridge.stock import elsewhere, ledger

    other = Store.objects.create(merchant=merchant, name=OTHER_STORE)
    tea = Variant.objects.get(sku="TEH-BOTOL")
    with writing():
        ledger.move(
            merchant.key,
            [ledger.Move(other.key, tea.key, "opening", 7_000, f"opening:{other.key}:{tea.key}", now_ms())],
        )
    elsewhere.publish_all(now_ms())


def _promises(merchant) -> None:
    from cloud_bridge.catalog.models import Product, Promotion

    def keys(*names):
        return [Product.objects.get(name=name).key for name in names]

    for plain in (
        {"name": "Beli 3 bayar 2", "kind": "n_for_m", "buy": 3, "pay": 2, "products": keys("Chitato")},
        {"name": "Paket sarapan", "kind": "bundle", "price_minor": 30_000,
         "parts": [{"products": keys("Roti Tawar")}, {"products": keys("Susu Segar")}]},
        {"name": "Happy hour", "kind": "percent_each", "ppm": 200_000, "products": keys("Teh Botol"),
         "from_time": time(14), "to_time": time(16)},
        {"name": "Kupon HEMAT10", "kind": "percent_sum", "ppm": 100_000, "coupon": COUPON, "is_exclusive": False},
    ):  # fmt: skip
        Promotion.objects.create(merchant=merchant, **plain)


def _people(merchant, store) -> None:
    from cloud_bridge.people.models import SignInRules, Staff
    from cloud_bridge.people.pin import hash_badge, hash_pin

    SignInRules.objects.create(store=store, sign_in="required")
    for name, pin in PINS.items():
        badge = hash_badge(BADGE) if name == "Rina" else ""
        Staff.objects.create(
            merchant=merchant, name=name, level=LEVELS[name], pin=hash_pin(pin), pin_digits=len(pin), badge=badge
        )


def _holders(merchant) -> None:
    from cloud_bridge.catalog.models import Variant
    from cloud_bridge.database import writing
    from cloud_bridge.people import card_ledger, point_ledger
    from cloud_bridge.people.models import Card, Customer, CustomerGroup, GroupPrice, Loyalty

    Loyalty.objects.create(merchant=merchant, earn_minor_per_point=10_000, value_minor=100)
    member = CustomerGroup.objects.create(merchant=merchant, key="member", name="Member")
    tea = Variant.objects.get(sku="TEH-BOTOL")
    GroupPrice.objects.create(merchant=merchant, variant=tea, group=member, price_minor=4_500)
    for name, phone, group, limit in REGULARS:
        customer = Customer.objects.create(
            merchant=merchant, name=name, phone=phone, group=member if group else None, limit_minor=limit
        )
        with writing():
            gift = point_ledger.Move(customer.key, "given", POINTS, f"office:{customer.key}", 1)
            point_ledger.move(merchant.key, [gift])
    for code, offline in ((GIFT, None), (GIFT_CAPPED, CAP_MINOR)):
        made = Card.objects.create(
            merchant=merchant, key=card.key_of(code), tail=card.tail_of(code), offline_minor=offline
        )
        with writing():
            card_ledger.move(merchant.key, [card_ledger.Move(made.pk, "given", GIFT_MINOR, f"office:{made.key}", 1)])
