"""What a damaged file still says is carried over, whole or not at all."""

from __future__ import annotations

import itertools
import sqlite3
from pathlib import Path

import pytest

from appliance.core import entries, journal
from appliance.core.personal import personal
from appliance.store import Store, StoreError, _damage, _salvage, _store
from appliance.store._projections import project
from appliance.store._salvage import salvage
from tests.store.damaged import SALES, cart, folded, kept_files, put, sound_files, spoil_pages_of
from tests.store.goods import (
    TEA,
    files_of,
    open_stall,
    record,
    run,
    sell,
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return sound_files(tmp_path_factory.mktemp("sound"))


def test_a_till_with_a_damaged_catalogue_goes_on_with_its_journal_numbers_and_shift(sound, tmp_path):
    before = open_stall(put(tmp_path / "before", sound))
    said, shift = before.outbox.read(0, -1), before.books.shift()
    before.close()
    path = put(tmp_path / "after", folded(sound, tmp_path / "folded"))
    spoil_pages_of(path, "barcode")
    store = Store(path)
    assert store.damage.values["entries"] == len(said)
    assert store.outbox.read(0, -1) == said
    assert store.books.shift() == shift
    assert store.books.last_sale()["body"]["number"] == f"K1-{SALES:06d}"
    assert sell(store, 500, TEA)["body"]["number"] == f"K1-{SALES + 1:06d}"
    assert journal.verify(store.outbox.read(0, -1))[0] == len(said) + 1
    store.close()


def test_nothing_that_was_printed_is_printed_again_and_the_catalogue_is_asked_for_anew(sound, tmp_path):
    path = put(tmp_path, folded(sound, tmp_path / "folded"))
    spoil_pages_of(path, "barcode")
    store = Store(path)
    assert store.spool.next_job() is None
    assert store.feed.cursor().result(20) == 0
    assert store.outbox.acked() == 0
    assert store.catalogue.shop().till_name == "Kasir 1"
    store.close()


def test_the_open_and_the_parked_sale_come_back_parked(sound, tmp_path):
    path = put(tmp_path, folded(sound, tmp_path / "folded"))
    spoil_pages_of(path, "barcode")
    store = Store(path)
    assert [(parked.key, parked.name) for parked in store.books.parked()] == [("parked", "Pak Budi"), ("open", "")]
    assert store.books.recall("open").result(20) == cart("open")
    store.close()


def test_only_the_part_of_the_journal_that_holds_is_carried_over_and_no_number_is_used_again(sound, tmp_path):
    path = put(tmp_path, sound)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE journal SET by = 'mallory' WHERE seq = 9")
    connection.close()
    store = Store(path)
    assert store.damage.values["entries"] == 8
    assert journal.verify(store.outbox.read(0, -1))[0] == 8
    assert store.books.shift().totals["sales"] == 6
    assert sell(store, 500)["body"]["number"] == f"K1-{SALES + 1:06d}"
    store.close()


def test_the_number_of_the_last_z_is_carried_over(tmp_path):
    store = open_stall(tmp_path / "till.db")
    shift = store.books.shift()
    body = {"shift": shift.key, "number": 41, "totals": shift.totals, "counted_minor": 0}
    record(store, "shift.closed", body)
    run(store, "UPDATE journal SET by = 'mallory' WHERE seq = 3")
    store.close()
    again = Store(tmp_path / "till.db")
    assert again.damage is not None
    assert again.books.last_z_number() == 41
    again.close()


def test_a_customer_made_at_a_till_that_was_damaged_keeps_the_name(tmp_path):
    store = open_stall(tmp_path / "till.db")
    told = personal(b"s" * 16, "Budi", "0811 222 333")
    said = entries.customer_added("budi", told)
    store.books.customers.record("customer.added", said, told, at_ms=1, by="").result(20)
    store.close()
    spoil_pages_of(tmp_path / "till.db", "variant")
    again = Store(tmp_path / "till.db")
    assert again.damage is not None
    assert [found.name for found in again.books.customers.search("222")] == ["Budi"]
    again.close()


# --- the power goes while it is carried over -------------------------------------------------------------------------


class PowerCut(BaseException):
    """Nothing after it happens."""


def cut_at(call, nth):
    """Do as `call` does, but for the nth time the power goes instead."""
    times = itertools.count(1)

    def done(*args):
        if next(times) == nth:
            raise PowerCut
        return call(*args)

    return done


def starts_until_it_opens(path, monkeypatch, owner, name, nth):
    """Cut the power at the nth call of something, then start again; return whether it was cut, and the open store."""
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, cut_at(getattr(owner, name), nth))
        try:
            Store(path).close()
        except PowerCut:
            return True, Store(path)
    return False, None


@pytest.mark.parametrize(
    ("owner", "name"),
    [(Path, "rename"), (_salvage, "insert"), (_salvage, "project"), (_store, "migrate"), (_damage, "_sync")],
    ids=["rename", "insert", "project", "migrate", "sync"],
)
def test_whenever_the_power_goes_while_a_file_is_replaced_the_next_start_carries_over_the_same(
    sound, tmp_path, monkeypatch, owner, name
):
    files = dict(sound)
    path = put(tmp_path / "damaged", files)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE journal SET by = 'mallory' WHERE seq = 9")
    connection.close()
    files = files_of(path)
    for nth in itertools.count(1):
        path = put(tmp_path / f"{name}-{nth}", files)
        was_cut, store = starts_until_it_opens(path, monkeypatch, owner, name, nth)
        if not was_cut:
            assert nth > 1
            return
        if store.damage is None:
            store.close()
            store = Store(path)
        assert len(store.outbox.read(0, -1)) == 8
        assert store.books.shift().totals["sales"] == 6
        assert [parked.key for parked in store.books.parked()] == ["parked", "open"]
        assert kept_files(path.parent) == files
        assert sell(store, 500)["body"]["number"] == f"K1-{SALES + 1:06d}"
        store.close()
        assert {rest.name for rest in path.parent.glob("till.db.*") if "damaged" not in rest.name} <= {"till.db.lock"}


def test_an_entry_from_which_not_all_can_follow_is_kept_with_nothing_that_does(sound, tmp_path, monkeypatch):
    path = put(tmp_path, folded(sound, tmp_path / "folded"))
    spoil_pages_of(path, "barcode")

    def half(connection, entry):
        project(connection, entry)
        if entry["type"] == "sale.completed" and entry["body"]["number"].endswith("7"):
            raise ValueError

    monkeypatch.setattr(_salvage, "project", half)
    store = Store(path)
    assert store.damage.values["entries"] == SALES + 3
    assert run(store, "SELECT count(*) FROM sale") == [(SALES - 1,)]
    assert store.books.shift().totals["sales"] == SALES - 1
    store.close()


def test_a_card_without_room_for_the_fresh_file_leaves_the_damaged_one_for_the_next_start(sound, tmp_path, monkeypatch):
    path = put(tmp_path, folded(sound, tmp_path / "folded"))
    spoil_pages_of(path, "barcode")
    files = files_of(path)

    def cramped(damaged_at, fresh):
        pages = fresh.execute("PRAGMA page_count").fetchone()[0]
        fresh.execute(f"PRAGMA max_page_count = {pages + 2}")
        return salvage(damaged_at, fresh)

    with monkeypatch.context() as patch:
        patch.setattr(_store, "salvage", cramped)
        with pytest.raises(StoreError):
            Store(path)
    assert files_of(path) == files
    store = Store(path)
    assert store.damage.values["entries"] == SALES + 3
    store.close()


def test_a_cart_of_a_sale_that_is_in_the_journal_does_not_come_back(tmp_path):
    """Pages of a worn card may be of another moment: whoever paid such a cart would be told that it is paid already."""
    store = open_stall(tmp_path / "till.db")
    paid = sell(store, 1)["body"]["sale"]
    for key in (paid, "other"):
        store.books.park(cart(key), "Pak Budi", {"lines": 0, "total_minor": 0}, at_ms=4, by="").result(20)
    store.close()
    spoil_pages_of(tmp_path / "till.db", "variant")
    again = Store(tmp_path / "till.db")
    assert [parked.key for parked in again.books.parked()] == ["other"]
    again.close()
