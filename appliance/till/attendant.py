"""The attendant of a self-checkout: whoever showed a badge or typed a PIN, and what they do there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from .calls import AGE, BAG, HELP, PAYMENT, REMOVE
from .errors import SaleOpen
from .kiosk_errors import KioskPaying
from .people_errors import NeedsApproval, NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable

    from .kiosk import Kiosk
    from .qr_payment import Offer
    from .staff import Staff


class Attendant:
    """Nobody is signed in by it: every deed asks whether this person may do it, and is done in their name."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        self.staff: Staff | None = None

    @property
    def key(self) -> str:
        """Who it is, "" for nobody."""
        return self.staff.key if self.staff else ""

    def arrive(self, staff: Staff) -> None:
        """Somebody came, whose badge or PIN was seen."""
        self.staff = staff
        self._kiosk.call_answered()

    def dismiss(self) -> None:
        """They are done; the shopper goes on."""
        self.staff = None
        self._kiosk.call_answered()

    # --- what was called for -----------------------------------------------------------------------------------------

    def help_done(self) -> None:
        """The shopper was helped."""
        self._kiosk.end_calls(HELP, by=self.key)

    def confirm_age(self) -> None:
        """The shopper is old enough for all that is in the cart."""
        kiosk = self._kiosk
        if self.staff is not None and kiosk.cart.age:
            self._require("sell")
            was_stopped = kiosk.stopped_by == AGE
            kiosk.till.basket.confirm_age(kiosk.cart.age, by=self.key)
            self._go_on(AGE, was_stopped=was_stopped)

    def refuse_age(self) -> None:
        """The shopper is too young: what needs an age leaves the cart."""
        kiosk = self._kiosk
        self._require_still()
        ages = [line for line in kiosk.till.sale.lines if line.item.min_age]
        for line in [line for line in ages if not kiosk.till.basket.is_of_age(line.item.min_age)]:
            self._let("remove_line", partial(kiosk.cart.take_out, line.number))
        kiosk.back()
        kiosk.end_calls(AGE, by=self.key)

    def accept_bag(self) -> None:
        """The bag is as it should be, whatever the scale says."""
        self._require("sell")
        was_stopped = self._kiosk.stopped_by == BAG
        self._kiosk.bag.accept()
        self._go_on(BAG, was_stopped=was_stopped)

    def pass_check(self) -> None:
        """What is in the bag is in the cart."""
        self._require("sell")
        self._kiosk.recheck.passed(self.key)

    def fail_check(self) -> None:
        """Something has to be scanned first."""
        self._kiosk.recheck.failed(self.key)

    def take_out(self, number: int) -> None:
        """Take out one piece of what the shopper wanted to give back; weighed goods as they are."""
        kiosk = self._kiosk
        self._require_still()
        line = kiosk.till.sale.line(number)
        left = 0 if line.item.is_weighed else line.quantity_milli - 1000
        self._let("remove_line", partial(kiosk.cart.take_out, number, left))
        if number in kiosk.cart.removals:
            kiosk.cart.removals.remove(number)
        if not kiosk.cart.removals:
            kiosk.end_calls(REMOVE, by=self.key)

    def keep(self, number: int) -> None:
        """Leave in the cart what the shopper wanted to give back."""
        kiosk = self._kiosk
        kiosk.cart.removals = [one for one in kiosk.cart.removals if one != number]
        if not kiosk.cart.removals:
            kiosk.end_calls(REMOVE, by=self.key)

    def clear(self) -> None:
        """Take everything out; raises PartPaid once a part is paid."""
        kiosk = self._kiosk
        self._require_still()
        kiosk.till.checkout.require_unpaid()
        for line in list(kiosk.till.sale.lines):
            self._let("remove_line", partial(kiosk.cart.take_out, line.number))
        kiosk.start_over(self.key)

    # --- money -------------------------------------------------------------------------------------------------------

    def confirm_qr(self, offer: Offer) -> None:
        """The money for this code was seen on a phone; raises OfferGone where its sale is not the open one."""
        self._let("confirm_qr", partial(self._kiosk.till.qr.confirm, offer))

    def decide_card(self, *, was_paid: bool) -> None:
        """The terminal's own slip says how it ended."""
        self._require("confirm_qr")
        self._kiosk.till.charged.payment.decide(was_paid=was_paid)

    def give_back(self, key: str) -> None:
        """A part that was paid went back the way it came."""
        kiosk = self._kiosk
        self._let("refund", partial(kiosk.till.checkout.give_back, key))
        if not kiosk.till.sale.tenders:
            kiosk.end_calls(PAYMENT, by=self.key)

    def finish(self) -> None:
        """Write down a sale that is paid."""
        self._kiosk.payment.finish()

    def give_back_stray(self, reference: str) -> None:
        """What came twice went back the way it came."""
        staff = self._require("refund")
        self._kiosk.strays.give_back(reference, staff.key)
        if not self._kiosk.strays.have_come:
            self.seen_payment()

    def seen_payment(self) -> None:
        """Somebody knows of the money; what came late or twice stays on the list until it is dealt with."""
        self._kiosk.end_calls(PAYMENT, by=self.key)

    # --- the kiosk ---------------------------------------------------------------------------------------------------

    def set_aside(self) -> None:
        """Park the cart for a cashier."""
        self._require_still()
        self._kiosk.set_aside()

    def recall(self, key: str) -> None:
        """Take a parked cart back; raises SaleOpen."""
        self._kiosk.till.parking.recall(key)

    def open_shift(self) -> None:
        """Open the shift; there is no cash in it."""
        self._let("open_shift", partial(self._kiosk.till.shifts.open, 0))

    def close_shift(self) -> None:
        """Close the shift and print its Z; raises SaleOpen."""
        self._let("close_shift", partial(self._kiosk.till.shifts.close, 0))

    def leave(self) -> None:
        """Make this an ordinary till again, with this person signed in; raises NotAllowed without the right to."""
        staff, kiosk = self.staff, self._kiosk
        if kiosk.till.is_paying:
            raise SaleOpen
        self._let("leave_kiosk", partial(kiosk.till.people.may, "leave_kiosk"))
        if staff is not None:
            self.staff = None
            kiosk.leave(staff.key)
            kiosk.till.people.sign_in(staff)

    def _require_still(self) -> None:
        """Raise KioskPaying while a card is charged for what is in the cart."""
        if self._kiosk.payment.is_charging:
            raise KioskPaying

    # --- rights ------------------------------------------------------------------------------------------------------

    def _let(self, action: str, do: Callable[[], object]) -> None:
        """Do what this person may do, with all that has to be approved about it; as `_require`."""
        staff = self._require(action)
        try:
            do()
        except NeedsApproval as needs:
            self._kiosk.till.people.let(needs, staff, do)

    def _require(self, action: str) -> Staff:
        if self.staff is None:
            raise NeedsApproval(action)
        if self.staff.decides(action) != "yes":
            raise NotAllowed(name=self.staff.name)
        return self.staff

    def _go_on(self, reason: str, *, was_stopped: bool) -> None:
        """End a call, and go on to paying where that is what it held up."""
        kiosk = self._kiosk
        kiosk.end_calls(reason, by=self.key)
        if was_stopped:
            kiosk.stopped_by = ""
            if kiosk.wants_to_pay:
                kiosk.pay()
