"""A till over a real store, on a screen's thread that the test drives."""

from __future__ import annotations

import contextlib
import itertools
import queue

from appliance.core import gtin
from appliance.core.key import time_key
from appliance.store import StoreError
from appliance.till.events import Failed, SaleCompleted, ScanRefused
from appliance.till.till import Till
from tests.store.goods import WAIT_S, open_stall

START_MS = 1_760_000_000_000


def label(prefix, value):
    """A scale label for sugar: prefix 21 says a price, 22 a weight in grams."""
    code = f"{prefix}00042{value:05d}"
    return code + gtin.check_digit(code)


class Stall:
    """Boots a till in a folder; `settle` lets everything happen that was begun."""

    _count = itertools.count(1)

    def __init__(self, folder):
        self.path = folder / "till.db"
        self.events = []
        self._todo = queue.SimpleQueue()
        self.store = open_stall(self.path)
        self.till = Till(
            self.store.catalogue,
            self.store.books,
            dispatch=self._todo.put,
            new_key=lambda: time_key(START_MS, next(self._count).to_bytes(10, "big")),
            now_ms=lambda: START_MS + next(self._count),
        )
        self.till.by = "anna"
        self.till.listen(self.events.append)

    def settle(self):
        while True:
            with contextlib.suppress(StoreError):  # a closed store has nothing more to do
                self.store.writer.submit(lambda _: None).result(WAIT_S)
            if self._todo.empty():
                return
            while not self._todo.empty():
                self._todo.get()()

    def of(self, kind):
        """Return the events of a kind, oldest first."""
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def sold(self):
        return self.of(SaleCompleted)

    @property
    def refused(self):
        return [event.error.code for event in self.of(ScanRefused)]

    @property
    def failed(self):
        return [event.error.code for event in self.of(Failed)]

    def lines(self):
        return [(line.item.name, line.quantity_milli) for line in self.till.sale.lines]

    def pay(self, tendered_minor=None):
        self.till.checkout.pay_cash(self.till.checkout.left_minor() if tendered_minor is None else tendered_minor)
        self.settle()

    def close(self):
        self.store.close()
