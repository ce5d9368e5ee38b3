from __future__ import annotations

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core import entries, journal
from appliance.core import shift as shifts
from appliance.store import Store, StoreError
from appliance.store._errors import SaleRecorded, StoreClosed
from appliance.till.errors import SaleNotParked, ShiftClosed, ShiftMoved, ShiftOpen
from tests.store.goods import (
    BREAD,
    COFFEE,
    STALL,
    TEA,
    WAIT_S,
    apply,
    contents,
    crash_copy,
    drained,
    new_sale,
    open_stall,
    pay,
    plain,
    record,
    run,
    sell,
)

CART = {"sale": "c1", "opened_at_ms": 1, "policy": "line", "last_number": 0, "lines": [], "discounts": []}
BROKEN_STEPS = (
    "BEFORE INSERT ON journal",
    "BEFORE INSERT ON sale",
    "BEFORE DELETE ON cart",
    "BEFORE UPDATE ON stock",
    "BEFORE UPDATE ON shift",
    "BEFORE INSERT ON spool",
    "BEFORE UPDATE OF last_number ON head",
)


@pytest.fixture
def store(tmp_path):
    with_stall = open_stall(tmp_path / "till.db")
    yield with_stall
    with_stall.close()


def test_a_sale_is_entry_number_totals_stock_job_and_no_open_cart_at_once(store, tmp_path):
    sale = new_sale(1, COFFEE, BREAD)
    store.books.save_cart({**CART, "sale": sale.key}, at_ms=1)
    entry = pay(store, sale).result(WAIT_S)
    copy = Store(crash_copy(tmp_path / "till.db", tmp_path / "copy"))
    assert copy.outbox.read(entry["seq"] - 1, 1) == [plain(entry)]
    assert entry["body"]["number"] == "K1-000001"
    assert copy.books.shift().totals == shifts.with_sale(shifts.opened(100_000), entry["body"])
    assert copy.catalogue.by_key(COFFEE).stock_milli == 9_000
    assert copy.spool.next_job().entry == plain(entry)
    assert copy.books.open_cart() is None
    copy.close()


@pytest.mark.parametrize("step", BROKEN_STEPS)
def test_a_sale_that_fails_anywhere_leaves_nothing_behind_and_works_afterwards(store, step):
    sale = new_sale(1)
    store.books.save_cart({**CART, "sale": sale.key}, at_ms=1)
    before = contents(store)
    run(store, f"CREATE TRIGGER broken {step} BEGIN SELECT RAISE(ABORT, 'the card is worn'); END")
    with pytest.raises(StoreError):
        pay(store, sale).result(WAIT_S)
    assert contents(store) == before
    run(store, "DROP TRIGGER broken")
    assert pay(store, sale).result(WAIT_S)["body"]["number"] == "K1-000001"


def test_a_full_card_fails_the_sale_and_nothing_else(store):
    pages = run(store, "PRAGMA page_count")[0][0]
    run(store, f"PRAGMA max_page_count = {pages}")
    sold = 0
    while (error := pay(store, new_sale(sold + 1)).exception(WAIT_S)) is None:
        sold += 1
        assert sold < 200
    assert isinstance(error, StoreError)
    run(store, f"PRAGMA max_page_count = {pages + 1_000_000}")
    assert sell(store, sold + 1)["body"]["number"] == f"K1-{sold + 1:06d}"
    journal.verify(store.outbox.read(0, -1))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.sampled_from(["sale", "build fails", "disk fails", "again"]), max_size=12))
def test_receipt_numbers_have_no_hole_whatever_fails(steps, tmp_path_factory):
    store = open_stall(tmp_path_factory.mktemp("numbers") / "till.db")
    sold = 0
    for n, step in enumerate(steps, 1):
        if step == "sale":
            sold += 1
            assert sell(store, n)["body"]["number"] == f"K1-{sold:06d}"
        elif step == "build fails":
            with pytest.raises(ZeroDivisionError):
                store.books.complete_sale(lambda _: 1 / 0, at_ms=1, by="").result(WAIT_S)
        elif step == "disk fails":
            run(store, "CREATE TRIGGER broken BEFORE INSERT ON spool BEGIN SELECT RAISE(FAIL, 'worn'); END")
            with pytest.raises(StoreError):
                sell(store, n)
            run(store, "DROP TRIGGER broken")
        elif sold:
            done = store.books.last_sale()["body"]["sale"]
            with pytest.raises(SaleRecorded):
                store.books.complete_sale(lambda _, done=done: {"sale": done}, at_ms=1, by="").result(WAIT_S)
    assert [row[0] for row in run(store, "SELECT number FROM sale ORDER BY seq")] == list(range(1, sold + 1))
    journal.verify(store.outbox.read(0, -1))
    store.close()


def test_the_same_sale_is_refused_the_second_time_and_named(store):
    sell(store, 1)
    with pytest.raises(SaleRecorded, match="as 1"):
        sell(store, 1)
    assert len(run(store, "SELECT * FROM sale")) == 1


def test_two_threads_that_sell_at_once_share_one_row_of_numbers(store):
    futures, shift = [], store.books.shift()
    threads = [
        threading.Thread(target=lambda a=a: futures.extend(pay(store, new_sale(100 * a + n), shift) for n in range(20)))
        for a in range(1, 4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = sorted(future.result(WAIT_S)["body"]["number"] for future in futures)
    assert numbers == [f"K1-{n:06d}" for n in range(1, 61)]
    journal.verify(store.outbox.read(0, -1))


def test_a_second_shift_cannot_be_opened_beside_the_first(store):
    with pytest.raises(ShiftOpen):
        record(store, "shift.opened", entries.shift_opened("other", 0, "IDR"))
    assert store.books.shift().totals["float_minor"] == 100_000


def test_a_shift_is_closed_once_with_the_totals_it_has_then(store):
    before = store.books.shift()
    sell(store, 1)
    with pytest.raises(ShiftMoved):
        record(store, "shift.closed", entries.shift_closed(before.key, 1, before.totals, 0))
    now = store.books.shift()
    record(store, "shift.closed", entries.shift_closed(now.key, 1, now.totals, 0))
    with pytest.raises(ShiftClosed):
        record(store, "shift.closed", entries.shift_closed(now.key, 2, now.totals, 0))
    assert store.books.last_z_number() == 1
    assert store.books.shift() is None


def test_nothing_is_booked_into_a_closed_shift(store):
    shift = store.books.shift()
    sale = new_sale(1)
    record(store, "shift.closed", entries.shift_closed(shift.key, 1, shift.totals, 0))
    before = contents(store)
    with pytest.raises(ShiftClosed):
        pay(store, sale).result(WAIT_S)
    with pytest.raises(ShiftClosed):
        record(store, "cash.moved", entries.cash_moved(shift.key, 500, "change"))
    assert contents(store) == before


def test_a_parked_cart_is_recalled_once(store):
    body = entries.cart_parked(new_sale(1), "Pak Budi")
    store.books.park({**CART, "sale": "c2"}, "Pak Budi", body, at_ms=2, by="").result(WAIT_S)
    (parked,) = store.books.parked()
    assert (parked.key, parked.name, parked.lines, parked.total_minor) == ("c2", "Pak Budi", 1, 18_000)
    assert store.books.open_cart() is None
    assert store.books.recall("c2").result(WAIT_S)["sale"] == "c2"
    assert store.books.parked() == []
    assert store.books.open_cart()["sale"] == "c2"
    with pytest.raises(SaleNotParked):
        store.books.recall("c2").result(WAIT_S)


def test_saving_the_open_cart_never_touches_a_parked_one(store):
    store.books.park({**CART, "sale": "c2"}, "", entries.cart_parked(new_sale(1), ""), at_ms=2, by="").result(WAIT_S)
    store.books.save_cart({**CART, "sale": "c3"}, at_ms=3)
    store.books.save_cart(None, at_ms=4)
    drained(store)
    assert [parked.key for parked in store.books.parked()] == ["c2"]
    assert store.books.open_cart() is None


def test_what_is_asked_after_closing_is_refused_and_what_was_asked_before_is_done(tmp_path):
    store = open_stall(tmp_path / "till.db")
    futures = [pay(store, new_sale(n)) for n in range(50)]
    store.close()
    assert all(future.done() and not future.exception() for future in futures)
    with pytest.raises(StoreClosed):
        store.books.record("drawer.opened", {"reason": ""}, at_ms=1, by="").result(WAIT_S)


def test_closing_in_the_middle_of_many_writers_leaves_no_future_undone(tmp_path):
    store = open_stall(tmp_path / "till.db")
    futures, started = [], threading.Barrier(4)

    def write():
        started.wait(WAIT_S)
        futures.extend(store.writer.submit(lambda _: None) for _ in range(300))

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    started.wait(WAIT_S)
    store.close()
    for thread in threads:
        thread.join()
    assert all(isinstance(future.exception(WAIT_S), StoreClosed | None) for future in futures)


def test_a_listener_that_fails_stops_neither_the_writer_nor_the_others(store):
    heard = threading.Event()
    store.writer.listen(lambda: 1 / 0)
    store.writer.listen(heard.set)
    sell(store, 1)
    assert heard.wait(WAIT_S)
    sell(store, 2)


def test_listeners_hear_of_what_is_on_disk_and_not_of_a_cart(store):
    heard = []
    drained(store)
    store.writer.listen(lambda: heard.append(1))
    store.books.save_cart(CART, at_ms=1)
    run(store, "SELECT 1")
    drained(store)
    assert 1 <= len(heard) <= 2


def test_the_last_sale_is_still_known_after_a_restart(tmp_path):
    store = open_stall(tmp_path / "till.db")
    sell(store, 1)
    entry = sell(store, 2, TEA)
    record(store, "drawer.opened", entries.drawer_opened("change"))
    store.close()
    again = Store(tmp_path / "till.db")
    assert again.books.last_sale() == plain(entry)
    assert again.books.shift().totals["no_sales"] == 1
    again.close()


def test_receipts_are_numbered_with_the_prefix_of_the_feed(store):
    assert sell(store, 1)["body"]["number"] == "K1-000001"
    apply(store, [("till", "t", {**STALL[2][2], "prefix": "B-7"})])
    assert sell(store, 2)["body"]["number"] == "B-7-000002"
