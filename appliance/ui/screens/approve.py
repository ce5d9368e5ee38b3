"""A supervisor's PIN over the task: what is asked for happens once; the cart stays in view and as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.till.people_errors import NeedsApproval
from appliance.ui._actions import action_text
from appliance.ui._state import Act
from appliance.ui.text import _

from .pin import PinPane

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.till.staff import Staff


class Approve(PinPane):
    """Says what, and for whom; only those who may approve it are shown."""

    _needs: NeedsApproval

    def shown(self, needs: NeedsApproval | None = None, do: Callable[[], object] | None = None) -> None:
        """Ask for the approval of something; do() is what happens with it."""
        if needs is None or do is None:
            self.desk.home()
            return
        self._needs, self._do = needs, do
        super().shown()

    def title(self) -> str:
        """Say what is to be approved."""
        return action_text(self._needs, self.desk.money)

    def note(self) -> str:
        """Say who asks."""
        asks, more = self.desk.till.people.current, self._needs.more
        who = _("{name} asks", name=asks.name) if asks else _("A supervisor approves.")
        return ". ".join([who, *(action_text(NeedsApproval(*deed), self.desk.money) for deed in more)])

    def people(self) -> list[Staff]:
        """Return who may approve it."""
        return list(self.desk.till.people.approvers(self._needs))

    def verb(self) -> str:
        """Return what the foot says."""
        return _("Approve")

    def act(self) -> Act:
        """Say so where nobody can."""
        if not self.people():
            return Act(_("Nobody here may approve it"))
        return super().act()

    def proven(self, staff: Staff, how: str, wrong: int) -> None:  # noqa: ARG002 - the shape of all panes
        """Go back to where it was asked, and do it."""
        self.desk.door.approved(self._needs, staff, self._do)

    def back(self) -> None:
        """Leave it."""
        self.desk.door.go_back()
