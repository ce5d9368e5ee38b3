"""Who buys at the demo stall, and how they may pay: customers, points, a gift card, a QR, and who reports it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from appliance.core import card as core
from cloud_bridge.keys import now_ms
from cloud_bridge.payments.models import Provider
from cloud_bridge.people import card_ledger, point_ledger
from cloud_bridge.people.models import Card, Customer, Loyalty

if TYPE_CHECKING:
    from cloud_bridge.fleet.models import Merchant, Store

# A static QRIS code of nobody: its merchant number is all zeros.
QRIS = (
    "00020101021151440014ID.CO.QRIS.WWW0215ID00000000000000303UMI5204549953033605802ID"
    "5912WARUNG LAPAK6007JAKARTA6105101106304A4CA"
)
PROVIDER = "Ponsel latihan"
GIFT_CODE = core.new_code(b"practise")  # printed at the start of the stall, as the PINs are
GIFT_MINOR = 100_000
# name, phone, points, may owe
CUSTOMERS = (
    ("Ibu Ani", "081200000001", 120, 0),
    ("Pak Dedi", "081200000002", 0, 250_000),
    ("Katering Melati", "081200000003", 45, 1_000_000),
)


def welcome(merchant: Merchant, store: Store) -> None:
    """Let people pay by QR, points and gift card; what exists stays as it is."""
    Provider.objects.get_or_create(
        merchant=merchant,
        name=PROVIDER,
        defaults={"token": secrets.token_urlsafe(12), "secret": secrets.token_urlsafe(24)},
    )
    if Customer.objects.filter(merchant=merchant).exists():
        return
    if not store.qr:
        store.qr = QRIS
        store.save()
    terms = {"earn_minor_per_point": 1_000, "value_minor": 50}
    Loyalty.objects.get_or_create(merchant=merchant, defaults=terms)
    for name, phone, points, limit_minor in CUSTOMERS:
        one = Customer.objects.create(
            merchant=merchant, name=name, phone=phone, limit_minor=limit_minor, at_ms=now_ms()
        )
        if points:
            move = point_ledger.Move(one.key, "given", points, f"stall:{phone}", now_ms())
            point_ledger.move(merchant.key, [move])
    gift = Card.objects.create(
        merchant=merchant, key=core.key_of(GIFT_CODE), tail=core.tail_of(GIFT_CODE), at_ms=now_ms()
    )
    given = card_ledger.Move(gift.pk, "given", GIFT_MINOR, "stall:gift", now_ms())
    card_ledger.move(merchant.key, [given])
