"""The packing table: scan what goes into the box, close it, hand it over. Meanwhile scans belong to the order."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.lang import Builder

from appliance.core.entries.order import STAGES
from appliance.core.quantity import quantity_text
from appliance.till.goods_errors import OrderGone
from appliance.ui._ages import age_text
from appliance.ui._state import Act
from appliance.ui.text import _
from appliance.ui.widgets import steps as _steps  # noqa: F401 - order.kv uses it
from appliance.ui.widgets.row import RowText

from .listing import Listing

if TYPE_CHECKING:
    from appliance.till.picking import Picking, PickLine

HANDED_OVER = STAGES[-1]

Builder.load_file(str(Path(__file__).with_name("order.kv")))


class OrderScreen(Listing):
    """Its lines with a large mark for each; a tap picks one by hand, a swipe puts a line back."""

    icon = "package"

    def __init__(self, **kwargs: Any) -> None:
        self._picking: Picking | None = None
        self._code = ""
        self._is_moving = False
        super().__init__(**kwargs)

    def shown(self, order: str = "", code: str = "") -> None:
        """Put an order on the table; code: what the buyer showed."""
        self._code, self._is_moving = code, False
        try:
            self._picking = self.desk.till.orders.picking(order)
        except OrderGone as error:
            self._gone(error)
            return
        self.refresh()

    def _gone(self, error: OrderGone) -> None:
        self._picking = None
        self.desk.show("orders")
        self.desk.complain(error)

    def refresh(self) -> None:
        """Show how far it is; the feed may have changed the order, or taken it away."""
        if self._picking is None:
            return
        try:
            self._picking = picking = self.desk.till.orders.renewed(self._picking)
        except OrderGone as error:
            self._gone(error)
            return
        self._is_moving = False
        order = picking.order
        super().refresh()
        age = age_text(self.desk.app.now_ms() - order.at_ms)
        how = _("collects with a code") if order.code else order.courier
        self.ids.heading.note = " · ".join(part for part in (order.buyer, how, age) if part)
        done = {"": 0, "accepted": 0, "picked": 1, "packed": 2}.get(order.stage, 3)
        decimal = self.desk.till.shop.currency.decimal
        counts = (quantity_text(milli, decimal) for milli in (picking.picked_milli, order.quantity_milli))
        pick = _("Pick") if done else f"{_('Pick')} {'/'.join(counts)}"
        self.ids.steps.show([pick, _("Pack"), _("Hand over")], done)

    def title(self) -> str:
        """Return whose order it is."""
        order = self._picking.order if self._picking else None
        return f"{order.channel} {order.number}" if order else ""

    def empty_text(self) -> str:
        """Return what to do with an order without lines."""
        return _("Nobody said what is in this order. Look it up at the marketplace.")

    def rows(self) -> list[RowText]:
        """Return what is to go into the box, and what is in it."""
        return [self._row(line) for line in self._picking.lines] if self._picking else []

    def _row(self, line: PickLine) -> RowText:
        decimal = self.desk.till.shop.currency.decimal
        goods = line.line
        code = goods.barcode.lstrip("0") if goods.barcode else ""
        note = " · ".join(part for part in (goods.sku, code) if part) or _("Without a barcode: tap to pick it")
        wanted, picked = (quantity_text(milli, decimal) for milli in (goods.quantity_milli, line.picked_milli))
        if line.is_done:
            return RowText("check", goods.name, note, wanted, "primary", _("In the box"))
        left = _("{n} to go", n=quantity_text(line.left_milli, decimal))
        if line.picked_milli:
            return RowText("barcode", goods.name, note, f"{picked} / {wanted}", "info", left)
        return RowText("circle-dashed", goods.name, note, wanted, "quiet", left)

    # --- picking -----------------------------------------------------------------------------------------------------

    def scan_text(self) -> str:
        """Scans go into the box."""
        return _("Scans go into this order's box, not into the sale.")

    def scanned(self, code: str, quantity: int) -> None:
        """Put what was scanned into the box."""
        if self._picking is not None:
            line = self.desk.till.orders.scan(self._picking, code, quantity)
            self._picked(line)

    def chosen(self, index: int) -> None:
        """Pick one by hand; a tap on a full line puts it back."""
        picking = self._picking
        if picking is None:
            return
        line = picking.lines[index]
        if line.is_done:
            self._offer_back(line)
        elif self.desk.attempt(self.desk.till.orders.pick, picking, line.number):
            self._picked(line)

    def _picked(self, line: PickLine) -> None:
        self._list.see(line.number - 1)
        self.refresh()
        self.desk.cart.refresh_foot()

    def _offer_back(self, line: PickLine) -> None:
        picking = self._picking
        if picking is not None and picking.order.stage in {"", "accepted"}:
            text = _("{name} is in the box.", name=line.line.name)
            self.desk.tell(text, "info", _("Put back"), partial(self._put_back, line))

    def _put_back(self, line: PickLine) -> None:
        if self._picking is not None:
            self.desk.till.orders.put_back(self._picking, line.number)
            self.refresh()
            self.desk.cart.refresh_foot()

    # --- the next action ---------------------------------------------------------------------------------------------

    def act(self) -> Act | None:
        """Pick, close, hand over: one at a time."""
        picking = self._picking
        if picking is None:
            return None
        decimal = self.desk.till.shop.currency.decimal
        stage = picking.order.stage
        if not picking.is_done:
            left = sum(line.left_milli for line in picking.lines)
            return Act(_("Scan {n} more", n=quantity_text(left, decimal)), _("Into the box"))
        if stage == "packed":
            if picking.order.code and not self._code:
                return Act(_("Ask for the code"), do=partial(self.desk.show, "collect", order=picking.order.key))
            caption = _("To the buyer") if picking.order.code else _("To the courier")
            return Act(_("Hand over"), caption, None if self._is_moving else self._hand_over)
        return Act(_("Close the box"), _("Prints the label"), None if self._is_moving else self._pack)

    def _pack(self) -> None:
        if self._picking is not None and self.desk.attempt(self.desk.till.orders.pack, self._picking):
            self._is_moving = True
            self.desk.till.orders.print_label(self._picking)
            self.desk.cart.refresh_foot()

    def _hand_over(self) -> None:
        if self._picking is not None and self.desk.attempt(self.desk.till.orders.hand_over, self._picking, self._code):
            self._is_moving = True
            self.desk.cart.refresh_foot()

    def moved(self, order: str, stage: str) -> None:
        """It is on disk: show the next step, or go back to the tray."""
        if self._picking is None or self._picking.order.key != order:
            return
        if stage != HANDED_OVER:
            self.refresh()
            return
        number = self._picking.order.number
        self._picking = None
        self.desk.show("orders")
        self.desk.tell(_("{number} is handed over.", number=number), "quiet")

    def print_label(self) -> None:
        """Print our own label once more."""
        if self._picking is not None:
            self.desk.till.orders.print_label(self._picking)
            self.desk.tell(_("The label is being printed."), "quiet")
