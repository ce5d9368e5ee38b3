from __future__ import annotations

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core import journal
from appliance.store import Store, StoreTooNew
from tests.store.damaged import cart, folded, kept_files, put, sound_files
from tests.store.goods import (
    STALL,
    apply,
    files_of,
)

HEADER = 100


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return sound_files(tmp_path_factory.mktemp("sound"))


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: b"shopping list: milk, eggs\n",
        lambda data: data[: len(data) // 2],
        lambda data: data[:50],
        lambda data: bytes(len(data)),
        lambda data: b"X" + data[1:],
        lambda data: data[:60] + bytes(4) + data[64:],
        lambda data: data[:60] + b"\xff\xff\xff\xff" + data[64:],
        lambda data: data[:60] + b"\x7f\x00\x00\x00" + data[64:],
    ],
    ids=["empty", "text", "half", "header", "zeros", "magic", "step 0", "step -1", "step 2 billion"],
)
def test_a_damaged_file_is_kept_byte_for_byte_and_the_till_says_so(sound, tmp_path, damage):
    files = {"": damage(folded(sound, tmp_path / "a")[""])}
    path = put(tmp_path / "b", files)
    store = Store(path)
    assert store.damage.code == "store.damaged"
    assert kept_files(tmp_path / "b") == files
    assert store.damage.values["kept"] in str(store.damage)
    assert apply(store, STALL) is True
    store.close()


def test_a_log_without_its_file_is_kept(sound, tmp_path):
    path = put(tmp_path, {"-wal": sound["-wal"]})
    store = Store(path)
    assert "only its log is left" in str(store.damage)
    (kept,) = tmp_path.glob("*.damaged-*-wal")
    assert kept.read_bytes() == sound["-wal"]
    store.close()


def test_a_file_that_is_sound_is_opened_as_it_is(sound, tmp_path):
    store = Store(put(tmp_path, sound))
    assert store.damage is None
    assert store.books.open_cart() == cart("open")
    assert not list(tmp_path.glob("*.damaged-*"))
    store.close()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_bytes_are_flipped_the_till_opens_and_loses_no_byte_of_evidence(sound, tmp_path_factory, data):
    side = data.draw(st.sampled_from(["", "", "", "-wal"]))
    files = dict(sound)
    damaged = bytearray(files[side])
    most = data.draw(st.sampled_from([HEADER, len(damaged)])) - 1
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, most))] ^= data.draw(st.integers(1, 255))
    files[side] = bytes(damaged)
    folder = tmp_path_factory.mktemp("flipped")
    path = put(folder, files)
    try:
        store = Store(path)
    except StoreTooNew:
        assert files_of(path) == files
        return
    if store.damage is not None:
        assert kept_files(folder) == files
    journal.verify(store.outbox.read(0, -1))
    store.close()


def test_a_changed_row_at_the_end_of_the_journal_is_noticed_at_the_start(sound, tmp_path):
    path = put(tmp_path, sound)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE journal SET body = replace(body, '30500', '10500') WHERE seq = 9")
    connection.close()
    store = Store(path)
    assert "entry 9 is wrong" in str(store.damage)
    store.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET hash = x'00' WHERE seq = 9",
        "UPDATE journal SET body = '[' WHERE seq = 9",
        "UPDATE journal SET body = '[1]' WHERE seq = 9",
        f"UPDATE journal SET body = '{'[' * 100_000}' WHERE seq = 9",
        "UPDATE journal SET body = cast(x'ff' AS TEXT) WHERE seq = 9",
        "DELETE FROM journal WHERE seq = 9",
        "DROP TABLE journal",
        "DELETE FROM head",
    ],
)
def test_no_change_to_the_books_stops_the_till_from_opening(sound, tmp_path, change):
    path = put(tmp_path, sound)
    with sqlite3.connect(path) as connection:
        connection.execute(change)
    connection.close()
    store = Store(path)
    assert store.damage is not None
    journal.verify(store.outbox.read(0, -1))
    store.close()
