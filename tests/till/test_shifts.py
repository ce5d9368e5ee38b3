from __future__ import annotations

import pytest

from appliance.core import entries
from appliance.till.errors import SaleOpen, ShiftClosed, ShiftMoved, ShiftOpen
from appliance.till.events import ShiftChanged
from tests.store.goods import COFFEE_CODE, WAIT_S, contents
from tests.till.stall import Stall


@pytest.fixture
def stall(tmp_path):
    with_till = Stall(tmp_path)
    yield with_till
    with_till.close()


def close(stall, counted_minor=0):
    stall.till.shifts.close(counted_minor)
    stall.settle()


def sell(stall):
    stall.till.scan(COFFEE_CODE)
    stall.pay(20_000)


def test_x_says_what_the_drawer_should_hold_and_changes_nothing(stall):
    sell(stall)
    stall.till.shifts.move_cash(50_000, "change")
    stall.till.shifts.move_cash(-30_000, "ice")
    stall.settle()
    before = contents(stall.store)
    first, second = stall.till.shifts.x_report(), stall.till.shifts.x_report()
    assert first == second
    assert first["expected_cash_minor"] == 100_000 + 18_000 + 50_000 - 30_000
    assert contents(stall.store) == before


def test_the_number_of_z_goes_on_over_shifts_and_restarts(tmp_path):
    for number in range(1, 4):
        stall = Stall(tmp_path)
        if stall.till.shifts.current is None:
            stall.till.shifts.open(0)
            stall.settle()
        close(stall)
        assert stall.store.books.last_z_number() == number
        stall.close()


def test_z_is_what_was_sold_and_the_next_shift_begins_at_nothing(stall):
    sell(stall)
    sell(stall)
    close(stall, 136_000)
    (entry,) = [entry for entry in stall.store.outbox.read(0, -1) if entry["type"] == "shift.closed"]
    assert (entry["body"]["number"], entry["body"]["counted_minor"]) == (1, 136_000)
    assert (entry["body"]["totals"]["sales"], entry["body"]["totals"]["total_minor"]) == (2, 36_000)
    assert stall.till.shifts.current is None
    for refused in (stall.till.shifts.x_report, lambda: close(stall), lambda: stall.till.shifts.move_cash(1, "")):
        with pytest.raises(ShiftClosed):
            refused()
    stall.till.shifts.open(5_000)
    stall.settle()
    assert stall.till.shifts.x_report()["total_minor"] == 0
    assert len(stall.of(ShiftChanged)) == 2


def test_parked_sales_survive_the_z(stall):
    stall.till.scan(COFFEE_CODE)
    stall.till.parking.park("Pak Budi")
    stall.settle()
    close(stall)
    stall.till.shifts.open(0)
    stall.settle()
    stall.till.parking.recall(stall.till.parking.all()[0].key)
    stall.settle()
    stall.pay()
    assert stall.till.shifts.x_report()["sales"] == 1


def test_a_shift_is_not_closed_over_an_open_sale(stall):
    stall.till.scan(COFFEE_CODE)
    with pytest.raises(SaleOpen):
        close(stall)


def test_two_taps_on_close_or_open_do_it_once(stall):
    stall.till.shifts.close(0)
    stall.till.shifts.close(0)
    stall.settle()
    stall.till.shifts.open(1)
    stall.till.shifts.open(2)
    stall.settle()
    assert stall.failed == [ShiftClosed.code, ShiftOpen.code]
    assert stall.store.books.last_z_number() == 1
    assert stall.till.shifts.current.totals["float_minor"] == 1
    with pytest.raises(ShiftOpen):
        stall.till.shifts.open(3)


def test_what_was_booked_while_closing_is_never_missing_from_the_z(stall):
    stall.till.shifts.move_cash(50_000, "change")
    stall.till.shifts.close(150_000)
    stall.settle()
    assert stall.failed in ([], [ShiftMoved.code])
    if stall.till.shifts.current is not None:
        close(stall, 150_000)
    (entry,) = [entry for entry in stall.store.outbox.read(0, -1) if entry["type"] == "shift.closed"]
    assert entry["body"]["totals"]["cash_in_minor"] == 50_000


def test_a_sale_that_is_paid_while_the_shift_closes_is_kept_for_the_next(stall):
    stall.till.shifts.close(0)
    stall.till.scan(COFFEE_CODE)
    stall.till.checkout.pay_cash(18_000)
    stall.settle()
    assert (stall.failed, stall.sold) == ([ShiftClosed.code], [])
    assert stall.lines() == [("Kopi susu", 1_000)]


def test_opening_the_drawer_without_a_sale_is_counted(stall):
    stall.till.record("drawer.opened", entries.drawer_opened("change"), lambda _: None)
    stall.settle()
    assert stall.till.shifts.x_report()["no_sales"] == 1


def z_of(stall):
    return [entry["body"] for entry in stall.store.outbox.read(0, -1) if entry["type"] == "shift.closed"][-1]


def test_a_z_lists_what_is_not_sent_and_what_is_parked_and_drops_nothing(stall):
    sell(stall)
    sell(stall)
    stall.till.scan(COFFEE_CODE)
    stall.till.parking.park("Bu Sari")
    stall.settle()
    close(stall)
    body = z_of(stall)
    assert (body["unsent"]["sales"], body["unsent"]["total_minor"]) == (2, 36_000)
    assert body["parked"] == [{"name": "Bu Sari", "lines": 1, "total_minor": 18_000}]
    stall.till.shifts.open(0)
    stall.settle()
    (parked,) = stall.till.parking.all()
    stall.till.parking.recall(parked.key)
    stall.settle()
    assert stall.lines() == [("Kopi susu", 1_000)]


def test_what_the_bridge_has_is_not_listed_and_a_z_without_leftovers_says_nothing(stall):
    sell(stall)
    last = stall.store.outbox.read(0, -1)[-1]
    assert stall.store.outbox.ack(last["seq"], last["hash"]).result(WAIT_S)
    assert stall.till.shifts.unsent().sales == 0
    close(stall)
    assert {"unsent", "parked"}.isdisjoint(z_of(stall))


def test_the_age_of_the_oldest_is_of_the_sale_and_not_of_what_else_waits(stall):
    stall.till.shifts.move_cash(1_000, "change")
    stall.settle()
    sell(stall)
    unsent = stall.till.shifts.unsent()
    sold = next(entry for entry in stall.store.outbox.read(0, -1) if entry["type"] == "sale.completed")
    assert unsent.oldest_ms == sold["at_ms"]
