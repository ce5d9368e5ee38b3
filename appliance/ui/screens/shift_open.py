"""Open a shift: count the cash in the drawer and type it."""

from __future__ import annotations

from appliance.ui._state import Act
from appliance.ui.text import _

from .amount import Amount


class ShiftOpen(Amount):
    """The first thing of the day; selling begins after it."""

    def refresh(self) -> None:
        """Say what to do."""
        self.ids.heading.text = _("Open the shift")
        self.ids.figure.label = _("Cash in the drawer")
        self.ids.hint.text = _("Count the notes and coins in the drawer and type the sum. No cash yet? Open with zero.")
        super().refresh()

    def act(self) -> Act:
        """Open with what was counted."""
        return Act(self.desk.money(self.typed.number), _("Open shift"), self._open, is_money=True)

    def _open(self) -> None:
        self.desk.attempt(self.desk.till.shifts.open, self.typed.number)

    def back(self) -> None:
        """There is nothing behind it: look at the products."""
        self.desk.show("sell")

    def shift_changed(self) -> None:
        """The shift is open: sell."""
        self.desk.home()
