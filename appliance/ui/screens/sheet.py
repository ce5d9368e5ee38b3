"""A sheet of stock: scan, see what it comes to, book it. It stays as it is until it is booked, whatever happens."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.properties import StringProperty

from appliance.till.sheet import ADJUST, COUNT, RECEIVE, TRANSFER, SheetLine
from appliance.ui._signs import MINUS
from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _, ngettext
from appliance.ui.widgets.button import BigButton
from appliance.ui.widgets.row import RowText

from .listing import Listing
from .stock import SHEET_ICONS, amount_text

Builder.load_file(str(Path(__file__).with_name("sheet.kv")))

MOST_STORES = 3


def signed(quantity_milli: int, unit: str, decimal: str) -> str:
    """Return a difference with its sign: "+2", "−3"; "=" for none."""  # noqa: RUF002 - a minus, as people write it
    if not quantity_milli:
        return "="
    return ("+" if quantity_milli > 0 else MINUS) + amount_text(abs(quantity_milli), unit, decimal)


class SheetScreen(Listing):
    """Lines, the one touched last on top; a tap opens its quantity, a scan adds one."""

    icon = "barcode"
    kind = StringProperty(COUNT)

    def __init__(self, **kwargs: Any) -> None:
        self._offered: list[str] = []
        super().__init__(**kwargs)

    def shown(self, kind: str = "") -> None:
        """Open a sheet."""
        self.kind = kind or self.kind
        self._offered = []
        self.refresh()

    @property
    def _sheet(self) -> Any:
        return self.desk.till.stock.sheet(self.kind)

    def refresh(self) -> None:
        """Show the lines, and the reason or the store where the sheet has one."""
        super().refresh()
        lines = len(self._sheet.lines)
        pieces = amount_text(self._sheet.pieces_milli, "pcs", self.desk.till.shop.currency.decimal)
        self.ids.heading.note = (
            f"{ngettext('{n} line', '{n} lines', lines)} · {_('{n} altogether', n=pieces)}" if lines else ""
        )
        self.ids.discard.disabled = not lines
        self._offer()
        self.desk.cart.refresh_foot()

    def title(self) -> str:
        """Return the heading."""
        return {
            COUNT: _("Count the shelf"),
            RECEIVE: _("Receive goods"),
            ADJUST: _("Correct the stock"),
            TRANSFER: _("Request from another store"),
        }[self.kind]

    def empty_text(self) -> str:
        """Return how to begin."""
        return {
            COUNT: _("Scan everything on the shelf, one by one; or scan one and type how many there are."),
            RECEIVE: _("Scan what came; or scan one and type how many there are."),
            ADJUST: _("Choose why, then scan what is broken, lost or found."),
            TRANSFER: _("Scan what you want from another store."),
        }[self.kind]

    def rows(self) -> list[RowText]:
        """Return the lines as they are."""
        return [self._row(line) for line in self._sheet.lines]

    def _row(self, line: SheetLine) -> RowText:
        decimal = self.desk.till.shop.currency.decimal
        amount = amount_text(line.quantity_milli, line.unit, decimal)
        if self.kind == ADJUST:
            amount = signed(line.quantity_milli, line.unit, decimal)
        here = amount_text(line.expected_milli, line.unit, decimal)
        off = line.difference_milli
        if self.kind != COUNT or off is None:
            note = _("On hand here: {n}", n=here) if line.expected_milli is not None else _("Not kept so far")
            return RowText(SHEET_ICONS[self.kind], line.name, note, amount)
        note = _("Expected: {amount}", amount=here)
        if off == 0:
            return RowText("check", line.name, note, amount, "quiet", _("As expected"))
        side = amount_text(abs(off), line.unit, decimal)
        said = _("{n} missing", n=side) if off < 0 else _("{n} too much", n=side)
        return RowText("alert-circle", line.name, note, amount, "warn" if off > 0 else "danger", said)

    def chosen(self, index: int) -> None:
        """Type how many there are."""
        self.desk.show("sheet_line", kind=self.kind, variant=self._sheet.lines[index].variant)

    # --- why, and from where -----------------------------------------------------------------------------------------

    def _choices(self) -> list[tuple[str, str]]:
        """Return (value, text) of what is to be chosen for this kind of sheet."""
        if self.kind == ADJUST:
            reasons = (_("Broken"), _("Expired"), _("Lost"), _("Own use"), _("Found"))
            return [(reason, reason) for reason in reasons]
        if self.kind == TRANSFER:
            return [("", _("Anywhere")), *self._stores()]
        return []

    def _stores(self) -> list[tuple[str, str]]:
        """Return the stores that have some of what is wanted."""
        found: dict[str, str] = {}
        for line in self._sheet.lines[:MOST_STORES]:
            for there in self.desk.till.stock.shelf(line.variant).elsewhere:
                found[there.store] = there.name
        return list(found.items())[:MOST_STORES]

    def _offer(self) -> None:
        choices = self._choices()
        chosen = self._sheet.reason if self.kind == ADJUST else self._sheet.store
        box = self.ids.choices
        if self._offered != [value for value, _text in choices]:
            self._offered = [value for value, _text in choices]
            box.clear_widgets()
            box.height = look.px(look.target) if choices else 0
            for value, text in choices:
                button = BigButton(text=text, size_dp=18, lines=2)
                button.bind(on_tap=partial(self._choose, value))
                box.add_widget(button)
        for (value, _text), button in zip(choices, reversed(box.children), strict=True):
            button.kind = "primary" if value == chosen else "plain"

    def _choose(self, value: str, _button: BigButton) -> None:
        stock = self.desk.till.stock
        (stock.give_reason if self.kind == ADJUST else stock.want_from)(value)
        self.refresh()

    # --- the next action ---------------------------------------------------------------------------------------------

    def act(self) -> Act:
        """Book the sheet."""
        text = {
            COUNT: _("Book the count"),
            RECEIVE: _("Put on the shelf"),
            ADJUST: _("Book the correction"),
            TRANSFER: _("Send the request"),
        }[self.kind]
        lines = len(self._sheet.lines)
        if not lines:
            return Act(text)
        return Act(text, ngettext("{n} line", "{n} lines", lines), partial(self.desk.attempt, self._book))

    def _book(self) -> None:
        self.desk.till.stock.book(self.kind)
        self.refresh()

    def discard(self) -> None:
        """Throw the lines away, with five seconds to think better of it."""
        stock, kind = self.desk.till.stock, self.kind
        lines = stock.discard(kind)
        self.refresh()

        def undo() -> None:
            stock.put_back(kind, lines)
            self.refresh()

        self.desk.tell(_("The sheet is empty again."), "info", _("Undo"), undo)

    def scan_text(self) -> str:
        """Scans go on the sheet."""
        return _("Scans go on this sheet, not into the sale.")

    def scanned(self, code: str, quantity: int) -> None:
        """Put it on the sheet."""
        self.desk.till.stock.scan(self.kind, code, quantity)
        self.refresh()
