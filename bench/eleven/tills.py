"""The tills: the appliance's own store, journal, key and wire, each with a cashier instead of a screen."""

from __future__ import annotations

import logging
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from appliance.core import entries
from appliance.core.cash import CashRounding, settle
from appliance.core.key import time_key
from appliance.core.line import Item
from appliance.core.sale import Sale
from appliance.core.tax import Tax, TaxClass
from appliance.mqtt import BrokerSettings, Wire
from appliance.store import DeviceKey, Store
from bench.eleven.stall import PRICE_MINOR, SEED, scarce, skus
from cloud_bridge.sandbox._shopper import Plan, visits

if TYPE_CHECKING:
    from bench.eleven.stall import Stall
    from cloud_bridge.sandbox._shopper import Visit

COMMIT_S = 30.0
READY_S = 240.0
PPN = TaxClass("ppn", "PPN", [Tax("ppn", "PPN 12%", 120_000, included=True, base_num=11, base_den=12)])
log = logging.getLogger(__name__)


class Sold(NamedTuple):
    """One line of a sale, as the cashier saw it."""

    at_ms: int
    till: str
    sale: str
    sku: str
    units: int


@dataclass(frozen=True)
class Shelves:
    """What physically lies in the shop: nobody sells at a till what is not there."""

    units: dict[str, int]
    lock: threading.Lock

    def take(self, sku: str, units: int) -> bool:
        """Take so many off the shelf; False if there are fewer."""
        with self.lock:
            if self.units[sku] < units:
                return False
            self.units[sku] -= units
            return True


class Till:
    """One till and its cashier."""

    def __init__(self, stall: Stall, made: dict[str, Any], number: int, orders: int, shelves: Shelves) -> None:
        who = made["tills"][number]
        folder = stall.folder / f"till{number}"
        folder.mkdir()
        self.key = who["till"]
        self.sold: list[Sold] = []
        self._size = stall.size
        self._variants: dict[str, str] = made["variants"]
        self._shelves = shelves
        self._scarce = scarce(stall.size) if stall.size.escrow else frozenset()
        self._at_work = threading.Lock()  # on a sale, or on giving rights back
        self._crowd = visits(
            Plan(orders, stall.size.minutes, SEED, stall.size.speed), skus(stall.size), f"till {number}"
        )
        self._state: tuple[bool, int, int | None] = (False, 1, None)
        self._stop = threading.Event()
        key = DeviceKey.at(folder / "device.key")
        self.store = Store(folder / "till.db", key)
        claimed = entries.till_claimed(self.key, made["store"], made["merchant"], key.public_hex)
        self.store.books.record("till.claimed", claimed, at_ms=1, by="").result(COMMIT_S)
        shift = entries.shift_opened("shift", 0, "IDR")
        self.store.books.record("shift.opened", shift, at_ms=2, by="").result(COMMIT_S)
        files = {"ca": Path(made["ca"]), "certificate": Path(who["certificate"]), "key": Path(who["key"])}
        self.wire = Wire(
            self.key,
            BrokerSettings("127.0.0.1", stall.broker_port, **files),
            self.store.outbox,
            self.store.feed,
            version="eleven",
            on_applied=self._applied,
            on_progress=lambda _done, _whole: None,
            on_change=self._changed,
            on_trouble=lambda error: log.error("%s", error),
            health=dict,
        )
        self.store.writer.listen(self.wire.wake)
        self._thread = threading.Thread(target=self._work, name=f"cashier {number}", daemon=True)

    def _changed(self, *state: Any) -> None:
        self._state = state

    def is_ready(self) -> bool:
        """Say whether the whole catalogue is there, and nothing of ours is on its way."""
        online, unsent, _oldest = self._state
        return online and not unsent and all(self.store.catalogue.by_key(key) for key in self._variants.values())

    @property
    def unsent(self) -> int:
        """How many entries the bridge has not acknowledged."""
        return self._state[1]

    def open(self) -> None:
        """Let the customers in."""
        self._thread.start()

    def is_done(self) -> bool:
        """Say whether every customer was served."""
        return not self._thread.is_alive()

    def close(self) -> None:
        """End."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(COMMIT_S)
        self.wire.stop()
        self.store.close()

    def _work(self) -> None:
        opened = time.monotonic()
        for visit in self._crowd:
            wait_s = visit.at_s / self._size.speed - (time.monotonic() - opened)
            if wait_s > 0 and self._stop.wait(wait_s):
                return
            self.serve(visit)

    def serve(self, visit: Visit) -> None:
        """Sell what somebody wants, as far as it is there."""
        with self._at_work:
            self._sell(visit)

    def _sell(self, visit: Visit) -> None:
        now = time.time_ns() // 1_000_000
        sale = Sale(time_key(now, os.urandom(10)), now)
        basket = [(sku, units) for sku, units in visit.basket if self._has(sku, units)]
        for sku, units in basket:
            sale.add(Item(self._variants[sku], sku, sku, PRICE_MINOR, PPN), units * 1000)
        if not basket:
            return
        total = sale.totals().total_minor
        settlement = settle(total, total, CashRounding())
        self.store.books.complete_sale(
            lambda number: entries.sale_completed(sale, number, "shift", "IDR", settlement), at_ms=now, by=""
        ).result(COMMIT_S)
        committed_ms = time.time_ns() // 1_000_000
        self.sold += [Sold(committed_ms, self.key, sale.key, sku, units) for sku, units in basket]

    def _has(self, sku: str, units: int) -> bool:
        """Say whether so many are left in the shop that nobody was promised, as far as this till knows."""
        if sku in self._scarce and not self._may(self._variants[sku], units * 1000):
            return False
        known = self.store.catalogue.by_key(self._variants[sku])
        free_milli = None if known is None else known.stock_milli
        return (free_milli or 0) >= units * 1000 and self._shelves.take(sku, units)

    def _may(self, variant: str, milli: int) -> bool:
        """Say whether this till holds the right to sell so much, and ask for it where it does not."""
        if self.store.catalogue.rights(variant).left_milli >= milli:
            return True
        self._record("escrow.requested", entries.escrow_requested(variant, milli))
        return False

    def _applied(self, tables: Any) -> None:
        """Give rights back that the bridge asks for."""
        if "escrow" not in tables or not self._scarce:
            return
        with self._at_work:
            for variant, rights, asked_milli in self.store.catalogue.asked_back():
                total_milli = rights.returned_for(asked_milli, 0)
                if total_milli > rights.returned_milli:
                    self._record("escrow.returned", entries.escrow_returned(variant, total_milli))

    def _record(self, kind: str, body: dict[str, Any]) -> None:
        self.store.books.record(kind, body, at_ms=time.time_ns() // 1_000_000, by="").result(COMMIT_S)


def wait_ready(tills: list[Till]) -> None:
    """Return once every till has everything; raises TimeoutError."""
    end = time.monotonic() + READY_S
    for till in tills:
        while not till.is_ready():
            if time.monotonic() > end:
                raise TimeoutError("the tills did not get their catalogue")
            threading.Event().wait(0.2)
