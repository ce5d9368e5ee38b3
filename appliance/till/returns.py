"""Goods and money that go back: refunds by receipt or without, exchanges in one cart, sales made undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core import entries
from appliance.core.errors import LapakError
from appliance.core.line import Item
from appliance.core.refund import Original

from .errors import ReceiptUnknown, ShiftClosed, VoidImpossible
from .events import ReceiptOpened, SaleChanged, SaleVoided
from .found import FoundReceipt
from .people import approved

if TYPE_CHECKING:
    from .catalogue import Variant
    from .ports import Books, Sold
    from .till import Till


class Returns:
    """Everything that is undone; lines that come back join the open sale, so an exchange is one cart."""

    def __init__(self, books: Books, till: Till) -> None:
        self._books = books
        self._till = till
        till.reading.when_found(FoundReceipt, self._scanned)

    def find(self, number: str) -> Sold:
        """Return a finished sale by its receipt number, with what came back of it since; raises ReceiptUnknown."""
        sold = self._books.sold(number.strip().upper())
        if sold is None:
            raise ReceiptUnknown(number=number)
        return sold

    def recent(self, text: str = "", limit: int = 40) -> list[Sold]:
        """Return this till's sales, newest first; with text those whose number ends with it."""
        return self._books.recent(text.strip().upper(), limit)

    def original(self, sold: Sold) -> Original:
        """Return what can still come back of a sale."""
        return Original(sold.entry["body"], [entry["body"] for entry in sold.later])

    def take_back(self, sold: Sold, number: int, quantity_milli: int) -> None:
        """Let so much of a sold line come back into the open sale; raises ReturnedTooMuch, NeedsApproval."""
        self._bring(sold, {number: quantity_milli})

    def take_all_back(self, sold: Sold) -> None:
        """Let everything of a sale come back that has not yet; raises ReturnImpossible, NeedsApproval."""
        original = self.original(sold)
        self._bring(sold, {number: original.left_milli(number) for number in original.numbers})

    def _bring(self, sold: Sold, quantities: dict[int, int]) -> None:
        """Put lines that come back into the open sale; what one person approves is these, at what they bring back."""
        till = self._till
        till.require_editable()
        till.checkout.require_unpaid()
        if sold.is_voided:
            raise VoidImpossible(number=sold.entry["body"]["number"])
        original = self.original(sold)
        lines = [original.line(number, quantity_milli) for number, quantity_milli in quantities.items()]
        if lines:
            till.people.may("refund", -sum(line.returned.totals.total_minor for line in lines if line.returned))
            for line in lines:
                till.sale.add_returned(line)
            till.changed()

    def coming_back(self, sold: Sold) -> dict[int, int]:
        """Return how much of each sold line is in the open sale to come back, in thousandths by the line's number."""
        key = sold.entry["body"]["sale"]
        back = {}
        for line in self._till.sale.lines:
            if line.returned and line.returned.sale == key:
                back[line.returned.line] = -line.quantity_milli
        return back

    def places(self) -> list[tuple[str, int]]:
        """Return which lines of which sales are in the open sale to come back."""
        return [line.returned.place for line in self._till.sale.lines if line.returned]

    def keep(self, sold: Sold, number: int) -> None:
        """Let a line stay with the customer after all; nothing that was paid out depends on it yet."""
        till = self._till
        till.require_editable()
        till.checkout.require_unpaid()
        key = sold.entry["body"]["sale"]
        for line in list(till.sale.lines):
            if line.returned and (line.returned.sale, line.returned.line) == (key, number):
                till.sale.lines.remove(line)
        till.goods_left()

    def take_back_without_receipt(self, variant: Variant, quantity_milli: int = 1000) -> None:
        """Let goods come back at today's price; needs its own right."""
        till = self._till
        till.require_editable()
        till.checkout.require_unpaid()
        item = Item(
            variant.key,
            variant.sku,
            variant.name,
            variant.price_minor,
            variant.tax_class,
            unit=variant.unit,
            category=variant.category,
        )
        line = till.sale.take_back(item, quantity_milli)
        try:
            till.people.may("refund_without_receipt", -line.price_minor)
        except LapakError:
            till.sale.remove(line.number)
            raise
        till.changed()

    def can_void(self, sold: Sold) -> bool:
        """Say whether a sale may be made undone: one of the open shift that nothing came back of or was spent."""
        shift, is_sale = self._till.shifts.current, sold.entry["type"] == "sale.completed"
        is_now = shift is not None and sold.entry["body"]["shift"] == shift.key
        is_whole = not sold.is_voided and not sold.later and not self.coming_back(sold)
        return is_now and is_sale and is_whole and not self._is_spent(sold)

    def _is_spent(self, sold: Sold) -> bool:
        """Say whether there is less on a card now than the sale put on it."""
        put: dict[str, int] = {}
        for line in sold.entry["body"]["lines"]:
            if "card" in line:
                put[line["card"]] = put.get(line["card"], 0) + line["price_minor"]
        cards = [(self._books.customers.card(key), minor) for key, minor in put.items()]
        return any(card is not None and card.balance_minor < minor for card, minor in cards)

    def void(self, sold: Sold, reason: str) -> None:
        """Make a sale of this shift undone; its number stays used. Raises VoidImpossible, NeedsApproval."""
        till = self._till
        shift, body = till.shifts.current, sold.entry["body"]
        if shift is None:
            raise ShiftClosed
        if not self.can_void(sold):
            raise VoidImpossible(number=body["number"])
        by = till.people.may("void")
        voided = entries.sale_voided(body, shift.key, reason, sold.entry["by"])
        till.record("sale.voided", voided | approved(by), self._voided)

    def reprint(self, sold: Sold, *, is_gift: bool = False) -> None:
        """Print a receipt again, marked as a copy, or as a gift receipt without prices; needs the right to reprint."""
        self._till.reprint(sold.entry, is_gift=is_gift)

    def _voided(self, entry: dict[str, Any]) -> None:
        self._till.shifts.reload()
        self._till.tell(SaleVoided(entry))
        self._till.tell(SaleChanged())

    def _scanned(self, found: FoundReceipt) -> None:
        self._till.tell(ReceiptOpened(self.find(found.text)))
