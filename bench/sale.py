"""A durable three-line sale, beside the bare SQLite rate of the same run; forced writes and bytes per sale."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from appliance.core import entries
from appliance.core.cash import CashRounding, settle
from appliance.core.key import time_key
from appliance.core.line import Item
from appliance.core.sale import Sale
from appliance.store import DeviceKey, Store
from bench.report import figure, percentile, report
from tests.journeys.goods import BARCODES, stock_shelves

SALES = 1_000
COUNTED = 200
BARE = """
CREATE TABLE sale (id INTEGER PRIMARY KEY, body TEXT);
CREATE TABLE line (id INTEGER PRIMARY KEY, sale INTEGER, body TEXT);
CREATE TABLE movement (id INTEGER PRIMARY KEY, line INTEGER, quantity INTEGER);
CREATE TABLE stock (id INTEGER PRIMARY KEY, on_hand INTEGER);
"""


def bare(folder: Path) -> float:
    """Return durable transactions/s of ten plain row writes, the same pragmas, no thread, no business."""
    db = sqlite3.connect(folder / "bare.db", isolation_level=None)
    db.execute("PRAGMA page_size = 1024")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.executescript(BARE)
    db.executemany("INSERT INTO stock VALUES (?, 1000000)", [(i,) for i in range(100)])
    start = time.perf_counter()
    for i in range(SALES):
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO sale VALUES (?, ?)", (i, "x" * 200))
        for line in range(3):
            db.execute("INSERT INTO line VALUES (NULL, ?, ?)", (i, "x" * 60))
            db.execute("INSERT INTO movement VALUES (NULL, ?, -1)", (line,))
            db.execute("UPDATE stock SET on_hand = on_hand - 1 WHERE id = ?", ((i * 7 + line) % 100,))
        db.execute("COMMIT")
    return SALES / (time.perf_counter() - start)


class Counter:
    """A store that sells three lines at a time."""

    def __init__(self, folder: Path) -> None:
        stock_shelves(folder)
        self.store = Store(folder / "till.db", DeviceKey.at(folder / "device.key"))
        books = self.store.books
        books.record("shift.opened", entries.shift_opened("shift", 0, "IDR"), at_ms=1, by="").result(10)
        found = [self.store.catalogue.by_barcode("0" + barcode) for barcode in BARCODES]
        self.items = [Item(v.key, v.sku, v.name, v.price_minor, v.tax_class) for v in found if v is not None]

    def sell(self, number: int) -> None:
        """Ring up three lines and wait until they are on disk."""
        now = time.time_ns() // 1_000_000
        sale = Sale(time_key(now, os.urandom(10)), now)
        for line in range(3):
            sale.add(self.items[(number * 7 + line * 11) % len(self.items)])
        total = sale.totals().total_minor
        settlement = settle(total, total, CashRounding())
        self.store.books.complete_sale(
            lambda receipt: entries.sale_completed(sale, receipt, "shift", "IDR", settlement), at_ms=now, by=""
        ).result(10)


def written() -> int:
    """Return the bytes this process has caused to be written to disk."""
    found = re.search(r"^write_bytes: (\d+)", Path("/proc/self/io").read_text("ascii"), re.MULTILINE)
    return int(found.group(1)) if found else 0


def forced_writes(folder: Path) -> float | None:
    """Return fdatasync calls per sale as strace counts them; None where there is no strace."""
    if not shutil.which("strace"):
        return None
    counts = []
    for sales in (0, COUNTED):
        trace = folder / f"trace-{sales}"
        data = folder / f"counted-{sales}"
        command = ["strace", "-f", "-e", "trace=fdatasync,fsync", "-o", str(trace), sys.executable, __file__]
        subprocess.run([*command, str(data), str(sales)], check=True, timeout=120)
        counts.append(len(re.findall(r"(?:fdatasync|fsync)\(", trace.read_text())))
    return (counts[1] - counts[0]) / COUNTED


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    rates, times = [], []
    for run in range(3):
        rates.append(bare(Path(tempfile.mkdtemp(dir=folder))))
        counter = Counter(folder / f"run-{run}")
        before = written()
        for number in range(SALES):
            start = time.perf_counter()
            counter.sell(number)
            times.append(time.perf_counter() - start)
        bytes_per_sale = (written() - before) / SALES
        counter.store.close()
    rate, floor = len(times) / sum(times), percentile(rates, 0.5)
    report([
        figure("durable three-line sales", rate, "1/s", goal=">= 25 % of bare SQLite", bare_sqlite=floor,
               share_of_bare=rate / floor, p50_ms=percentile(times, 0.5) * 1e3, p99_ms=percentile(times, 0.99) * 1e3),
        figure("written per sale", bytes_per_sale / 1024, "KiB", goal="<= 20 KB"),
        figure("forced writes per sale", forced_writes(folder) or -1, "fdatasync", goal="exactly 1"),
    ])  # fmt: skip
    shutil.rmtree(folder)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        counter = Counter(Path(sys.argv[1]))
        for number in range(int(sys.argv[2])):
            counter.sell(number)
        os._exit(0)  # without the folding of the log that a shutdown does
    main()
