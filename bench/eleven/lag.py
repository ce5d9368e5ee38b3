"""How late: from the purchase to the order book, and from what changed the stock to the number on the marketplace."""

from __future__ import annotations

import sqlite3
import threading
import time
from bisect import bisect_left
from collections import defaultdict
from contextlib import closing
from typing import TYPE_CHECKING, Any

from bench.report import percentile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.eleven.bridge import Bridge
    from bench.eleven.markets import Market
    from bench.eleven.stall import Stall
    from bench.eleven.truth import Truth

LOOK_S = 0.05
SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}


class Watch:
    """Looks into the order book from outside and notes when an order was first there, for good."""

    def __init__(self, stall: Stall, bridge: Bridge) -> None:
        self.seen_ms: dict[tuple[str, str], int] = {}
        self._path = bridge.data / "bridge.db"
        self._market_of = {f"channel:{key}": market for market, key in stall.channels.items()}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stop.set()
        self._thread.join(10)

    def _run(self) -> None:
        last = 0
        with closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True, timeout=20)) as db:
            while not self._stop.wait(LOOK_S):
                now = time.time_ns() // 1_000_000
                rows = db.execute(
                    "SELECT rowid, origin, external_id FROM orders_order WHERE rowid > ? ORDER BY rowid", (last,)
                ).fetchall()
                for row, origin, number in rows:
                    last = row
                    if origin in self._market_of:
                        self.seen_ms[self._market_of[origin], number] = now


def order_in(truth: Truth, watch: Watch) -> dict[str, list[float]]:
    """Return the milliseconds from each purchase until it was in the order book, by marketplace."""
    lags: dict[str, list[float]] = defaultdict(list)
    for (market, number), at_ms in truth.opened_ms.items():
        if (market, number) in watch.seen_ms:
            lags[market].append(max(0, watch.seen_ms[market, number] - at_ms))
    return lags


def stock_out(truth: Truth, markets: Sequence[Market], buffer_units: int) -> dict[str, list[float]]:
    """Return the milliseconds from each change elsewhere until a number no larger than right was shown, by marketplace.

    Only what lowers the stock is measured, since only that can be sold twice: from the commit of a till's sale or of a
    purchase on another marketplace to the first write there after it whose number was no larger than what was free at
    some moment in between. What showed too little already, or is raised again before it was written, is no lag.
    """
    by_sku: dict[str, list[tuple[int, int, str]]] = defaultdict(list)  # (moment, free from then on, where)
    free = dict(truth.opening)
    for event in truth.events:
        free[event.sku] += event.units
        by_sku[event.sku].append((event.at_ms, free[event.sku], event.where if event.units < 0 else ""))
    lags: dict[str, list[float]] = {}
    for market in markets:
        shown: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at_ms, sku, stock in market.ask("SELECT at_ms, name, stock FROM diary WHERE what != 'opened' ORDER BY id"):
            shown[sku].append((at_ms, stock))
        lags[market.name] = [
            lag for sku, history in by_sku.items() for lag in _lags(history, shown[sku], market.name, buffer_units)
        ]
    return lags


def _lags(
    history: Sequence[tuple[int, int, str]], shown: Sequence[tuple[int, int]], market: str, buffer_units: int
) -> list[float]:
    found = []
    for at, (at_ms, left, where) in enumerate(history):
        if not where or where == market:
            continue
        place = bisect_left(shown, (at_ms, -(2**60)))
        highest, follow = left, at
        before = shown[place - 1][1] if place else None
        if before is not None and before <= max(0, left - buffer_units):
            continue
        for moment, stock in shown[place:]:
            while follow + 1 < len(history) and history[follow + 1][0] <= moment:
                follow += 1
                highest = max(highest, history[follow][1])
            if stock <= max(0, highest - buffer_units):
                found.append(float(moment - at_ms))
                break
    return found


def in_numbers(samples: Sequence[float]) -> dict[str, Any]:
    """Return how many there are and the percentiles, in milliseconds."""
    if not samples:
        return {"n": 0}
    ordered = list(samples)
    return {"n": len(ordered), **{name: round(percentile(ordered, share)) for name, share in SHARES.items()}}
