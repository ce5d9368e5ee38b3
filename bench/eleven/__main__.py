"""`python -m bench.eleven`: the 11.11 test. Exit code 1 unless nothing is missing, wrong, off or double.

The shoppers' and cashiers' waits, the moments of the accidents and the minute that a marketplace is down are scaled by
--speed; nothing else is: the bridge's paces, time-outs and rests, and the marketplaces' limits and retries, are as they
always are.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.eleven.day import live, say
from bench.eleven.stall import Size
from bench.report import figure, report, short_slice

if TYPE_CHECKING:
    from bench.eleven.day import Day

RUNS = ("buffer", "no_buffer", "escrow")
BUFFER = 3  # units that the run with a buffer keeps back
ZERO = ("orders_missing", "statuses_wrong", "lines_wrong", "listings_off", "books_off", "duplicates", "entries_missing")


def main() -> int:
    options = _options()
    size = Size(
        orders=options.orders, variants=options.variants, tills=options.tills, minutes=options.minutes,
        speed=options.speed,
    )  # fmt: skip
    runs = {"buffer": replace(size, buffer_units=BUFFER), "no_buffer": size, "escrow": replace(size, escrow=True)}
    short_slice()  # the programs it starts inherit it
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that they are ended, too
    root = Path(tempfile.mkdtemp(prefix="eleven-"))
    days: dict[str, Day] = {}
    try:
        for name in options.runs:
            say(f"the day {name} begins: {runs[name]}")
            days[name] = live(_folder(root / name), runs[name])
            report(_figures(name, days[name]))
    finally:
        if options.keep:
            say(f"everything is in {root}")
        else:
            shutil.rmtree(root, ignore_errors=True)
    last = summary(size, days)
    print(json.dumps(last))
    return 0 if last["is_clean"] else 1


def summary(size: Size, days: dict[str, Day]) -> dict[str, Any]:
    """Return the days in one object; counts are the worst of all days, lags those of the first."""
    first = next(iter(days.values()))
    worst = {name: max(getattr(day.verdict, name) for day in days.values()) for name in ZERO}
    return {
        **worst,
        "is_clean": all(day.verdict.is_clean for day in days.values()),
        "oversold_buffer": days["buffer"].oversold if "buffer" in days else None,
        "oversold_no_buffer": days["no_buffer"].oversold if "no_buffer" in days else None,
        "escrow_oversold": days["escrow"].oversold if "escrow" in days else None,
        "settled_s": {name: day.settled_s and round(day.settled_s, 1) for name, day in days.items()},
        "lag_ms": first.lag_ms,
        "calls": sum(first.calls.values()),
        "calls_floor": sum(first.calls_floor.values()),
        "orders": first.orders,
        "sales": first.sales,
        "speed": size.speed,
        "load": round(os.getloadavg()[0], 1),
        "cores": os.cpu_count(),
    }


def _figures(name: str, day: Day) -> list[dict[str, Any]]:
    settled = -1.0 if day.settled_s is None else day.settled_s
    found = [
        figure(f"11.11 {name}: in step after the last event", settled, "s", goal="<= 60", accidents=day.accidents),
        figure(f"11.11 {name}: oversold", day.oversold, "units", still_promised=day.still_oversold),
    ]
    for way, by_market in day.lag_ms.items():
        found += [
            figure(f"11.11 {name}: {way} {market}", numbers.get("p50", -1), "ms p50", **numbers)
            for market, numbers in by_market.items()
        ]
    found += [
        figure(f"11.11 {name}: calls {market}", calls, "calls", floor=day.calls_floor[market])
        for market, calls in day.calls.items()
    ]
    if day.verdict.examples:
        say(json.dumps(day.verdict.examples, indent=1))
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.eleven", description=__doc__)
    parser.add_argument("--orders", type=int, default=Size.orders)
    parser.add_argument("--variants", type=int, default=Size.variants)
    parser.add_argument("--tills", type=int, default=Size.tills)
    parser.add_argument("--minutes", type=float, default=Size.minutes, help="simulated")
    parser.add_argument("--speed", type=float, default=Size.speed, help="how much faster the day goes by")
    parser.add_argument("--runs", nargs="+", choices=RUNS, default=RUNS)
    parser.add_argument("--quick", action="store_true", help="300 orders, 200 variants, 3 tills, one day of a minute")
    parser.add_argument("--keep", action="store_true", help="leave books, files and logs where they are")
    options = parser.parse_args()
    if options.quick:
        options.orders, options.variants, options.tills, options.minutes = 300, 200, 3, 1.0
        options.runs = ["buffer"]
    return options


def _folder(path: Path) -> Path:
    path.mkdir(parents=True)
    return path


if __name__ == "__main__":
    sys.exit(main())
