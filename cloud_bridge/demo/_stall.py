"""The stall itself: one owner, one store, one till that reads the labels of its scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.database import writing
from cloud_bridge.demo._crew import hire
from cloud_bridge.demo._customers import welcome
from cloud_bridge.demo._goods import load
from cloud_bridge.fleet.models import Merchant, Store, Till

if TYPE_CHECKING:
    from typing import Any

NAME = "Warung Melati"
NOTES_MINOR = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000]
LABEL_RULES = [{"pattern": "21.....{NNNNN}.", "meaning": "price"}]
HEADING = "Jl. Contoh No. 1, Jakarta"
FOOT = "Terima kasih, sampai jumpa lagi"


def open_stall(till_key: str = "", address: str = "") -> tuple[Merchant, Store, Till]:
    """Return the stall with its shelves filled; everything that exists stays as it is.

    address: where its bridge is today; receipts carry it as a QR.
    """
    with writing():
        merchant, _ = Merchant.objects.get_or_create(
            name=NAME, defaults={"rounding_step_minor": 100, "notes_minor": NOTES_MINOR}
        )
        store, _ = Store.objects.get_or_create(
            merchant=merchant, name=NAME, defaults={"heading": HEADING, "foot": FOOT}
        )
        if address and store.address != address:
            store.address = address
            store.save(update_fields=["address"])
        known: dict[str, Any] = {"key": till_key} if till_key else {}
        till, _ = Till.objects.get_or_create(
            merchant=merchant,
            prefix="A",
            defaults={**known, "store": store, "name": "Kasir 1", "label_rules": LABEL_RULES},
        )
        load(merchant, store)
        hire(merchant, store)
        welcome(merchant, store)
    return merchant, store, till
