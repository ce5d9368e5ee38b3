"""The panes of the self-checkout: which of them belongs on the stage now, each made when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.till.calls import AGE, BAG
from appliance.till.kiosk_states import ATTRACT, CHECKING, CLOSED, DONE, LANGUAGE, PAYING
from appliance.ui.screens.choose import Choose
from appliance.ui.screens.modifiers import Modifiers

from .attendant import AttendantPane, KioskPin
from .basket import Basket
from .browse import Browse
from .pay import KioskPay
from .stops import AgeStop, BagCheck, Check, Help, Leave
from .thanks import Thanks
from .welcome import Attract, Closed, Language

if TYPE_CHECKING:
    from .room import Room

PANES: dict[str, Any] = {
    "closed": Closed, "attract": Attract, "language": Language, "basket": Basket, "browse": Browse, "help": Help,
    "leave": Leave, "age": AgeStop, "bag": BagCheck, "check": Check, "pay": KioskPay, "thanks": Thanks, "pin": KioskPin,
    "attendant": AttendantPane, "choose": Choose, "modifiers": Modifiers,
}  # fmt: skip
WHOLE = ("closed", "attract", "language", "thanks")  # they need no column at the side
QUESTIONS = ("choose", "modifiers")
OF_STATE = {
    CLOSED: "closed",
    ATTRACT: "attract",
    LANGUAGE: "language",
    CHECKING: "check",
    PAYING: "pay",
    DONE: "thanks",
}
OF_STOP = {AGE: "age", BAG: "bag"}


class Panes:
    """Belongs to one room."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._made: dict[str, Any] = {}

    def wanted(self) -> str:
        """Return the name of the pane that belongs on the stage: the staff's first, then what the session is at."""
        room, kiosk = self._room, self._room.kiosk
        if kiosk.attendant.staff is not None:
            return "attendant"
        if room.asks_pin:
            return "pin"
        if kiosk.state in OF_STATE:
            return OF_STATE[kiosk.state]
        return OF_STOP.get(kiosk.stopped_by, "") or (room.question[0] if room.question else room.view)

    def pane(self, name: str) -> Any:
        """Return a pane."""
        if name not in self._made:
            self._made[name] = PANES[name](desk=self._room)
        return self._made[name]

    def catalogue_changed(self, tables: frozenset[str]) -> None:
        """Show the goods as they are now."""
        if "browse" in self._made:
            self._made["browse"].reload()
        if tables & {"variant", "category", "store", "merchant"} and not self._room.is_showing("attract"):
            self._made.pop("attract", None)
