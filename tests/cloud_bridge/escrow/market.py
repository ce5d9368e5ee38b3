"""A marketplace that does what marketplaces may: shows orders late, loses answers, lets writes come to pass late."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.port import (
    CANCELLED,
    TO_PREPARE,
    Limits,
    ListingKey,
    MarketOrder,
    OrderLine,
    OrderPage,
    OrderRef,
    WriteResult,
)

KEY = ListingKey("1")
DONE, LOST, LATE, NEVER, REFUSED = "done", "lost", "late", "never", "refused"
FATES = (DONE, LOST, LATE, NEVER, REFUSED)


class Crash(Exception):
    """The bridge's process dies."""


@dataclass
class Late:
    """A write that is on its way."""

    at_ms: int
    stock: int
    expected: int | None


class Market:
    """One listing; what happens at a call is in `fates` and `ambushes`, the next first."""

    def __init__(self, now, settle_ms: int, stock: int, *, compares: bool) -> None:
        self.limits = Limits(5, 86_400_000, 50, compares=compares)
        self.now = now
        self.settle_ms = settle_ms
        self.stock = stock
        self.orders: dict[str, MarketOrder] = {}
        self.visible_ms: dict[str, int] = {}
        self.late: list[Late] = []
        self.fates: list[str] = []
        self.ambushes: list[int] = []  # how many are bought when the next call comes, and when it is over

    # --- the outside world

    def buy(self, units: int, late: float) -> bool:
        self.come_to_pass()
        if units > self.stock:
            return False
        number, now = f"N{len(self.orders)}", self.now()
        line = OrderLine(KEY, "A", "A", units, 1000)
        self.orders[number] = MarketOrder(number, TO_PREPARE, "", now, now, "IDR", 1000, "x", (line,), {})
        self.visible_ms[number] = now + int(late * self.settle_ms)
        self.stock -= units
        return True

    def cancel(self, number: str, *, restocks: bool) -> None:
        order = self.orders[number]
        if order.state != CANCELLED:
            self.orders[number] = replace(order, state=CANCELLED, updated_at_ms=self.now())
            self.stock += order.lines[0].quantity if restocks else 0

    def come_to_pass(self) -> None:
        for write in [one for one in self.late if one.at_ms <= self.now()]:
            self.late.remove(write)
            self._set(write.stock, write.expected)

    @property
    def sold(self) -> int:
        return sum(order.lines[0].quantity for order in self.orders.values() if order.state != CANCELLED)

    def _ambush(self) -> None:
        if self.ambushes:
            units = self.ambushes.pop(0)
            if units:
                self.buy(units, 0.99)

    def _set(self, stock: int, expected: int | None) -> int | None:
        if expected is not None and self.limits.compares and expected != self.stock:
            return self.stock
        self.stock = stock
        return None

    # --- the port

    def write_stock(self, writes):
        self.come_to_pass()
        self._ambush()
        (write,) = writes
        fate = self.fates.pop(0) if self.fates else DONE
        if fate == REFUSED:
            return (WriteResult(write.key, "no"),)
        if fate == LATE:
            self.late.append(Late(self.now() + self.settle_ms - 1, write.stock, write.expected))
        seen = self._set(write.stock, write.expected) if fate in {DONE, LOST} else None
        self._ambush()
        if fate != DONE:
            raise TryLater(market="fake", reason=fate)
        is_there = seen == write.stock  # as Shopify's connector says it
        return (WriteResult(write.key, seen=None if is_there else seen, was_there=is_there),)

    def list_orders(self, from_ms, to_ms, cursor):
        self._ambush()
        shown = [one for number, one in self.orders.items() if self.visible_ms[number] <= self.now()]
        found = [one for one in shown if from_ms <= one.updated_at_ms <= to_ms]
        return OrderPage(tuple(OrderRef(one.order_id, "") for one in found), None)

    def read_orders(self, order_ids):
        self._ambush()
        return tuple(self.orders[number] for number in order_ids)
