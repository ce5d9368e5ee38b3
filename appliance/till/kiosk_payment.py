"""How a shopper pays alone: by code, by card, by gift card; never with cash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core.tender import CARD, QR

from .kiosk_errors import KioskCardLater
from .kiosk_states import PAYING
from .kiosk_terms import TENDERS

if TYPE_CHECKING:
    from .kiosk import Kiosk


class KioskPayment:
    """Takes payments for the open sale while the shopper is at paying; a code is shown by `till.qr`."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        self._till = kiosk.till

    @property
    def is_charging(self) -> bool:
        """Whether a card is being charged, or only the terminal knows whether it was."""
        charged = self._till.charged
        return charged.is_fitted and bool(charged.payment.open_key)

    @property
    def is_under_way(self) -> bool:
        """Whether what is in the cart must stay: a part is paid, or a card is charged."""
        return bool(self._till.sale.tenders) or self.is_charging

    def tenders(self) -> list[str]:
        """Return the ways a shopper can pay alone now: never cash, no card on a terminal that stands alone."""
        charged = self._till.charged
        possible = {QR: self._till.qr.is_possible, CARD: charged.is_fitted and not charged.payment.is_manual}
        return [kind for kind in TENDERS if kind in self._kiosk.terms.tenders and possible.get(kind, True)]

    def charge(self) -> None:
        """Charge a card with what is left; raises LapakError."""
        self._kiosk.patience.renew()
        if self._kiosk.state == PAYING and CARD in self.tenders():
            self._till.qr.stop()
            self._till.charged.begin(self._till.checkout.left_minor(CARD))
            self._kiosk.changed()

    def pay_gift(self, code: str) -> None:
        """Pay with a gift card as much as is on it; raises LapakError."""
        if self._kiosk.state != PAYING:
            raise KioskCardLater
        if not self.is_charging:
            self._till.cards.pay(code)
            self._kiosk.changed()

    def finish(self) -> None:
        """Try again to finish a sale that is paid and could not be written down; raises LapakError."""
        self._till.checkout.finish()

    def finish_if_settled(self) -> None:
        """Finish a sale that nothing is left to pay for; raises LapakError."""
        if self._till.checkout.payment.is_settled:
            self.finish()
