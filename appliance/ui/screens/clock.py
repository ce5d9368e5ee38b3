"""The time clock: a name and a PIN, or a badge, begins or ends somebody's work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.ui.text import _
from appliance.ui.widgets.face import FaceText

from .pin import PinPane

if TYPE_CHECKING:
    from appliance.till.staff import Staff

MINUTE_MS = 60_000


def hours_text(worked_ms: int) -> str:
    """Return a length of work: 3 h 20 min."""
    hours, minutes = divmod(worked_ms // MINUTE_MS, 60)
    return _("{hours} h {minutes} min", hours=hours, minutes=minutes)


class Clock(PinPane):
    """Shows who is at work, since when, and how long today."""

    def title(self) -> str:
        """Return the heading."""
        return _("Time clock")

    def note(self) -> str:
        """Return the time, which is what will be written down."""
        return _("It is {time}", time=self.desk.clock_text())

    def face(self, staff: Staff) -> FaceText:
        """Say since when somebody is at work, or how long they were."""
        clock = self.desk.till.people.clock
        since_ms, worked_ms = clock.since_ms(staff.key), clock.worked_ms(staff.key)
        locked = super().face(staff)
        if locked.mark:
            return locked
        if since_ms is not None:
            said = _("Since {time} · {hours}", time=self.desk.clock_text(since_ms), hours=hours_text(worked_ms))
            return FaceText(staff.key, staff.name, said, "clock-play")
        return FaceText(staff.key, staff.name, _("{hours} today", hours=hours_text(worked_ms)) if worked_ms else "")

    def verb(self) -> str:
        """Return which way it goes."""
        staff = self._chosen
        is_in = staff is not None and self.desk.till.people.clock.since_ms(staff.key) is not None
        return _("Clock out") if is_in else _("Clock in")

    def proven(self, staff: Staff, how: str, wrong: int) -> None:  # noqa: ARG002 - the shape of all panes
        """Clock them; `Clocked` says that it is on disk."""
        self.desk.till.people.clock.clock(staff)
