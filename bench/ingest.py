"""Journals into the bridge's books, beside bare SQLite writing the same ten rows per sale in the same run."""

from __future__ import annotations

import gc
import sqlite3
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from appliance.core import message
from appliance.core.key import time_key
from bench.bridge import FOLDER, Shop, write_journal
from bench.report import figure, percentile, report
from cloud_bridge.database import writing
from cloud_bridge.replication import feed, ingest
from cloud_bridge.replication.worker import AT_ONCE

SALES, SINGLE, ROUNDS = 6_000, 400, 3
BARE = """
CREATE TABLE sale (key TEXT PRIMARY KEY, store TEXT, number TEXT, total INTEGER, at_ms INTEGER);
CREATE TABLE line (id INTEGER PRIMARY KEY, sale TEXT, variant TEXT, name TEXT, quantity INTEGER, price INTEGER);
CREATE TABLE movement (id INTEGER PRIMARY KEY, variant TEXT, quantity INTEGER, source TEXT UNIQUE);
CREATE TABLE stock (variant TEXT PRIMARY KEY, on_hand INTEGER) WITHOUT ROWID;
"""


def drain(till: str, payloads: list[bytes], together: int) -> list[float]:
    """Ingest the payloads, so many in one commit, and return the seconds of each commit."""
    times = []
    for at in range(0, len(payloads), together):
        start = time.perf_counter()
        with writing():
            answers = [
                ingest.handle(till, message.read(payload), carefully=False) for payload in payloads[at : at + together]
            ]
        times.append(time.perf_counter() - start)
        if answers[-1][0]["kind"] != "ack":
            raise RuntimeError(answers)
    return times


def bare(shop: Shop, baskets: list[list[str]], together: int) -> list[float]:
    """Write the same sales as ten plain rows each and return the seconds of each commit."""
    path = FOLDER / f"bare-{time.monotonic_ns()}.db"
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -64000;" + BARE)
    db.execute("BEGIN")
    db.executemany("INSERT INTO stock VALUES (?, 0)", [(variant,) for variant in shop.variants])
    db.execute("COMMIT")
    times = []
    for at in range(0, len(baskets), together):
        start = time.perf_counter()
        sales, lines, moves, stock = [], [], [], []
        for number, basket in enumerate(baskets[at : at + together], at):
            key = time_key(number, bytes(10))
            sales.append((key, shop.store.key, f"A{number:06}", 45_000, number))
            for line, variant in enumerate(basket):
                lines.append((key, variant, "Kopi Susu Gula Aren", 1_000, 15_000))
                moves.append((variant, -1_000, f"{key}:{line}"))
                stock.append((1_000, variant))
        db.execute("BEGIN IMMEDIATE")
        db.executemany("INSERT INTO sale VALUES (?, ?, ?, ?, ?)", sales)
        db.executemany("INSERT INTO line VALUES (NULL, ?, ?, ?, ?, ?)", lines)
        db.executemany("INSERT INTO movement VALUES (NULL, ?, ?, ?)", moves)
        db.executemany("UPDATE stock SET on_hand = on_hand - ? WHERE variant = ?", stock)
        db.execute("COMMIT")
        times.append(time.perf_counter() - start)
    db.close()
    path.unlink()
    return times


def rate_of(shop: Shop, name: str, per_message: int, together: int, *, sign: bool = False) -> dict:
    """Return sales per second, beside bare SQLite's in turns with it."""
    ours, floor = [], []
    for run in range(ROUNDS):
        baskets = shop.baskets(SALES, run)
        till, payloads = write_journal(shop, baskets, per_message, sign=sign)
        floor.append(SALES / sum(bare(shop, baskets, per_message * together)))
        ours.append(SALES / sum(drain(till, payloads, together)))
    rate, bare_rate = percentile(ours, 0.5), percentile(floor, 0.5)
    goal = ">= 5,000/s" if together > 1 else ""
    return figure(
        name, rate, "sales/s", goal=goal, bare_sqlite=bare_rate, share_of_bare=rate / bare_rate, best=max(ours)
    )


def single(shop: Shop) -> dict:
    """Return how long one sale takes from payload to commit."""
    baskets = shop.baskets(SINGLE, 9)
    till, payloads = write_journal(shop, baskets, 1, sign=False)
    floor = bare(shop, baskets, 1)
    times = drain(till, payloads, 1)
    return figure(
        "ingest one sale", percentile(times, 0.5) * 1e3, "ms p50", goal="< 3 ms",
        p99_ms=percentile(times, 0.99) * 1e3, bare_sqlite_p50_ms=percentile(floor, 0.5) * 1e3,
    )  # fmt: skip


def prices(shop: Shop) -> dict:
    """Return how long it takes to publish a new price for everything."""
    rows = [feed.Row(shop.merchant.key, "price", variant, {"price_minor": 2}) for variant in shop.variants]
    start = time.perf_counter()
    with writing():
        feed.publish(shop.merchant.key, rows)
    return figure("publish 20,000 prices", time.perf_counter() - start, "s", goal="< 1 s")


def main() -> None:
    shop = Shop()
    gc.freeze()
    report([
        rate_of(shop, "ingest, 100 sales a message, a commit each", 100, 1),
        rate_of(shop, "ingest, 200 sales a message, a commit each", 200, 1),
        rate_of(shop, f"ingest, a backlog: 100 a message, {AT_ONCE} a commit", 100, AT_ONCE),
        rate_of(shop, "ingest, the same, signed", 100, AT_ONCE, sign=True),
        single(shop),
        prices(shop),
    ])  # fmt: skip


if __name__ == "__main__":
    main()
