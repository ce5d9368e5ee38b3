"""However a bill is paid, tenders and rounding make the total, and only cash gives change."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from appliance.core import cart, entries, tender
from appliance.core.cash import CashRounding
from appliance.core.errors import LapakError
from appliance.core.rounding import MODES
from appliance.core.sale import Sale
from appliance.core.tender import CASH, KINDS, Payment
from tests.core.properties.test_any_sale import CLASSES
from tests.core.stall import COFFEE, SUGAR

OTHERS = [kind for kind in KINDS if kind != CASH]
roundings = st.builds(CashRounding, st.sampled_from((1, 5, 50, 100, 500, 1000)), st.sampled_from(MODES))


class AnyPayment(RuleBasedStateMachine):
    @initialize(count=st.integers(-9, 9), weight=st.integers(1, 5000), rounding=roundings)
    def open(self, count, weight, rounding):
        self.sale = Sale("s1", 1)
        put = self.sale.add if count >= 0 else self.sale.take_back
        put(SUGAR, weight)
        if count:
            put(COFFEE, abs(count) * 1000)
        self.rounding = rounding
        self.due = self.sale.totals().total_minor
        self.last_key = 0
        self.payment = Payment(self.due, rounding, self.sale.tenders)

    def pay(self, kind, minor, tip=0):
        self.last_key += 1
        try:
            self.payment.pay(f"t{self.last_key}", kind, minor, tip_minor=tip)
        except LapakError:
            return

    @rule(kind=st.sampled_from(KINDS), minor=st.integers(-200_000, 200_000), tip=st.integers(-5, 3000))
    def pay_something(self, kind, minor, tip):
        self.pay(kind, minor, tip)

    @rule(kind=st.sampled_from(KINDS), most=st.none() | st.integers(0, 50_000))
    def pay_what_is_left(self, kind, most):
        self.pay(kind, self.payment.left_minor(kind, most))

    @precondition(lambda self: self.sale.tenders)
    @rule(place=st.integers(0, 20))
    def remove(self, place):
        self.payment.remove(self.sale.tenders[place % len(self.sale.tenders)].key)

    @rule()
    def lose_power(self):
        self.sale = cart.restored(cart.snapshot(self.sale), CLASSES)
        self.payment = Payment(self.due, self.rounding, self.sale.tenders)

    @invariant()
    def nobody_gives_change_but_cash(self):
        for booked in self.payment.settled_tenders():
            assert booked.tendered_minor - booked.change_minor == booked.amount_minor
            assert booked.change_minor == 0 or (booked.kind == CASH and booked.change_minor > 0)
            assert booked.amount_minor * self.due >= 0

    @invariant()
    def what_is_settled_adds_up_and_can_be_booked(self):
        if not self.payment.is_settled:
            assert self.payment.left_minor(OTHERS[0]) != 0
            return
        assert all(self.payment.left_minor(kind) == 0 for kind in KINDS)
        booked = self.payment.settled_tenders()
        assert sum(each.amount_minor for each in booked) == self.due + self.payment.rounding_minor
        assert abs(self.payment.rounding_minor) < self.rounding.step_minor
        assert self.payment.rounding_minor == 0 or any(each.kind == CASH for each in booked)
        tips = [each.tip_minor for each in booked]
        assert tips == [each.tip_minor for each in self.sale.tenders]
        handed = sum(each.tendered_minor - each.change_minor + each.tip_minor for each in booked)
        assert handed == self.due + self.payment.rounding_minor + self.payment.tip_minor
        kind = "sale.completed" if self.due > 0 else "sale.refunded"
        make = entries.sale_completed if self.due > 0 else entries.sale_refunded
        body = make(self.sale, "A-1", "z1", "IDR", self.payment)
        assert entries.check_body(kind, body) is body
        assert body.get("tip_minor", 0) == sum(tender.get("tip_minor", 0) for tender in body["tenders"]) == sum(tips)
        by_rate = sum(tax["tax_minor"] for tax in body["taxes"])
        assert body["net_minor"] + by_rate == body["total_minor"] == self.due


TestAnyPayment = AnyPayment.TestCase
TestAnyPayment.settings = settings(max_examples=150, stateful_step_count=15)


@given(st.integers(-(10**7), 10**7), roundings, st.sampled_from(KINDS))
def test_paying_what_is_left_settles_it(due, rounding, kind):
    payment = Payment(due, rounding)
    assume(due)
    payment.pay("t1", kind, payment.left_minor(kind))
    assert payment.is_settled
    assert payment.change_minor == 0


@given(st.integers(1, 10**7), roundings, st.lists(st.integers(1, 10**6), max_size=6), st.integers(0, 10**6))
def test_the_order_of_tenders_changes_nothing_but_who_gives_the_change(due, rounding, others, cash):
    assume(sum(others) < due)
    first, last = Payment(due, rounding), Payment(due, rounding)
    for number, minor in enumerate(others):
        first.pay(f"t{number}", tender.CARD, minor)
    cash += first.left_minor(CASH)
    assume(cash)
    assert first.left_minor(CASH) <= cash
    first.pay("cash", CASH, cash)
    part = min(cash, due - sum(others) - 1)
    if part > 0:
        last.pay("cash", CASH, part)
    for number, minor in enumerate(others):
        if not last.is_settled:
            last.pay(f"t{number}", tender.CARD, minor)
    if not last.is_settled and cash > part:
        last.pay("cash2", CASH, cash - part)
    for payment in (first, last):
        assert payment.is_settled
        paid = sum(each.amount_minor for each in payment.settled_tenders())
        assert paid == due + payment.rounding_minor
