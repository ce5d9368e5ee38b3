"""The desk's ear for the sale: what comes into the cart, what is refused, what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.till import events

from .text import _, say

if TYPE_CHECKING:
    from collections.abc import Callable

UNKNOWN = ("till.item_unknown",)


class Seller:
    """Listens for the desk."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk
        self.hears: dict[type, Callable[[Any], None]] = {
            events.LineAdded: self._line_added,
            events.BestBeforePassed: self._best_before_passed,
            events.SaleChanged: self._sale_changed,
            events.ScanRefused: self._scan_refused,
            events.SaleCompleted: self._sale_completed,
            events.Failed: self._failed,
            events.ShiftChanged: self._shift_changed,
            events.ParkedChanged: self._parked_changed,
            events.DrawerClosed: self._drawer_closed,
            events.CatalogueChanged: self._catalogue_changed,
        }

    def _line_added(self, event: events.LineAdded) -> None:
        if event.scanned:
            self._desk.app.sounds.play("ok")
        self._desk.banner.hide()
        if self._desk.screen is not None and self._desk.screen.gives_way:
            self._desk.home()
        self._desk.cart.added(event.line)

    def _best_before_passed(self, event: events.BestBeforePassed) -> None:
        self._desk.tell(
            _("{name} was best before {date}. Tell the customer.", name=event.name, date=event.date), "warn"
        )

    def _sale_changed(self, _event: events.SaleChanged) -> None:
        self._desk.cart.refresh()
        self._desk.screen.refresh()

    def _scan_refused(self, event: events.ScanRefused) -> None:
        self._desk.app.sounds.play("unknown" if event.error.code in UNKNOWN else "refused")
        self._desk.tell(say(event.error), "warn" if event.error.code in UNKNOWN else "danger")

    def _sale_completed(self, event: events.SaleCompleted) -> None:
        self._desk.banner.hide()
        self._desk.back_room.sold(event)
        self._desk.show("done", event=event)

    def _failed(self, event: events.Failed) -> None:
        self._desk.complain(event.error)
        self._desk.screen.refresh()
        self._desk.cart.refresh_foot()

    def _shift_changed(self, _event: events.ShiftChanged) -> None:
        self._desk.screen.shift_changed()
        self._desk.cart.refresh()

    def _parked_changed(self, _event: events.ParkedChanged) -> None:
        self._desk.parked_count = len(self._desk.till.parking.all())
        self._desk.cart.refresh_head()
        self._desk.screen.refresh()

    def _drawer_closed(self, _event: events.DrawerClosed) -> None:
        self._desk.app.drawer_closed()

    def _catalogue_changed(self, event: events.CatalogueChanged) -> None:
        if "staff" in event.tables:
            self._desk.door.staff_changed()
        if "category" in event.tables:
            self._desk.app.read_categories()
        self._desk.app.count_orders()
        self._desk.strip.refresh()
        self._desk.screen.refresh()
        if self._desk.has_screen("sell"):
            self._desk.screen_of("sell").reload()
