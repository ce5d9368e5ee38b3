"""A marketplace in memory that answers, loses answers, is busy, and remembers everything."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from cloud_bridge.connectors.errors import PushForged, Refused, TryLater
from cloud_bridge.connectors.limiter import Limiter
from cloud_bridge.connectors.port import (
    TO_PREPARE,
    Hint,
    Limits,
    Listed,
    ListedPage,
    ListingKey,
    MarketOrder,
    OrderLine,
    OrderPage,
    OrderRef,
    WriteResult,
)

MARKET = "fake"


class FakeMarket:
    """Verbs: `put_on_sale`, `buy`, `move_on`, `overwrite`, `campaign`, `land`.

    `trouble` is how often calls fail, `error` what all fail with; while `holds_writes` none is answered, and all take
    effect when they `land`; where it `compares`, a write names what it expects.
    """

    limits = Limits(stock_batch=5, order_window_ms=86_400_000, order_detail_batch=3)

    def __init__(self, seed: int = 0, trouble: float = 0.0) -> None:
        self.random = Random(seed)
        self.trouble = trouble
        self.error = None
        self.loses_answers = False
        self.stock: dict[ListingKey, int] = {}
        self.sku: dict[ListingKey, str] = {}
        self.orders: dict[str, MarketOrder] = {}
        self.refused: dict[ListingKey, str] = {}
        self.during_write = None
        self.reserved: dict[ListingKey, int] = {}
        self.uncounted: set[ListingKey] = set()
        self.compares = False
        self.holds_writes = False
        self.held: list[tuple[ListingKey, int]] = []
        self.limiter = Limiter(MARKET, 1_000, 80)
        self.writes: list[tuple[ListingKey, int]] = []
        self.calls: list[str] = []

    # --- the outside world

    def put_on_sale(self, product: str, sku: str, stock: int = 0, variant: str = "") -> ListingKey:
        key = ListingKey(product, variant)
        self.stock[key], self.sku[key] = stock, sku
        return key

    def buy(self, number: str, key: ListingKey, quantity: int, at_ms: int, state: str = TO_PREPARE) -> str:
        line = OrderLine(key, self.sku[key], self.sku[key], quantity, 1000)
        self.orders[number] = MarketOrder(
            number, state, state, at_ms, at_ms, "IDR", 1000 * quantity, "pembeli", (line,), {}
        )
        self.stock[key] -= quantity
        return number

    def move_on(self, number: str, state: str, at_ms: int = 0) -> None:
        """Let an order be in another state; without a moment its time of update does not move."""
        order = self.orders[number]
        self.orders[number] = replace(order, state=state, raw_state=state, updated_at_ms=at_ms or order.updated_at_ms)

    def overwrite(self, key: ListingKey, stock: int) -> None:
        self.stock[key] = stock

    def campaign(self, key: ListingKey, units: int) -> None:
        """Lock units for a campaign; less than nothing gives them back."""
        self.stock[key] -= units
        self.reserved[key] = self.reserved.get(key, 0) + units

    def land(self) -> None:
        """Let the writes take effect that were never answered."""
        for key, stock in self.held:
            self.stock[key] = stock
        self.held.clear()

    # --- the port

    def _maybe_fail(self, name: str) -> bool:
        """Say whether the answer is lost after the work was done; raise when the call is refused entirely."""
        self.calls.append(name)
        if self.error:
            raise self.error
        if self.loses_answers:
            return True
        if self.random.random() < self.trouble:
            if self.random.random() < 0.5:
                return True
            raise TryLater(market=MARKET, reason="busy")
        return False

    def _lost(self) -> TryLater:
        return TryLater(market=MARKET, reason="time-out")

    def list_products(self, cursor, updated_since_ms=None):
        if self._maybe_fail("list_products"):
            raise self._lost()
        keys = sorted(self.stock, key=lambda key: (key.product_id, key.variant_id))
        start = int(cursor or 0)
        some = tuple(self._listed(key) for key in keys[start : start + 4])
        return ListedPage(some, str(start + 4) if start + 4 < len(keys) else None)

    def read_products(self, product_ids):
        if self._maybe_fail("read_products"):
            raise self._lost()
        return tuple(self._listed(key) for key in self.stock if key.product_id in product_ids)

    def write_stock(self, writes):
        is_lost = self._maybe_fail("write_stock")
        if self.holds_writes:
            self.held += [(write.key, write.stock) for write in writes]
            raise self._lost()
        results = []
        for write in writes:
            if self.random.random() < self.trouble / 2:
                continue  # this one was not answered, and perhaps not done
            if write.key in self.refused:
                results.append(WriteResult(write.key, self.refused[write.key]))
                continue
            if self.compares and write.expected not in (None, self.stock[write.key]):
                results.append(WriteResult(write.key, seen=self.stock[write.key]))
                continue
            self.stock[write.key] = write.stock
            self.uncounted.discard(write.key)
            self.writes.append((write.key, write.stock))
            results.append(WriteResult(write.key))
        if self.during_write:
            self.during_write()
        if is_lost:
            raise self._lost()
        return tuple(results)

    def write_price(self, writes):
        return tuple(WriteResult(write.key) for write in writes)

    def list_orders(self, from_ms, to_ms, cursor):
        assert to_ms - from_ms <= self.limits.order_window_ms
        if self._maybe_fail("list_orders"):
            raise self._lost()
        found = [one for one in self.orders.values() if from_ms <= one.updated_at_ms <= to_ms]
        found.sort(key=lambda one: (one.updated_at_ms, one.order_id))
        start = int(cursor or 0)
        refs = tuple(OrderRef(one.order_id, one.raw_state) for one in found[start : start + 2])
        return OrderPage(refs, str(start + 2) if start + 2 < len(found) else None)

    def read_orders(self, order_ids):
        assert len(order_ids) <= self.limits.order_detail_batch
        if self._maybe_fail("read_orders"):
            raise self._lost()
        return tuple(self.orders[number] for number in order_ids if number in self.orders)

    def read_push(self, headers, body):
        if headers.get("Authorization") != "right":
            raise PushForged(market=MARKET)
        shop, _, number = body.decode().partition(":")
        if not shop:
            raise Refused(market=MARKET, reason="unreadable")
        return Hint(shop, (number,) if number else ())

    def close(self):
        self.calls.append("close")

    def _listed(self, key: ListingKey) -> Listed:
        name, locked = f"Barang {self.sku[key]}", self.reserved.get(key, 0)
        is_counted = key not in self.uncounted
        return Listed(key, self.sku[key], name, "NORMAL", 1000, self.stock[key], locked, 0, is_counted)
