"""Z after a day of 5,000 sales, from the tap to the report on disk, beside one forced write of the same run."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from appliance.store import DeviceKey, Store
from appliance.till.till import Till
from bench.report import figure, percentile, report
from bench.sale import Counter

if TYPE_CHECKING:
    from collections.abc import Callable

SALES, RUNS, WAIT_S = 5_000, 7, 30.0


def forced_write(folder: Path) -> float:
    """Return the seconds of one durable row in a file with the same pragmas."""
    db = sqlite3.connect(folder / "bare.db", isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE IF NOT EXISTS z (id INTEGER PRIMARY KEY, body TEXT)")
    start = time.perf_counter()
    db.execute("INSERT INTO z VALUES (NULL, ?)", ("x" * 400,))
    took = time.perf_counter() - start
    db.close()
    return took


def close_shift(folder: Path) -> float:
    """Return the seconds from the tap on "Close shift" until the report is on disk and handed to the printer."""
    jobs: list[Callable[[], None]] = []
    store = Store(folder / "till.db", DeviceKey.at(folder / "device.key"))
    till = Till(
        store.catalogue,
        store.books,
        dispatch=jobs.append,
        new_key=lambda: "z",
        now_ms=lambda: time.time_ns() // 1_000_000,
    )
    start = time.perf_counter()
    till.shifts.close(0)
    while till.shifts.current is not None and time.perf_counter() - start < WAIT_S:
        if jobs:
            jobs.pop(0)()
        else:
            time.sleep(0.0005)
    took = time.perf_counter() - start
    if till.shifts.current is not None:
        raise TimeoutError("the shift was not closed")
    store.close()
    return took


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    counter = Counter(folder / "day")
    for number in range(SALES):
        counter.sell(number)
    counter.store.close()
    took, floors = [], []
    for run in range(RUNS):
        copy = folder / f"run-{run}"
        shutil.copytree(folder / "day", copy)
        floors.append(forced_write(copy))
        took.append(close_shift(copy))
    ms = 1e3
    report([
        figure("Z after 5,000 sales", percentile(took, 0.5) * ms, "ms", goal="< 100 ms", worst_ms=max(took) * ms,
               one_forced_write_ms=percentile(floors, 0.5) * ms),
    ])  # fmt: skip
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
