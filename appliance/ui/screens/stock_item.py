"""One product: how much is here, promised, on its way and in the other stores, and what can be done about it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.lang import Builder

from appliance.till.sheet import ADJUST, COUNT, RECEIVE, TRANSFER
from appliance.till.stock import LOW_MILLI
from appliance.ui._ages import age_text
from appliance.ui._theme import look
from appliance.ui.text import _
from appliance.ui.widgets.button import BigButton
from appliance.ui.widgets.row import RowText

from .listing import Listing
from .stock import SHEET_ICONS, amount_text, sheet_name

if TYPE_CHECKING:
    from appliance.till.catalogue import Variant
    from appliance.till.shelf import Shelf

Builder.load_file(str(Path(__file__).with_name("stock_item.kv")))


class StockItem(Listing):
    """Three figures over the other stores; a scan shows the next product."""

    icon = "building-store"

    def __init__(self, **kwargs: Any) -> None:
        self._variant: Variant | None = None
        self._shelf: Shelf | None = None
        super().__init__(**kwargs)
        for kind in (RECEIVE, COUNT, ADJUST, TRANSFER):
            button = BigButton(icon=SHEET_ICONS[kind], icon_dp=32, size_dp=19, text=sheet_name(kind))
            button.bind(on_tap=partial(self._put_on, kind))
            self.ids.sheets.add_widget(button)

    def shown(self, variant: str = "") -> None:
        """Open a product."""
        self._variant = self.desk.till.catalogue.by_key(variant) or self._variant
        self.refresh()

    def refresh(self) -> None:
        """Read the shelf again."""
        variant = self._variant
        if variant is None:
            self.desk.show("stock")
            return
        self._shelf = shelf = self.desk.till.stock.shelf(variant.key)
        currency, ids = self.desk.till.shop.currency, self.ids
        super().refresh()
        price = currency.format(variant.price_minor) + ("" if variant.unit == "pcs" else f"/{variant.unit}")
        ids.heading.note = " · ".join(part for part in (price, variant.sku) if part)
        ids.here.label = _("On hand here")
        ids.here.amount = amount_text(shelf.on_hand_milli, variant.unit, currency.decimal)
        is_low = shelf.on_hand_milli is not None and shelf.on_hand_milli - shelf.reserved_milli <= LOW_MILLI
        ids.here.ink = look.on_danger if is_low else look.ink
        ids.promised.label = _("Promised to orders")
        ids.promised.amount = amount_text(shelf.reserved_milli, variant.unit, currency.decimal)
        ids.incoming.label = _("On its way here")
        ids.incoming.amount = amount_text(shelf.incoming_milli, variant.unit, currency.decimal)
        ids.caption.opacity = 1 if shelf.elsewhere else 0

    def title(self) -> str:
        """Return the product's name."""
        return self._variant.name if self._variant else ""

    def empty_text(self) -> str:
        """Return why no other store is shown."""
        return _("Your other stores show up here once they have counted this product.")

    def rows(self) -> list[RowText]:
        """Return the other stores, the fullest first."""
        variant, shelf = self._variant, self._shelf
        if variant is None or shelf is None:
            return []
        decimal = self.desk.till.shop.currency.decimal
        now_ms = self.desk.app.now_ms()
        return [
            RowText(
                "building-store",
                there.name,
                _("As of {age}", age=age_text(now_ms - there.at_ms)),
                amount_text(there.on_hand_milli, variant.unit, decimal),
                "quiet" if there.on_hand_milli > 0 else "danger",
            )
            for there in shelf.elsewhere
        ]

    def _put_on(self, kind: str, _button: BigButton) -> None:
        if self._variant is not None:
            self.desk.show("sheet_line", kind=kind, variant=self._variant.key)

    def print_label(self) -> None:
        """Print one shelf label."""
        if self._variant is not None:
            self.desk.till.stock.print_labels([self._variant])
            self.desk.tell(_("The label is being printed."), "quiet")

    def scan_text(self) -> str:
        """Scans open the next product."""
        return _("Scans show the stock of a product for now.")

    def scanned(self, code: str, _quantity: int) -> None:
        """Open what was scanned."""
        self.shown(variant=self.desk.till.stock.find(code).key)
