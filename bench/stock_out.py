"""From a till's commit to the number on each of five idle marketplaces, through broker, bridge and HTTP.

Floor of the same run: one message through the same broker and back, plus one call to the same marketplace.
"""

from __future__ import annotations

import http.client
import random
import shutil
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, closing
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.eleven.bridge import Bridge
from bench.eleven.day import say
from bench.eleven.lag import in_numbers
from bench.eleven.markets import Market
from bench.eleven.stall import Size, Stall, opening, skus
from bench.eleven.tills import Shelves, Till, wait_ready
from bench.report import figure, percentile, report, short_slice
from bench.wire import echo
from cloud_bridge.sandbox._shopper import Visit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.eleven.tills import Sold

SIZE = Size(orders=0, variants=300, tills=1)
SALES = 80
PAUSE_S = (1.0, 2.0)
SETTLE_S = 15.0  # until subscriptions and first looks are over
LATE_S = 30.0
CALLS = 50


def main() -> int:
    short_slice()
    folder = Path(tempfile.mkdtemp(prefix="stock-out-"))
    try:
        with ExitStack() as ending:
            report(measure(folder, ending))
    finally:
        shutil.rmtree(folder)
    return 0


def measure(folder: Path, ending: ExitStack) -> list[dict]:
    stall, units = Stall.plan(folder, SIZE), opening(SIZE)
    markets = [Market(stall, name) for name in stall.channels]
    bridge = Bridge(stall)
    for market in markets:
        ending.callback(market.program.stop)
        market.start()
    ending.callback(bridge.stop)
    made = bridge.prepare()
    for market in markets:
        market.keep_diary()
    bridge.start()
    till = Till(stall, made, 0, 0, Shelves(dict(units), threading.Lock()))
    ending.callback(till.close)
    till.wire.start()
    wait_ready([till])
    time.sleep(SETTLE_S)
    say(f"{len(markets)} marketplaces show {SIZE.variants} listings each; the till begins to sell")
    dice = random.Random(1)
    for sku in dice.sample(skus(SIZE), SALES):
        time.sleep(dice.uniform(*PAUSE_S))
        till.serve(Visit(0, ((sku, 1),), "", pays_at_once=True, then=()))
    lags = {market.name: written(market, till.sold, units) for market in markets}
    through_broker = percentile(echo(SimpleNamespace(till=made, port=stall.broker_port)), 0.5) * 1e3
    floors = {market.name: through_broker + call_ms(stall.ports[market.name]) for market in markets}
    return [
        *(_figure(f"till to {name}", lags[name], floors[name]) for name in sorted(lags)),
        _figure("till to any of five marketplaces", [one for some in lags.values() for one in some],
                max(floors.values()), until_wanted=in_numbers(wanted(bridge, till.sold))),
    ]  # fmt: skip


def _figure(name: str, lags: list[float], floor: float, **beside) -> dict:
    goal = "" if not beside else "<= 1000"
    return figure(name, percentile(lags, 0.95), "ms p95", goal=goal, floor=floor, **in_numbers(lags), **beside)


def written(market: Market, sold: Sequence[Sold], units: dict[str, int]) -> list[float]:
    """Return the milliseconds from each sale until the marketplace showed one less; every SKU was sold once."""
    end = time.monotonic() + LATE_S
    while True:
        rows = market.ask("SELECT name, number, at_ms FROM diary WHERE what = 'written' ORDER BY id DESC")
        at_ms = {name: at_ms for name, number, at_ms in rows if number == units[name] - 1}
        if all(sale.sku in at_ms for sale in sold):
            return [float(at_ms[sale.sku] - sale.at_ms) for sale in sold]
        if time.monotonic() > end:
            raise TimeoutError(f"{market.name} does not show what it should")
        time.sleep(0.2)


def wanted(bridge: Bridge, sold: Sequence[Sold]) -> list[float]:
    """Return the milliseconds from each sale until the bridge wanted each channel to show one less."""
    rows = bridge.ask("SELECT sku, wanted_at_ms FROM channels_listing")
    sold_ms = {sale.sku: sale.at_ms for sale in sold}
    return [float(at_ms - sold_ms[sku]) for sku, at_ms in rows if sku in sold_ms]


def call_ms(port: int) -> float:
    """Return how long a call takes that only reads a few lines, over a connection that is open."""
    took = []
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as there:
        for _ in range(CALLS):
            start = time.perf_counter()
            there.request("GET", "/_sandbox/shoppers")
            there.getresponse().read()
            took.append(time.perf_counter() - start)
            time.sleep(0.02)
    return percentile(took, 0.5) * 1e3


if __name__ == "__main__":
    sys.exit(main())
