"""The door of the desk: who may see which screen, what waits for an approval, and when nobody is there any more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock

from appliance.core.errors import LapakError
from appliance.core.rights import YES
from appliance.till import events
from appliance.till.people_errors import NeedsApproval

from .text import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.till.staff import Staff

OPEN_TO_ALL = frozenset({"sign_in", "unlock", "clock", "menu", "settings", "devices"})
REAL = frozenset(  # nobody practises with what is real
    {
        "orders", "order", "collect", "stock", "stock_item", "stock_find", "sheet", "sheet_line", "clock", "kiosks",
    }
)  # fmt: skip
RIGHTS = {"shift": "see_totals"}  # screens that only look, at what not everybody may see


class Door:
    """Belongs to one desk. `last` is who was signed in last, whom the next sign-in offers first."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk
        self._people = desk.till.people
        self._before: tuple[str, dict[str, Any]] = ("sell", {})
        self.last = ""
        self.hears: dict[type, Callable[[Any], None]] = {
            events.StaffChanged: self.staff_changed,
            events.Clocked: self._clocked,
            events.DrawerWanted: self._drawer_wanted,
        }

    @property
    def sees_totals(self) -> bool:
        """Whether whoever is there may see what the drawer should hold; others count blind."""
        return bool(self._people.answer("see_totals") == YES)

    def passes(self, name: str, what: dict[str, Any]) -> bool:
        """Say whether a screen may be shown now; where it may not, what must come first is shown instead."""
        if self._people.must_sign_in and name not in OPEN_TO_ALL:
            self._desk.put("sign_in", {})
            return False
        try:
            if name in REAL:
                self._desk.till.require_real()
            if name in RIGHTS:
                self._people.may(RIGHTS[name])
        except NeedsApproval as needs:
            self.ask(needs, partial(self._desk.show, name, **what))
            return False
        except LapakError as error:
            self._desk.complain(error)
            return False
        return True

    # --- approvals ---------------------------------------------------------------------------------------------------

    def ask(self, needs: NeedsApproval, do: Callable[[], object]) -> None:
        """Ask for an approval over the task; what was there before comes back afterwards."""
        if self._desk.showing[0] != "approve":
            self._before = self._desk.showing
        self._desk.put("approve", {"needs": needs, "do": do})

    def approved(self, needs: NeedsApproval, staff: Staff, do: Callable[[], object]) -> None:
        """Go back to where it was asked, and do it once."""
        self.go_back()
        self._desk.attempt(self._people.let, needs, staff, do)

    def go_back(self) -> None:
        """Show what was there before the question."""
        self._desk.put(*self._before)

    # --- coming and going --------------------------------------------------------------------------------------------

    def badge(self, code: str) -> bool:
        """Take a scan if it is a badge, or if a badge is waited for; say whether it was taken."""
        waiting = getattr(self._desk.screen, "badge", None)
        if waiting is not None:
            waiting(code)
            return True
        try:
            staff = self._people.of_badge(code)
        except LapakError as error:
            self._desk.complain(error)
            return True
        if staff is None:
            return False
        self._desk.app.sounds.play("ok")
        self._people.sign_in(staff, "badge")
        return True

    def staff_changed(self, _event: object = None) -> None:
        """Lead whoever came to the products, and ask who it is when nobody is left."""
        current = self._people.current
        if current is not None:
            self.last = current.key
        self._desk.home()
        self.touched()

    def _clocked(self, event: events.Clocked) -> None:
        """Tell whoever clocked that it is written down."""
        time = self._desk.clock_text()
        words = _("{name} is in since {time}.") if event.is_in else _("{name} is out since {time}.")
        self._desk.home()
        self._desk.tell(words.format(name=event.staff.name, time=time), "quiet")

    def _drawer_wanted(self, _event: events.DrawerWanted) -> None:
        """The reason is on disk and the drawer opens; the trouble screen stays."""
        if not self._desk.is_showing("devices"):
            self._desk.home()
        self._desk.tell(_("The drawer opens."), "quiet")

    # --- idle --------------------------------------------------------------------------------------------------------

    def touched(self) -> None:
        """Begin to wait anew: somebody is there."""
        self._people.saw_activity()
        self._wait()

    def _wait(self) -> None:
        Clock.unschedule(self._look)
        left_ms = self._people.idle_left_ms()
        if left_ms is not None:
            Clock.schedule_once(self._look, max(1.0, left_ms / 1000))

    def _look(self, _dt: float) -> None:
        if self._desk.app.desk is self._desk:  # the desk may have been built anew
            self._people.leave_idle()
            self._wait()
