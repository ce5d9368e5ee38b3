"""Finding one of 100,000 variants by barcode and by every keystroke; taking in 20,000, and 20,000 new prices."""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from appliance.core import message
from appliance.store import Store
from bench.report import figure, percentile, report

SYLLABLES = [
    "ka",
    "ri",
    "sa",
    "teh",
    "bo",
    "tol",
    "mi",
    "go",
    "reng",
    "su",
    "ju",
    "ro",
    "ti",
    "ko",
    "pi",
    "la",
    "da",
    "ma",
    "nis",
    "as",
    "in",
    "pe",
    "das",
    "ba",
    "wang",
    "sa",
    "bun",
    "cu",
    "ci",
]
PAGE = 2_000
LOOKUPS = 5_000


def names(count: int, seed: int = 1) -> list[str]:
    """Return made-up product names of three or four words from 6,000, as unevenly used as real ones."""
    dice = random.Random(seed)
    words = ["".join(dice.choices(SYLLABLES, k=dice.choice([2, 2, 3]))).capitalize() for _ in range(6_000)]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    drawn = iter(dice.choices(words, weights, k=count * 4))
    return [" ".join(next(drawn) for _ in range(dice.choice([3, 4]))) for _ in range(count)]


def key(number: int) -> str:
    """Return a variant's key."""
    return str(uuid.UUID(int=number + 1))


def barcode(number: int) -> str:
    """Return a variant's 14 digits."""
    return f"{8990000000000 + number:014d}"


def rows(count: int) -> list[dict[str, Any]]:
    """Return the feed of so many variants: each with price, barcode and stock."""
    tax = {"key": "ppn", "name": "PPN 12%", "rate_ppm": 120_000, "included": True, "base_num": 11, "base_den": 12}
    made: list[tuple[str, str, dict[str, Any]]] = [("tax_class", "ppn", {"name": "PPN", "taxes": [tax]})]
    for number, name in enumerate(names(count)):
        data = {"product": key(number), "sku": f"SKU-{number:06d}", "name": name, "unit": "pcs", "tax_class": "ppn"}
        data |= {"category": f"c{number % 12}", "picture": "box", "rank": number, "favourite": number < 24}
        made += [("variant", key(number), data), ("price", key(number), {"price_minor": 1_000 + number % 90_000})]
        made += [("barcode", barcode(number), {"variant": key(number)})]
        made += [("stock", key(number), {"on_hand_milli": 10_000, "reserved_milli": 0})]
    return [{"table": t, "key": k, "version": n, "data": d} for n, (t, k, d) in enumerate(made, 1)]


def payloads(feed: list[dict[str, Any]], since: int) -> list[bytes]:
    """Return the messages that bring the rows."""
    pages = [feed[start : start + PAGE] for start in range(0, len(feed), PAGE)]
    return [
        message.write({**message.feed(since + i * PAGE, page[-1]["version"], page, True), "seq": 0})
        for i, page in enumerate(pages)
    ]


def take_in(store: Store, messages: list[bytes]) -> float:
    """Return the seconds from the first payload to the last commit."""
    start = time.perf_counter()
    for payload in messages:
        said = message.read(payload)
        if not store.feed.apply(said["since"], said["upto"], said["rows"], 0).result(60):
            raise SystemExit("the feed does not fit")
    return time.perf_counter() - start


def prices(count: int, since: int) -> list[dict[str, Any]]:
    """Return a new price for every variant."""
    return [
        {"table": "price", "key": key(n), "version": since + n + 1, "data": {"price_minor": 2_000 + n % 90_000}}
        for n in range(count)
    ]


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    small, feed = Store(folder / "small.db"), rows(20_000)
    first = take_in(small, payloads(feed, 0))
    changed = take_in(small, payloads(prices(20_000, len(feed)), len(feed)))
    small.close()
    store = Store(folder / "large.db")
    take_in(store, payloads(rows(100_000), 0))
    dice = random.Random(2)
    look, typed, first_letter = [], [], []
    for turn in range(2 * LOOKUPS):
        if turn == LOOKUPS:
            look.clear()  # what a till that has just been switched on takes is not what a cashier waits for all day
        code = barcode(dice.randrange(100_000))
        start = time.perf_counter()
        store.catalogue.by_barcode(code)
        look.append(time.perf_counter() - start)
    for name in dice.sample(names(100_000), 300):
        for end in range(1, len(name) + 1):
            start = time.perf_counter()
            store.catalogue.search(name[:end])
            took = time.perf_counter() - start
            typed.append(took)
            if end == 1:
                first_letter.append(took)
    store.close()
    shutil.rmtree(folder)
    ms = 1e3
    report([
        figure("barcode among 100,000", percentile(look, 0.99) * ms, "ms p99", goal="<= 0.1",
               p50=percentile(look, 0.5) * ms),
        figure("search keystroke among 100,000", percentile(typed, 0.99) * ms, "ms p99", goal="<= 3",
               p50=percentile(typed, 0.5) * ms, first_letter_p99=percentile(first_letter, 0.99) * ms),
        figure("first load of 20,000 variants", first, "s", goal="<= 1.5", rows=len(feed)),
        figure("20,000 price changes", changed, "s", goal="<= 0.3"),
    ])  # fmt: skip


if __name__ == "__main__":
    main()
