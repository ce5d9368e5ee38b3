"""The attendant over the shopper's screen: a PIN, then what needs an approval and what else can be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from appliance.core.bagging import FITS
from appliance.core.rights import YES
from appliance.till.calls import AGE, BAG, CHECK, HELP, PAYMENT
from appliance.till.kiosk_states import CHECKING
from appliance.ui._ages import age_text
from appliance.ui._state import Act
from appliance.ui.screens.listing import Listing
from appliance.ui.screens.pin import PinPane
from appliance.ui.text import _, ngettext
from appliance.ui.widgets.row import RowText

from .pay import way_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.till.staff import Staff

    Deed = tuple[RowText, Callable[[], object]]


class KioskPin(PinPane):
    """Who is it? A PIN or a badge; nobody is signed in by it."""

    def title(self) -> str:
        """Return the heading."""
        return _("Staff only")

    def note(self) -> str:
        """Say what will do."""
        return _("PIN or badge")

    def verb(self) -> str:
        """Return what the foot says."""
        return _("Go on")

    def proven(self, staff: Staff, how: str, wrong: int) -> None:  # noqa: ARG002 - the shape of all panes
        """Let them see what is to be done."""
        self.desk.kiosk.attendant.arrive(staff)

    def back(self) -> None:
        """Leave it."""
        self.desk.drop_pin()


class AttendantPane(Listing):
    """What is called for comes first; a tap does it."""

    icon = "circle-check"

    def title(self) -> str:
        """Return who is there."""
        staff = self.desk.kiosk.attendant.staff
        return staff.name if staff else ""

    def empty_text(self) -> str:
        """There is always a way to leave."""
        return ""

    def refresh(self) -> None:
        """Show what can be done now."""
        self._deeds = self._called() + self._usual()
        super().refresh()
        self.ids.heading.note = _("At this checkout")
        self.desk.cart.refresh_foot()

    def rows(self) -> list[RowText]:
        """Return a row for each deed."""
        return [row for row, _do in self._deeds]

    def chosen(self, index: int) -> None:
        """Do it."""
        if index < len(self._deeds):
            self.desk.kiosk.patience.renew()
            self.desk.attempt(self._deeds[index][1])
            self.desk.refresh()

    def back(self) -> None:
        """Let the shopper go on."""
        self.desk.kiosk.attendant.dismiss()

    def act(self) -> Act:
        """Let the shopper go on."""
        return Act(_("Back to the shopper"), do=self.desk.kiosk.attendant.dismiss)

    # --- what can be done --------------------------------------------------------------------------------------------

    def _called(self) -> list[Deed]:
        kiosk = self.desk.kiosk
        todo, found = kiosk.attendant, []
        if HELP in kiosk.calls.open:
            found.append((self._row("bulb", _("The shopper was helped"), self._since(HELP), "info"), todo.help_done))
        found += self._of_age() + self._of_removals()
        if BAG in kiosk.calls.open or kiosk.bag.verdict != FITS:
            text = _("The scale and the basket do not agree. Look into the bag.")
            found.append((self._row("scale", _("The bag is right"), text, "warn"), todo.accept_bag))
        if kiosk.state == CHECKING or CHECK in kiosk.calls.open:
            text = _("Scan some items again, or look and approve.")
            found.append((self._row("clipboard-check", _("The basket is right"), text, "warn"), todo.pass_check))
            text = _("The shopper scans what is missing, then it is checked again.")
            found.append((self._row("barcode", _("Something has to be scanned"), text), todo.fail_check))
        return found + self._of_payments()

    def _of_age(self) -> list[Deed]:
        kiosk = self.desk.kiosk
        if not kiosk.cart.age:
            return []
        names = ", ".join(line.item.name for line in kiosk.till.sale.lines if line.item.min_age)
        since = self._since(AGE) if AGE in kiosk.calls.open else ""
        note = " · ".join(part for part in (names, since) if part)
        return [
            (self._row("id", _("{age} or older", age=kiosk.cart.age), note, "info"), kiosk.attendant.confirm_age),
            (
                self._row("user-x", _("Too young"), _("Takes it out of the basket"), "danger"),
                kiosk.attendant.refuse_age,
            ),
        ]

    def _of_removals(self) -> list[Deed]:
        kiosk = self.desk.kiosk
        found: list[Deed] = []
        for line in kiosk.till.sale.lines:
            if line.number in kiosk.cart.removals:
                take, keep = partial(kiosk.attendant.take_out, line.number), partial(kiosk.attendant.keep, line.number)
                title = _("Take out: {name}", name=line.item.name)
                found.append((self._row("trash", title, _("One of it"), "warn"), take))
                found.append((self._row("arrow-back-up", _("Leave in: {name}", name=line.item.name), ""), keep))
        return found

    def _of_payments(self) -> list[Deed]:
        kiosk = self.desk.kiosk
        found: list[Deed] = []
        till, todo = kiosk.till, kiosk.attendant
        if till.qr.offer is not None:
            amount = self.desk.money(till.qr.offer.amount_minor)
            row = self._row("qrcode", _("I saw the payment"), _("{amount} by QR", amount=amount))
            found.append((row, partial(todo.confirm_qr, till.qr.offer)))
        if kiosk.payment.is_charging and PAYMENT in kiosk.calls.open:
            yes, no = partial(todo.decide_card, was_paid=True), partial(todo.decide_card, was_paid=False)
            found.append(
                (self._row("credit-card", _("The card was charged"), _("The terminal's slip says so"), "warn"), yes)
            )
            found.append((self._row("x", _("The card was not charged"), _("The terminal's slip says so"), "warn"), no))
        for parked in kiosk.strays.late():
            title = _("Paid after it was put aside: {name}", name=parked.name)
            row = self._row("qrcode", title, _("Takes the basket back, to finish it"), "warn")
            found.append((row, partial(todo.recall, parked.key)))
        for reference, minor in kiosk.strays.twice().items():
            title = _("Paid twice: {amount}", amount=self.desk.money(minor))
            row = self._row(
                "alert-triangle", title, _("The code was paid as well. Give it back the same way."), "danger"
            )
            found.append((row, partial(todo.give_back_stray, reference)))
        if till.sale.lines and till.checkout.payment.is_settled:
            found.append((self._row("check", _("Finish"), _("Everything is paid"), "info"), todo.finish))
        for tender in till.sale.tenders:
            amount = f"{way_name(tender.kind)} {self.desk.money(tender.tendered_minor)}"
            title = _("Given back: {amount}", amount=amount)
            row = self._row("arrow-back-up", title, _("After the money went back the same way"), "danger")
            found.append((row, partial(todo.give_back, tender.key)))
        if PAYMENT in kiosk.calls.open and not kiosk.payment.is_charging:
            found.append((self._row("bulb", _("Put the light out"), self._since(PAYMENT), "info"), todo.seen_payment))
        return found

    def _usual(self) -> list[Deed]:
        kiosk, found = self.desk.kiosk, []
        till, todo = kiosk.till, kiosk.attendant
        if till.sale.lines and not till.sale.tenders:
            note = ngettext("{n} item", "{n} items", kiosk.cart.pieces)
            found.append((self._row("bookmark", _("Put the basket aside"), note), todo.set_aside))
            found.append((self._row("trash", _("Empty the basket"), note, "danger"), todo.clear))
        if not till.sale.lines:
            for parked in till.parking.all():
                note = f"{self.desk.money(parked.total_minor)} · {self._age(parked.at_ms)}"
                row = self._row("bookmarks", _("Take back: {name}", name=parked.name), note)
                found.append((row, partial(todo.recall, parked.key)))
            if till.shifts.current is None:
                found.append((self._row("lock-open", _("Open shift"), _("Without cash")), todo.open_shift))
            else:
                found.append((self._row("lock", _("Close the shift"), _("Prints the Z report")), todo.close_shift))
        if todo.staff is not None and todo.staff.decides("leave_kiosk") == YES:
            text = _("The till becomes an ordinary one, with you signed in")
            found.append((self._row("logout", _("Leave self-checkout"), text), todo.leave))
        return found

    @staticmethod
    def _row(icon: str, title: str, note: str, kind: str = "quiet") -> RowText:
        return RowText(icon, title, note, kind=kind)

    def _since(self, reason: str) -> str:
        return self._age(self.desk.kiosk.calls.since_ms(reason))

    def _age(self, at_ms: int) -> str:
        return age_text(self.desk.app.now_ms() - at_ms)
