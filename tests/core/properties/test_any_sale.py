"""Whatever a cashier does, in whatever order, the sale adds up and can be kept, booked and believed."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from appliance.core import cart, entries, shift
from appliance.core.cash import CashRounding, settle
from appliance.core.customer import Customer
from appliance.core.line import Modifier, Override
from appliance.core.sale import Sale
from appliance.core.tax import Tax, TaxClass
from tests.core.properties import strategies
from tests.core.stall import BREAD, COFFEE, LUNCH, MEAL, PPN, SUGAR, VAT

CLASSES = {tax_class.key: tax_class for tax_class in (PPN, MEAL, VAT)}
ECO = TaxClass("eco", "Eco", [Tax("eco", "Eco", kind="fixed", amount_minor=50, included=True, in_base=True)])
CLASSES["eco"] = ECO
GOODS = (COFFEE, BREAD, SUGAR, LUNCH)


class AnySale(RuleBasedStateMachine):
    @initialize(policy=strategies.policies)
    def open(self, policy):
        self.sale = Sale("s1", 1, policy)
        self.removed = []

    @rule(item=st.sampled_from(GOODS), count=st.integers(1, 20), label=st.none() | st.integers(0, 10**6))
    def add(self, item, count, label):
        self.sale.add(item, count * 1000, label)

    @precondition(lambda self: self.sale.lines)
    @rule(place=st.integers(0, 50), count=st.integers(1, 20))
    def set_quantity(self, place, count):
        self.sale.set_quantity(self.line(place).number, count * 1000)

    @precondition(lambda self: self.sale.lines)
    @rule(place=st.integers(0, 50), discount=st.none() | strategies.discounts)
    def discount_line(self, place, discount):
        self.sale.discount_line(self.line(place).number, discount)

    @precondition(lambda self: self.sale.lines)
    @rule(place=st.integers(0, 50), prices=st.lists(st.integers(0, 5000), max_size=3))
    def modify(self, place, prices):
        self.sale.modify(self.line(place).number, [Modifier("m", "Extra", price) for price in prices])

    @precondition(lambda self: self.sale.lines)
    @rule(place=st.integers(0, 50), price=st.none() | st.integers(0, 50_000))
    def override_price(self, place, price):
        override = None if price is None else Override(price, "Scratched", "anna")
        self.sale.override_price(self.line(place).number, override)

    @rule(is_exempt=st.none() | st.booleans())
    def choose_customer(self, is_exempt):
        self.sale.customer = None if is_exempt is None else Customer("c1", "Dewi", "", is_exempt)

    @rule(discount=strategies.discounts)
    def discount_order(self, discount):
        self.sale.discounts.append(discount)

    @precondition(lambda self: self.sale.lines)
    @rule(place=st.integers(0, 50))
    def remove(self, place):
        line = self.line(place)
        self.removed.append((self.sale.lines.index(line), self.sale.remove(line.number)))

    @precondition(lambda self: self.removed)
    @rule()
    def undo(self):
        index, line = self.removed.pop()
        self.sale.put_back(line, index)

    @rule()
    def lose_power(self):
        self.sale = cart.restored(cart.snapshot(self.sale), CLASSES)

    def line(self, place):
        return self.sale.lines[place % len(self.sale.lines)]

    @invariant()
    def line_numbers_are_used_once(self):
        numbers = [line.number for line in self.sale.lines] + [line.number for _, line in self.removed]
        assert len(set(numbers)) == len(numbers)

    @invariant()
    def the_sale_adds_up(self):
        totals = self.sale.totals()
        assert totals.net_minor + sum(tax.tax_minor for tax in totals.taxes) == totals.total_minor >= 0
        assert sum(self.sale.shares()) == sum(self.sale.offs()) or not self.sale.lines
        assert all(0 <= line.price_minor <= line.before_minor for line in self.sale.lines)

    @invariant()
    def it_can_be_paid_booked_and_believed(self):
        if not self.sale.lines:
            return
        due = self.sale.totals().total_minor
        paid = settle(due, due + 100_000, CashRounding(100))
        body = entries.sale_completed(self.sale, "A-1", "z1", "IDR", paid)
        assert entries.check_body("sale.completed", body) is body
        totals = shift.with_sale(shift.opened(0), body)
        assert shift.expected_cash_minor(totals) == paid.paid_minor


TestAnySale = AnySale.TestCase
TestAnySale.settings = settings(max_examples=60, stateful_step_count=25)
