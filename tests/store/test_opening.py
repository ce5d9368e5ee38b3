from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys

import pytest

from appliance.core import journal
from appliance.store import Store, StoreBusy, StoreError, StoreTooNew, StoreUnreachable
from appliance.store._migrations import NEWEST
from tests.store.goods import COFFEE, drained, files_of, open_stall, plain, run, sell

HOLD = "import sys; from pathlib import Path; from appliance.store import Store; held = Store(Path(sys.argv[1]))"
WAIT_LINE = "; print('open', flush=True); sys.stdin.read()"
SELL = """
import json, sys
from pathlib import Path
from appliance.core.cart import snapshot
from appliance.core.discount import Discount
from tests.store.goods import BREAD_CODE, COFFEE_CODE
from tests.till.stall import Stall, label
stall = Stall(Path(sys.argv[1]))
for code in (COFFEE_CODE, BREAD_CODE, COFFEE_CODE, label("21", 12_300)):
    stall.till.scan(code)
stall.till.basket.discount_line(2, Discount(minor=500, reason="Old"))
stall.till.basket.remove(1)
stall.till.basket.discount_sale(Discount(ppm=50_000, reason="Neighbour"))
stall.settle()
print(json.dumps(snapshot(stall.till.sale)), flush=True)
sys.stdin.read()
"""


def start(program, *args):
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, args)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def end(process):
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=20)


def test_the_open_sale_survives_kill_9_to_the_last_discount_and_line_number(tmp_path):
    process = start(SELL, tmp_path)
    kept = json.loads(process.stdout.readline())
    end(process)
    store = Store(tmp_path / "till.db")
    assert store.damage is None
    assert store.books.open_cart() == kept
    assert [line["line"] for line in kept["lines"]] == [2, 3]
    assert kept["last_number"] == 3
    assert kept["lines"][1]["label_minor"] == 12_300
    assert [kept["lines"][0]["discount"]["reason"], kept["discounts"][0]["reason"]] == ["Old", "Neighbour"]
    store.close()


def test_the_open_sale_survives_closing(tmp_path):
    store = open_stall(tmp_path / "till.db")
    store.books.save_cart({"sale": "c1", "lines": []}, at_ms=1)
    store.close()
    again = Store(tmp_path / "till.db")
    assert again.books.open_cart() == {"sale": "c1", "lines": []}
    again.close()


def test_a_second_till_program_is_told_that_the_store_is_in_use(tmp_path):
    process = start(HOLD + WAIT_LINE, tmp_path / "till.db")
    assert process.stdout.readline() == "open\n"
    with pytest.raises(StoreBusy, match=r"till\.db"):
        Store(tmp_path / "till.db")
    end(process)
    Store(tmp_path / "till.db").close()


def test_a_store_that_could_not_be_opened_does_not_stay_in_use(tmp_path):
    path = tmp_path / "till.db"
    open_stall(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 77")
    for _ in range(2):
        with pytest.raises(StoreTooNew):
            Store(path)


def test_a_newer_file_is_refused_by_its_steps_and_not_a_byte_of_it_is_changed(tmp_path):
    path = tmp_path / "till.db"
    open_stall(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE journal RENAME COLUMN body TO said")
        connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    connection.close()
    before = files_of(path)
    with pytest.raises(StoreTooNew, match=f"step {NEWEST + 1}; this one knows {NEWEST}"):
        Store(path)
    assert files_of(path) == before
    assert not list(tmp_path.glob("*.damaged-*"))


def test_a_file_that_another_program_holds_locked_is_not_taken_for_a_damaged_one(tmp_path):
    path = tmp_path / "till.db"
    open_stall(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreUnreachable, match="locked"):
        Store(path)
    other.close()
    assert not list(tmp_path.glob("*.damaged-*"))
    Store(path).close()


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnreachable, match=r"till\.db"):
        Store(tmp_path / "file" / "till.db")


def test_a_card_that_cannot_be_written_is_said_in_words(tmp_path):
    path = tmp_path / "till.db"
    path.with_name("till.db-journal").mkdir()  # in the way of the first thing that is written
    with pytest.raises(StoreError, match="could not be written"):
        Store(path)


def test_a_step_that_fails_in_the_middle_of_a_migration_leaves_the_file_as_it_was(tmp_path):
    path = tmp_path / "till.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE spool (x)")  # in the way of a table of step 1
    connection.close()
    store = Store(path)
    assert "step 0 with 1 tables" in str(store.damage)
    store.close()


def test_a_store_reads_on_after_many_restarts(tmp_path):
    path = tmp_path / "till.db"
    for n in range(1, 6):
        store = open_stall(path)
        assert sell(store, n)["body"]["number"] == f"K1-{n:06d}"
        assert store.catalogue.by_key(COFFEE).stock_milli == 10_000 - 1_000 * n
        store.close()
    store = Store(path)
    entries = store.outbox.read(0, -1)
    journal.verify(entries)
    assert plain(entries) == entries
    drained(store)
    assert run(store, "PRAGMA integrity_check") == [("ok",)]
    store.close()
