"""A real till over a real store whose messages a test carries."""

from __future__ import annotations

import contextlib
import itertools
import queue

from appliance.core import entries, message
from appliance.core.errors import LapakError
from appliance.core.key import time_key
from appliance.store import Store
from appliance.till.basket_errors import RightsAsked, RightsMissing
from appliance.till.events import WireChanged
from appliance.till.till import Till

WAIT_S = 20
_count = itertools.count(1)


class RealTill:
    """`say`, `ask` and `hear` are its side of the wire; `crash` leaves what is on disk."""

    def __init__(self, key: str, store: str, merchant: str, path) -> None:
        self.key, self.path = key, path
        self._open()
        self._record("till.claimed", entries.till_claimed(key, store, merchant, ""))
        self._record("shift.opened", entries.shift_opened(self._new_key(), 0, "IDR"))
        self.till.shifts.reload()

    def _record(self, kind, body) -> None:
        self.store.books.record(kind, body, at_ms=1, by="").result(WAIT_S)

    @staticmethod
    def _new_key() -> str:
        return time_key(1_760_000_000_000, next(_count).to_bytes(10, "big"))

    def _open(self) -> None:
        self._todo: queue.SimpleQueue = queue.SimpleQueue()
        self.store = Store(self.path)
        self.till = Till(
            self.store.catalogue,
            self.store.books,
            dispatch=self._todo.put,
            new_key=self._new_key,
            now_ms=lambda: 1_760_000_000_000 + next(_count) * 10_000,
        )
        self.till.tell(WireChanged(True, 0, None))

    def crash(self) -> None:
        self.store.close()
        self._open()

    def close(self) -> None:
        self.store.close()

    def settle(self) -> None:
        while True:
            self.store.writer.submit(lambda _: None).result(WAIT_S)
            if self._todo.empty():
                return
            while not self._todo.empty():
                self._todo.get()()

    # --- selling

    def put(self, variant: str, units: int) -> bool:
        """Put so much into the basket; return whether it was let in."""
        found = self.till.catalogue.by_key(variant)
        assert found is not None
        before = sum(line.quantity_milli for line in self.till.sale.lines)
        with contextlib.suppress(RightsAsked, RightsMissing):
            self.till.basket.add(found, units * 1000)
        self.settle()
        return sum(line.quantity_milli for line in self.till.sale.lines) > before

    def pay(self) -> bool:
        """Pay the open sale; return whether it is on disk."""
        if not self.till.sale.lines:
            return False
        with contextlib.suppress(LapakError):
            self.till.checkout.pay_cash(max(0, self.till.checkout.left_minor()))
        self.settle()
        return not self.till.sale.lines

    def give_back(self) -> None:
        """Take the last sale's goods back from their buyer."""
        sold = [one for one in self.till.returns.recent() if one.entry["type"] == "sale.completed"]
        if sold and not self.till.sale.lines:
            self.till.returns.take_all_back(sold[0])
            if self.till.sale.lines:
                self.till.checkout.pay_cash(self.till.checkout.left_minor())
            self.settle()

    def clear(self) -> None:
        for line in list(self.till.sale.lines):
            self.till.basket.remove(line.number)
        self.settle()

    @property
    def sold_milli(self) -> int:
        """What its journal says was sold, less what came back."""
        sales = [one for one in self.store.outbox.read(0, 10_000) if one["type"] in {"sale.completed", "sale.refunded"}]
        return sum(line["quantity_milli"] for entry in sales for line in entry["body"]["lines"])

    # --- the wire

    def say(self) -> dict:
        some = self.store.outbox.read(self.store.outbox.acked(), 200)
        return message.read(message.write(message.journal(self.key, some)))

    def ask(self) -> dict:
        return message.read(message.write(message.pull(self.store.feed.cursor().result(WAIT_S), 5)))

    def hear(self, said: dict) -> None:
        if said["kind"] == "ack":
            self.store.outbox.ack(said["upto"], said["hash"]).result(WAIT_S)
        elif said["kind"] == "feed":
            done = self.store.feed.apply(said["since"], said["upto"], said["rows"], said.get("seq")).result(WAIT_S)
            if done:
                self.till.feed_applied(frozenset(row["table"] for row in said["rows"]))
        self.settle()
