"""Self-checkout: one shopper after the other at the same till, from the first touch to the receipt, and never past it.

States: closed, attract, language, selling, checking, paying, done. Help, an age, the bag and a removal are calls for an
attendant that lie over a state. `tick` once a second makes time pass.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from appliance.core import entries, rights
from appliance.core.bagging import FITS, PLACE
from appliance.core.errors import LapakError
from appliance.core.tender import CARD, QR

from . import events
from .attendant import Attendant
from .bag import Bag
from .calls import AGE, BAG, CHECK, HELP, PAYMENT, REMOVE, Calls
from .errors import ItemUnknown, SaleEmpty
from .found import FoundBadge, FoundCard, FoundCoupon, FoundCustomer, FoundItem
from .kiosk_errors import KioskCardLater, KioskFull, KioskNotSold, KioskNotWeighed, KioskPaying, KioskWaits
from .kiosk_terms import TENDERS
from .qr_payment import reference_of
from .recheck import Recheck, is_drawn

if TYPE_CHECKING:
    from .catalogue import Variant
    from .devices import Light
    from .found import Found
    from .kiosk_terms import KioskTerms
    from .ports import Parked
    from .till import Till

OFF, CLOSED, ATTRACT, LANGUAGE = "off", "closed", "attract", "language"
SELLING, CHECKING, PAYING, DONE = "selling", "checking", "paying", "done"
RESTING = (OFF, CLOSED, ATTRACT)
NOBODY, SHIFT = "nobody", "shift"  # why it is closed
ATTENDED_S = 90  # an attendant who has not touched it for so long is gone
SET_ASIDE = "kiosk {time}"  # under which name a cart that nobody came back for is parked


class Kiosk:
    """The session of whoever stands at this till; lives on the screen's thread."""

    def __init__(self, till: Till, light: Light | None = None) -> None:
        self.till = till
        self.state = OFF
        self.language = ""  # the shopper's choice, for this session only
        self.stopped_by = ""  # AGE or BAG: why paying waits
        self.sold: events.SaleCompleted | None = None
        self.recheck: Recheck | None = None
        self.removals: list[int] = []  # the lines that a shopper wants taken out
        self.calls = Calls(till, light)
        self.bag = Bag(till.shop.kiosk)
        self.attendant = Attendant(self)
        self._checked = ""  # the sale that somebody has looked into
        self.wants_to_pay = False  # the shopper wanted to pay when they were stopped
        self._opens = False  # the shift, as soon as it can; once, so that a Z is not undone
        self._active_ms = till.now_ms()
        self._heard = {
            events.SaleChanged: self._sale_changed,
            events.SaleCompleted: self._completed,
            events.ParkedChanged: self._parked_changed,
            events.Failed: self._failed,
            events.ShiftChanged: self._world_changed,
            events.CatalogueChanged: self._catalogue_changed,
            events.CardUnclear: self._card_stuck,
            events.CardUnclaimed: self._card_stuck,
            events.CardCharged: self._card_clear,
            events.CardRefused: self._card_clear,
            events.WeightChanged: self._weighed,
            events.DeviceChanged: self._device_changed,
        }
        till.listen(self._hear)

    # --- beginning and ending ----------------------------------------------------------------------------------------

    @property
    def terms(self) -> KioskTerms:
        """What the owner set."""
        return self.till.shop.kiosk

    @property
    def is_on(self) -> bool:
        """Whether this till is a self-checkout now."""
        return self.state != OFF

    def begin(self) -> None:
        """Make the till a self-checkout; whoever was signed in leaves, an open sale goes on."""
        self.till.people.sign_out()
        self.till.record("kiosk.begun", entries.kiosk_begun(), lambda _: None)
        self.state = CLOSED
        self._opens = self.terms.opens_itself
        self._start()
        self._arrive()

    def leave(self, by: str) -> None:
        """Make it an ordinary till again; an open sale stays open. Only `Attendant.leave` may say so."""
        self.end_calls(*self.calls.open, by=by)
        self.till.qr.stop()
        self.till.record("kiosk.left", entries.kiosk_left(by), lambda _: None, by=by)
        self.state, self.language = OFF, ""
        self.till.people.unattended = None
        self.till.basket.asks_age_later = False
        self._changed()

    def why_closed(self) -> str:
        """Return NOBODY where no attendant could come, SHIFT where one has to open the shift, "" if it is open."""
        if not any(staff.decides("leave_kiosk") == rights.YES for staff in self.till.people.all.values()):
            return NOBODY
        return "" if self.till.shifts.current is not None else SHIFT

    def _start(self) -> None:
        """Begin with the next shopper, on today's terms."""
        self.till.people.unattended = self.terms.allows()
        self.till.basket.asks_age_later = True
        self.bag.use(self.terms)
        self.bag.begin()
        self.language, self.stopped_by, self.sold, self.recheck, self.wants_to_pay = "", "", None, None, False
        self.removals.clear()
        self.saw_activity()

    def _arrive(self) -> None:
        """Go to where a session begins, or to where it was before the power went."""
        why = self.why_closed()
        if why == SHIFT and self._opens:
            self._opens = False
            self.till.shifts.open(0)
        sale = self.till.sale
        self._go(CLOSED if why else PAYING if sale.tenders else SELLING if sale.lines else ATTRACT)
        if not why:
            self._look_for_late_payments()

    def _end(self) -> None:
        self.till.qr.stop()
        self.end_calls(*(set(self.calls.open) - {PAYMENT}))
        self._start()
        self._arrive()

    def _go(self, state: str) -> None:
        self.state = state
        self.saw_activity()
        self._changed()

    def _changed(self) -> None:
        self.till.tell(events.KioskChanged())

    # --- what a shopper does -----------------------------------------------------------------------------------------

    def touch(self) -> None:
        """Begin: the screen was touched."""
        if self.state == ATTRACT:
            self._start()
            self._go(LANGUAGE)
        elif self.state == DONE:
            self._end()

    def choose_language(self, language: str) -> None:
        """Speak a language for the rest of this session."""
        self.language = language
        self._go(SELLING if self.state in (LANGUAGE, ATTRACT) else self.state)

    def scan(self, code: str) -> None:
        """Take a scan: goods, a coupon, the shopper's own cards, an attendant's badge; never raises."""
        self.saw_activity()
        try:
            staff = self.till.people.of_badge(code)
            if staff is not None:
                self.attendant.arrive(staff)
            elif self.state not in (OFF, CLOSED):
                self._scanned(self.till.reading.read(code))
        except LapakError as error:
            self.till.tell(events.ScanRefused(code, error))

    def _scanned(self, found: Found) -> None:
        if isinstance(found, FoundItem) and self.state == CHECKING:
            self._scanned_again(found)
        elif isinstance(found, FoundCard):
            self.pay_gift(found.code)
        elif isinstance(found, (FoundItem, FoundCoupon, FoundCustomer)):
            if isinstance(found, FoundItem):
                self.require_sellable(found.variant, found.quantity_milli, is_scanned=True)
            self.open_cart()
            self.till.reading.act(found.code)
        elif isinstance(found, FoundBadge):
            self.till.people.require_badge(found.code)
        else:
            raise ItemUnknown(barcode=found.code)

    def open_cart(self) -> None:
        """Let things into the cart, for the next shopper where the last one is done; raises KioskPaying, KioskWaits."""
        if self.state == CHECKING:
            raise KioskWaits
        if self.state == PAYING:
            if self.till.sale.tenders or self.is_charging:
                raise KioskPaying
            self.back()
        elif self.state in (ATTRACT, LANGUAGE, DONE):
            self._start()
            self._go(SELLING)

    def require_sellable(self, variant: Variant, quantity_milli: int = 1000, *, is_scanned: bool = False) -> None:
        """Raise KioskNotSold, KioskNotWeighed or KioskFull where a shopper cannot buy it alone."""
        if variant.open_price:
            raise KioskNotSold(name=variant.name)
        is_counted = variant.unit == "pcs"
        if not is_counted and not is_scanned:
            raise KioskNotWeighed(name=variant.name)
        self._require_room(quantity_milli // 1000 if is_counted else 1)

    def _require_room(self, more: int) -> None:
        limit = self.terms.item_limit
        if limit and self.pieces + more > limit:
            raise KioskFull(limit=limit)

    @property
    def pieces(self) -> int:
        """How many things are in the cart; what is weighed is one."""
        lines = self.till.sale.lines
        return sum(1 if line.item.is_weighed else line.quantity_milli // 1000 for line in lines)

    def one_more(self, number: int) -> None:
        """Take another piece of a line."""
        self.saw_activity()
        self.open_cart()
        self._require_room(1)
        line = self.till.sale.line(number)
        self.till.basket.set_quantity(number, line.quantity_milli + 1000)

    def one_less(self, number: int) -> None:
        """Take a piece out, or ask an attendant to, as the owner wants it."""
        self.saw_activity()
        self.open_cart()
        line = self.till.sale.line(number)
        if self.terms.takes_back:
            self.take_out(number, line.quantity_milli - 1000 if not line.item.is_weighed else 0)
            return
        if number not in self.removals:
            self.removals.append(number)
        self.call(REMOVE)

    def take_out(self, number: int, left_milli: int = 0) -> None:
        """Take a line out, or leave so much of it; raises NeedsApproval where a shopper may not."""
        if left_milli <= 0:
            self.till.basket.remove(number)
        else:
            self.till.people.may("remove_line")
            self.till.basket.set_quantity(number, left_milli)

    def pay(self) -> None:
        """Go on to paying, by way of whatever has to be looked at first; raises SaleEmpty."""
        self.saw_activity()
        if self.state != SELLING:
            return
        if not self.till.sale.lines:
            raise SaleEmpty
        self.stopped_by = AGE if self.age else BAG if self.bag.verdict != FITS else ""
        self.wants_to_pay = bool(self.stopped_by)
        if self.stopped_by == AGE:
            self.calls.call(AGE)
        elif self.stopped_by == BAG:
            self._bag_missed()
        elif self._is_to_check():
            self.recheck = Recheck(self.till.sale, self.terms.check_pieces)
            self.calls.call(CHECK)
            self.state = CHECKING
        else:
            self.state = PAYING
            self._finish_if_settled()
        self._changed()

    def _is_to_check(self) -> bool:
        key = self.till.sale.key
        return key != self._checked and is_drawn(key, self.terms.check_ppm)

    @property
    def age(self) -> int:
        """How old a shopper has to be for what is in the cart, and nobody has looked; 0 for nothing of the kind."""
        ages = [line.item.min_age for line in self.till.sale.lines]
        return max((age for age in ages if age and not self.till.basket.is_of_age(age)), default=0)

    def back(self) -> None:
        """Go on shopping; while an attendant looks at the cart, or once a part is paid, it stays as it is."""
        self.saw_activity()
        if self.state == PAYING and (self.till.sale.tenders or self.is_charging or self.till.is_paying):
            return
        if self.state == PAYING:
            self.till.qr.stop()
            self.state = SELLING
        self.stopped_by, self.wants_to_pay = "", False
        self._changed()

    # --- paying ------------------------------------------------------------------------------------------------------

    @property
    def is_charging(self) -> bool:
        """Whether a card is being charged, or only the terminal knows whether it was."""
        charged = self.till.charged
        return charged.is_fitted and bool(charged.payment.open_key)

    def tenders(self) -> list[str]:
        """Return the ways a shopper can pay alone now: never cash, no card on a terminal that stands alone."""
        charged = self.till.charged
        possible = {QR: self.till.qr.is_possible, CARD: charged.is_fitted and not charged.payment.is_manual}
        return [kind for kind in TENDERS if kind in self.terms.tenders and possible.get(kind, True)]

    def charge(self) -> None:
        """Charge a card with what is left; raises LapakError."""
        self.saw_activity()
        if self.state == PAYING and CARD in self.tenders():
            self.till.qr.stop()
            self.till.charged.begin(self.till.checkout.left_minor(CARD))
            self._changed()

    def pay_gift(self, code: str) -> None:
        """Pay with a gift card as much as is on it; raises LapakError."""
        if self.state != PAYING:
            raise KioskCardLater
        if not self.is_charging:
            self.till.cards.pay(code)
            self._changed()

    def finish(self) -> None:
        """Try again to finish a sale that is paid and could not be written down; raises LapakError."""
        self.till.checkout.finish()

    def _finish_if_settled(self) -> None:
        if self.till.checkout.payment.is_settled:
            self.finish()

    # --- calling somebody --------------------------------------------------------------------------------------------

    def call(self, reason: str = HELP) -> None:
        """Call an attendant."""
        self.saw_activity()
        self.calls.call(reason)
        self._changed()

    def end_calls(self, *reasons: str, by: str = "") -> None:
        """Nobody has to come any more."""
        if REMOVE in reasons:
            self.removals.clear()
        self.calls.end(*reasons, by=by)
        self._changed()

    def call_answered(self) -> None:
        """An attendant came or went."""
        self.saw_activity()
        self._changed()

    def start_over(self, by: str) -> None:
        """Go back to the beginning: an attendant emptied the cart."""
        self.calls.end(*self.calls.open, by=by)
        self._end()

    def stop(self) -> None:
        """Leave an empty cart."""
        if self.state in (LANGUAGE, SELLING) and not self.till.sale.lines:
            self._end()

    def manages(self) -> None:
        """Take back what a shopper may take back: a call for help, or to take something out."""
        self.saw_activity()
        self.end_calls(HELP, REMOVE)

    def checked(self, by: str) -> None:
        """Go on to paying: somebody has looked into the cart."""
        self._checked, self.recheck = self.till.sale.key, None
        self.calls.end(CHECK, by=by)
        if self.state == CHECKING:
            self.state = SELLING
            self.pay()

    def unchecked(self, by: str) -> None:
        """Let the shopper scan what was missing; it is looked into again."""
        self.recheck = None
        self.calls.end(CHECK, by=by)
        if self.state == CHECKING:
            self._go(SELLING)

    def _scanned_again(self, found: FoundItem) -> None:
        if self.recheck is None or self.attendant.staff is None:
            raise KioskWaits
        self.recheck.scanned(found.variant.key, found.variant.name)
        self._changed()

    def _bag_missed(self) -> None:
        self.bag.missed()
        if self.bag.is_missed:
            self.calls.call(BAG)

    # --- time --------------------------------------------------------------------------------------------------------

    def saw_activity(self) -> None:
        """Remember that somebody is there."""
        self._active_ms = self.till.now_ms()

    def idle_left_s(self) -> int | None:
        """Return how many seconds are left until nobody is there; None while that is not the question."""
        if self.attendant.staff is not None:
            limit_s = ATTENDED_S
        elif self.state in RESTING or self.calls.open or self.is_charging or self.till.is_paying:
            return None
        else:
            limit_s = {PAYING: self.terms.pay_idle_s, DONE: self.terms.done_s}.get(self.state, self.terms.idle_s)
        return max(0, -(-(self._active_ms + limit_s * 1000 - self.till.now_ms()) // 1000))

    def warning_s(self) -> int:
        """Return how many seconds a shopper has to say that they are there; 0 while nobody asks."""
        left_s = self.idle_left_s()
        is_asked = left_s is not None and self.state != DONE and self.attendant.staff is None
        return left_s or 0 if is_asked and left_s is not None and left_s <= self.terms.warn_s else 0

    def tick(self) -> None:
        """Let a second pass."""
        if self.idle_left_s() == 0:
            self._give_up()

    def _give_up(self) -> None:
        self.saw_activity()
        sale = self.till.sale
        if self.attendant.staff is not None:
            self.attendant.dismiss()
        elif self.state == DONE or not sale.lines:
            self._end()
        elif sale.tenders:
            self.call(PAYMENT)
        else:
            self.set_aside()

    def set_aside(self) -> None:
        """Park the cart under the time of day; a part that is paid keeps it here. Never raises."""
        at_s = self.till.now_ms() // 1000 + self.till.shop.utc_offset_minutes * 60
        name = SET_ASIDE.format(time=datetime.fromtimestamp(at_s, UTC).strftime("%H:%M"))
        try:
            self.till.parking.park(name)
        except LapakError as error:
            self.till.tell(events.Failed(error))

    # --- what the till tells -----------------------------------------------------------------------------------------

    def _hear(self, event: events.Event) -> None:
        heard: Any = self._heard.get(type(event))
        if self.is_on and heard is not None:
            heard(event)

    def _sale_changed(self, _event: events.SaleChanged) -> None:
        self.bag.follow(self.till.sale)
        offer = self.till.qr.offer
        if offer is not None and offer.amount_minor != self.till.checkout.left_minor(QR):
            self.till.qr.stop()  # a part was paid another way
        if self.stopped_by == AGE and not self.age:
            self.stopped_by = ""
        if AGE in self.calls.open and not self.age:
            self.calls.end(AGE, by=self.attendant.key)
        numbers = {line.number for line in self.till.sale.lines}
        self.removals = [number for number in self.removals if number in numbers]
        self._changed()

    def _completed(self, event: events.SaleCompleted) -> None:
        self.sold = event
        self.end_calls(*self.calls.open)
        self._look_for_late_payments()
        self._go(DONE)

    def _parked_changed(self, _event: events.ParkedChanged) -> None:
        if self.state not in RESTING and self.state != DONE and not self.till.sale.lines:
            self._end()
        elif self.state in (ATTRACT, LANGUAGE, DONE) and self.till.sale.lines:
            self._go(SELLING)
            if not self.paid_late() and not self.paid_twice():
                self.end_calls(PAYMENT, by=self.attendant.key)

    def _failed(self, _event: events.Failed) -> None:
        if self.state == PAYING and self.till.sale.tenders:
            self.call(PAYMENT)  # what is paid must not hang on a shopper who may walk away

    def _world_changed(self, _event: object) -> None:
        if self.state in (CLOSED, ATTRACT):
            self._arrive()

    def _catalogue_changed(self, event: events.CatalogueChanged) -> None:
        if event.tables & {"staff", "store", "till", "merchant"}:
            if self.state in RESTING:
                self._start()
            self._world_changed(event)
        if "payment" in event.tables:
            self._look_for_late_payments()

    def _look_for_late_payments(self) -> None:
        if self.paid_late() or self.paid_twice():
            self.call(PAYMENT)

    def paid_twice(self) -> dict[str, int]:
        """Return what was paid for codes that nothing waits for any more: their carts were paid another way."""
        qr, paid_minor = self.till.qr, self.till.catalogue.paid_minor
        waiting = {reference_of(parked.key) for parked in self.till.parking.all()}
        sale = self.till.sale
        waiting.add(reference_of(sale.key, len(sale.tenders) + sale.parts_back))
        return {ref: minor for ref, minor in qr.shown.items() if ref not in waiting and paid_minor(ref) is not None}

    def forget_paid_twice(self) -> None:
        """Somebody knows of that money and gives it back."""
        for reference in self.paid_twice():
            del self.till.qr.shown[reference]

    def paid_late(self) -> list[Parked]:
        """Return the carts that were set aside and whose code was paid all the same."""
        paid_minor = self.till.catalogue.paid_minor
        return [parked for parked in self.till.parking.all() if paid_minor(reference_of(parked.key)) is not None]

    def _card_stuck(self, _event: object) -> None:
        self.call(PAYMENT)

    def _card_clear(self, _event: object) -> None:
        if not self.is_charging and not self.paid_late() and not self.paid_twice():
            self.calls.end(PAYMENT)
        self._changed()

    def _weighed(self, event: events.WeightChanged) -> None:
        before = self.bag.verdict
        self.bag.weighed(event.weight)
        if self.state not in (SELLING, CHECKING, PAYING):
            self.bag.begin()  # the shopper before takes theirs away
            return
        if self.bag.verdict == FITS:
            self._bag_fits()
        elif self.state == SELLING and self.bag.verdict != PLACE:
            self.stopped_by = BAG
            if self.bag.is_missed:
                self.calls.call(BAG)
        if self.bag.verdict != before:
            self._changed()

    def _bag_fits(self) -> None:
        self.calls.end(BAG)
        if self.stopped_by == BAG:
            self.stopped_by = ""
            if self.wants_to_pay:
                self.pay()

    def _device_changed(self, event: events.DeviceChanged) -> None:
        if event.device == "scale":
            self.bag.scale_changed(event.health)
