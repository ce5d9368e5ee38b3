"""Sign in, or hand the till over: the sale in the cart stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.ui.text import _

from .pin import PinPane

if TYPE_CHECKING:
    from appliance.till.staff import Staff


class SignIn(PinPane):
    """Names and number pad; while the owner wants somebody to be signed in there is no way round it."""

    def title(self) -> str:
        """Return the heading."""
        return _("Who is at the till?")

    def note(self) -> str:
        """Say who is there now, and that nothing is lost."""
        till = self.desk.till
        if till.people.current is not None:
            return _("{name} is signed in", name=till.people.current.name)
        return _("The sale stays as it is") if till.sale.lines else ""

    def refresh(self) -> None:
        """Offer the way back only where there is something to go back to."""
        self.ids.heading.has_back = not self.desk.till.people.must_sign_in
        self.ids.extra.icon, self.ids.extra.text = "clock", _("Time clock")
        super().refresh()

    def do_extra(self) -> None:
        """Clock in or out without signing in."""
        self.desk.show("clock")

    def proven(self, staff: Staff, how: str, wrong: int) -> None:
        """Sign them in; `StaffChanged` leads back to the products."""
        self.desk.till.people.sign_in(staff, how, wrong)
