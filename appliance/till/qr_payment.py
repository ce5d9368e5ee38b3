"""Paying with a QR code: the shop's own code with the amount in it, until the bridge says that the money came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.core.emv_qr import PaymentCode, for_sale
from appliance.core.errors import N_, LapakError
from appliance.core.tender import QR, Tender

from .errors import TillError
from .events import Failed, QrPaid

if TYPE_CHECKING:
    from .catalogue import Catalogue
    from .till import Till

REFERENCE_DIGITS = 12  # of the sale's key: its random end


class QrMissing(TillError):
    """The owner has not given the shop's code yet."""

    code = "till.qr_missing"
    text = N_("This till has no payment QR yet. The owner adds it in the back office, under the store.")


@dataclass(frozen=True)
class Offer:
    """A code to be shown: its text, what it asks for, the reference the payment will come with, and the sale's key."""

    text: str
    amount_minor: int
    reference: str
    sale: str


class QrPayment:
    """The code that is shown for the open sale.

    Its reference follows from the sale, so that a payment that came during a power cut is still found.
    """

    def __init__(self, catalogue: Catalogue, till: Till) -> None:
        self._catalogue = catalogue
        self._till = till
        self._offer: Offer | None = None
        self.shown: dict[str, int] = {}  # what the codes asked for that were shown and not booked, by reference

    @property
    def is_possible(self) -> bool:
        """Whether the shop has a code."""
        return bool(self._till.shop.qr)

    @property
    def offer(self) -> Offer | None:
        """The code that is shown, if it is the open sale's."""
        offer = self._offer
        return offer if offer is not None and offer.sale == self._till.sale.key else None

    def begin(self, minor: int | None = None) -> Offer:
        """Return the code for an amount, or for all that is left; raises QrMissing and core.emv_qr's errors."""
        shop, sale = self._till.shop, self._till.sale
        if not shop.qr:
            raise QrMissing
        amount = self._till.checkout.left_minor(QR) if minor is None else minor
        reference = reference_of(sale.key, len(sale.tenders) + sale.parts_back)
        code = for_sale(PaymentCode(shop.qr), amount, shop.currency, reference)
        offer = self._offer = Offer(code.text, amount, reference, sale.key)
        self.shown[reference] = amount
        self.look()
        return offer

    def look(self) -> bool:
        """Take the payment if the bridge has confirmed it; return whether it has."""
        offer = self.offer
        if offer is None or self._till.is_paying:
            return False
        paid_minor = self._catalogue.paid_minor(offer.reference)
        if paid_minor is None or paid_minor < offer.amount_minor:
            return False
        try:
            self._take(offer)
        except LapakError as error:  # the code stays: its money came, and the sale takes it as soon as it can
            self._offer = offer
            self._till.tell(Failed(error))
            return False
        return True

    def confirm(self, offer: Offer | None = None) -> None:
        """Take the payment on somebody's word, who has seen it on a phone; needs the right to.

        offer: the code that was seen to be paid, where it is not shown any more once that is approved.
        """
        seen = offer or self.offer
        if seen is not None:
            self._till.people.may("confirm_qr")
            self._take(seen)

    def stop(self) -> None:
        """Show no code any more; what is paid for it later is found by its reference."""
        self._offer = None

    def _take(self, offer: Offer) -> None:
        self._offer = None
        tender = Tender(offer.reference, QR, offer.amount_minor, offer.amount_minor, 0, offer.reference)
        self._till.checkout.take(tender)
        self.shown.pop(offer.reference, None)
        self._till.tell(QrPaid(offer.amount_minor))


def reference_of(sale: str, parts: int = 0) -> str:
    """Return what a sale's code is paid with after so many parts, those that were taken out again among them."""
    return f"{sale.replace('-', '')[-REFERENCE_DIGITS:]}{parts}".upper()
