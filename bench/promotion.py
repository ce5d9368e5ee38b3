"""A full cart against a thousand promotions, beside summing the same cart a thousand times and beside no index."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from appliance.core.promotion import Moment, PricedLine, Promotions, applied, from_data
from bench.report import figure, percentile, report

RULES = 1_000
LINES = 100
GOODS = 2_000
RUNS = 100
AT = Moment(4, 18 * 60, "2026-11-20")


def shop_rules(dice: random.Random) -> list[dict[str, object]]:
    """Return what a large shop promises at once: every kind, on its own goods, some on categories and on everything."""
    found: list[dict[str, object]] = []
    for number in range(RULES):
        two = [f"v{dice.randrange(GOODS)}" for _ in range(2)]
        kind = ("percent_each", "amount_each", "n_for_m", "quantity_price", "bundle")[number % 5]
        data: dict[str, object] = {"name": f"Promo {number}", "kind": kind, "ppm": 100_000, "minor": 500}
        data |= {"buy": 3, "pay": 2, "quantity": 3, "price_minor": 10_000}
        data["parts"] = [{"variants": two[:1]}, {"variants": two[1:]}]
        if number % 100 == 0:
            data["categories"] = [f"c{number % 20}"]
        elif kind != "bundle":
            data["variants"] = two
        if number % 7 == 0:
            data |= {"weekdays": [4], "from_minute": 17 * 60, "to_minute": 19 * 60}
        found.append(data)
    found[-1] = {"name": "Members", "kind": "percent_sum", "ppm": 50_000, "groups": ["member"], "exclusive": False}
    return found


def full_cart(dice: random.Random) -> list[PricedLine]:
    """Return a hundred lines of one to six pieces."""
    lines = []
    for number in range(LINES):
        unit, count = dice.randrange(10, 500) * 100, dice.randint(1, 6)
        variant = dice.randrange(GOODS)
        lines.append(PricedLine(number, f"v{variant}", f"c{variant % 20}", count * 1000, unit, unit * count))
    return lines


def timed(runs: int, call: object) -> list[float]:
    """Return the milliseconds of each of some calls."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()  # type: ignore[operator]
        times.append((time.perf_counter() - start) * 1e3)
    return times


def main() -> None:
    dice = random.Random(5)
    datas, lines = shop_rules(dice), full_cart(dice)
    rules = [from_data(f"r{number}", data) for number, data in enumerate(datas)]
    shelf = Promotions(rules)
    found = applied(lines, shelf, AT, "member")
    times = timed(RUNS, lambda: applied(lines, shelf, AT, "member"))
    floor = timed(5, lambda: [sum(line.before_minor for line in lines) for _ in range(RULES)])
    # what has no index asks every promotion about every line before it computes anything
    naive = timed(5, lambda: [
        [line for line in lines if any(goods.covers(line.variant, line.category) for goods in rule.all_goods)]
        for rule in rules
    ])  # fmt: skip
    built = timed(5, lambda: Promotions(rules))
    few = timed(RUNS, lambda: applied(lines[:3], shelf, AT, "member"))
    report([
        figure("1,000 promotions on a 100-line cart", percentile(times, 0.5), "ms", goal="a few ms",
               p99_ms=percentile(times, 0.99), sum_the_cart_1000_times_ms=percentile(floor, 0.5),
               ask_every_promotion_ms=percentile(naive, 0.5), offs=len(found)),
        figure("1,000 promotions on a 3-line cart", percentile(few, 0.5), "ms", goal="<= 1 ms"),
        figure("index of 1,000 promotions", percentile(built, 0.5), "ms", goal="once per change of the feed"),
    ])  # fmt: skip


if __name__ == "__main__":
    main()
