"""What happens beside the sale: orders that come in, sheets that are booked, and scans that are not for the cart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core.errors import LapakError
from appliance.till import events
from appliance.till.stock import LOW_MILLI

from .text import _, ngettext, say

if TYPE_CHECKING:
    from collections.abc import Callable

UNKNOWN = ("till.item_unknown",)


class BackRoom:
    """The desk's ear for stock and orders."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk
        self.hears: dict[type, Callable[[Any], None]] = {
            events.OrdersArrived: self._orders_arrived,
            events.OrderCalled: self._order_called,
            events.OrderMoved: self._order_moved,
            events.StockChanged: self._stock_changed,
        }

    def takes_scan(self, code: str) -> bool:
        """Give a scan to the screen, if it wants it rather than the cart; what it refuses is heard and said."""
        desk = self._desk
        if not desk.screen.takes_scans:
            return False
        quantity = desk.quantity or 1
        desk.set_quantity(0)
        try:
            desk.screen.scanned(code, quantity)
        except LapakError as error:
            is_unknown = error.code in UNKNOWN
            desk.app.sounds.play("unknown" if is_unknown else "refused")
            desk.tell(say(error), "warn" if is_unknown else "danger")
        else:
            desk.app.sounds.play("ok")
            desk.banner.hide()
        return True

    def tick(self) -> None:
        """Notice once a minute which orders are late by now."""
        desk = self._desk
        if desk.state.orders:
            desk.app.count_orders()
            desk.strip.refresh()
            if desk.is_showing("orders"):
                desk.screen.refresh()

    def _orders_arrived(self, event: events.OrdersArrived) -> None:
        """Let it be heard and seen."""
        desk = self._desk
        desk.app.count_orders()
        desk.strip.refresh()
        desk.app.sounds.play("order")
        first = event.orders[0]
        text = ngettext("{n} new order to prepare", "{n} new orders to prepare", len(event.orders))
        desk.tell(f"{text}: {first.channel} {first.number}", "info")

    def _order_called(self, event: events.OrderCalled) -> None:
        """Open the order whose pickup code was scanned."""
        self._desk.show("order", order=event.order, code=event.code)

    def _order_moved(self, event: events.OrderMoved) -> None:
        """Show how far it is; the tray shows what is left."""
        desk = self._desk
        desk.app.count_orders()
        desk.strip.refresh()
        if desk.is_showing("order"):
            desk.screen.moved(event.order, event.stage)
        else:
            desk.screen.refresh()
        desk.cart.refresh_foot()

    def sold(self, event: events.SaleCompleted) -> None:
        """Draw the tiles again if one of them has to say that its product runs low."""
        desk = self._desk
        variants = {line["variant"] for line in event.entry["body"]["lines"]}
        found = (desk.till.catalogue.by_key(variant) for variant in variants)
        left = (variant.stock_milli for variant in found if variant is not None)
        if desk.has_screen("sell") and any(milli is not None and milli <= LOW_MILLI for milli in left):
            desk.screen_of("sell").reload()

    def _stock_changed(self, event: events.StockChanged) -> None:
        """Draw what is left of it everywhere."""
        desk = self._desk
        if desk.has_screen("sell"):
            desk.screen_of("sell").reload()
        desk.screen.refresh()
        desk.cart.refresh_foot()
        said = {
            "count": _("The count is booked."),
            "receive": _("The goods are on the shelf."),
            "adjust": _("The correction is booked."),
            "transfer": _("The request goes out with the next connection."),
        }
        desk.tell(said[event.sheet], "quiet")
