"""Goods come back without a receipt: what is tapped or scanned is taken back at today's price, not sold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kivy.lang import Builder

from appliance.till.catalogue import Category
from appliance.till.found import FoundItem
from appliance.ui._state import Act
from appliance.ui.text import _

from .sell import Sell

if TYPE_CHECKING:
    from appliance.till.catalogue import Variant

Builder.load_file(str(Path(__file__).with_name("return_goods.kv")))


class ReturnGoods(Sell):
    """The grid under a band that says what it means; it stays until it is left."""

    takes_scans = True

    def _tapped(self, thing: Variant | Category) -> None:
        if isinstance(thing, Category):
            super()._tapped(thing)
            return
        quantity = self.desk.quantity or 1
        self.desk.set_quantity(0)
        self._back(thing, quantity * 1000)

    def _back(self, variant: Variant, quantity_milli: int) -> None:
        desk = self.desk
        if desk.attempt(desk.till.returns.take_back_without_receipt, variant, quantity_milli):
            line = desk.till.sale.lines[-1]
            desk.cart.added(line)
            if variant.unit != "pcs":
                desk.show("line", number=line.number)

    def scanned(self, code: str, quantity: int) -> None:
        """Let what is scanned come back; cards and receipts are what they always are."""
        found = self.desk.till.reading.read(code, quantity)
        if isinstance(found, FoundItem):
            self._back(found.variant, found.quantity_milli)
        else:
            self.desk.till.scan(code)

    def act(self) -> Act | None:
        """Give the money back."""
        if self.desk.till.sale.lines:
            return None
        return Act(_("Scan what comes back"))
