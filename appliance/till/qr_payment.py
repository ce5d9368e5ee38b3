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
    from collections.abc import Collection

    from .catalogue import Catalogue
    from .ports import Books
    from .till import Till

REFERENCE_DIGITS = 12  # of the sale's key: its random end
PARTS_END = "T"  # no hexadecimal digit
MOST_SHOWN = 200  # codes that nobody paid; the bridge's office lists money that no sale counts on


class QrMissing(TillError):
    """The owner has not given the shop's code yet."""

    code = "till.qr_missing"
    text = N_("This till has no payment QR yet. The owner adds it in the back office, under the store.")


class OfferGone(TillError):
    """The code that was seen to be paid is another sale's."""

    code = "till.offer_gone"
    text = N_("This code was for another sale. Take that sale back first.")


@dataclass(frozen=True)
class Offer:
    """A code to be shown: its text, what it asks for, the reference the payment will come with, and the sale's key."""

    text: str
    amount_minor: int
    reference: str
    sale: str
    tip_minor: int = 0  # of the amount


class QrPayment:
    """The code that is shown for the open sale.

    Its reference follows from the sale and the amount: a payment that came during a power cut is still found, and one
    for an earlier code of the sale is known from one for this.
    """

    def __init__(self, catalogue: Catalogue, books: Books, till: Till) -> None:
        self._catalogue = catalogue
        self._books = books
        self._till = till
        self._offer: Offer | None = None
        self.shown: dict[str, Offer] = {}  # the codes that were shown and not booked, by reference

    @property
    def is_possible(self) -> bool:
        """Whether the shop has a code."""
        return bool(self._till.shop.qr)

    @property
    def offer(self) -> Offer | None:
        """The code that is shown, if it is the open sale's."""
        offer = self._offer
        return offer if offer is not None and offer.sale == self._till.sale.key else None

    def begin(self, minor: int | None = None, tip_minor: int = 0) -> Offer:
        """Return the code for an amount, or for what is left, and a tip; raises QrMissing and core.emv_qr's errors."""
        shop, sale = self._till.shop, self._till.sale
        if not shop.qr:
            raise QrMissing
        amount = (self._till.checkout.left_minor(QR) if minor is None else minor) + tip_minor
        reference = reference_of(sale.key, len(sale.tenders) + sale.parts_back, amount)
        code = for_sale(PaymentCode(shop.qr), amount, shop.currency, reference)
        offer = self._offer = Offer(code.text, amount, reference, sale.key, tip_minor)
        self.shown[reference] = offer
        if len(self.shown) > MOST_SHOWN:
            del self.shown[next(iter(self.shown))]
        if self.look() and self.offer is None and not self._till.is_paying:
            return self.begin()  # an earlier code's money was a part: ask for the rest
        return self.offer or offer

    def came_for(self, sale: str, but: Collection[str] = ()) -> dict[str, int]:
        """Return what was paid for the codes of a sale by its key and did not go back, `but` these references."""
        came = self._catalogue.payments(beginning_of(sale)).items()
        return {ref: minor for ref, minor in came if ref not in but and not self._books.is_given_back(ref)}

    def unclaimed(self) -> dict[str, int]:
        """Return what was paid for codes of the open sale and is neither in it nor given back, by reference."""
        sale = self._till.sale
        return self.came_for(sale.key, {*(tender.reference for tender in sale.tenders), *sale.codes_back})

    def look(self) -> bool:
        """Take a payment that the bridge has confirmed, the shown code's or an earlier one's; return whether it has."""
        offer = self.offer
        if offer is None or self._till.is_paying:
            return False
        came = self.unclaimed()
        if came.get(offer.reference, 0) >= offer.amount_minor:
            return self._try(offer)
        left_minor = self._till.checkout.left_minor(QR)
        tips = {ref: shown.tip_minor for ref, shown in self.shown.items()}
        fits = next((ref for ref, minor in came.items() if minor - tips.get(ref, 0) <= left_minor), None)
        return fits is not None and self._try(Offer("", came[fits], fits, offer.sale, tips.get(fits, 0)))

    def confirm(self, offer: Offer | None = None) -> None:
        """Take the payment on somebody's word, who has seen it on a phone; needs the right to.

        offer: the code that was seen to be paid, where it is not shown any more once that is approved; raises
        OfferGone where its sale is not the open one any more.
        """
        seen = offer or self.offer
        if seen is not None:
            if seen.sale != self._till.sale.key:
                raise OfferGone
            if self._is_taken(seen):
                return
            self._till.checkout.require_takes(QR, seen.amount_minor - seen.tip_minor)
            self._till.people.may("confirm_qr")
            self._take(seen)

    def _is_taken(self, offer: Offer) -> bool:
        return any(tender.reference == offer.reference for tender in self._till.sale.tenders)

    def stop(self) -> None:
        """Show no code any more; what is paid for it later is found by its reference."""
        self._offer = None

    def _try(self, offer: Offer) -> bool:
        shown = self._offer
        try:
            self._take(offer)
        except LapakError as error:  # the code stays: its money came, and the sale takes it as soon as it can
            self._offer = shown
            self._till.tell(Failed(error))
            return False
        return True

    def _take(self, offer: Offer) -> None:
        self._offer = None
        minor = offer.amount_minor - offer.tip_minor
        tender = Tender(offer.reference, QR, minor, minor, 0, offer.reference, offer.tip_minor)
        self._till.checkout.take(tender)
        self.shown.pop(offer.reference, None)
        self._till.tell(QrPaid(offer.amount_minor))


def beginning_of(sale: str) -> str:
    """Return what the references of all codes of a sale begin with."""
    return sale.replace("-", "")[-REFERENCE_DIGITS:].upper()


def reference_of(sale: str, parts: int, minor: int) -> str:
    """Return what a sale's code for an amount is paid with, after so many parts, those taken out again among them."""
    return f"{beginning_of(sale)}{parts}{PARTS_END}{minor:X}"
