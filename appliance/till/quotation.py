"""A quotation: what the open sale would cost, on paper; nothing is sold, and the sale waits among the parked ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core import entries
from appliance.core.cash import Settlement

from .errors import SaleEmpty

if TYPE_CHECKING:
    from .till import Till

NUMBER_DIGITS = 4


class Quotation:
    """Prints the open sale under its own heading and puts it aside."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def give(self) -> None:
        """Print it and park the sale under the customer's name; raises SaleEmpty, PartPaid, NeedsApproval."""
        till = self._till
        till.require_editable()
        if not till.sale.lines:
            raise SaleEmpty
        body = self.body()
        customer = till.customers.current
        till.parking.park(customer.name if customer and customer.name else body["number"])
        till.print_document("quotation", body)

    def body(self) -> dict[str, Any]:
        """Return what is printed: a sale's body without money that was taken."""
        sale = self._till.sale
        due_minor = sale.totals().total_minor
        number = f"Q-{sale.key[-NUMBER_DIGITS:].upper()}"
        settlement = Settlement(due_minor, 0, due_minor, 0)
        body = entries.sale_completed(sale, number, "", self._till.shop.currency.code, settlement)
        return {**body, "tenders": []}
