"""Self-checkout: one shopper after the other at the same till, from the first touch to the receipt, and never past it.

`patience.tick` once a second makes time pass; docs/kiosk.md tells it from the shop's side.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from appliance.core import entries, rights
from appliance.core.bagging import FITS
from appliance.core.errors import LapakError

from . import events
from .attendant import Attendant
from .bag import Bag
from .calls import AGE, BAG, HELP, PAYMENT, REMOVE, Calls
from .errors import SaleEmpty
from .kiosk_cart import KioskCart
from .kiosk_ear import KioskEar
from .kiosk_errors import KioskPaying, KioskWaits
from .kiosk_payment import KioskPayment
from .kiosk_scanner import KioskScanner
from .kiosk_states import ATTRACT, CHECKING, CLOSED, DONE, LANGUAGE, OFF, PAYING, SELLING
from .patience import Patience
from .recheck import Rechecking
from .stray_money import StrayMoney

if TYPE_CHECKING:
    from .devices import Light
    from .kiosk_terms import KioskTerms
    from .till import Till

NOBODY, SHIFT = "nobody", "shift"  # why it is closed
SET_ASIDE = "kiosk {time}"  # under which name a cart that nobody came back for is parked


class Kiosk:
    """The session of whoever stands at this till; lives on the screen's thread."""

    def __init__(self, till: Till, light: Light | None = None) -> None:
        self.till = till
        self.state = OFF
        self.language = ""  # the shopper's choice, for this session only
        self.stopped_by = ""  # AGE or BAG: why paying waits
        self.wants_to_pay = False  # the shopper wanted to pay when they were stopped
        self.sold: events.SaleCompleted | None = None
        self.calls = Calls(till, light)
        self.bag = Bag(till.shop.kiosk)
        self.cart = KioskCart(self)
        self.payment = KioskPayment(self)
        self.strays = StrayMoney(till)
        self.recheck = Rechecking(self)
        self.scanner = KioskScanner(self)
        self.patience = Patience(self)
        self.attendant = Attendant(self)
        self._opens = False  # the shift, as soon as it can; once, so that a Z is not undone
        self._ear = KioskEar(self)

    @property
    def terms(self) -> KioskTerms:
        """What the owner set."""
        return self.till.shop.kiosk

    @property
    def is_on(self) -> bool:
        """Whether this till is a self-checkout now."""
        return self.state != OFF

    # --- beginning and ending ----------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Make the till a self-checkout; whoever was signed in leaves, an open sale goes on."""
        self.till.people.sign_out()
        self.till.record("kiosk.begun", entries.kiosk_begun(), lambda _: None)
        self.state = CLOSED
        self._opens = self.terms.opens_itself
        self.begin_session()
        self.arrive()

    def leave(self, by: str) -> None:
        """Make it an ordinary till again; an open sale stays open. Only `Attendant.leave` may say so."""
        self.end_calls(*self.calls.open, by=by)
        self.till.qr.stop()
        self.till.record("kiosk.left", entries.kiosk_left(by), lambda _: None, by=by)
        self.state, self.language = OFF, ""
        self.till.people.unattended = None
        self.till.basket.asks_age_later = False
        self.changed()

    def why_closed(self) -> str:
        """Return NOBODY where no attendant could come, SHIFT where one has to open the shift, "" if it is open."""
        if not any(staff.decides("leave_kiosk") == rights.YES for staff in self.till.people.all.values()):
            return NOBODY
        return "" if self.till.shifts.current is not None else SHIFT

    def begin_session(self) -> None:
        """Begin with the next shopper, on today's terms; nothing of the last one is left in an empty cart."""
        self.till.people.unattended = self.terms.allows()
        self.till.basket.asks_age_later = True
        if not self.till.sale.lines and not self.till.is_paying:
            self.till.go_on(self.till.new_sale())
        self.bag.use(self.terms)
        self.bag.begin()
        self.language, self.stopped_by, self.sold, self.wants_to_pay = "", "", None, False
        self.recheck.forget()
        self.cart.removals.clear()
        self.patience.renew()

    def arrive(self) -> None:
        """Go to where a session begins, or to where it was before the power went."""
        why = self.why_closed()
        if why == SHIFT and self._opens:
            self._opens = False
            self.till.shifts.open(0)
        sale = self.till.sale
        self.go(CLOSED if why else PAYING if sale.tenders else SELLING if sale.lines else ATTRACT)
        if not why:
            self.look_for_strays()

    def end(self) -> None:
        """End the session of this shopper; money that is told about stays told."""
        self.till.qr.stop()
        self.end_calls(*(set(self.calls.open) - {PAYMENT}))
        self.begin_session()
        self.arrive()

    def stop(self) -> None:
        """Leave an empty cart."""
        if self.state in (LANGUAGE, SELLING) and not self.till.sale.lines:
            self.end()

    def start_over(self, by: str) -> None:
        """Go back to the beginning: an attendant emptied the cart."""
        self.calls.end(*self.calls.open, by=by)
        self.end()

    def go(self, state: str) -> None:
        """Be in another state."""
        self.state = state
        self.patience.renew()
        self.changed()

    def changed(self) -> None:
        """Tell that the session is not where it was."""
        self.till.tell(events.KioskChanged())

    # --- what a shopper does -----------------------------------------------------------------------------------------

    def touch(self) -> None:
        """Begin: the screen was touched."""
        if self.state == ATTRACT:
            self.begin_session()
            self.go(LANGUAGE)
        elif self.state == DONE:
            self.end()

    def choose_language(self, language: str) -> None:
        """Speak a language for the rest of this session."""
        self.language = language
        self.go(SELLING if self.state in (LANGUAGE, ATTRACT) else self.state)

    def open_cart(self) -> None:
        """Let things into the cart, for the next shopper where the last one is done; raises KioskPaying, KioskWaits."""
        if self.state == CHECKING:
            raise KioskWaits
        if self.state == PAYING:
            if self.payment.is_under_way:
                raise KioskPaying
            self.back()
        elif self.state in (ATTRACT, LANGUAGE, DONE):
            self.begin_session()
            self.go(SELLING)

    def pay(self) -> None:
        """Go on to paying, by way of whatever has to be looked at first; raises SaleEmpty."""
        self.patience.renew()
        if self.state != SELLING:
            return
        if not self.till.sale.lines:
            raise SaleEmpty
        self.stopped_by = AGE if self.cart.age else BAG if self.bag.verdict != FITS else ""
        self.wants_to_pay = bool(self.stopped_by)
        if self.stopped_by == AGE:
            self.calls.call(AGE)
        elif self.stopped_by == BAG:
            self.bag.missed()
            if self.bag.is_missed:
                self.calls.call(BAG)
        elif self.recheck.is_due():
            self.recheck.begin()
            self.state = CHECKING
        else:
            self.state = PAYING
            self.payment.finish_if_settled()
        self.changed()

    def back(self) -> None:
        """Go on shopping; while an attendant looks at the cart, or once a part is paid, it stays as it is."""
        self.patience.renew()
        if self.state == PAYING and (self.payment.is_under_way or self.till.is_paying):
            return
        if self.state == PAYING:
            self.till.qr.stop()
            self.state = SELLING
        self.stopped_by, self.wants_to_pay = "", False
        self.changed()

    def bag_fits(self) -> None:
        """Go on: what is on the scale is what is in the cart."""
        self.calls.end(BAG)
        if self.stopped_by == BAG:
            self.stopped_by = ""
            if self.wants_to_pay:
                self.pay()

    # --- calling somebody --------------------------------------------------------------------------------------------

    def call(self, reason: str = HELP) -> None:
        """Call an attendant."""
        self.patience.renew()
        self.calls.call(reason)
        self.changed()

    def end_calls(self, *reasons: str, by: str = "") -> None:
        """Nobody has to come any more."""
        if REMOVE in reasons:
            self.cart.removals.clear()
        self.calls.end(*reasons, by=by)
        self.changed()

    def call_answered(self) -> None:
        """An attendant came or went."""
        self.patience.renew()
        self.changed()

    def manages(self) -> None:
        """Take back what a shopper may take back: a call for help, or to take something out."""
        self.patience.renew()
        self.end_calls(HELP, REMOVE)

    def look_for_strays(self) -> None:
        """Call somebody where money came that no sale can take."""
        if self.strays.have_come:
            self.call(PAYMENT)

    def set_aside(self) -> None:
        """Park the cart under the time of day; a part that is paid keeps it here. Never raises."""
        at_s = self.till.now_ms() // 1000 + self.till.shop.utc_offset_minutes * 60
        name = SET_ASIDE.format(time=datetime.fromtimestamp(at_s, UTC).strftime("%H:%M"))
        try:
            self.till.parking.park(name)
        except LapakError as error:
            self.till.tell(events.Failed(error))
