"""Days at a stall: anything a cashier may do, in any order, with crashes in between; the books always add up."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from appliance.core import journal
from appliance.core import shift as shifts
from appliance.core.cart import snapshot
from appliance.core.discount import Discount
from appliance.core.errors import LapakError
from tests.store.goods import BREAD_CODE, COFFEE, COFFEE_CODE, TEA, TEA_CODE, apply, crash_copy, plain, run
from tests.till.stall import Stall, label

CODES = (COFFEE_CODE, BREAD_CODE, TEA_CODE, label("21", 12_345), label("22", 845), "8991002101234", "junk")
CODE = st.sampled_from(CODES)
NUMBER = st.integers(1, 5)
WAITS = st.sampled_from([True, True, False])  # a hurried cashier does the next thing before this one is on disk
DISCOUNT = st.none() | st.builds(Discount, ppm=st.sampled_from([0, 50_000, 1_000_000]), minor=st.sampled_from([0, 700]))


class Days(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="days-"))
        (self.home / "0").mkdir()
        self.crashes = 0
        self.announced = []  # every SaleCompleted that was told, over all crashes
        self.heard = 0  # ... and how many of them this stall has told
        self.stall = Stall(self.home / "0")

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
        self.act(self.till.set_quantity, number, quantity_milli)

    @rule(number=NUMBER)
    def remove(self, number):
        self.act(self.till.remove, number)

    @rule()
    def undo_remove(self):
        self.act(self.till.undo_remove)

    @rule(number=NUMBER, discount=DISCOUNT)
    def discount_line(self, number, discount):
        self.act(self.till.discount_line, number, discount)

    @rule(discount=DISCOUNT)
    def discount_sale(self, discount):
        self.act(self.till.discount_sale, discount)

    @rule(more=st.sampled_from([0, 0, 0, 500, 50_000, -100, 10**13]), taps=st.integers(1, 2), waits=WAITS)
    def pay(self, more, taps, waits):
        for _ in range(taps):
            self.act(self.till.pay_cash, self.till.cash_due_minor() + more, waits=waits)

    @rule(codes=st.lists(CODE, min_size=1, max_size=4), waits=WAITS)
    def serve_a_customer(self, codes, waits):
        self.settle()
        if self.till.shifts.current is None:
            self.act(self.till.shifts.open, 0, waits=True)
        for code in codes:
            self.till.scan(code)
        self.act(self.till.pay_cash, self.till.cash_due_minor(), waits=waits)

    @rule(name=st.sampled_from(["", "Pak Budi"]), waits=WAITS)
    def park(self, name, waits):
        self.act(self.till.park, name, waits=waits)

    @rule(index=st.integers(0, 2), waits=WAITS)
    def recall(self, index, waits):
        parked = self.till.parked()
        self.act(self.till.recall, parked[index].key if index < len(parked) else "gone", waits=waits)

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
        self.act(self.till.pay_cash, self.till.cash_due_minor())
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
        self.stall, self.heard = Stall(folder), 0
        assert self.stall.store.damage is None
        if at_rest:
            assert (snapshot(self.till.sale) if self.till.sale.lines else None) == kept
        self.check_books()

    # --- what must hold ----------------------------------------------------------------------------------------------

    @precondition(lambda self: not self.till.is_paying)
    @invariant()
    def the_totals_of_the_open_sale_fit(self):
        totals = self.till.sale.totals()
        assert totals.net_minor + totals.tax_minor == totals.total_minor >= 0
        assert sum(self.till.sale.shares()) == sum(self.till.sale.offs())
        numbers = [line.number for line in self.till.sale.lines]
        assert len(set(numbers)) == len(numbers)
        assert all(number <= self.till.sale.last_number for number in numbers)

    def check_books(self):
        store = self.stall.store
        entries = store.outbox.read(0, -1)
        journal.verify(entries)
        sales = [entry for entry in entries if entry["type"] == "sale.completed"]
        assert [entry["body"]["number"] for entry in sales] == [f"K1-{n:06d}" for n in range(1, len(sales) + 1)]
        assert len({entry["body"]["sale"] for entry in sales}) == len(sales)
        for entry in self.announced:
            assert sales.count(plain(entry)) == 1
        assert self.shifts_as_told_by(entries) == {
            key: plain(totals) for key, totals in self.shifts_in_the_books().items()
        }
        assert run(store, "SELECT count(*) FROM shift WHERE closed_at_ms IS NULL")[0][0] <= 1
        closed = [entry["body"]["number"] for entry in entries if entry["type"] == "shift.closed"]
        assert closed == list(range(1, len(closed) + 1))
        sold = sum(line["quantity_milli"] for e in sales for line in e["body"]["lines"] if line["variant"] == COFFEE)
        assert store.catalogue.by_key(COFFEE).stock_milli == 10_000 - sold
        sold_keys = {entry["body"]["sale"] for entry in sales}
        assert not sold_keys & {parked.key for parked in store.books.parked()}

    def shifts_in_the_books(self):
        return {key: json.loads(totals) for key, totals in run(self.stall.store, "SELECT key, totals FROM shift")}

    @staticmethod
    def shifts_as_told_by(entries):
        told = {}
        for entry in entries:
            body = entry["body"]
            if entry["type"] == "shift.opened":
                told[body["shift"]] = shifts.opened(body["float_minor"])
            elif entry["type"] == "sale.completed":
                told[body["shift"]] = shifts.with_sale(told[body["shift"]], body)
            elif entry["type"] == "cash.moved":
                told[body["shift"]] = shifts.with_cash_moved(told[body["shift"]], body["minor"])
            elif entry["type"] == "shift.closed":
                assert told[body["shift"]] == body["totals"]
        return told

    def teardown(self):
        self.settle()
        self.check_books()
        self.stall.close()
        shutil.rmtree(self.home)


def crash_copy_of_a_moment(stall, folder):
    """Copy the files between two steps of the writer, as they are while others are still queued."""
    stall.store.writer.submit(lambda _: crash_copy(stall.path, folder)).result(20)
    return folder


Days.TestCase.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
TestDays = Days.TestCase
