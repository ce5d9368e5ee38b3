from __future__ import annotations

import pytest

from appliance.core import entries
from appliance.store import Store
from appliance.till.staff import Spell, Tries
from tests.store.goods import WAIT_S, apply, open_stall, run

NOW_MS = 1_700_000_000_000
SITI = {"name": "Siti", "level": "cashier", "pin": "scrypt$", "pin_digits": 4, "rights": {"void": True, "odd": "x"}}


@pytest.fixture
def store(tmp_path):
    opened = open_stall(tmp_path / "till.db")
    yield opened
    opened.close()


def clocked(store, staff, *, is_in, at_ms):
    store.books.record("staff.clocked", entries.staff_clocked(staff, is_in), at_ms=at_ms, by=staff).result(WAIT_S)


def test_who_works_here_is_read_from_the_feed_by_name(store):
    rows = [("staff", "a", SITI), ("staff", "b", {"name": "Budi"}), ("staff", "c", {"name": "Gone", "active": False})]
    apply(store, rows)
    budi, siti = store.books.staff.staff()
    assert (siti.key, siti.name, siti.level, siti.pin_digits) == ("a", "Siti", "cashier", 4)
    assert dict(siti.rights) == {"void": True}
    assert (budi.name, budi.level, budi.pin) == ("Budi", "supervised", "")
    apply(store, [("staff", "a", None)])
    assert [staff.name for staff in store.books.staff.staff()] == ["Budi"]


@pytest.mark.parametrize("data", [{"rights": 5}, {"pin_digits": "many"}, {"rights": ["void"]}])
def test_a_row_that_cannot_be_read_is_left_out(store, data):
    apply(store, [("staff", "a", {**SITI, **data}), ("staff", "b", {"name": "Budi"})])
    assert [staff.key for staff in store.books.staff.staff()] == ["b"]


def test_how_a_store_signs_in_is_part_of_its_row(store):
    assert (store.catalogue.shop().sign_in, store.catalogue.shop().idle_s) == ("required", 0)
    apply(store, [("store", "s", {"name": "W", "people": {"sign_in": "optional", "idle_s": 300}})])
    assert (store.catalogue.shop().sign_in, store.catalogue.shop().idle_s) == ("optional", 300)


def test_wrong_pins_are_kept_and_forgotten(store):
    records = store.books.staff
    records.keep_tries("a", Tries(3, NOW_MS)).result(WAIT_S)
    records.keep_tries("a", Tries(4, NOW_MS + 5)).result(WAIT_S)
    assert records.tries() == {"a": Tries(4, NOW_MS + 5)}
    records.keep_tries("a", Tries()).result(WAIT_S)
    assert records.tries() == {}


def test_stretches_of_work_begin_and_end_once(store):
    for is_in, at in ((False, 0), (True, 1), (True, 2), (False, 5), (False, 6), (True, 9)):
        clocked(store, "a", is_in=is_in, at_ms=NOW_MS + at)
    clocked(store, "b", is_in=True, at_ms=NOW_MS + 3)
    spells = store.books.staff.spells(NOW_MS)
    assert spells == [
        Spell("a", NOW_MS + 1, NOW_MS + 5),
        Spell("b", NOW_MS + 3, None),
        Spell("a", NOW_MS + 9, None),
    ]
    assert [spell.in_ms - NOW_MS for spell in store.books.staff.spells(NOW_MS + 5)] == [3, 9]


def test_a_damaged_card_opens_no_door(tmp_path):
    path = tmp_path / "till.db"
    store = open_stall(path)
    apply(store, [("staff", "a", SITI)])
    store.books.staff.keep_tries("a", Tries(6, NOW_MS)).result(WAIT_S)
    clocked(store, "a", is_in=True, at_ms=NOW_MS)
    clocked(store, "a", is_in=False, at_ms=NOW_MS + 1)
    run(store, "UPDATE journal SET by = 'mallory' WHERE seq = (SELECT max(seq) FROM journal)")
    store.close()
    again = Store(path)
    assert again.damage is not None
    assert [staff.name for staff in again.books.staff.staff()] == ["Siti"]
    assert again.books.staff.tries() == {"a": Tries(6, NOW_MS)}
    assert again.books.staff.spells(0) == [Spell("a", NOW_MS, None)]
    again.close()
