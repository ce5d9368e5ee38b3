from __future__ import annotations

import pytest

from appliance.core import entries
from appliance.store import Store
from tests.store.goods import WAIT_S, crash_copy, open_stall, plain, record, sell


@pytest.fixture
def store(tmp_path):
    with_stall = open_stall(tmp_path / "till.db")
    yield with_stall
    with_stall.close()


def test_jobs_come_in_the_order_of_their_receipts_until_they_are_printed(store):
    sold = [sell(store, n) for n in range(3)]
    for entry in sold:
        job = store.spool.next_job()
        assert (job.entry, job.is_copy) == (plain(entry), False)
        store.spool.begun(job.job)
        store.spool.printed(job.job)
    assert store.spool.next_job() is None
    assert store.spool.waiting() == 0


def test_a_job_that_was_begun_when_the_power_went_is_a_copy(store, tmp_path):
    sell(store, 1)
    store.spool.begun(store.spool.next_job().job)
    again = Store(crash_copy(tmp_path / "till.db", tmp_path / "crash"))
    assert again.spool.next_job().is_copy
    again.close()


def test_a_job_that_certainly_was_not_printed_is_no_copy(store):
    sell(store, 1)
    job = store.spool.next_job()
    store.spool.begun(job.job)
    store.spool.not_begun(job.job)
    assert not store.spool.next_job().is_copy


def test_a_reprint_is_a_copy_of_the_receipt_it_names_and_has_an_entry(store):
    entry = sell(store, 1)
    store.spool.printed(store.spool.next_job().job)
    body = entries.receipt_reprinted(entry["body"]["sale"], entry["body"]["number"])
    written = store.books.reprint(entry["seq"], body, at_ms=1, by="anna").result(WAIT_S)
    job = store.spool.next_job()
    assert job.is_copy
    assert job.entry == plain(entry)
    assert written["type"] == "receipt.reprinted"


def test_a_closed_shift_prints_its_z(store):
    shift = store.books.shift()
    entry = record(store, "shift.closed", entries.shift_closed(shift.key, 1, shift.totals, 100_000))
    assert store.spool.next_job().entry == plain(entry)
