"""The cart: always in view, with the one big next action at its foot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock
from kivy.lang import Builder
from kivy.properties import ColorProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from appliance.core.quantity import quantity_text
from appliance.ui._discounts import discount_text
from appliance.ui._signs import MINUS, TIMES
from appliance.ui._theme import look
from appliance.ui.text import _, ngettext
from appliance.ui.widgets import button as _button  # noqa: F401 - cart.kv uses it
from appliance.ui.widgets.entry import Entry
from appliance.ui.widgets.recycler import Recycler

if TYPE_CHECKING:
    from appliance.core.sale import Line

Builder.load_file(str(Path(__file__).with_name("cart.kv")))

FLASH_S = 0.35


class SummaryRow(BoxLayout):
    """A label and an amount above the foot."""

    label = StringProperty("")
    amount = StringProperty("")
    size_dp = NumericProperty(look.small)
    ink = ColorProperty((0, 0, 0, 1))


class Empty(BoxLayout):
    """A picture and a sentence where there is nothing yet."""

    icon = StringProperty("")
    text = StringProperty("")


class Cart(BoxLayout):
    """The lines of the open sale, what they come to, and the next action."""

    desk = ObjectProperty(None)

    def __init__(self, **kwargs: Any) -> None:
        self._flashed = 0
        super().__init__(**kwargs)
        self.lines = Recycler(Entry, self._fill, self._tapped, swiped=self._swiped, pitch_dp=look.target)
        self._empty = Empty(icon="barcode")
        self.ids.body.add_widget(self.lines)
        self.ids.body.bind(pos=self._stretch, size=self._stretch)

    def _stretch(self, body: Any, _value: object) -> None:
        for child in body.children:
            child.pos, child.size = body.pos, body.size

    # --- drawing -----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Draw everything again."""
        sale = self.desk.till.sale
        self.lines.show(len(sale.lines))
        self._show_empty(not sale.lines)
        self._show_summary()
        self.refresh_head()
        self.refresh_foot()

    def refresh_head(self) -> None:
        """Draw the buttons above the lines again."""
        has_lines = bool(self.desk.till.sale.lines)
        parked = self.desk.parked_count
        ids = self.ids
        ids.park.icon = "bookmark" if has_lines else "bookmarks"
        ids.park.text = _("Park") if has_lines else (_("Parked {n}", n=parked) if parked else _("Parked"))
        ids.park.disabled = not has_lines and not parked
        ids.discount.disabled = not has_lines
        quantity = self.desk.quantity
        ids.quantity.icon = "" if quantity else "x"
        ids.quantity.text = f"{quantity} {TIMES}" if quantity else _("Quantity")
        ids.quantity.size_dp = 28 if quantity else 17
        ids.quantity.kind = "info" if quantity else "quiet"
        attention = self.desk.needs_attention()
        ids.menu.kind = "warn" if attention else "quiet"

    def refresh_foot(self) -> None:
        """Draw the next action again."""
        foot, act = self.ids.foot, self.desk.next_act()
        foot.caption, foot.text, foot.kind = act.caption, act.text, act.kind
        foot.size_dp = 40 if act.is_money else 26
        foot.disabled = act.do is None

    def _show_empty(self, is_empty: bool) -> None:
        if is_empty:
            closed = self.desk.till.shifts.current is None
            self._empty.icon = "lock" if closed else "barcode"
            self._empty.text = (
                _("Count the cash in the drawer and open the shift. Then you can sell.")
                if closed
                else _("Scan something, or tap a picture.")
            )
        if is_empty and self._empty.parent is None:
            self.ids.body.add_widget(self._empty)
            self._stretch(self.ids.body, None)
        elif not is_empty and self._empty.parent is not None:
            self.ids.body.remove_widget(self._empty)

    def _show_summary(self) -> None:
        till, rows = self.desk.till, self.ids.summary
        sale, currency = till.sale, till.shop.currency
        wanted = []
        if sale.lines:
            totals = sale.totals()
            pieces = sum(1 if line.item.is_weighed else line.quantity_milli // 1000 for line in sale.lines)
            off = sum(sale.offs())
            wanted += [
                (f"{_('Discount')} {discount_text(discount, currency)}", f"{MINUS}{currency.plain(off)}", look.on_warn)
                for discount in sale.discounts
            ]
            tax = totals.tax_minor
            included = all(row.included for row in totals.taxes)
            name = totals.taxes[0].name if len(totals.taxes) == 1 else _("tax")
            label = ngettext("{n} item", "{n} items", pieces)
            note = ""
            if tax:
                note = f"{_('incl.') if included else '+'} {name} {currency.plain(tax)}"
            wanted.append((label, note, look.muted))
        while len(rows.children) < len(wanted):
            rows.add_widget(SummaryRow())
        while len(rows.children) > len(wanted):
            rows.remove_widget(rows.children[0])
        for row, (label, amount, ink) in zip(reversed(rows.children), wanted, strict=True):
            row.label, row.amount, row.ink = label, amount, ink

    def _fill(self, cell: Entry, index: int) -> None:
        lines = self.desk.till.sale.lines
        line = lines[index]
        is_new = line.number == self._flashed
        cell.fill(line, self.desk.till.shop.currency, is_open=line.number == self.desk.open_line, is_new=is_new)

    # --- what happens ------------------------------------------------------------------------------------------------

    def added(self, line: Line) -> None:
        """Bring a line into sight and let it flash once."""
        self._flashed = line.number
        lines = self.desk.till.sale.lines
        if line in lines:
            self.lines.see(lines.index(line))
            self.lines.show(len(lines))
        Clock.unschedule(self._unflash)
        Clock.schedule_once(self._unflash, FLASH_S)

    def _unflash(self, _dt: float) -> None:
        self._flashed = 0
        self.lines.show(len(self.desk.till.sale.lines))

    def _tapped(self, index: int) -> None:
        line = self.desk.till.sale.lines[index]
        if self.desk.open_line == line.number:
            self.desk.home()
        else:
            self.desk.show("line", number=line.number)

    def _swiped(self, index: int) -> None:
        self.desk.remove(self.desk.till.sale.lines[index].number)

    def quantity_of(self) -> dict[str, int]:
        """Return how much of each variant is in the cart."""
        counts: dict[str, int] = {}
        for line in self.desk.till.sale.lines:
            counts[line.item.variant] = counts.get(line.item.variant, 0) + line.quantity_milli
        return counts


def line_text(line: Line) -> str:
    """Return a line in words, for a banner."""
    return f"{quantity_text(line.quantity_milli)} {TIMES} {line.item.name}"
