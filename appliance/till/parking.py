"""Parking: an open sale is put aside under a name or a number and taken back by anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core import entries
from appliance.core.cart import restored, snapshot

from .errors import SaleEmpty, SaleOpen
from .events import ParkedChanged, SaleChanged

if TYPE_CHECKING:
    from .ports import Books, Parked
    from .till import Till


class Parking:
    """The sales that wait."""

    def __init__(self, books: Books, till: Till) -> None:
        self._books = books
        self._till = till

    def park(self, name: str = "") -> None:
        """Put the open sale aside; raises SaleEmpty, PartPaid."""
        till = self._till
        till.require_editable()
        if not till.sale.lines:
            raise SaleEmpty
        till.checkout.require_unpaid()
        till.people.may("park")
        body = entries.cart_parked(till.sale, name)
        till.is_paying = True
        future = self._books.park(snapshot(till.sale), name, body, at_ms=till.now_ms(), by=till.by)
        till.after(future, lambda _: till.go_on(till.new_sale(), SaleChanged(), ParkedChanged()), till.stay)

    def all(self) -> list[Parked]:
        """Return the parked sales, oldest first."""
        return self._books.parked()

    def free_number(self) -> str:
        """Return the lowest number that no parked sale goes by."""
        taken = {parked.name for parked in self.all()}
        return next(str(number) for number in range(1, len(taken) + 2) if str(number) not in taken)

    def recall(self, key: str) -> None:
        """Take a parked sale back; raises SaleOpen while another one is open."""
        till = self._till
        till.require_editable()
        if till.sale.lines:
            raise SaleOpen
        till.is_paying = True
        till.after(self._books.recall(key), self._recalled, till.stay)

    def _recalled(self, cart: dict[str, Any]) -> None:
        sale = restored(cart, self._till.catalogue.tax_classes())
        self._till.go_on(sale, SaleChanged(), ParkedChanged())
