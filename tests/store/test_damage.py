from __future__ import annotations

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core import entries, journal
from appliance.core.personal import personal
from appliance.store import DeviceKey, Store, StoreTooNew
from tests.store.goods import (
    BREAD,
    COFFEE,
    STALL,
    TEA,
    apply,
    crash_copy,
    drained,
    files_of,
    open_stall,
    record,
    run,
    sell,
)

HEADER = 100
SALES = 12


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The files of a till that has sold and was then pulled from its plug, by what follows their name."""
    folder = tmp_path_factory.mktemp("sound")
    store = open_stall(folder / "till.db", signer=DeviceKey.at(folder / "device.key"))
    for n in range(1, SALES + 1):
        sell(store, n, COFFEE, BREAD)
    run(store, "UPDATE head SET acked_seq = 3")
    store.close()
    store = open_stall(folder / "till.db", signer=DeviceKey.at(folder / "device.key"))
    store.books.save_cart(cart("open"), at_ms=5)
    store.books.park(cart("parked"), "Pak Budi", {"lines": 0, "total_minor": 0}, at_ms=4, by="").result(20)
    drained(store)
    files = files_of(crash_copy(folder / "till.db", folder / "crash"))
    store.close()
    return files


def cart(key):
    return {"sale": key, "opened_at_ms": 1, "policy": "line", "last_number": 0, "lines": [], "discounts": []}


def put(folder, files):
    folder.mkdir(parents=True, exist_ok=True)
    for side, data in files.items():
        (folder / f"till.db{side}").write_bytes(data)
    return folder / "till.db"


def kept_files(folder):
    """The files that were moved aside, by what follows their name."""
    (main,) = [path for path in folder.glob("*.damaged-*") if not path.name.endswith(("-wal", "-shm"))]
    return files_of(main)


def folded(sound, folder):
    """The file alone, with its log folded in."""
    path = put(folder, sound)
    sqlite3.connect(path).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return {"": path.read_bytes()}


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


# --- what is carried over --------------------------------------------------------------------------------------------


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


def spoil_pages_of(path, table):
    """Overwrite the root page of a table, as a worn card would."""
    connection = sqlite3.connect(path)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    connection.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * 1024)
        file.write(b"\xa5" * 1024)


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
