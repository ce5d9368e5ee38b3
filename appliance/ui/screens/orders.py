"""The tray of orders to prepare, from every channel: the late ones first, and how far behind each channel is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.lang import Builder

from appliance.core.quantity import quantity_text
from appliance.ui._ages import age_text, span_text
from appliance.ui._signs import TIMES
from appliance.ui._theme import look
from appliance.ui.text import _, ngettext
from appliance.ui.widgets.lettering import shortened
from appliance.ui.widgets.recycler import Recycler
from appliance.ui.widgets.row import RowText
from appliance.ui.widgets.tab import Tab

from .listing import Listing

if TYPE_CHECKING:
    from appliance.till.board import Channel, Order, OrderLine

Builder.load_file(str(Path(__file__).with_name("orders.kv")))

TAB_DP = 154
CHANNEL_COLORS = {"ok": "#0B6B4F", "late": "#B26A00", "down": "#B3261E"}
IN_STEP_S = 60


def stage_text(order: Order) -> str:
    """Return what is to be done with an order next."""
    words = {
        "": _("Prepare now"),
        "accepted": _("Being picked"),
        "picked": _("Pack it"),
        "packed": _("Hand it over"),
    }
    return words.get(order.stage, order.stage)


def line_text(line: OrderLine, decimal: str) -> str:
    """Return a line of an order."""
    return f"{quantity_text(line.quantity_milli, decimal)} {TIMES} {line.name}"


def lag_text(channel: Channel) -> str:
    """Return how far behind a channel is."""
    if channel.state == "down":
        return _("Not connected")
    if channel.lag_s < IN_STEP_S:
        return _("In step")
    return _("{span} behind", span=span_text(channel.lag_s * 1000))


class Orders(Listing):
    """Tabs of channels over their orders; a tap opens one, a scan of a pickup code too."""

    icon = "package"

    def __init__(self, **kwargs: Any) -> None:
        self._orders: list[Order] = []
        self._channels: list[Channel] = []
        self._open = ""  # the channel that is shown, "" for all
        super().__init__(**kwargs)
        self._tabs = Recycler(Tab, self._show_tab, self._choose, across=True, pitch_dp=TAB_DP, gap_dp=look.gap)
        self.ids.tabs.add_widget(self._tabs)

    def refresh(self) -> None:
        """Read the tray again."""
        self._orders = self.desk.till.orders.waiting()
        self._channels = self.desk.till.orders.channels()
        if self._open not in {channel.key for channel in self._channels}:
            self._open = ""
        self._tabs.show(len(self._channels) + 1 if self._channels else 0)
        self.ids.tabs.height = look.px(look.target) if self._channels else 0
        super().refresh()
        late = sum(self.desk.till.orders.is_late(order) for order in self._orders)
        self.ids.heading.note = ngettext("{n} is late", "{n} are late", late) if late else ""

    def title(self) -> str:
        """Return the heading."""
        return _("Orders to prepare")

    def empty_text(self) -> str:
        """Return where orders come from."""
        return _("No orders to prepare. Orders from your online shops show up here by themselves.")

    def _shown_orders(self) -> list[Order]:
        return [order for order in self._orders if not self._open or order.channel_key == self._open]

    def rows(self) -> list[RowText]:
        """Return the orders of the channel that is open."""
        return [self._row(order) for order in self._shown_orders()]

    def _row(self, order: Order) -> RowText:
        tray, decimal = self.desk.till.orders, self.desk.till.shop.currency.decimal
        now_ms = self.desk.app.now_ms()
        is_late, is_soon = tray.is_late(order), tray.is_soon_late(order)
        if is_late:
            side = _("{span} late", span=span_text(now_ms - tray.due_ms(order)))
        elif is_soon:
            side = _("{span} left", span=span_text(tray.due_ms(order) - now_ms))
        else:
            side = age_text(now_ms - order.at_ms)
        kind = "danger" if is_late else "warn" if is_soon else "quiet" if order.stage == "packed" else "info"
        icon = {"packed": "box", "picked": "check", "accepted": "barcode"}.get(order.stage, "package")
        if order.code:
            icon = "building-store"
        lines = ", ".join(line_text(line, decimal) for line in order.lines)
        return RowText(
            "clock" if is_late else icon, f"{order.channel} · {order.buyer}", lines, stage_text(order), kind, side
        )

    def chosen(self, index: int) -> None:
        """Put it on the packing table."""
        self.desk.show("order", order=self._shown_orders()[index].key)

    def _show_tab(self, tab: Tab, index: int) -> None:
        if index == 0:
            tab.fill(f"{_('All')} · {len(self._orders)}", "", "", is_open=not self._open)
            return
        channel = self._channels[index - 1]
        count = sum(order.channel_key == channel.key for order in self._orders)
        width = look.px(TAB_DP - 60)
        name = shortened(channel.name, look.regular, round(look.type_px(19)), width)
        color = CHANNEL_COLORS.get(channel.state, "")
        tab.fill(f"{name} · {count}\n{lag_text(channel)}", "", color, is_open=self._open == channel.key)

    def _choose(self, index: int) -> None:
        self._open = "" if index == 0 else self._channels[index - 1].key
        self.refresh()

    def scan_text(self) -> str:
        """Scans are pickup codes."""
        return _("Scan a buyer's pickup code or an order's label.")

    def scanned(self, code: str, _quantity: int) -> None:
        """Open the order of a label or a pickup code."""
        labelled = next((order for order in self._orders if order.number == code.strip()), None)
        order = labelled or self.desk.till.orders.by_code(code)
        self.desk.show("order", order=order.key, code="" if labelled else code)
