"""Shoppers out of a seed: who comes when, what they want, and what they do afterwards.

Everything is decided before the shop opens, so that two runs with one seed are the same crowd, and several
marketplaces whose shelves have the same SKUs are wanted in the same proportions.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PEAK_AT = 0.2  # of the time: a sale begins at midnight, and soon after everybody is there
PEAK_WIDTH = 0.1
PEAK_HEIGHT = 3.0  # how many times as many come on top of those who always do
LINES = (1, 1, 1, 1, 1, 1, 1, 2, 2, 3)
QUANTITIES = (1, 1, 1, 1, 1, 1, 2, 2, 3)
LATE_PAYERS, NEVER_PAYERS = 0.12, 0.03
CANCELLERS, ASKERS = 0.05, 0.03
PAY_S, REGRET_S, PACK_S, SHIP_S, ARRIVE_S = (5, 60), (5, 90), (30, 120), (20, 120), (60, 240)
PAY, ASK, CANCEL, PACK, SHIP, COMPLETE = "pay", "ask_to_cancel", "cancel", "pack", "ship", "complete"


@dataclass(frozen=True)
class Plan:
    """So many orders within so many minutes; `speed` runs all of a shopper's waits that many times as fast."""

    orders: int = 100
    minutes: float = 10
    seed: int = 11
    speed: float = 1.0


class Visit(NamedTuple):
    """One shopper: when they come, (SKU, quantity) of what they want, and what happens to the order when.

    Seconds since the shop opened. A verb that comes too late (somebody else cancelled) is for the shop to refuse.
    """

    at_s: float
    basket: tuple[tuple[str, int], ...]
    buyer: str
    pays_at_once: bool
    then: tuple[tuple[float, str], ...]


def by_popularity(skus: Iterable[str], seed: int) -> list[str]:
    """Return SKUs, the most wanted first; the n-th is wanted 1/n as often as the first (Zipf), a long tail."""
    ordered = sorted(set(skus))
    random.Random(f"{seed} shelf").shuffle(ordered)  # noqa: S311 - shoppers, not secrets
    return ordered


def visits(plan: Plan, skus: Sequence[str], crowd: str = "") -> list[Visit]:
    """Return the plan's shoppers in the order in which they come; another `crowd` is other people with the same taste.

    Nothing happens after the plan's last minute.
    """
    wanted = by_popularity(skus, plan.seed)
    dice = random.Random(f"{plan.seed} {crowd}")  # noqa: S311 - shoppers, not secrets
    weights = _running_sum(1 / rank for rank in range(1, len(wanted) + 1))
    end_s = plan.minutes * 60
    moments = sorted(_moment(dice) * end_s for _ in range(plan.orders))
    return [_visit(dice, number, at_s, end_s, wanted, weights) for number, at_s in enumerate(moments, 1)]


def _running_sum(parts: Iterable[float]) -> list[float]:
    total, sums = 0.0, []
    for part in parts:
        total += part
        sums.append(total)
    return sums


def _moment(dice: random.Random) -> float:
    """Return when somebody comes, as a share of the time: an even trickle, and a peak on top of it."""
    usual = 1 / (1 + PEAK_HEIGHT * PEAK_WIDTH * 2.5)
    while True:
        at = dice.random() if dice.random() < usual else dice.gauss(PEAK_AT, PEAK_WIDTH)
        if 0 <= at < 1:
            return at


def _visit(
    dice: random.Random, number: int, at_s: float, end_s: float, wanted: Sequence[str], weights: Sequence[float]
) -> Visit:
    picked = dice.choices(wanted, cum_weights=weights, k=dice.choice(LINES))
    basket = {sku: dice.choice(QUANTITIES) for sku in picked}
    luck = dice.random()
    pays_at_once = luck >= LATE_PAYERS + NEVER_PAYERS
    then = _afterwards(dice, at_s, pays_at_once=pays_at_once, never_pays=luck < NEVER_PAYERS)
    return Visit(
        at_s,
        tuple(basket.items()),
        f"shopper{number}",
        pays_at_once,
        tuple((moment, verb) for moment, verb in then if moment < end_s),
    )


def _afterwards(dice: random.Random, at_s: float, *, pays_at_once: bool, never_pays: bool) -> list[tuple[float, str]]:
    if never_pays:
        return [(at_s + dice.uniform(*REGRET_S), CANCEL)]
    then, now_s = [], at_s
    if not pays_at_once:
        now_s += dice.uniform(*PAY_S)
        then.append((now_s, PAY))
    mood = dice.random()
    if mood < CANCELLERS:
        return [*then, (now_s + dice.uniform(*REGRET_S), CANCEL)]
    if mood < CANCELLERS + ASKERS:
        asked_s = now_s + dice.uniform(*REGRET_S)
        granted = [(asked_s + dice.uniform(*REGRET_S), CANCEL)] if dice.random() < 0.5 else []
        return [*then, (asked_s, ASK), *granted]
    for verb, (least_s, most_s) in ((PACK, PACK_S), (SHIP, SHIP_S), (COMPLETE, ARRIVE_S)):
        now_s += dice.uniform(least_s, most_s)
        then.append((now_s, verb))
    return then
