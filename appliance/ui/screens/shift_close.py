"""Close the shift (Z): count the drawer, type it, see the difference, close."""

from __future__ import annotations

from appliance.till.errors import SaleOpen
from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _

from .amount import Amount


class ShiftClose(Amount):
    """The difference shows while the count is typed."""

    def shown(self) -> None:
        """A sale that is open must be finished first."""
        super().shown()
        if self.desk.till.sale.lines:
            self.desk.home()
            self.desk.complain(SaleOpen())

    def refresh(self) -> None:
        """Show the difference."""
        super().refresh()
        if self.desk.till.shifts.current is None:
            return
        expected = self.desk.till.shifts.x_report()["expected_cash_minor"]
        off = self.typed.number - expected
        ids = self.ids
        ids.heading.text = _("Count and close")
        sees = self.desk.door.sees_totals
        ids.heading.note = _("Expected: {amount}", amount=self.desk.money(expected)) if sees else ""
        ids.figure.label = _("Counted in the drawer")
        ids.hint.ink = look.muted
        ids.hint.bold = bool(self.typed.text) and sees
        ids.hint.size_dp = look.title if ids.hint.bold else look.body
        if not ids.hint.bold:  # whoever may not see the totals counts blind
            ids.hint.text = _("Count the notes and coins and type the sum. The Z report is printed when you close.")
        elif off == 0:
            ids.hint.text, ids.hint.ink = _("It is exactly right."), look.good
        elif off < 0:
            ids.hint.text, ids.hint.ink = _("{amount} is missing.", amount=self.desk.money(-off)), look.on_danger
        else:
            ids.hint.text, ids.hint.ink = _("{amount} too much.", amount=self.desk.money(off)), look.on_warn

    def act(self) -> Act:
        """Close with what was counted; nothing typed is not a count."""
        if not self.typed.text:
            return Act(_("Close shift"))
        return Act(self.desk.money(self.typed.number), _("Close shift"), self._close, is_money=True)

    def _close(self) -> None:
        self.desk.attempt(self.desk.till.shifts.close, self.typed.number)

    def shift_changed(self) -> None:
        """It is closed: the next thing is a new one."""
        self.desk.home()
        self.desk.tell(_("The shift is closed. The Z report is being printed."), "quiet")

    def back(self) -> None:
        """Back to the totals, for whoever may see them."""
        if self.desk.door.sees_totals:
            self.desk.show("shift")
        else:
            self.desk.home()
