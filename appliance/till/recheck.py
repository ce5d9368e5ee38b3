"""The random re-check: which carts an attendant looks into, and how the second scan compares with the first."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from appliance.core.tax import PPM

if TYPE_CHECKING:
    from appliance.core.sale import Sale


def is_drawn(sale: str, share_ppm: int) -> bool:
    """Say whether a sale is looked into; the same sale always gets the same answer, however often it is asked."""
    drawn = int.from_bytes(hashlib.sha256(f"recheck {sale}".encode()).digest()[:8], "big")
    return drawn * PPM < share_ppm << 64


class Recheck:
    """Some pieces of a cart, scanned again by an attendant."""

    def __init__(self, sale: Sale, pieces: int) -> None:
        self._left: dict[str, int] = {}
        for line in sale.lines:
            count = 1 if line.item.is_weighed else line.quantity_milli // 1000
            self._left[line.item.variant] = self._left.get(line.item.variant, 0) + count
        self.wanted = min(pieces, sum(self._left.values()))
        self.found = 0
        self.missing: list[str] = []  # names of what is in the bag and not in the cart

    @property
    def is_passed(self) -> bool:
        """Whether enough was scanned, and all of it was in the cart."""
        return self.found >= self.wanted and not self.missing

    def scanned(self, variant: str, name: str) -> bool:
        """Take a piece; say whether it is in the cart."""
        if self._left.get(variant, 0) > 0:
            self._left[variant] -= 1
            self.found += 1
            return True
        self.missing.append(name)
        return False
