"""One box for everything: names, SKUs, last digits of a barcode, phones and names of customers, receipt numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kivy.uix.boxlayout import BoxLayout

from appliance.till.customer_port import Customer
from appliance.till.ports import Sold
from appliance.ui._ages import age_text
from appliance.ui._customers import holding_text, name_text
from appliance.ui._goods import Goods
from appliance.ui._theme import look
from appliance.ui.text import _, ngettext
from appliance.ui.widgets.grid import ProductGrid
from appliance.ui.widgets.words import Words

from .text_pane import TextPane

if TYPE_CHECKING:
    from appliance.till.catalogue import Variant

LIMIT, MOST_BESIDE = 60, 6
SHORTEST = 3  # digits or letters before it can be a customer or a receipt
A_BARCODE = 8  # so many digits and Enter were a scanner, not a search


class Search(TextPane):
    """Results while typing, each with the icon of its kind; a tap adds, chooses or opens it."""

    only_products = False

    def __init__(self, **kwargs: Any) -> None:
        self._found: list[Any] = []
        super().__init__(**kwargs)
        self._grid = ProductGrid(
            self.desk,
            self._tapped,
            tile_dp=200 if not self.desk.panel.is_large else 150,
            shown=self._shown,
            groups=not self.only_products,
        )
        self._nothing = Words(lines=3, halign="center", ink=look.muted, size_dp=look.strong, shrink=True)
        self._results = BoxLayout()
        self._results.add_widget(self._grid)
        self.ids.middle.add_widget(self._results)

    def shown(self) -> None:
        """Begin with an empty box."""
        self.begin()

    def enter(self) -> None:
        """Enter: a barcode is scanned, else the first result is taken."""
        text = self.text.strip()
        if text.isdigit() and len(text) >= A_BARCODE and not isinstance(next(iter(self._found), None), Customer):
            self.clear()
            self.desk.scan(text)
        elif self._found:
            self._tapped(self._found[0])

    def refresh(self) -> None:
        """Show on the tiles what the cart holds."""
        self._grid.refresh_badges()

    def typed(self) -> None:
        """Look for it."""
        text = self.text.strip()
        catalogue = self.desk.till.catalogue
        if text:
            products = self._distinct(catalogue.search(text, LIMIT))
            beside = [] if self.only_products else self._beside(text)
        else:
            products, beside = catalogue.page(None, 0, LIMIT), []
        self._found = found = [*products, *beside]
        self.ids.box.label = self._label(text, len(products), beside)
        self._nothing.text = _("Nothing is called “{text}”. Try fewer letters.", text=self.text)
        wanted, other = (self._grid, self._nothing) if found else (self._nothing, self._grid)
        if wanted.parent is None:
            self._results.remove_widget(other)
            self._results.add_widget(wanted)
        self._grid.use(len(found), lambda offset, limit: found[offset : offset + limit])

    def _distinct(self, found: list[Variant]) -> list[Variant]:
        """Leave one variant of each product, which stands for all of them."""
        if self.only_products:
            return found
        return list({variant.product if variant.options else variant.key: variant for variant in found[::-1]}.values())[
            ::-1
        ]

    def _beside(self, text: str) -> list[Customer | Sold]:
        till = self.desk.till
        if len(text) < SHORTEST:
            return []
        has_digit = any(c.isdigit() for c in text)
        receipts = till.returns.recent(text, MOST_BESIDE) if has_digit else []
        return [*till.customers.search(text, MOST_BESIDE), *receipts]

    def _label(self, text: str, products: int, beside: list[Any]) -> str:
        if not text:
            return (
                _("Name, barcode, phone or receipt")
                if not self.only_products
                else _("Name, or the last digits of a barcode")
            )
        customers = sum(isinstance(thing, Customer) for thing in beside)
        receipts = len(beside) - customers
        parts = [ngettext("{n} product", "{n} products", products)] if products or not beside else []
        parts += [ngettext("{n} customer", "{n} customers", customers)] if customers else []
        parts += [ngettext("{n} receipt", "{n} receipts", receipts)] if receipts else []
        return " · ".join(parts)

    def _shown(self, thing: Any) -> Goods:
        currency = self.desk.till.shop.currency
        if isinstance(thing, Customer):
            held = holding_text(thing, currency) or thing.phone
            return Goods(name_text(thing), held, "#1F5FBF", "", "", "", icon="user")
        entry = thing.entry
        age = age_text(self.desk.app.now_ms() - entry["at_ms"])
        price = currency.plain(entry["body"]["total_minor"])
        return Goods(f"{entry['body']['number']} · {age}", price, "#5F6B66", "", "", "", icon="receipt")

    def _tapped(self, thing: Any) -> None:
        if isinstance(thing, Customer):
            if self.desk.attempt(self.desk.till.customers.choose, thing):
                self.desk.home()
        elif isinstance(thing, Sold):
            self.desk.show("receipt", sold=thing)
        else:
            self._add(thing)

    def _add(self, variant: Variant) -> None:
        self.desk.home()
        self.desk.add(variant)
