"""The fake marketplace with everything a seller may tell one: it remembers what it heard, and what it confirmed."""

from __future__ import annotations

from dataclasses import replace

from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.port import CANCELLED, READY, SHIPPED, Label, OrderResult
from cloud_bridge.keys import now_ms
from cloud_bridge.orders import states
from cloud_bridge.sandbox._pdf import one_page
from tests.cloud_bridge.channels.fakes import MARKET, FakeMarket


class Parcels(FakeMarket):
    """`heard` is every order that was told into a state, `repeated` what was told again although it was confirmed.

    `noes` are the orders (with a state) that it refuses; `label_after` is how often a label is asked for in vain.
    """

    def __init__(self, seed: int = 0, trouble: float = 0.0) -> None:
        super().__init__(seed, trouble)
        self.heard: list[tuple[str, str]] = []
        self.confirmed: set[tuple[str, str]] = set()
        self.repeated: list[tuple[str, str]] = []
        self.noes: dict[tuple[str, str], str] = {}
        self.whole_no = None
        self.label_after: dict[str, int] = {}
        self.pdf = one_page(["JX 0001", "Jalan Melati 7"])
        self.missing = 0
        self.reasons: dict[str, str] = {}

    def show(self, number: str, state: str) -> None:
        """Bring an order into a state."""
        order = self.orders[number]
        at_ms = max(now_ms(), order.updated_at_ms + 1)
        self.orders[number] = replace(order, state=state, raw_state=state, updated_at_ms=at_ms)

    def state(self, number: str) -> str:
        return self.orders[number].state

    def _told(self, name: str, state: str, numbers: list[str]) -> tuple[OrderResult, ...]:
        if self.whole_no and len(numbers) > 1:
            raise self.whole_no
        is_lost = self._maybe_fail(name)
        results = []
        for number in numbers:
            if self.random.random() < self.trouble / 2:
                continue
            self.heard.append((number, state))
            if (number, state) in self.confirmed:
                self.repeated.append((number, state))
            no = self.noes.get((number, state)) or self._no(number, state)
            if not no and not states.reached(self.state(number), state):
                self.show(number, state)
                if state == CANCELLED:
                    for line in self.orders[number].lines:
                        self.stock[line.key] += line.quantity
            results.append(OrderResult(number, no))
        if is_lost:
            raise self._lost()
        self.confirmed |= {(one.order_id, state) for one in results if not one.refused}
        return tuple(results)

    def _no(self, number: str, state: str) -> str:
        is_dead = self.state(number) == CANCELLED
        has_left = states.has_left(self.state(number))
        return "too late" if (is_dead and state != CANCELLED) or (has_left and state == CANCELLED) else ""

    def label(self, order_id: str) -> Label:
        if self._maybe_fail("read_label"):
            raise self._lost()
        if self.label_after.get(order_id, 0) > 0:
            self.label_after[order_id] -= 1
            raise TryLater(market=MARKET, reason="there is no label yet")
        return Label("application/pdf", self.pdf)


class PackingMarket(Parcels):
    """It can be told everything."""

    def accept_orders(self, order_ids):
        return self._told("accept_orders", READY, list(order_ids))

    def ship_orders(self, shipments):
        return self._told("ship_orders", SHIPPED, [one.order_id for one in shipments])

    def cancel_orders(self, cancellations):
        self.reasons |= {one.order_id: one.reason for one in cancellations}
        return self._told("cancel_orders", CANCELLED, [one.order_id for one in cancellations])

    def read_label(self, order_id):
        return self.label(order_id)

    def ensure_subscribed(self):
        if self._maybe_fail("ensure_subscribed"):
            raise self._lost()
        mended, self.missing = self.missing, 0
        return mended


class CourierMarket(Parcels):
    """It arranges couriers, who say themselves that goods have left."""

    def accept_orders(self, order_ids):
        return self._told("accept_orders", READY, list(order_ids))


class ShippingMarket(Parcels):
    """It wants to hear that goods have left and nothing else."""

    def ship_orders(self, shipments):
        return self._told("ship_orders", SHIPPED, [one.order_id for one in shipments])
