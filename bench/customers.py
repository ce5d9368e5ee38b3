"""Finding one of 10,000 customers at the till, letter by letter, beside one row of bare SQLite in the same run."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from appliance.store import Store
from bench.report import figure, percentile, report

CUSTOMERS, AT_ONCE, WAIT_S = 10_000, 500, 60
NAMES = ("Anna", "Budi", "Citra", "Dewi", "Eko", "Fitri", "Gita", "Hadi", "Indra", "Joko")
FAMILIES = ("Wijaya", "Santoso", "Halim", "Putri", "Pratama", "Lestari", "Hidayat", "Kusuma", "Saputra", "Utami")
TYPED = ("a", "an", "anna", "anna w", "wij", "0812", "08123", "4567", "7 halim", "zz")


def customer(number: int) -> dict[str, object]:
    """Return what the feed says of a customer."""
    name = f"{NAMES[number % 10]} {FAMILIES[number // 10 % 10]} {number}"
    return {"name": name, "phone": f"+62 812-{number:04}-{number * 7 % 10_000:04}", "email": f"c{number}@example.org"}


def fill(store: Store) -> float:
    """Bring the customers by the feed; return the seconds it took."""
    start = time.perf_counter()
    for first in range(0, CUSTOMERS, AT_ONCE):
        rows = [
            {"table": "customer", "key": f"{n:036}", "version": n + 1, "data": customer(n)}
            for n in range(first, first + AT_ONCE)
        ]
        store.feed.apply(first, first + AT_ONCE, rows, None).result(WAIT_S)
    return time.perf_counter() - start


def main() -> None:
    """Measure and report."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "till.db")
        filled_s = fill(store)
        times, floor = [], []
        reader = sqlite3.connect(Path(folder) / "till.db")
        for turn in range(60):
            for typed in TYPED:
                start = time.perf_counter()
                store.books.customers.search(typed)
                times.append((time.perf_counter() - start) * 1000)
            start = time.perf_counter()
            reader.execute("SELECT * FROM customer WHERE key = ?", (f"{turn:036}",)).fetchone()
            floor.append((time.perf_counter() - start) * 1000)
        reader.close()
        store.close()
    found = figure(
        "find a customer of 10,000", percentile(times, 0.99), "ms p99", goal="< 20 ms",
        p50=percentile(times, 0.5), bare_row=percentile(floor, 0.5),
    )  # fmt: skip
    report([found, figure("take in 10,000 customers", filled_s, "s")])


if __name__ == "__main__":
    main()
