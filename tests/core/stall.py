"""A small stall for the tests: its taxes, its goods, a finished sale and a journal."""

from appliance.core import entries, journal
from appliance.core.cash import CashRounding, settle
from appliance.core.discount import Discount
from appliance.core.sale import Item, Sale
from appliance.core.tax import Tax, TaxClass

NO_TAX = TaxClass("none", "None", [])
PPN = TaxClass("ppn", "PPN", [Tax("ppn", "PPN 12%", 120_000, included=True, base_num=11, base_den=12)])
VAT = TaxClass("vat", "VAT", [Tax("vat", "VAT 21%", 210_000)])
MEAL = TaxClass("meal", "Meal", [Tax("service", "Service", 50_000, in_base=True), Tax("pbjt", "PBJT 10%", 100_000)])

COFFEE = Item("v1", "KOPI-S", "Kopi susu", 18_000, PPN)
BREAD = Item("v2", "ROTI", "Roti bakar", 12_500, PPN)
SUGAR = Item("v3", "GULA", "Gula pasir", 17_350, PPN, unit="kg")
LUNCH = Item("v4", "NASI", "Nasi campur", 32_000, MEAL)
WORDS = ("KOPI", "Roti", "Äpfel", "咖啡", "Ω", '"quoted"', "back\\slash")


class Dice:
    """Numbers that look random and are the same on every machine (a linear congruential generator)."""

    def __init__(self, seed=1):
        self.state = seed

    def roll(self, low, high):
        """Return a number from low to high."""
        self.state = (self.state * 1103515245 + 12345) % 2147483648
        return low + (self.state >> 8) % (high - low + 1)


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
    return entries.sale_completed(sale, number, "z1", "IDR", settlement)


def some_journal(count=5):
    """A chain of so many entries."""
    chain = []
    prev = journal.GENESIS
    for seq in range(1, count + 1):
        kind, body = "drawer.opened", entries.drawer_opened("change " + str(seq))
        if seq == 1:
            kind, body = "till.claimed", entries.till_claimed("t1", "st1", "m1", "ab" * 32)
        entry = journal.seal(seq, 1_700_000_000_000 + seq, "anna", kind, body, prev)
        chain.append(entry)
        prev = entry["hash"]
    return chain
