"""The bridge's books held against what truly happened: plain SQL and plain counting, none of the bridge's own code."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from bench.eleven.stall import scarce
from bench.eleven.truth import truth_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.eleven.bridge import Bridge
    from bench.eleven.markets import Market
    from bench.eleven.stall import Stall
    from bench.eleven.tills import Sold
    from bench.eleven.truth import Truth

# What each state is called in the order book; a buyer's wish to cancel is no state there.
BOOKED = {
    "unpaid": "unpaid", "paid": "to_prepare", "cancelling": "to_prepare", "packed": "ready", "shipped": "shipped",
    "completed": "completed", "cancelled": "cancelled",
}  # fmt: skip
# Marketplaces that have no word for a state: Lazada ends with the delivery, WooCommerce knows neither parcel nor road.
BOOKED_AT = {
    ("lazada", "completed"): "delivered",
    ("woocommerce", "packed"): "to_prepare",
    ("woocommerce", "shipped"): "completed",
}
WISH, WISHED = "cancelling", ("to_prepare", "ready")  # a till may have packed it before its buyer wished it away
EXAMPLES = 5


class Verdict(NamedTuple):
    """How many of each are wrong; `examples` names a few."""

    orders_missing: int
    statuses_wrong: int
    lines_wrong: int
    listings_off: int
    books_off: int
    duplicates: int
    entries_missing: int
    examples: dict[str, list[str]]

    @property
    def is_clean(self) -> bool:
        """Say whether nothing is wrong."""
        return not any(self[:-1])


def judge(
    stall: Stall, opening: dict[str, int], bridge: Bridge, markets: Sequence[Market], sold: Sequence[Sold]
) -> tuple[Verdict, Truth]:
    """Compare everything."""
    truth = truth_of(opening, markets, sold)
    wrong: dict[str, list[str]] = {}
    _orders(stall, bridge, truth, wrong)
    _books(bridge, truth, wrong)
    few = scarce(stall.size) if stall.size.escrow else frozenset()
    wrong["listings_off"] = [
        f"{market} {sku}: {shown} for {max(0, truth.free(sku) - stall.size.buffer_units)}"
        for (market, sku), shown in truth.shown.items()
        if sku not in few and shown != max(0, truth.free(sku) - stall.size.buffer_units)
    ]
    wrong["listings_off"] += [
        f"{sku}: {shown} in all for {truth.free(sku)}" for sku in few if (shown := _shown(truth, sku)) > truth.free(sku)
    ]
    _journals(stall, bridge, wrong)
    counts = [len(wrong.get(name, ())) for name in Verdict._fields[:-1]]
    return Verdict(*counts, {name: some[:EXAMPLES] for name, some in wrong.items() if some}), truth


def _shown(truth: Truth, sku: str) -> int:
    """Return what all marketplaces show together: of what is scarce each unit at one of them, at most."""
    return sum(shown for (_market, one), shown in truth.shown.items() if one == sku)


def _orders(stall: Stall, bridge: Bridge, truth: Truth, wrong: dict[str, list[str]]) -> None:
    market_of = {f"channel:{key}": market for market, key in stall.channels.items()}
    rows = bridge.ask("SELECT key, origin, external_id, state FROM orders_order")
    booked = {(market_of.get(origin, "till"), external): (key, state) for key, origin, external, state in rows}
    real = {**truth.states, **{("till", sale): "completed" for sale in truth.sales}}
    wrong["orders_missing"] = [" ".join(one) for one in real if one not in booked]
    wrong["duplicates"] = [" ".join(one) for one in booked if one not in real]
    wrong["duplicates"] += [f"{len(rows) - len(booked)} twice"] * (len(rows) - len(booked))
    wrong["statuses_wrong"] = [
        f"{market} {number}: {booked[market, number][1]} for {state}"
        for (market, number), state in real.items()
        if (market, number) in booked and not _fits(market, state, booked[market, number][1])
    ]
    lines: dict[str, Counter[str]] = {}
    for key, sku, milli in bridge.ask("SELECT order_id, sku, quantity_milli FROM orders_orderline"):
        lines.setdefault(key, Counter())[sku] += milli // 1000
    wrong["lines_wrong"] = [
        f"{market} {number}"
        for (market, number), units in truth.lines.items()
        if (market, number) in booked and lines.get(booked[market, number][0], Counter()) != Counter(units)
    ]


def _fits(market: str, state: str, booked: str) -> bool:
    return booked == BOOKED_AT.get((market, state), BOOKED[state]) or (state == WISH and booked in WISHED)


def _books(bridge: Bridge, truth: Truth, wrong: dict[str, list[str]]) -> None:
    levels = {
        sku: (on_hand, reserved)
        for sku, on_hand, reserved in bridge.ask(
            "SELECT v.sku, l.on_hand_milli, l.reserved_milli FROM stock_level l JOIN catalog_variant v"
            " ON v.key = l.variant_id"
        )
    }
    wrong["books_off"] = [
        f"{sku}: {levels.get(sku)} for {truth.on_hand[sku]} - {truth.promised[sku]}"
        for sku in truth.opening
        if levels.get(sku) != (truth.on_hand[sku] * 1000, truth.promised[sku] * 1000)
    ]


def _journals(stall: Stall, bridge: Bridge, wrong: dict[str, list[str]]) -> None:
    stored = Counter((till, digest) for till, digest in bridge.ask("SELECT till_id, hash FROM replication_entry"))
    wrong["entries_missing"] = []
    written: set[str] = set()
    for number in range(stall.size.tills):
        for digest in _hashes(stall.folder / f"till{number}" / "till.db"):
            written.add(digest)
    known = Counter(digest for _, digest in stored.elements())
    wrong["entries_missing"] += [digest for digest in written if digest not in known]
    wrong["duplicates"] += [digest for digest, count in known.items() if count > 1 or digest not in written]


def _hashes(path: Path) -> list[str]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20)) as db:
        return [digest.hex() for (digest,) in db.execute("SELECT hash FROM journal")]
