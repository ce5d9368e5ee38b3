"""The goods a scan stands for, where only goods matter: in the store room and at the packing table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import ItemUnknown
from .found import FoundItem

if TYPE_CHECKING:
    from .reading import Reading


def scanned_goods(reading: Reading, code: str, quantity: int = 1) -> FoundItem:
    """Return the goods of a scan, and how much of them; raises ItemUnknown and whatever `Reading.read` raises."""
    found = reading.read(code, quantity)
    if not isinstance(found, FoundItem):
        raise ItemUnknown(barcode=code.strip())
    return found
