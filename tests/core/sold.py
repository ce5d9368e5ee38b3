"""Sales of the stall, as they are booked."""

from appliance.core.cash import CashRounding, settle
from appliance.core.discount import Discount
from appliance.core.entries.sale import sale_completed
from appliance.core.sale import Sale
from tests.core.stall import COFFEE, LUNCH, SUGAR


def some_sale():
    """Two coffees, a weighed sugar with money off, and five per cent off all of it."""
    sale = Sale("s1", 1_700_000_000_000)
    sale.add(COFFEE, 2000)
    sugar = sale.add(SUGAR, 845)
    sale.discount_line(sugar.number, Discount(minor=660, reason="Damaged bag"))
    sale.discounts.append(Discount(ppm=50_000, reason="Neighbour"))
    return sale


def some_body(sale=None, number="A-1", step_minor=100):
    """The body of a sale that was paid with a round sum of cash."""
    sale = sale or some_sale()
    due = sale.totals().total_minor
    tendered = (due // 50_000 + 1) * 50_000
    settlement = settle(due, tendered, CashRounding(step_minor))
    return sale_completed(sale, number, "z1", "IDR", settlement)


def some_meal():
    """The body of a lunch, whose taxes come on top."""
    sale = Sale("s", 0)
    sale.add(LUNCH)
    return some_body(sale)
