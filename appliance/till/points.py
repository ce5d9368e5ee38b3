"""Points of the open sale's customer: spent as money, earned by what is paid, undone with what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core.customer import Customer as Buyer
from appliance.core.points import points_of_refund
from appliance.core.rounding import DOWN, divide
from appliance.core.tender import POINTS

from .customer_errors import CustomerMissing

if TYPE_CHECKING:
    from appliance.core.points import Loyalty
    from appliance.core.sale import Sale

    from .ports import Books, Sold
    from .till import Till


class Points:
    """What the customer's points do in the open sale."""

    def __init__(self, books: Books, till: Till) -> None:
        self._books = books
        self._till = till

    @property
    def loyalty(self) -> Loyalty:
        """What the owner gives for points."""
        return self._till.shop.loyalty

    def most(self) -> int:
        """Return how many points the customer may spend now; 0 without one."""
        customer = self._till.customers.current
        if customer is None:
            return 0
        left = customer.points - self._spent(self._till.sale)
        return self.loyalty.most(left, self._till.checkout.left_minor(POINTS))

    def pay(self, points: int | None = None) -> None:
        """Pay with so many points, or with as many as can be; raises CustomerMissing, PointsShort, TillError."""
        customer = self._till.customers.require()
        due = self._till.checkout.left_minor(POINTS)
        wanted = self.most() if points is None else points
        worth = self.loyalty.spend(wanted, customer.points - self._spent(self._till.sale), due)
        self._till.checkout.pay(POINTS, worth, reference=customer.key)

    def earning(self) -> int:
        """Return the points the open sale will bring its customer."""
        return self._earned(self._till.sale) if self._till.sale.customer else 0

    def count(self) -> None:
        """Write into the open sale, which is about to be finished, what it does to its customer's points.

        What comes back undoes the points of the sale it was bought in, and only those of whoever bought it: a refund is
        theirs, whoever stands at the till. Raises CustomerMissing where points were spent that are nobody's.
        """
        sale = self._till.sale
        originals = self._originals(sale)
        bought_by = {sold.entry["body"].get("customer", "") for sold in originals}
        if len(bought_by) == 1 and (sale.customer is None or self._till.checkout.is_refund):
            sale.customer = _owner(bought_by.pop(), sale.customer)
        sale.points_earned = sale.points_spent = 0
        if sale.customer is None:
            if any(tender.kind == POINTS for tender in sale.tenders):
                raise CustomerMissing
            return
        buyer = sale.customer.key
        originals = [sold for sold in originals if sold.entry["body"].get("customer", "") == buyer]
        sale.points_earned = self._earned(sale)
        giving = -sum(
            tender.amount_minor for tender in sale.tenders if tender.kind == POINTS and tender.amount_minor < 0
        )
        if not giving or not originals:
            sale.points_spent, giving = self._spent(sale), 0
        for sold in originals:
            part = min(giving, self._till.returns.original(sold).left_by_kind().get(POINTS, 0))
            undone = self._undone(sale, sold, part)
            sale.points_earned += undone["earned"]
            sale.points_spent += undone["spent"]
            giving -= part
        if giving and self.loyalty.value_minor:  # more than was paid with points
            sale.points_spent -= divide(giving, self.loyalty.value_minor, DOWN)

    def _earned(self, sale: Sale) -> int:
        """Return the points for the goods that are sold; cards and what is paid with points earn none."""
        beside = sum(line.price_minor for line in sale.lines if line.item.card)
        back = sum(line.returned.totals.total_minor for line in sale.lines if line.returned)
        paid = sum(tender.amount_minor for tender in sale.tenders if tender.kind == POINTS and tender.amount_minor > 0)
        return self.loyalty.earned(sale.totals().total_minor - beside - back, paid)

    def _spent(self, sale: Sale) -> int:
        value = self.loyalty.value_minor
        paid = sum(tender.amount_minor for tender in sale.tenders if tender.kind == POINTS)
        return divide(paid, value, DOWN) if value else 0

    def _originals(self, sale: Sale) -> list[Sold]:
        keys = dict.fromkeys(line.returned.sale for line in sale.lines if line.returned)
        return [sold for key in keys if (sold := self._books.sold_as(key)) is not None]

    def _undone(self, sale: Sale, sold: Sold, giving_minor: int) -> dict[str, int]:
        body, later = sold.entry["body"], [entry["body"] for entry in sold.later]
        now = [line.returned for line in sale.lines if line.returned and line.returned.sale == body["sale"]]
        before_minor = self._till.returns.original(sold).back_minor
        given = [tender for back in later for tender in back["tenders"] if tender["kind"] == POINTS]
        return points_of_refund(
            body,
            before_minor,
            -sum(returned.totals.total_minor for returned in now),
            -sum(tender["amount_minor"] for tender in given if tender["amount_minor"] < 0),
            giving_minor,
        )


def _owner(bought_by: str, customer: Buyer | None) -> Buyer | None:
    """Return whose refund it is, on the terms it was entered on."""
    if not bought_by or (customer is not None and customer.key == bought_by):
        return customer
    return Buyer(bought_by, "", customer.group, customer.is_exempt) if customer else Buyer(bought_by)
