"""A manager lets somebody try again who typed too many wrong PINs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core.rights import YES
from appliance.ui.text import _

from .pin import PinPane

if TYPE_CHECKING:
    from appliance.till.staff import Staff


class Unlock(PinPane):
    """Only those are shown who may."""

    _locked: Staff

    def shown(self, staff: Staff | None = None) -> None:
        """Ask for a manager's PIN for somebody."""
        if staff is None:
            self.desk.home()
            return
        self._locked = staff
        super().shown()

    def title(self) -> str:
        """Return the heading."""
        return _("Unlock {name}", name=self._locked.name)

    def note(self) -> str:
        """Say who can."""
        return _("A manager types a PIN or scans a badge")

    def people(self) -> list[Staff]:
        """Return who may unlock."""
        everybody = self.desk.till.people.all.values()
        return [one for one in everybody if one.decides("settings") == YES and one.key != self._locked.key]

    def verb(self) -> str:
        """Return what the foot says."""
        return _("Unlock")

    def proven(self, staff: Staff, how: str, wrong: int) -> None:  # noqa: ARG002 - the shape of all panes
        """Let them try again."""
        if self.desk.attempt(self.desk.till.people.unlock, self._locked, staff):
            self.desk.show("sign_in")
            self.desk.tell(_("{name} may try again.", name=self._locked.name), "quiet")

    def back(self) -> None:
        """Back to the names."""
        self.desk.show("sign_in")
