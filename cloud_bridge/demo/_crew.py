"""Who works at the demo stall; their PINs are printed at its start, and no form would take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.people.models import SignInRules, Staff
from cloud_bridge.people.pin import hash_pin

if TYPE_CHECKING:
    from cloud_bridge.fleet.models import Merchant, Store

CREW = (("Siti", "cashier", "1111"), ("Budi", "senior", "2222"), ("Pemilik", "manager", "9999"))


def hire(merchant: Merchant, store: Store) -> None:
    """Let three people work in the store, and anybody sell without signing in; what exists stays as it is."""
    if Staff.objects.filter(merchant=merchant).exists():
        return
    SignInRules.objects.get_or_create(store=store, defaults={"sign_in": "optional"})
    for name, level, pin in CREW:
        Staff.objects.create(merchant=merchant, name=name, level=level, pin=hash_pin(pin), pin_digits=len(pin))
