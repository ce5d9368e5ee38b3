from __future__ import annotations

import shutil
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core.journal import ChainBroken
from appliance.store import DeviceKey, NotAStore, StoreError, verify_file
from tests.store.goods import open_stall, run, sell

SALES = 8
LAST = SALES + 2
CHANGES = {
    "at_ms": "at_ms = at_ms + 1",
    "by": "by = by || 'x'",
    "type": "type = 'drawer.opened'",
    "body": "body = replace(body, '{', '{\"extra\":1,')",
    "hash": "hash = zeroblob(32)",
    "signature": "sig = zeroblob(64)",
    "no signature": "sig = zeroblob(0)",
    "unreadable": "body = '{'",
}


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("signed")
    store = open_stall(folder / "till.db", signer=DeviceKey.at(folder / "device.key"))
    for n in range(SALES):
        sell(store, n)
    store.close()
    return folder / "till.db"


@pytest.fixture
def copy(signed, tmp_path):
    return shutil.copy(signed, tmp_path / "till.db")


def change(path, *statements):
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_a_whole_chain_is_counted_with_its_signatures(copy):
    found = verify_file(copy)
    assert (found.entries, found.signed) == (LAST, LAST)


def test_a_store_that_is_open_and_selling_can_be_verified(tmp_path):
    store = open_stall(tmp_path / "till.db")
    sell(store, 1)
    assert verify_file(tmp_path / "till.db").entries == 3
    assert verify_file(tmp_path / "till.db").signed == 0
    store.close()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(seq=st.integers(1, LAST), what=st.sampled_from(sorted(CHANGES)))
def test_the_first_entry_that_was_changed_is_named(signed, tmp_path_factory, seq, what):
    path = shutil.copy(signed, tmp_path_factory.mktemp("changed") / "till.db")
    change(path, f"UPDATE journal SET {CHANGES[what]} WHERE seq = {seq}")
    with pytest.raises(ChainBroken) as caught:
        verify_file(path)
    assert caught.value.values["seq"] == seq


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(seq=st.integers(1, LAST - 1))
def test_an_entry_that_was_dropped_is_missed_in_its_place(signed, tmp_path_factory, seq):
    path = shutil.copy(signed, tmp_path_factory.mktemp("dropped") / "till.db")
    change(path, f"DELETE FROM journal WHERE seq = {seq}")
    with pytest.raises(ChainBroken) as caught:
        verify_file(path)
    assert caught.value.values["seq"] == seq


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(pair=st.lists(st.integers(1, LAST), min_size=2, max_size=2, unique=True))
def test_entries_that_changed_places_are_noticed_at_the_first_of_them(signed, tmp_path_factory, pair):
    path = shutil.copy(signed, tmp_path_factory.mktemp("swapped") / "till.db")
    first, second = sorted(pair)
    moves = [(first, 0), (second, first), (0, second)]
    change(path, *[f"UPDATE journal SET seq = {to} WHERE seq = {at}" for at, to in moves])
    with pytest.raises(ChainBroken) as caught:
        verify_file(path)
    assert caught.value.values["seq"] == first


def test_a_chain_that_was_sealed_anew_by_somebody_else_is_not_this_tills(tmp_path):
    store = open_stall(tmp_path / "till.db", signer=DeviceKey.at(tmp_path / "device.key"))
    run(store, "SELECT 1")
    store.close()
    stranger = open_stall(tmp_path / "till.db", signer=DeviceKey.at(tmp_path / "stranger.key"))
    sell(stranger, 1)
    stranger.close()
    with pytest.raises(ChainBroken, match="entry 3 is wrong: its signature is not this till's"):
        verify_file(tmp_path / "till.db")


@pytest.mark.parametrize("content", [None, b"", b"milk, eggs"])
def test_what_is_no_store_is_said_to_be_none(tmp_path, content):
    if content is not None:
        (tmp_path / "x.db").write_bytes(content)
    with pytest.raises(NotAStore, match=r"x\.db is not a till's store"):
        verify_file(tmp_path / "x.db")


def test_verifying_changes_nothing(copy):
    before = copy.read_bytes()
    verify_file(copy)
    assert copy.read_bytes() == before


def test_a_device_key_is_made_once_and_a_damaged_one_is_refused_by_its_path(tmp_path):
    path = tmp_path / "keys" / "device.key"
    made = DeviceKey.at(path)
    assert DeviceKey.at(path).public_hex == made.public_hex
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_bytes(b"short")
    with pytest.raises(StoreError, match=r"device\.key is missing or damaged"):
        DeviceKey.at(path)


def test_a_till_that_lost_its_key_does_not_go_on_with_another(tmp_path):
    with pytest.raises(StoreError, match=r"device\.key is missing"):
        DeviceKey.at(tmp_path / "device.key", is_new=False)
