"""The random re-check: which carts an attendant looks into, and how the second scan compares with the first."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from appliance.core.tax import PPM

from .calls import CHECK
from .kiosk_errors import KioskWaits
from .kiosk_states import CHECKING, SELLING

if TYPE_CHECKING:
    from appliance.core.sale import Sale

    from .found import FoundItem
    from .kiosk import Kiosk


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


class Rechecking:
    """Decides which carts are looked into, once each, and what comes after it."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        self.current: Recheck | None = None
        self._checked = ""  # the sale that somebody has looked into

    def is_due(self) -> bool:
        """Whether the open sale was drawn, and nobody has looked yet."""
        key = self._kiosk.till.sale.key
        return key != self._checked and is_drawn(key, self._kiosk.terms.check_ppm)

    def begin(self) -> None:
        """Call somebody to look into the cart."""
        self.current = Recheck(self._kiosk.till.sale, self._kiosk.terms.check_pieces)
        self._kiosk.calls.call(CHECK)

    def scanned(self, found: FoundItem) -> None:
        """Take a piece of the second scan; raises KioskWaits where no attendant is there."""
        if self.current is None or self._kiosk.attendant.staff is None:
            raise KioskWaits
        self.current.scanned(found.variant.key, found.variant.name)
        self._kiosk.changed()

    def passed(self, by: str) -> None:
        """Go on to paying: somebody has looked into the cart."""
        kiosk = self._kiosk
        self._checked, self.current = kiosk.till.sale.key, None
        kiosk.calls.end(CHECK, by=by)
        if kiosk.state == CHECKING:
            kiosk.state = SELLING
            kiosk.pay()

    def failed(self, by: str) -> None:
        """Let the shopper scan what was missing; it is looked into again."""
        kiosk = self._kiosk
        self.current = None
        kiosk.calls.end(CHECK, by=by)
        if kiosk.state == CHECKING:
            kiosk.go(SELLING)

    def forget(self) -> None:
        """Begin with the next shopper."""
        self.current = None
