"""One whole day: everything started, everything gone wrong, everything counted, everything ended."""

from __future__ import annotations

import math
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from bench.eleven import lag
from bench.eleven.bridge import Bridge
from bench.eleven.chaos import Chaos
from bench.eleven.markets import Market, orders_of
from bench.eleven.stall import Stall, opening
from bench.eleven.tills import Shelves, Till, wait_ready
from bench.eleven.verdict import Verdict, judge
from cloud_bridge.connectors.registry import MARKETS as CONNECTORS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.eleven.stall import Size
    from bench.eleven.tills import Sold
    from bench.eleven.truth import Truth

SETTLE_S = 60.0  # how long after the last event everything must be right
LOOK_S = 2.0
CHANGED = "SELECT count(DISTINCT {}) FROM variant WHERE sku IN (SELECT name FROM diary WHERE what = 'written')"
OVERDUE_S = 300.0  # how much longer than planned a day may take


@dataclass(frozen=True)
class Day:
    """What became of a day."""

    verdict: Verdict
    settled_s: float | None  # after the last event; None when it never was
    orders: int
    sales: int
    oversold: int
    still_oversold: int
    lag_ms: dict[str, dict[str, dict[str, Any]]]
    calls: dict[str, int]
    calls_floor: dict[str, int]
    accidents: list[str]


def live(folder: Path, size: Size) -> Day:
    """Run one day in this folder."""
    stall = Stall.plan(folder, size)
    units = opening(size)
    markets = [Market(stall, name) for name in stall.channels]
    bridge = Bridge(stall)
    with ExitStack() as ending:
        for market in markets:
            ending.callback(market.program.stop)
            market.start()
        ending.callback(bridge.stop)
        say(f"{len(markets)} marketplaces are open, the books are being filled")
        made = bridge.prepare()
        for market in markets:
            market.keep_diary()
        calls_before = {market.name: sum(market.tally()["calls"].values()) for market in markets}
        bridge.start()
        shelves = Shelves(dict(units), threading.Lock())
        at_market, at_till = orders_of(stall)
        tills = []
        for number in range(size.tills):
            tills.append(Till(stall, made, number, at_till, shelves))
            ending.callback(tills[-1].close)
            tills[-1].wire.start()
        wait_ready(tills)
        say("the tills know everything; the doors open")
        watch = lag.Watch(stall, bridge)
        ending.callback(watch.stop)
        watch.start()
        chaos = Chaos(stall, bridge, markets)
        ending.callback(chaos.stop)
        for market in markets:
            market.open(at_market)
        for till in tills:
            till.open()
        chaos.start()
        wait_until_over(stall, markets, tills, chaos)
        last_event = time.monotonic()
        say(f"the last event is over ({', '.join(chaos.done)})")
        verdict, truth, settled_s = settle(stall, units, bridge, markets, tills, last_event)
        calls = {market.name: sum(market.tally()["calls"].values()) - calls_before[market.name] for market in markets}
        over, still = truth.oversold()
        return Day(
            verdict=verdict,
            settled_s=settled_s,
            orders=len(truth.states),
            sales=len(truth.sales),
            oversold=over,
            still_oversold=still,
            lag_ms={
                "order_in": _numbers(lag.order_in(truth, watch)),
                "stock_out": _numbers(lag.stock_out(truth, markets, size.buffer_units)),
            },
            calls=calls,
            calls_floor=_floor(truth, markets),
            accidents=chaos.done,
        )


class Accidents(Protocol):
    """What goes wrong on a day, and is over some time."""

    def is_over(self) -> bool:
        """Say whether everything that goes wrong has gone wrong."""


def wait_until_over(stall: Stall, markets: Sequence[Market], tills: Sequence[Till], accidents: Accidents) -> None:
    """Return when everybody has bought what they wanted and everything has gone wrong; raises TimeoutError."""
    end = time.monotonic() + stall.size.seconds + OVERDUE_S
    while not (
        accidents.is_over() and all(till.is_done() for till in tills) and all(market.is_done() for market in markets)
    ):
        if time.monotonic() > end:
            raise TimeoutError("the day does not end")
        threading.Event().wait(0.5)


def settle(
    stall: Stall,
    units: dict[str, int],
    bridge: Bridge,
    markets: Sequence[Market],
    tills: Sequence[Till],
    last_event: float,
) -> tuple[Verdict, Truth, float | None]:
    """Judge again and again until nothing is wrong, or the time is up."""
    sold: list[Sold] = [one for till in tills for one in till.sold]
    while True:
        asked = time.monotonic()
        verdict, truth = judge(stall, units, bridge, markets, sold)
        if verdict.is_clean:
            return verdict, truth, asked - last_event
        if asked - last_event > SETTLE_S:
            return verdict, truth, None
        say(" ".join(f"{name}={count}" for name, count in verdict._asdict().items() if name != "examples"))
        threading.Event().wait(LOOK_S)


def _numbers(lags: dict[str, list[float]]) -> dict[str, dict[str, Any]]:
    return {market: lag.in_numbers(samples) for market, samples in sorted(lags.items())}


def _floor(truth: Truth, markets: list[Market]) -> dict[str, int]:
    """Return the fewest calls the day could be done with.

    Every order read once, in full batches, after everything has happened to it; and every listing whose number changed
    written once: in full batches, or where a call writes one product's, one call for each product.
    """
    floor = {}
    for market in markets:
        limits = CONNECTORS[market.name].limits
        orders = sum(where == market.name for where, _ in truth.states)
        what, per_call = ("item_id", 1) if limits.is_by_product else ("sku", limits.stock_batch)
        changed = market.ask(CHANGED.format(what))[0][0]
        floor[market.name] = math.ceil(orders / limits.order_detail_batch) + math.ceil(changed / per_call)
    return floor


def say(text: str) -> None:
    """Tell whoever waits how far it is."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stderr.flush()
