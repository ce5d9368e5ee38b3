"""How many of one product are on a sheet: typed on the pad; a scan of the same product adds one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.till.sheet import ADJUST, COUNT, RECEIVE, TRANSFER
from appliance.ui._digits import Digits
from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _
from appliance.ui.widgets.button import BigButton

from .amount import Amount
from .sheet import signed
from .stock import amount_text

if TYPE_CHECKING:
    from appliance.till.catalogue import Variant

MOST_DIGITS = 5
WEIGHT_DECIMALS = 3


class SheetLineScreen(Amount):
    """A quantity, what was expected, and (for a correction) which way it goes."""

    def __init__(self, **kwargs: Any) -> None:
        self._kind = COUNT
        self._variant: Variant | None = None
        self._sign = 1
        super().__init__(**kwargs)
        self._turn = BigButton(icon="arrows-left-right", wide=True, size_hint_y=None, height=look.px(look.target))
        self._turn.bind(on_tap=lambda _button: self._turn_round())

    def shown(self, kind: str = COUNT, variant: str = "") -> None:
        """Open a product on a sheet, with what is on the sheet already."""
        self._kind, self._variant = kind, self.desk.till.catalogue.by_key(variant)
        if self._variant is None:
            self.back()
            return
        is_weighed = self._variant.unit != "pcs"
        decimal = self.desk.till.shop.currency.decimal if is_weighed else ""
        self.typed = Digits(MOST_DIGITS, decimal, WEIGHT_DECIMALS)
        self.ids.keypad.set_extra(decimal or "00")
        line = self.desk.till.stock.sheet(kind).line(variant)
        self._sign = 1 if kind != ADJUST or (line is not None and line.quantity_milli > 0) else -1
        if self._turn.parent:
            self.ids.side.remove_widget(self._turn)
        if kind == ADJUST:
            self.ids.side.add_widget(self._turn)
        self.refresh()

    @property
    def _quantity_milli(self) -> int:
        """Return what is typed, or what stands on the sheet."""
        if self.typed.text or self._variant is None:
            return self.typed.milli * self._sign
        line = self.desk.till.stock.sheet(self._kind).line(self._variant.key)
        return line.quantity_milli if line is not None else 0

    def refresh(self) -> None:
        """Show the quantity and what it means."""
        variant, ids = self._variant, self.ids
        if variant is None:
            return
        decimal = self.desk.till.shop.currency.decimal
        shelf = self.desk.till.stock.shelf(variant.key)
        ids.heading.text = variant.name
        ids.heading.note = _("On hand here: {n}", n=amount_text(shelf.on_hand_milli, variant.unit, decimal))
        labels = {COUNT: _("Counted"), RECEIVE: _("Came"), TRANSFER: _("Wanted"), ADJUST: _("Correction")}
        ids.figure.label = labels[self._kind]
        amount = amount_text(self._quantity_milli, variant.unit, decimal)
        ids.figure.amount = signed(self._quantity_milli, variant.unit, decimal) if self._kind == ADJUST else amount
        ids.hint.text, ids.hint.ink = self._hint(shelf.on_hand_milli, decimal)
        ids.hint.size_dp = look.title
        self._turn.text = _("Add instead") if self._sign < 0 else _("Take away instead")
        self.desk.cart.refresh_foot()

    def _hint(self, on_hand_milli: int | None, decimal: str) -> tuple[str, Any]:
        if on_hand_milli is None or self._variant is None:
            return _("Not kept so far"), look.muted
        if self._kind in {RECEIVE, ADJUST}:
            then = amount_text(on_hand_milli + self._quantity_milli, self._variant.unit, decimal)
            return _("On hand then: {n}", n=then), look.muted
        off = self._quantity_milli - on_hand_milli
        if self._kind == TRANSFER or not (self.typed.text or self._is_on_sheet()):
            return "", look.muted
        if off == 0:
            return _("As expected"), look.good
        side = amount_text(abs(off), self._variant.unit, decimal)
        return (_("{n} missing", n=side), look.on_danger) if off < 0 else (_("{n} too much", n=side), look.on_warn)

    def _is_on_sheet(self) -> bool:
        return self._variant is not None and self.desk.till.stock.sheet(self._kind).line(self._variant.key) is not None

    def _turn_round(self) -> None:
        milli = self._quantity_milli
        self._sign = -self._sign
        if not self.typed.text and milli and self._variant is not None:
            self.desk.till.stock.set_quantity(self._kind, self._variant, -milli)
        self.refresh()

    def act(self) -> Act:
        """Put it on the sheet."""
        text = _("Put on the sheet")
        if self.typed.text or self._is_on_sheet():
            return Act(text, do=self._take)
        return Act(text)

    def _take(self) -> None:
        stock, kind, variant = self.desk.till.stock, self._kind, self._variant
        if variant is not None and self.typed.text:
            if self._quantity_milli or kind == COUNT:
                stock.set_quantity(kind, variant, self._quantity_milli)
            else:
                stock.remove(kind, variant.key)
        self.back()

    def back(self) -> None:
        """Back to the sheet."""
        self.desk.show("sheet", kind=self._kind)

    def scan_text(self) -> str:
        """Scans go on the sheet."""
        return _("Scans go on this sheet, not into the sale.")

    def scanned(self, code: str, quantity: int) -> None:
        """Keep what was typed, and put what was scanned on the sheet."""
        found = self.desk.till.stock.find(code)
        self._take()
        self.desk.till.stock.add(self._kind, found, quantity * 1000)
        self.desk.screen.refresh()
