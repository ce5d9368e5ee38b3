"""What the card terminal charged becomes a part of the open sale, and is let go of once that sale is on disk."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from appliance.core import entries
from appliance.core.errors import N_, LapakError
from appliance.core.tender import CARD, Tender

from .errors import TillError
from .events import CardCharged, CardUnclaimed, SaleChanged, SaleCompleted, TerminalDayClosed
from .people import approved

if TYPE_CHECKING:
    from .card_payment import CardPayment
    from .events import Event
    from .ports import Books
    from .till import Till

log = logging.getLogger(__name__)


class TerminalMissing(TillError):
    """No terminal is fitted, not even one that stands alone."""

    code = "till.terminal_missing"
    text = N_("This till has no card terminal. Take the payment another way.")


class SaleNotOpen(TillError):
    """The card was charged for another sale than the open one."""

    code = "till.sale_not_open"
    text = N_("The card was charged for another sale. Take that sale back from the parked ones.")


class Charged:
    """Between the terminal and the checkout; the terminal keeps its note until what it charged is on disk with a sale.

    What no sale can take yet waits for its own.
    """

    def __init__(self, books: Books, till: Till) -> None:
        self._books = books
        self._till = till
        self._payment: CardPayment | None = None
        self._waiting: CardCharged | None = None
        self._day: tuple[str, TerminalDayClosed] | None = None  # of which shift, and how it ended
        till.listen(self._heard)

    def fit(self, payment: CardPayment) -> None:
        """Use this terminal."""
        self._payment = payment

    @property
    def is_fitted(self) -> bool:
        """Whether cards can be taken at all."""
        return self._payment is not None

    @property
    def payment(self) -> CardPayment:
        """The payment on the terminal; raises TerminalMissing."""
        if self._payment is None:
            raise TerminalMissing
        return self._payment

    def begin(self, minor: int, approval_code: str = "", tip_minor: int = 0) -> None:
        """Charge an amount and a tip, or give it back where it is below 0; a stand-alone terminal's code is typed.

        Raises CardRunning, TerminalMissing, what no sale could take, and as `people.may` where more goes back on a card
        than came from one: nothing is charged then.
        """
        self._till.checkout.require_takes(CARD, minor)
        key, amount, is_refund = self._till.new_key(), abs(minor) + tip_minor, minor < 0
        sale = self._till.sale.key
        if is_refund:
            self.payment.require_idle()
            self._till.payout.require(Tender(key, CARD, minor, minor))
        self._books.synced()  # a power cut must not leave the charge without the cart it is for
        if self.payment.is_manual:
            self.payment.typed(key, amount, approval_code, refund=is_refund, sale=sale, tip_minor=tip_minor)
        else:
            currency = self._till.shop.currency
            self.payment.begin(key, amount, currency, refund=is_refund, sale=sale, tip_minor=tip_minor)

    # --- its day -----------------------------------------------------------------------------------------------------

    @property
    def can_close_day(self) -> bool:
        """Whether there is a terminal that closes its day when it is told to; practice is none of its business."""
        return self._payment is not None and not self._payment.is_manual and not self._till.is_training

    @property
    def is_closing_day(self) -> bool:
        """Whether it settles with its bank right now."""
        return self._payment is not None and self._payment.is_closing_day

    @property
    def day(self) -> TerminalDayClosed | None:
        """How its day was closed in this shift; None while nobody did."""
        return self._day[1] if self._day is not None and self._day[0] == self._shift else None

    @property
    def _shift(self) -> str:
        current = self._till.shifts.current
        return current.key if current else ""

    def close_day(self) -> None:
        """Let the terminal settle with its bank; `TerminalDayClosed` follows, and its slip is printed.

        Raises TerminalMissing, CardRunning, DayClosing, and what `people.may` raises.
        """
        payment = self.payment
        self._till.people.may("close_shift")
        payment.close_day()
        self._day = None

    # --- its money ---------------------------------------------------------------------------------------------------

    def give_back(self) -> None:
        """Forget a charge that no sale waits for, because its money went back; needs the right to refund."""
        if self._waiting is not None:
            tender, sale = self._waiting.tender, self._waiting.sale
            by = self._till.people.may("refund")
            self._waiting = None
            body = entries.tender_returned(sale, tender) | approved(by)
            self._till.record("tender.returned", body, lambda _: self.let_go(tender.key))

    def let_go(self, key: str) -> None:
        """Let the terminal forget a payment that is on disk elsewhere; of any other key there is nothing to forget."""
        if self._payment is not None:
            self._payment.taken(key)

    def _heard(self, event: Event) -> None:
        if isinstance(event, CardCharged):
            self._take(event)
        elif isinstance(event, TerminalDayClosed):
            self._day = self._shift, event
            self._print("slip.terminal", event.lines)
        elif isinstance(event, SaleCompleted):
            for tender in event.entry["body"]["tenders"]:
                if tender["kind"] == CARD and tender.get("tender"):
                    self.let_go(tender["tender"])
        elif isinstance(event, SaleChanged) and self._waiting is not None:
            self._try(self._waiting)

    def _take(self, event: CardCharged) -> None:
        error = self._try(event)
        if error is not None:
            log.warning("An approved card payment has no sale to go to: %s", error)
            self._till.tell(CardUnclaimed(event.tender, error))

    def _try(self, event: CardCharged) -> LapakError | None:
        """Book the tender with its sale; return why that cannot be yet."""
        self._waiting = None
        if self._is_over(event):  # the till stopped before the terminal could forget it
            self.let_go(event.tender.key)
            return None
        try:
            if event.sale not in ("", self._till.sale.key):
                raise SaleNotOpen
            is_new = event.tender.key not in [tender.key for tender in self._till.sale.tenders]
            self._till.checkout.take(event.tender)
        except LapakError as error:
            self._waiting = event
            return error
        if is_new:
            self._print("slip.merchant", event.charge.merchant_lines)
        if not self._till.is_paying:  # a part: the sale goes on, and so may the terminal
            self._till.after(self._books.synced(), lambda _: self.let_go(event.tender.key))
        return None

    def _is_over(self, event: CardCharged) -> bool:
        """Say whether its sale was finished with it already, or its money went back."""
        if self._books.is_given_back(event.tender.key):
            return True
        sold = self._books.sold_as(event.sale) if event.sale else None
        tenders = sold.entry["body"]["tenders"] if sold else ()
        return any(tender.get("tender") == event.tender.key for tender in tenders)

    def _print(self, kind: str, lines: tuple[str, ...]) -> None:
        if lines:
            self._till.print_document(kind, {"lines": list(lines)})
