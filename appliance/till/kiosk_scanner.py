"""What a scan does at a self-checkout: goods, a coupon, the shopper's own cards, an attendant's badge."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from appliance.core.errors import LapakError

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
        kiosk = self._kiosk
        kiosk.patience.renew()
        try:
            staff = kiosk.till.people.of_badge(code)
            if staff is not None:
                kiosk.attendant.arrive(staff)
            elif kiosk.state not in (OFF, CLOSED):
                self._take(kiosk.till.reading.read(code))
        except LapakError as error:
            kiosk.till.tell(ScanRefused(code, error))
        except Exception:
            log.exception("The scan of %r failed", code)
            kiosk.till.tell(ScanRefused(code, LapakError()))

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
