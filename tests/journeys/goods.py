"""Forty things to sell, as a feed would bring them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from appliance.core.gtin import check_digit
from appliance.core.tax import Tax, TaxClass
from appliance.store import Store

if TYPE_CHECKING:
    from pathlib import Path

PPN = TaxClass("ppn", "PPN", [Tax("ppn", "PPN 12%", 120_000, included=True, base_num=11, base_den=12)])
COUNT = 40
BARCODES = [payload + check_digit(payload) for payload in (f"{899000000000 + i}" for i in range(COUNT))]


def stock_shelves(folder: Path) -> None:
    """Give the till in this folder its catalogue."""
    tax = PPN.taxes[0]
    data = {"key": tax.key, "name": tax.name, "rate_ppm": tax.rate_ppm, "included": True}
    data |= {"base_num": tax.base_num, "base_den": tax.base_den}
    rows = [("tax_class", "ppn", {"name": "PPN", "taxes": [data]})]
    for i, barcode in enumerate(BARCODES):
        key = str(uuid.UUID(int=i + 1))
        rows += [
            ("variant", key, {"sku": f"SKU{i}", "name": f"Barang {i}", "unit": "pcs", "tax_class": "ppn"}),
            ("price", key, {"price_minor": 1_000 + 500 * i}),
            ("barcode", "0" + barcode, {"variant": key}),
            ("stock", key, {"on_hand_milli": 10**9}),
        ]
    feed = [{"table": t, "key": k, "version": n, "data": d} for n, (t, k, d) in enumerate(rows, 1)]
    store = Store(folder / "till.db")
    assert store.feed.apply(0, len(feed), feed, 0).result(10)
    store.close()
