"""Paying: the open sale is settled in one part or many, and finished once nothing is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core import entries
from appliance.core.cash import likely_sums
from appliance.core.errors import LapakError
from appliance.core.tender import ACCOUNT, CARD, CASH, QR, Payment, TenderUnknown
from appliance.core.tip import tips_for

from .errors import CashUnlikely, PartPaid, PaymentRunning, SaleEmpty, ShiftClosed, TenderCharged
from .events import SaleChanged, SaleCompleted
from .people import approved

if TYPE_CHECKING:
    from appliance.core.customer import Customer
    from appliance.core.sale import Sale
    from appliance.core.tender import Tender

    from .ports import Books
    from .till import Till

MOST_TENDERED = 100  # times the sum due, or of the largest note: past that it was a barcode, not an amount
CHARGED = (CARD, QR)  # money that moved outside: it goes back the same way, not by forgetting it


class Checkout:
    """What is due for the open sale and what was given for it so far; lives on the screen's thread.

    The sale keeps its tenders, so that a part payment comes back after a power cut.
    """

    def __init__(self, books: Books, till: Till) -> None:
        self._books = books
        self._till = till

    @property
    def payment(self) -> Payment:
        """The payment as it stands: what is due, the tenders so far, what is left."""
        sale = self._till.sale
        return Payment(sale.totals().total_minor, self._till.shop.rounding, sale.tenders)

    @property
    def is_refund(self) -> bool:
        """Whether the sale only brings goods back."""
        return _is_refund(self._till.sale)

    def due_minor(self) -> int:
        """Return what the sale comes to, before cash rounding; below nothing where money goes back."""
        return self.payment.due_minor

    def left_minor(self, kind: str = CASH) -> int:
        """Return what is left to pay with this kind of tender; for cash in coins that exist."""
        return self.payment.left_minor(kind)

    def likely_sums(self, tip_minor: int = 0) -> list[int]:
        """Return the sums a customer is likely to hand over for what is left and a tip, besides the exact one."""
        left = self.left_minor(CASH)
        return likely_sums(left + tip_minor, list(self._till.shop.notes_minor)) if left > 0 else []

    def tips_for(self, minor: int) -> list[tuple[int, int]]:
        """Return (share in ppm, tip) of what is offered on a part of the sale; nothing where no tips are taken."""
        shop = self._till.shop
        return tips_for(minor, list(shop.tip_shares_ppm), shop.tip_step_minor) if shop.takes_tips and minor > 0 else []

    # --- paying ------------------------------------------------------------------------------------------------------

    def pay_cash(self, handed_minor: int, tip_minor: int = 0) -> None:
        """Take cash with a tip in it, or hand it out where it is below nothing; too little stays as a part.

        Raises TillError.
        """
        most = MOST_TENDERED * max(abs(self.due_minor()), *self._till.shop.notes_minor)
        if handed_minor > most:
            money = self._till.shop.currency.format
            raise CashUnlikely(tendered=money(handed_minor), due=money(self.due_minor()))
        self.pay(CASH, handed_minor - tip_minor, tip_minor=tip_minor)

    def pay(
        self, kind: str, minor: int, *, reference: str = "", tip_minor: int = 0, most_minor: int | None = None
    ) -> None:
        """Take a part in another way, up to most_minor where a card or an account holds no more; raises LapakError."""
        self._require_ready()
        tender = self.payment.pay(self._till.new_key(), kind, minor, reference, tip_minor, most_minor)
        try:
            if minor < 0:
                self._till.payout.require(tender)
            elif kind == ACCOUNT:
                self._till.people.may("account_sale", minor)
        except LapakError:
            self.payment.remove(tender.key)
            raise
        self._took()

    def require_takes(self, kind: str, minor: int) -> None:
        """Raise what `take` would now, before so much money moves outside."""
        self._require_ready()
        payment = self.payment
        Payment(payment.due_minor, payment.rounding, list(payment.tenders)).pay("", kind, minor)

    def take(self, tender: Tender) -> None:
        """Take a tender that was charged elsewhere (a terminal, a QR code), once; raises LapakError.

        Its money has moved, whoever is signed in by now, or nobody.
        """
        if any(known.key == tender.key for known in self._till.sale.tenders):
            return
        if self._till.is_paying:
            raise PaymentRunning
        self._require_sale()
        self.payment.add(tender)
        self._took()

    def finish(self) -> None:
        """Finish a sale that nothing has to be paid for; raises TillError."""
        self._require_ready()
        if self.payment.is_settled:
            self._complete()

    def remove(self, key: str) -> None:
        """Give a part back that was not charged outside; raises TenderCharged, TenderUnknown."""
        self._till.require_editable()
        if self._tender(key).kind in CHARGED:
            raise TenderCharged
        self._remove(key)
        self._till.changed()

    def give_back(self, key: str) -> None:
        """Take a charged part out, because its money went back another way; needs the right to refund."""
        self._till.require_editable()
        self._tender(key)
        by = self._till.people.may("refund")
        body = entries.tender_returned(self._till.sale.key, self._remove(key)) | approved(by)
        self._till.record("tender.returned", body, lambda _: self._till.charged.let_go(key))
        self._till.changed()

    def _tender(self, key: str) -> Tender:
        for tender in self._till.sale.tenders:
            if tender.key == key:
                return tender
        raise TenderUnknown

    def _remove(self, key: str) -> Tender:
        tender = self._tender(key)
        _take_out(self._till.sale, tender)
        return tender

    def forget_returned(self, sale: Sale) -> None:
        """Take out of a sale from the disk what went back just before the power did: the journal knows of it."""
        for tender in list(sale.tenders):
            if tender.key and self._books.is_given_back(tender.key):
                _take_out(sale, tender)

    def require_unpaid(self) -> None:
        """Raise PartPaid where a part was paid: what is due must not shrink below it."""
        if self._till.sale.tenders:
            raise PartPaid

    # --- finishing ---------------------------------------------------------------------------------------------------

    def _require_ready(self) -> None:
        self._till.require_editable()
        self._require_sale()
        self._till.escrow.require_all()

    def _require_sale(self) -> None:
        if not self._till.sale.lines:
            raise SaleEmpty
        if self._till.shifts.current is None:
            raise ShiftClosed

    def _took(self) -> None:
        if self.payment.is_settled:
            self._complete()
        else:
            self._till.changed()

    def _complete(self) -> None:
        till, payment = self._till, self.payment
        shift = till.shifts.current
        if shift is None:
            raise ShiftClosed
        sale, currency, change_minor = till.sale, till.shop.currency.code, payment.change_minor
        buyer = sale.customer
        try:
            till.customers.points.count()
        except LapakError:
            self._take_back(sale, buyer)
            raise
        kind = "sale.refunded" if _is_refund(sale) else "sale.completed"

        def body(number: str) -> dict[str, Any]:
            if kind == "sale.refunded":
                return entries.sale_refunded(sale, number, shift.key, currency, payment, _refunds(sale))
            return entries.sale_completed(sale, number, shift.key, currency, payment)

        till.is_paying = True
        future = self._books.complete_sale(
            body, kind=kind, at_ms=till.now_ms(), by=till.by, is_printed=till.shop.prints
        )
        till.after(future, lambda entry: self._completed(entry, change_minor), lambda: self._refused(sale, buyer))

    def _completed(self, entry: dict[str, Any], change_minor: int) -> None:
        self._till.last_entry = entry
        self._till.shifts.reload()
        self._till.go_on(self._till.new_sale(), SaleCompleted(entry, change_minor), SaleChanged())

    def _refused(self, sale: Sale, buyer: Customer | None) -> None:
        """Go on with the sale that the store could not book, as it stands now; what was charged is on disk with it."""
        self._take_back(sale, buyer)
        self._till.changed()
        self._till.stay()

    def _take_back(self, sale: Sale, buyer: Customer | None) -> None:
        """Take back what would have settled the sale, where it was only handed over, and what its end would have done.

        buyer: whose sale it was before.
        """
        sale.customer, sale.points_earned, sale.points_spent = buyer, 0, 0
        if sale.tenders and sale.tenders[-1].kind not in CHARGED:
            sale.tenders.pop()


def _take_out(sale: Sale, tender: Tender) -> None:
    """Take a part out of a sale so that its code is not asked for again."""
    sale.tenders.remove(tender)
    sale.parts_back += 1
    if tender.kind == QR:
        sale.codes_back.append(tender.reference)


def _is_refund(sale: Sale) -> bool:
    return bool(sale.lines) and all(line.quantity_milli < 0 for line in sale.lines)


def _refunds(sale: Sale) -> str:
    """Return the sale that all goods come back to, "" where there is none or more than one."""
    sales = {line.returned.sale if line.returned else "" for line in sale.lines}
    return sales.pop() if len(sales) == 1 else ""
