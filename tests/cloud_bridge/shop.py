"""A small shop for tests: one merchant, one store, one till, some goods; and the till's journal."""

from __future__ import annotations

from typing import Any

from appliance.core import journal, message
from appliance.core.key import time_key
from cloud_bridge.catalog.goods import add_products
from cloud_bridge.catalog.models import TaxClass
from cloud_bridge.fleet.models import Merchant, Store, Till
from cloud_bridge.stock.models import Level


def sale_body(number, lines, total=None):
    """Return what a till writes of a sale; lines are (variant key, quantity in thousandths)."""
    price = 1_000 * len(lines)
    total = price if total is None else total
    return {
        "sale": time_key(number, b"sale" + number.to_bytes(6, "big")),
        "number": f"A{number:06}",
        "shift": "shift-1",
        "opened_at_ms": number,
        "currency": "IDR",
        "lines": [
            {
                "line": at, "variant": variant, "sku": "S", "name": "Teh", "unit": "pcs", "tax_class": "none",
                "unit_price_minor": 1_000, "quantity_milli": milli, "discount_minor": 0, "price_minor": 1_000,
                "share_minor": 0,
            }
            for at, (variant, milli) in enumerate(lines, 1)
        ],
        "discounts": [],
        "net_minor": price,
        "taxes": [],
        "total_minor": total,
        "rounding_minor": 0,
        "tenders": [
            {"kind": "cash", "amount_minor": total, "tendered_minor": total, "change_minor": 0},
        ],
    }  # fmt: skip


class Journal:
    """A till's journal as the till itself would write it."""

    def __init__(self, till: Till, public_key: str = "", sign: Any = None) -> None:
        self.till = till
        self.sign = sign
        self.entries: list[dict[str, Any]] = []
        self.write("till.claimed", {
            "till": till.key, "store": till.store_id, "merchant": till.merchant_id, "public_key": public_key,
        })  # fmt: skip

    def write(self, kind: str, body: dict[str, Any]) -> dict[str, Any]:
        prev = self.entries[-1]["hash"] if self.entries else journal.GENESIS
        seq = len(self.entries) + 1
        entry = journal.seal(seq, 1_000 + seq, "", kind, body, prev)
        if self.sign:
            entry["sig"] = self.sign(bytes.fromhex(entry["hash"])).hex()
        self.entries.append(entry)
        return entry

    def sell(self, *lines: tuple[str, int], number: int = 0) -> dict[str, Any]:
        return self.write("sale.completed", sale_body(number or len(self.entries) + 1, lines))

    def message(self, first: int = 1, last: int | None = None) -> dict[str, Any]:
        """Return the message with entries first..last, as the bridge reads it off the wire."""
        entries = self.entries[first - 1 : last]
        return message.read(message.write(message.journal(self.till.key, entries)))


class Shop:
    """The books of one owner."""

    def __init__(self, goods: int = 3, stock_milli: int = 100_000) -> None:
        self.merchant = Merchant.objects.create(name="Warung")
        self.store = Store.objects.create(merchant=self.merchant, name="Pasar")
        self.till = Till.objects.create(merchant=self.merchant, store=self.store, name="Kasir 1")
        self.tax_class = TaxClass.objects.create(merchant=self.merchant, key="none", name="None", taxes=[])
        products = [
            {
                "name": f"Teh {number}",
                "tax_class": "none",
                "variants": [{"sku": f"TEH-{number}", "price_minor": 1_000, "stock_milli": stock_milli}],
            }
            for number in range(goods)
        ]
        self.variants = [one.key for one in add_products(self.merchant.key, products, self.store.key)]

    def level(self, at: int = 0) -> tuple[int, int]:
        """Return on hand and reserved of a variant."""
        level = Level.objects.get(store=self.store, variant=self.variants[at])
        return level.on_hand_milli, level.reserved_milli

    def head(self) -> int:
        return Merchant.objects.get(key=self.merchant.key).feed_version
