"""Search for a product to see its stock, or to put it on a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.ui.text import _

from .search import Search

if TYPE_CHECKING:
    from appliance.till.catalogue import Variant


class StockFind(Search):
    """The same search as for a sale; a tap leads to the shelf or the sheet."""

    only_products = True
    _kind = ""

    def shown(self, kind: str = "") -> None:
        """Search for a sheet of this kind, or only to look."""
        self._kind = kind
        super().shown()

    def _add(self, variant: Variant) -> None:
        if self._kind:
            self.desk.show("sheet_line", kind=self._kind, variant=variant.key)
        else:
            self.desk.show("stock_item", variant=variant.key)

    def scan_text(self) -> str:
        """Scans open a product."""
        return _("Scans show the stock of a product for now.")

    def scanned(self, code: str, _quantity: int) -> None:
        """Open what was scanned."""
        self._add(self.desk.till.stock.find(code))
