"""Barcodes as people type them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core.gtin import require_valid, to_gtin14
from cloud_bridge.catalog.models import Barcode

if TYPE_CHECKING:
    from cloud_bridge.catalog.models import Variant

LENGTHS = (8, 12, 13, 14)


def readable(code: str) -> str:
    """Return a typed code as 14 digits, its leading zeros put back; raises BarcodeUnreadable or BarcodeDamaged."""
    return to_gtin14(require_valid(next((code.zfill(length) for length in LENGTHS if len(code) <= length), code)))


def taken_by(codes: list[str], variant: Variant) -> Barcode | None:
    """Return one of these codes that another variant has already."""
    if not codes:
        return None
    taken = Barcode.objects.filter(merchant=variant.merchant_id, gtin__in=codes).exclude(variant=variant.pk)
    return taken.select_related("variant__product").first()
