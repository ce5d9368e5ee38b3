"""A till's files as a pulled plug leaves them, and what the tests do to them."""

from __future__ import annotations

import sqlite3

from appliance.store import DeviceKey
from tests.store.goods import BREAD, COFFEE, crash_copy, drained, files_of, open_stall, run, sell

SALES = 12


def sound_files(folder):
    """The files of a till that has sold and was then pulled from its plug, by what follows their name."""
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


def spoil_pages_of(path, table):
    """Overwrite the root page of a table, as a worn card would."""
    connection = sqlite3.connect(path)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    connection.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * 1024)
        file.write(b"\xa5" * 1024)
