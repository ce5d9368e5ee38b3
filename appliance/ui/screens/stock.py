"""Stock: scan or search a product, open a sheet, see what runs low."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.lang import Builder

from appliance.core.quantity import quantity_text
from appliance.till.sheet import ADJUST, COUNT, KINDS, RECEIVE, TRANSFER
from appliance.ui.text import _, ngettext
from appliance.ui.widgets.button import BigButton
from appliance.ui.widgets.row import RowText

from .listing import Listing

if TYPE_CHECKING:
    from appliance.till.catalogue import Variant

Builder.load_file(str(Path(__file__).with_name("stock.kv")))

SHEET_ICONS = {COUNT: "clipboard-list", RECEIVE: "truck-loading", ADJUST: "adjustments", TRANSFER: "building-store"}


def sheet_name(kind: str) -> str:
    """Return what a sheet is called on its button."""
    return {COUNT: _("Count"), RECEIVE: _("Receive"), ADJUST: _("Correct"), TRANSFER: _("Request")}[kind]


def amount_text(quantity_milli: int | None, unit: str, decimal: str) -> str:
    """Return how much of something: "12", "0,845 kg", a dash where nobody keeps it."""
    if quantity_milli is None:
        return "–"  # noqa: RUF001 - a dash, as people write it
    return quantity_text(quantity_milli, decimal) + ("" if unit == "pcs" else f" {unit}")


class StockHome(Listing):
    """Four sheets over the list of what runs low; a scan opens what was scanned."""

    icon = "circle-check"

    def __init__(self, **kwargs: Any) -> None:
        self._low: list[Variant] = []
        super().__init__(**kwargs)
        self._buttons = {kind: BigButton(icon=SHEET_ICONS[kind], icon_dp=34, lines=2, size_dp=19) for kind in KINDS}
        for kind in (RECEIVE, COUNT, ADJUST, TRANSFER):
            self._buttons[kind].bind(on_tap=partial(self._open, kind))
            self.ids.sheets.add_widget(self._buttons[kind])

    def _open(self, kind: str, _button: BigButton) -> None:
        self.desk.show("sheet", kind=kind)

    def refresh(self) -> None:
        """Show which sheets are open and what runs low."""
        for kind, button in self._buttons.items():
            lines = len(self.desk.till.stock.sheet(kind).lines)
            name = sheet_name(kind)
            button.text = f"{name}: {ngettext('{n} line', '{n} lines', lines)}" if lines else name
            button.kind = "info" if lines else "plain"
        super().refresh()
        self.ids.heading.note = _("Scan a product to see where it is")
        self.ids.caption.text = ngettext("{n} product runs low", "{n} products run low", len(self._low))
        self.ids.caption.opacity = 1 if self._low else 0

    def title(self) -> str:
        """Return the heading."""
        return _("Stock")

    def empty_text(self) -> str:
        """Return what an empty list means."""
        return _("Nothing runs low. Scan a product to see what is here and in your other stores.")

    def rows(self) -> list[RowText]:
        """Return what runs low."""
        self._low = self.desk.till.stock.low()
        return [self._row(variant) for variant in self._low]

    def _row(self, variant: Variant) -> RowText:
        stock = variant.stock_milli or 0
        decimal = self.desk.till.shop.currency.decimal
        category = self.desk.app.category(variant.category)
        note = " · ".join(part for part in (category.name if category else "", variant.sku) if part)
        left = _("{n} left", n=amount_text(stock, variant.unit, decimal)) if stock > 0 else _("Sold out")
        is_out = stock <= 0
        return RowText("alert-circle" if is_out else "box", variant.name, note, left, "danger" if is_out else "warn")

    def chosen(self, index: int) -> None:
        """Show where there is more of it."""
        self.desk.show("stock_item", variant=self._low[index].key)

    def scan_text(self) -> str:
        """Scans open a product."""
        return _("Scans show the stock of a product for now.")

    def scanned(self, code: str, _quantity: int) -> None:
        """Open what was scanned."""
        self.desk.show("stock_item", variant=self.desk.till.stock.find(code).key)
