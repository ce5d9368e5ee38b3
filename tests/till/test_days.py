"""Days at a stall: anything a cashier may do, in any order, with crashes in between; the books always add up.

Customers with points and credit, cards with money on them, codes that phones pay early, late or never, and a terminal
that stands alone take part; from wherever they end, a person comes to an empty sale and a closed shift.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from appliance.core.cart import snapshot
from appliance.core.discount import Discount
from appliance.core.errors import LapakError
from tests.store.goods import BREAD_CODE, COFFEE_CODE, TEA, TEA_CODE, apply, run
from tests.till.asking import ASKING, BEER_CODE, COUPON, THREE_FOR_TWO
from tests.till.counter import Counter
from tests.till.day_books import ANNA, BUDI, GIFTS, REGULARS, check
from tests.till.leaving import crash_copy_of_a_moment, leave
from tests.till.stall import label

WAYS = st.sampled_from(["gift", "other gift", "points", "credit", "account"])
CODES = (COFFEE_CODE, BREAD_CODE, TEA_CODE, label("21", 12_345), label("22", 845), "8991002101234", "junk", BEER_CODE)
CODE = st.sampled_from(CODES)
NUMBER = st.integers(1, 5)
WAITS = st.sampled_from([True, True, False])  # a hurried cashier does the next thing before this one is on disk
NOTE = st.sampled_from(["", "less sugar"])
DISCOUNT = st.none() | st.builds(Discount, ppm=st.sampled_from([0, 50_000, 1_000_000]), minor=st.sampled_from([0, 700]))


class Days(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="days-"))
        (self.home / "0").mkdir()
        self.crashes = 0
        self.announced = []  # every SaleCompleted that was told, over all crashes
        self.heard = 0  # ... and how many of them this stall has told
        self.offers = []  # every code that was ever shown
        self.charges = {}  # the key of every tender the terminal charged, by its approval code
        self.stall = Counter(self.home / "0")
        promotions = [("promotion", "three", THREE_FOR_TWO), ("promotion", "dec", COUPON)]
        apply(self.stall.store, [*ASKING, *promotions, *REGULARS])
        self.stall.till.feed_applied(frozenset({"variant", "promotion", "merchant", "customer", "card"}))

    @property
    def till(self):
        return self.stall.till

    def act(self, do, *args, waits=False):
        """Do something; what the till refuses is a word to the cashier, nothing else."""
        with contextlib.suppress(LapakError):
            do(*args)
        if waits:
            self.settle()

    def settle(self):
        self.stall.settle()
        self.hear()

    def hear(self):
        sold = self.stall.sold[self.heard :]
        self.heard += len(sold)
        self.announced += [event.entry for event in sold]

    # --- what a cashier does -----------------------------------------------------------------------------------------

    @rule(code=CODE, quantity=st.integers(1, 3))
    def scan(self, code, quantity):
        self.till.scan(code, quantity)

    @rule(number=NUMBER, quantity_milli=st.sampled_from([0, 500, 1_000, 7_000, -1_000]))
    def set_quantity(self, number, quantity_milli):
        self.act(self.till.basket.set_quantity, number, quantity_milli)

    @rule(number=NUMBER)
    def remove(self, number):
        self.act(self.till.basket.remove, number)

    @rule()
    def undo_remove(self):
        self.act(self.till.basket.undo_remove)

    @rule(wanted=st.lists(st.sampled_from(["small", "big", "milk", "boba", "shot"]), max_size=4), note=NOTE)
    def add_with_extras(self, wanted, note):
        latte = self.till.catalogue.by_key("latte")
        groups = self.till.basket.groups(latte)
        chosen = [choice for group in groups for choice in group.choices if choice.key in wanted]
        self.act(lambda: self.till.basket.add(latte, modifiers=chosen, note=note))

    @rule(key=st.sampled_from(["greens", "beer"]), price_minor=st.sampled_from([None, 0, 7_000]))
    def add_what_asks(self, key, price_minor):
        self.act(lambda: self.till.basket.add(self.till.catalogue.by_key(key), price_minor=price_minor))

    @rule(age=st.sampled_from([18, 21]))
    def confirm_age(self, age):
        self.act(self.till.basket.confirm_age, age)

    @rule(number=NUMBER, price_minor=st.sampled_from([None, 0, 1, 15_000]), reason=st.sampled_from(["", "Rusak"]))
    def override_price(self, number, price_minor, reason):
        self.act(self.till.basket.override_price, number, price_minor, reason)

    @rule(number=NUMBER, note=NOTE)
    def note(self, number, note):
        self.act(self.till.basket.note_line, number, note)
        self.act(self.till.basket.note_sale, note)
        self.act(self.till.basket.set_table, note)

    @rule(code=st.sampled_from(["hemat", "other"]), taken=st.booleans())
    def coupon(self, code, taken):
        self.act(self.till.basket.add_coupon if taken else self.till.basket.remove_coupon, code.upper())

    @rule(group=st.sampled_from([None, "", "gold"]))
    def choose_customer(self, group):
        self.act(
            lambda: self.till.customers.choose(None if group is None else self.till.customers.add("Wayan", group=group))
        )

    @rule(key=st.sampled_from([ANNA, ANNA, BUDI]))
    def choose_a_regular(self, key):
        regular = self.till.customers.find(key)
        if regular is not None:
            self.act(self.till.customers.choose, regular)

    @rule(minor=st.sampled_from([0, 5_000, 40_000]), index=st.integers(0, 1))
    def sell_a_card(self, minor, index):
        self.act(self.till.cards.sell, GIFTS[index], minor, "Gift card")

    @rule(way=WAYS, minor=st.sampled_from([None, None, 1_000, 60_000]), waits=WAITS)
    def pay_with(self, way, minor, waits):
        customers, cards = self.till.customers, self.till.cards
        pay = {
            "gift": lambda: cards.pay(GIFTS[0], minor),
            "other gift": lambda: cards.pay(GIFTS[1], minor),
            "points": lambda: customers.points.pay(minor and minor // 10),
            "credit": lambda: customers.pay_credit(minor),
            "account": lambda: customers.pay_account(minor),
        }[way]
        self.act(pay, waits=waits)

    @rule(key=st.sampled_from([ANNA, BUDI]))
    def give_points_back(self, key):
        self.act(
            lambda: self.till.checkout.pay(
                "points", max(-5_000, self.till.checkout.left_minor("points")), reference=key
            )
        )

    @rule(parts=st.integers(1, 3))
    def show_a_code(self, parts):
        self.act(lambda: self.offers.append(self.till.qr.begin(self.till.checkout.left_minor("qr") // parts)))

    @rule()
    def show_no_code(self):
        self.till.qr.stop()

    @precondition(lambda self: self.offers)
    @rule(index=st.integers(0, 9))
    def a_phone_pays(self, index):
        """Whichever code was shown, now or long ago; a provider reports it once."""
        self.stall.paid(self.offers.pop(index % len(self.offers)))
        self.hear()

    @rule(parts=st.integers(1, 2), waits=WAITS)
    def charge_a_card(self, parts, waits):
        def charge():
            code = f"A{len(self.charges):05d}"
            self.till.charged.begin(self.till.checkout.left_minor("card") // parts, code)
            self.charges[code] = self.stall.card.open_key

        self.act(charge, waits=waits)

    @rule()
    def give_a_charge_back(self):
        self.act(self.till.charged.give_back)

    @rule(waits=WAITS)
    def quote(self, waits):
        self.act(self.till.quotation.give, waits=waits)

    @rule(number=NUMBER, discount=DISCOUNT)
    def discount_line(self, number, discount):
        self.act(self.till.basket.discount_line, number, discount)

    @rule(discount=DISCOUNT)
    def discount_sale(self, discount):
        self.act(self.till.basket.discount_sale, discount)

    @rule(more=st.sampled_from([0, 0, 0, 500, 50_000, -100, 10**13]), taps=st.integers(1, 2), waits=WAITS)
    def pay(self, more, taps, waits):
        for _ in range(taps):
            self.act(self.till.checkout.pay_cash, self.till.checkout.left_minor() + more, waits=waits)

    @rule(kind=st.sampled_from(["cash", "card", "qr"]), parts=st.integers(2, 4), waits=WAITS)
    def pay_a_part(self, kind, parts, waits):
        self.act(self.till.checkout.pay, kind, self.till.checkout.left_minor(kind) // parts, waits=waits)

    @rule()
    def give_a_part_back(self):
        for tender in self.till.sale.tenders[-1:]:
            self.act(self.till.checkout.remove, tender.key)
            self.act(self.till.checkout.give_back, tender.key)

    @rule(index=st.integers(0, 5), line=NUMBER, quantity_milli=st.sampled_from([1_000, 2_000, 500]))
    def take_back(self, index, line, quantity_milli):
        for sold in self.till.returns.recent()[index : index + 1]:
            self.act(self.till.returns.take_back, sold, line, quantity_milli)

    @rule(index=st.integers(0, 5), waits=WAITS)
    def refund_everything(self, index, waits):
        self.settle()
        for sold in self.till.returns.recent()[index : index + 1]:
            self.act(self.till.returns.take_all_back, sold)
            self.act(self.till.checkout.pay_cash, self.till.checkout.left_minor(), waits=waits)

    @rule(index=st.integers(0, 5), taps=st.integers(1, 2), waits=WAITS)
    def void(self, index, taps, waits):
        for sold in self.till.returns.recent()[index : index + 1]:
            for _ in range(taps):
                self.act(self.till.returns.void, sold, "wrong table", waits=waits)

    @rule(codes=st.lists(CODE, min_size=1, max_size=4), waits=WAITS)
    def serve_a_customer(self, codes, waits):
        self.settle()
        if self.till.shifts.current is None:
            self.act(self.till.shifts.open, 0, waits=True)
        for code in codes:
            self.till.scan(code)
        self.act(self.till.checkout.pay_cash, self.till.checkout.left_minor(), waits=waits)

    @rule(name=st.sampled_from(["", "Pak Budi"]), waits=WAITS)
    def park(self, name, waits):
        self.act(self.till.parking.park, name, waits=waits)

    @rule(index=st.integers(0, 2), waits=WAITS)
    def recall(self, index, waits):
        parked = self.till.parking.all()
        self.act(self.till.parking.recall, parked[index].key if index < len(parked) else "gone", waits=waits)

    @rule(float_minor=st.sampled_from([0, 100_000]), taps=st.integers(1, 2), waits=WAITS)
    def open_shift(self, float_minor, taps, waits):
        for _ in range(taps):
            self.act(self.till.shifts.open, float_minor)
        if waits:
            self.settle()

    @rule(counted_minor=st.integers(0, 10**6), taps=st.integers(1, 2), waits=WAITS)
    def close_shift(self, counted_minor, taps, waits):
        for _ in range(taps):
            self.act(self.till.shifts.close, counted_minor, waits=waits)

    @rule(minor=st.sampled_from([50_000, -20_000]), waits=WAITS)
    def move_cash(self, minor, waits):
        self.act(self.till.shifts.move_cash, minor, "change", waits=waits)

    @rule()
    def look_at_x(self):
        self.act(self.till.shifts.x_report)

    @rule()
    def reprint(self):
        self.act(self.till.reprint_last)

    # --- what happens to the till ------------------------------------------------------------------------------------

    @rule()
    def wait(self):
        self.settle()

    @rule(price_minor=st.integers(0, 30_000))
    def price_changes(self, price_minor):
        apply(self.stall.store, [("price", TEA, {"price_minor": price_minor})])
        self.till.feed_applied(frozenset({"price"}))

    @rule(table=st.sampled_from(["journal", "spool", "head"]))
    def pay_on_a_worn_card(self, table):
        self.settle()
        kept = snapshot(self.till.sale)
        step = "UPDATE" if table == "head" else "INSERT"
        run(self.stall.store, f"CREATE TRIGGER worn BEFORE {step} ON {table} BEGIN SELECT RAISE(ABORT, 'worn'); END")
        self.act(self.till.checkout.pay_cash, self.till.checkout.left_minor())
        self.settle()
        run(self.stall.store, "DROP TRIGGER worn")
        assert snapshot(self.till.sale) == kept

    @rule(at_rest=st.booleans())
    def crash(self, at_rest):
        """Pull the plug, perhaps while a step is on its way; what was announced before must still be there."""
        if at_rest:
            self.settle()
            kept = snapshot(self.till.sale) if self.till.sale.lines else None
        self.crashes += 1
        folder = crash_copy_of_a_moment(self.stall, self.home / str(self.crashes))
        self.hear()
        self.stall.close()
        self.stall, self.heard = Counter(folder), 0
        assert self.stall.store.damage is None
        if at_rest:
            assert (snapshot(self.till.sale) if self.till.sale.lines else None) == kept
        self.check_books()

    # --- what must hold ----------------------------------------------------------------------------------------------

    @precondition(lambda self: not self.till.is_paying)
    @invariant()
    def the_totals_of_the_open_sale_fit(self):
        totals = self.till.sale.totals()
        lines = self.till.sale.lines
        assert totals.net_minor + totals.tax_minor == totals.total_minor
        assert totals.total_minor >= 0 or any(line.quantity_milli < 0 for line in lines)
        kept = sum(line.returned.share_minor for line in lines if line.returned)
        assert sum(self.till.sale.shares()) - kept == sum(self.till.sale.offs())
        numbers = [line.number for line in self.till.sale.lines]
        assert len(set(numbers)) == len(numbers)
        assert all(number <= self.till.sale.last_number for number in numbers)

    def check_books(self):
        check(self.stall, self.announced, self.charges)

    def teardown(self):
        self.settle()
        self.check_books()
        leave(self.stall)
        self.hear()
        self.check_books()
        self.stall.close()
        shutil.rmtree(self.home)


Days.TestCase.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
TestDays = Days.TestCase
