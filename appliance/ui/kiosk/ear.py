"""The room's ear: what the till tells while it is a self-checkout, for the shopper's eyes and ears."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.till import events
from appliance.ui.text import _, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from .room import Room

UNKNOWN = ("till.item_unknown",)


class Ear:
    """Listens for the room."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._hears: dict[type, Callable[[Any], None]] = {
            events.KioskChanged: self._kiosk_changed,
            events.LineAdded: self._line_added,
            events.ItemAsks: self._item_asks,
            events.ScanRefused: self._scan_refused,
            events.SaleCompleted: self._sale_completed,
            events.Failed: self._failed,
            events.CardProgressed: self._card_progressed,
            events.CardRefused: self._card_refused,
            events.CatalogueChanged: self._catalogue_changed,
            events.ShiftChanged: self._redraw,
            events.SaleChanged: self._redraw,
        }

    def hear(self, event: events.Event) -> None:
        """Take an event of the till."""
        hears = self._hears.get(type(event))
        if hears is not None:
            hears(event)

    def _kiosk_changed(self, _event: events.KioskChanged) -> None:
        room = self._room
        if not room.kiosk.is_on or room.kiosk.language != room.language:
            room.app.lay_desk()
            return
        if room.kiosk.attendant.staff is not None:
            room.asks_pin = False
        room.refresh()

    def _redraw(self, _event: object) -> None:
        self._room.refresh()

    # --- goods -------------------------------------------------------------------------------------------------------

    def _line_added(self, event: events.LineAdded) -> None:
        room = self._room
        if event.scanned:
            room.app.sounds.play("ok")
            room.view = "basket" if room.view in ("help", "leave") else room.view
        room.banner.hide()
        room.refresh()
        if room.is_showing("basket"):
            room.screen.see(event.line)

    def _item_asks(self, event: events.ItemAsks) -> None:
        self._room.app.sounds.play("ok")
        self._room.adding.scanned(event.found)

    def _scan_refused(self, event: events.ScanRefused) -> None:
        is_unknown = event.error.code in UNKNOWN
        self._room.app.sounds.play("unknown" if is_unknown else "refused")
        text = _("This code is not known here. Try again, or tap “Help”.") if is_unknown else say(event.error)
        self._room.tell(text, "warn" if is_unknown else "danger")

    def _catalogue_changed(self, event: events.CatalogueChanged) -> None:
        if "category" in event.tables:
            self._room.app.read_categories()
        self._room.panes.catalogue_changed(event.tables)
        self._room.refresh()

    # --- money -------------------------------------------------------------------------------------------------------

    def _sale_completed(self, _event: events.SaleCompleted) -> None:
        self._room.app.sounds.play("ok")
        self._room.banner.hide()

    def _failed(self, event: events.Failed) -> None:
        self._room.complain(event.error)
        self._room.refresh()

    def _card_progressed(self, event: events.CardProgressed) -> None:
        if self._room.is_showing("pay"):
            self._room.screen.say(event.text)

    def _card_refused(self, event: events.CardRefused) -> None:
        self._room.complain(event.error)
        if self._room.is_showing("pay"):
            self._room.screen.say("")
