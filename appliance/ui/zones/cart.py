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
from appliance.ui.zones import about as _about  # noqa: F401 - cart.kv uses it

if TYPE_CHECKING:
    from appliance.core.line import Line

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


class Veil(BoxLayout):
    """Lies over the lines of the cart while scans go to another task."""

    text = StringProperty("")
    note = StringProperty("")

    def on_touch_down(self, touch: Any) -> bool:
        """Keep taps from the lines below."""
        return bool(self.collide_point(*touch.pos))


class Cart(BoxLayout):
    """The lines of the open sale, what they come to, and the next action."""

    desk = ObjectProperty(None)

    def __init__(self, **kwargs: Any) -> None:
        self._flashed = 0
        super().__init__(**kwargs)
        self.lines = Recycler(Entry, self._fill, self._tapped, swiped=self._swiped, pitch_dp=look.target)
        self._empty = Empty(icon="barcode")
        self._people = self.ids.people.__self__  # kept while it is not shown
        self._veil = Veil()
        self.ids.body.add_widget(self.lines)
        self.ids.body.bind(pos=self._stretch, size=self._stretch)

    def _stretch(self, body: Any, _value: object) -> None:
        for child in body.children:
            child.pos, child.size = body.pos, body.size
        rows = max(1, int(body.height // look.px(look.target)))
        self.lines.pitch = body.height / rows  # whole lines: none is cut by the edge
        self.lines.show(self.lines.count)

    def veil(self, text: str) -> None:
        """Say over the lines that scans go somewhere else for now; "" takes it away. The sale stays as it is."""
        self._veil.text = text
        count = len(self.desk.till.sale.lines)
        self._veil.note = (
            ngettext("The sale with {n} line waits.", "The sale with {n} lines waits.", count) if count else ""
        )
        body = self.ids.body
        if text and self._veil.parent is None:
            body.add_widget(self._veil)
            self._stretch(body, None)
        elif not text and self._veil.parent is not None:
            body.remove_widget(self._veil)

    # --- drawing -----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Draw everything again."""
        sale = self.desk.till.sale
        self.lines.show(len(sale.lines))
        self._show_empty(not sale.lines)
        self._show_last(not sale.lines)
        self._show_summary()
        self.refresh_head()
        self.refresh_foot()

    def refresh_head(self) -> None:
        """Draw the buttons above the lines again."""
        self._show_person()
        has_lines = bool(self.desk.till.sale.lines)
        parked = self.desk.parked_count
        ids = self.ids
        ids.park.icon = "bookmark" if has_lines else "bookmarks"
        ids.park.text = _("Park") if has_lines else (_("Parked {n}", n=parked) if parked else _("Parked"))
        ids.park.disabled = not has_lines and not parked
        self._show_sale()
        quantity = self.desk.quantity
        ids.quantity.icon = "" if quantity else "x"
        ids.quantity.text = f"{quantity} {TIMES}" if quantity else _("Quantity")
        ids.quantity.size_dp = 28 if quantity else 17
        ids.quantity.kind = "info" if quantity else "quiet"
        attention = self.desk.needs_attention()
        ids.menu.kind = "warn" if attention else "quiet"

    def _show_sale(self) -> None:
        """Say what is special about the sale: its customer, table, note."""
        button, sale = self.ids.sale, self.desk.till.sale
        is_theirs = sale.customer is not None
        button.icon = "user-check" if is_theirs else "user-plus"
        button.text = _("Sale")
        button.kind = "info" if is_theirs or sale.table or sale.note or sale.coupons else "quiet"
        self.ids.about.refresh()

    def _show_person(self) -> None:
        """Say who is at the till; a tap hands it over. A stall without staff keeps the room for its lines."""
        people, ids = self.desk.till.people, self.ids
        if people.all and self._people.parent is None:
            self.add_widget(self._people, index=len(self.children))
        elif not people.all and self._people.parent is not None:
            self.remove_widget(self._people)
        current = people.current
        ids.person.text = current.name if current else _("Sign in")
        ids.person.kind = "quiet" if current else "info"
        ids.leave.disabled = current is None

    def refresh_foot(self) -> None:
        """Draw the next action again."""
        foot, act = self.ids.foot, self.desk.next_act()
        foot.caption, foot.text, foot.kind = act.caption, act.text, act.kind
        foot.size_dp = 40 if act.is_money else 26
        foot.disabled = act.do is None

    def _show_last(self, is_empty: bool) -> None:
        """While nothing is sold the last receipt is one tap away."""
        last, entry = self.ids.last, self.desk.till.last_entry
        is_shown = is_empty and entry is not None and self.desk.till.shifts.current is not None
        last.height, last.opacity, last.disabled = look.px(look.target) if is_shown else 0, int(is_shown), not is_shown
        if is_shown:
            self.ids.last_print.text = _("{number} again", number=entry["body"]["number"])

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
            wanted += self._savings(sale, off)
            if totals.service_minor:
                name = till.shop.service.name if till.shop.service else _("Service")
                wanted.append((name, currency.plain(totals.service_minor), look.muted))
            tax = totals.tax_minor
            included = all(row.included for row in totals.taxes)
            name = totals.taxes[0].name if len(totals.taxes) == 1 else _("tax")
            label = ngettext("{n} item", "{n} items", pieces)
            if pieces < 0:
                label = ngettext("{n} item back", "{n} items back", -pieces)
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

    def _savings(self, sale: Any, off_minor: int) -> list[tuple[str, str, Any]]:
        """Say what promotions and discounts save the customer altogether, where a promotion does."""
        if not any(line.promotions for line in sale.lines):
            return []
        saved = off_minor + sum(line.off_minor for line in sale.lines if line.quantity_milli > 0)
        return [(_("You save"), self.desk.till.shop.currency.plain(saved), look.good)]

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
