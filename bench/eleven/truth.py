"""What truly happened, from the marketplaces' and the cashiers' own notes; nothing here asks the bridge."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.eleven.markets import Market
    from bench.eleven.tills import Sold

LIVING = ("unpaid", "paid", "packed", "cancelling")
GONE = ("shipped", "completed")


class Event(NamedTuple):
    """So many units of a SKU more or fewer are free from this moment on."""

    at_ms: int
    sku: str
    units: int
    where: str  # a marketplace, or "till"


@dataclass
class Truth:
    """The day in numbers: orders by marketplace and number, and units by SKU."""

    opening: dict[str, int]
    states: dict[tuple[str, str], str] = field(default_factory=dict)
    lines: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    opened_ms: dict[tuple[str, str], int] = field(default_factory=dict)
    sales: set[str] = field(default_factory=set)
    on_hand: dict[str, int] = field(default_factory=dict)
    promised: dict[str, int] = field(default_factory=dict)
    shown: dict[tuple[str, str], int] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def free(self, sku: str) -> int:
        """Return how many units nobody was promised; less than nothing where too many were."""
        return self.on_hand[sku] - self.promised[sku]

    def oversold(self) -> tuple[int, int]:
        """Return how many units were sold when there was none left, and how many are still promised too many."""
        free, over = dict(self.opening), 0
        for event in self.events:
            if event.units < 0:
                over += max(0, -event.units - max(0, free[event.sku]))
            free[event.sku] += event.units
        return over, sum(max(0, -self.free(sku)) for sku in self.opening)


def truth_of(opening: dict[str, int], markets: Sequence[Market], sold: Sequence[Sold]) -> Truth:
    """Read everybody's notes."""
    truth = Truth(opening)
    gone: dict[str, int] = defaultdict(int)
    promised: dict[str, int] = defaultdict(int)
    for one in sold:
        truth.sales.add(one.sale)
        gone[one.sku] += one.units
        truth.events.append(Event(one.at_ms, one.sku, -one.units, "till"))
    for market in markets:
        for order_no, state in market.ask("SELECT order_no, state FROM purchase"):
            truth.states[market.name, order_no] = state
            truth.lines[market.name, order_no] = {}
        for order_no, sku, units in market.ask("SELECT order_no, sku, quantity FROM purchase_line"):
            truth.lines[market.name, order_no][sku] = units
            state = truth.states[market.name, order_no]
            if state in GONE:
                gone[sku] += units
            elif state in LIVING:
                promised[sku] += units
        for at_ms, what, name, number in market.ask("SELECT at_ms, what, name, number FROM diary ORDER BY id"):
            if what == "opened":
                truth.opened_ms[market.name, name] = at_ms
            elif what != "written":
                truth.events.append(Event(at_ms, name, -number if what == "bought" else number, market.name))
        for sku, stock in market.ask("SELECT sku, stock FROM variant"):
            truth.shown[market.name, sku] = stock
    truth.events.sort(key=lambda event: event.at_ms)
    truth.on_hand = {sku: units - gone[sku] for sku, units in opening.items()}
    truth.promised = {sku: promised[sku] for sku in opening}
    return truth
