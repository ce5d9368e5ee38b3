"""What a scan does at a self-checkout: goods, a coupon, the shopper's own cards, an attendant's badge."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from .boundary import attempt
from .errors import ItemUnknown
from .events import ScanRefused
from .found import FoundBadge, FoundCard, FoundCoupon, FoundCustomer, FoundItem
from .kiosk_states import CHECKING, CLOSED, OFF

if TYPE_CHECKING:
    from .found import Found
    from .kiosk import Kiosk

log = logging.getLogger(__name__)


class KioskScanner:
    """Whatever opens a screen on a cashier's till (a receipt, a pickup) is unknown here."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk

    def scan(self, code: str) -> None:
        """Take a scan; never raises."""
        self._kiosk.patience.renew()
        _, error = attempt(log, f"The scan of {code!r}", lambda: self._act(code))
        if error is not None:
            self._kiosk.till.tell(ScanRefused(code, error))

    def _act(self, code: str) -> None:
        kiosk = self._kiosk
        staff = kiosk.till.people.of_badge(code)
        if staff is not None:
            kiosk.attendant.arrive(staff)
        elif kiosk.state not in (OFF, CLOSED):
            self._take(kiosk.till.reading.read(code))

    def _take(self, found: Found) -> None:
        kiosk = self._kiosk
        if isinstance(found, FoundItem) and kiosk.state == CHECKING:
            kiosk.recheck.scanned(found)
        elif isinstance(found, FoundCard):
            kiosk.payment.pay_gift(found.code)
        elif isinstance(found, (FoundItem, FoundCoupon, FoundCustomer)):
            if isinstance(found, FoundItem):
                kiosk.cart.require_sellable(found.variant, found.quantity_milli, is_scanned=True)
            kiosk.open_cart()
            kiosk.till.reading.act(found.code)
        elif isinstance(found, FoundBadge):
            kiosk.till.people.require_badge(found.code)
        else:
            raise ItemUnknown(barcode=found.code)
