"""A bridge of its own for a benchmark: books in a folder that goes away, a shop, and journals as tills write them."""

from __future__ import annotations

import atexit
import os
import random
import shutil
import tempfile
from pathlib import Path

import django
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.core import journal, message
from appliance.core.key import time_key

FOLDER = Path(tempfile.mkdtemp())
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["LAPAK_DATA"] = str(FOLDER)
os.environ["DJANGO_SETTINGS_MODULE"] = "cloud_bridge.settings"
django.setup()

GOODS = 20_000
TAX = {"tax": "ppn", "name": "PPN 11%", "rate_ppm": 110_000, "included": True, "base_minor": 40_541, "tax_minor": 4_459}


class Shop:
    """Goods that sell as goods do: the n-th most wanted 1/n as often as the first (Zipf)."""

    def __init__(self, goods: int = GOODS) -> None:
        from django.core.management import call_command

        from cloud_bridge.catalog.goods import add_products
        from cloud_bridge.catalog.models import TaxClass
        from cloud_bridge.fleet.models import Merchant, Store

        call_command("migrate", verbosity=0)
        self.merchant = Merchant.objects.create(name="Warung")
        self.store = Store.objects.create(merchant=self.merchant, name="Pasar")
        TaxClass.objects.create(merchant=self.merchant, key="ppn", name="PPN")
        shelf = [
            {
                "name": f"Barang {n}",
                "tax_class": "ppn",
                "variants": [{"sku": f"S{n}", "price_minor": 1, "stock_milli": 1}],
            }
            for n in range(goods)
        ]
        self.variants = [one.key for one in add_products(self.merchant.key, shelf, self.store.key)]
        random.Random(1).shuffle(self.variants)
        self.weights = [1 / (n + 1) for n in range(goods)]

    def baskets(self, sales: int, seed: int) -> list[list[str]]:
        """Return what was bought in so many sales of three lines."""
        picked = random.Random(seed).choices(self.variants, self.weights, k=3 * sales)
        return [picked[at : at + 3] for at in range(0, len(picked), 3)]


def body(number: int, basket: list[str]) -> dict:
    line = {
        "sku": "SKU-1234", "name": "Kopi Susu Gula Aren", "unit": "pcs", "tax_class": "ppn", "unit_price_minor": 15_000,
        "quantity_milli": 1_000, "discount_minor": 0, "price_minor": 15_000, "share_minor": 0,
    }  # fmt: skip
    tender = {"kind": "cash", "amount_minor": 45_000, "tendered_minor": 50_000, "change_minor": 5_000}
    return {
        "sale": time_key(number, os.urandom(10)), "number": f"A{number:06}", "shift": time_key(1, bytes(10)),
        "opened_at_ms": number, "currency": "IDR", "discounts": [], "net_minor": 40_541, "taxes": [TAX],
        "lines": [{**line, "line": at, "variant": variant} for at, variant in enumerate(basket, 1)],
        "total_minor": 45_000, "rounding_minor": 0, "tenders": [tender],
    }  # fmt: skip


def write_journal(shop: Shop, baskets: list[list[str]], per_message: int, *, sign: bool) -> tuple[str, list[bytes]]:
    """Return a new till's key and its journal as payloads."""
    from cloud_bridge.fleet.models import Till

    prefix = f"T{Till.objects.count()}"
    key = Ed25519PrivateKey.generate()
    till = Till.objects.create(merchant=shop.merchant, store=shop.store, name=prefix, prefix=prefix)
    claim = {"till": till.key, "store": shop.store.key, "merchant": shop.merchant.key}
    claim["public_key"] = key.public_key().public_bytes_raw().hex() if sign else ""
    entries = [journal.seal(1, 1, "", "till.claimed", claim, journal.GENESIS)]
    for number, basket in enumerate(baskets, 2):
        entry = journal.seal(number, number, "budi", "sale.completed", body(number, basket), entries[-1]["hash"])
        if sign:
            entry["sig"] = key.sign(bytes.fromhex(entry["hash"])).hex()
        entries.append(entry)
    parts = [entries[at : at + per_message] for at in range(0, len(entries), per_message)]
    return till.key, [message.write(message.journal(till.key, part)) for part in parts]
