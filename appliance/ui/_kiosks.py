"""The desk's ear for self-checkouts: the store's, which call for somebody, and this till when it becomes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.till import events
from appliance.till.calls import AGE, BAG, CHECK, PAYMENT, REMOVE

from .text import _

if TYPE_CHECKING:
    from collections.abc import Callable


def reason_text(reason: str) -> str:
    """Return why somebody has to go to a self-checkout."""
    words = {
        PAYMENT: _("A payment needs somebody"),
        AGE: _("Age check"),
        CHECK: _("Routine check of the basket"),
        BAG: _("The bag does not fit"),
        REMOVE: _("An item is to be taken out"),
    }
    return words.get(reason, _("The shopper asks for help"))


class KioskWatch:
    """Listens for the desk."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk
        self.hears: dict[type, Callable[[Any], None]] = {
            events.KioskChanged: self._became_one,
            events.KiosksChanged: self._changed,
        }

    def _became_one(self, _event: events.KioskChanged) -> None:
        app = self._desk.app
        if app.kiosk is not None and app.kiosk.is_on:
            app.lay_desk()

    def _changed(self, event: events.KiosksChanged) -> None:
        desk = self._desk
        desk.strip.refresh()
        desk.cart.refresh_head()
        if desk.is_showing("kiosks"):
            desk.screen.refresh()
        if event.called:
            first = event.called[0]
            desk.app.sounds.play("order")
            desk.tell(f"{first.name}: {reason_text(first.reason)}", "info")
