"""A till and a bridge with a bad network between them: both real, only threads and sockets are left out."""

from __future__ import annotations

import sqlite3
from concurrent.futures import Future
from typing import Any

from appliance.core import entries, message
from appliance.core.cash import CashRounding, settle
from appliance.core.errors import LapakError
from appliance.core.line import Item
from appliance.core.sale import Sale
from appliance.mqtt import Downlink, Uplink
from appliance.store._books import SqliteBooks
from appliance.store._feed import Feed
from appliance.store._journal import Unsigned, walk
from appliance.store._migrations import migrate
from appliance.store._outbox import Outbox
from cloud_bridge.replication import ingest
from cloud_bridge.replication.models import Entry
from tests.journeys.goods import PPN

ROUNDS_TO_HEAL = 30


def empty_store() -> sqlite3.Connection:
    """Return a till's database in memory, as a template to copy."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    return connection


class NowWriter:
    """Runs every step at once, in a transaction of its own."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def submit(self, step: Any, *, durable: bool = True) -> Future[Any]:
        future: Future[Any] = Future()
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            result = step(self._connection)
            self._connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - as the real writer does
            self._connection.execute("ROLLBACK")
            future.set_exception(error)
        else:
            future.set_result(result)
        return future


class TillSide:
    """The till's journal and feed cursor on a card, with its uplink and downlink."""

    def __init__(self, key: str, card: sqlite3.Connection, clock: int = 1_000) -> None:
        self.key = key
        self.clock = clock
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        card.backup(self.db)
        self.outbox_up: list[bytes] = []
        writer: Any = NowWriter(self.db)
        self.books = SqliteBooks(writer, self.db, Unsigned())
        self.uplink = Uplink(self.key, Outbox(writer, self.db), self._send)
        self.downlink = Downlink(Feed(writer), self._send, lambda tables: None, lambda done, whole: None)

    def _send(self, up: dict[str, Any]) -> None:
        self.outbox_up.append(message.write(up))

    def claim(self, store: str, merchant: str) -> TillSide:
        """Write the first two entries of a new card."""
        self.books.record("till.claimed", entries.till_claimed(self.key, store, merchant, ""), at_ms=1, by="").result()
        self.books.record("shift.opened", entries.shift_opened("shift", 0, "IDR"), at_ms=2, by="").result()
        return self

    def clone(self) -> TillSide:
        """Return a till made of a copy of this one's card."""
        return TillSide(self.key, self.db, self.clock)

    def sell(self, variant: str, sale_key: str) -> None:
        sale = Sale(sale_key, self.clock)
        sale.add(Item(variant, "sku", "Teh", 5_000, PPN))
        settlement = settle(5_000, 5_000, CashRounding())
        self.clock += 1
        self.books.complete_sale(
            lambda number: entries.sale_completed(sale, number, "shift", "IDR", settlement), at_ms=self.clock, by=""
        ).result()
        self.uplink.pump()

    def reconnect(self) -> None:
        self.uplink.restart(self.clock)
        self.downlink.pull(self.clock)

    def receive(self, payload: bytes) -> None:
        try:
            said = message.read(payload)
        except LapakError:
            return
        kind = said["kind"]
        if kind == "ack":
            self.uplink.on_ack(said["upto"], said["hash"], self.clock)
        elif kind == "resend":
            self.uplink.on_resend(said["after"], self.clock)
        elif kind == "fork":
            self.uplink.on_fork(said["seq"])
        elif kind == "head":
            self.downlink.on_head(said["version"], self.clock)
        elif kind == "feed":
            self.downlink.on_feed(said, self.clock)

    def journal(self) -> list[tuple[int, str]]:
        return [(entry["seq"], entry["hash"]) for entry in walk(self.db)]

    def prices(self) -> dict[str, int]:
        return dict(self.db.execute("SELECT key, price_minor FROM variant WHERE price_minor IS NOT NULL").fetchall())

    def stock(self) -> dict[str, int]:
        rows = self.db.execute("SELECT v.key, s.on_hand_milli FROM stock s JOIN variant v ON v.id = s.variant")
        return dict(rows.fetchall())


class BridgeSide:
    """The bridge's ingest, answering payloads."""

    def __init__(self, till_key: str) -> None:
        self.till_key = till_key
        self.outbox_down: list[bytes] = []

    def receive(self, payload: bytes) -> None:
        try:
            answers = ingest.handle(self.till_key, message.read(payload))
        except LapakError:
            return
        self.outbox_down.extend(message.write(answer) for answer in answers)

    def journal(self) -> list[tuple[int, str]]:
        return list(Entry.objects.filter(till=self.till_key).order_by("seq").values_list("seq", "hash"))


def heal(till: TillSide, bridge: BridgeSide) -> None:
    """Let a network that works do its work until nobody has anything to say."""
    till.outbox_up.clear()
    bridge.outbox_down.clear()
    till.reconnect()
    for _ in range(ROUNDS_TO_HEAL):
        if not till.outbox_up and not bridge.outbox_down:
            return
        while till.outbox_up:
            bridge.receive(till.outbox_up.pop(0))
        while bridge.outbox_down:
            till.receive(bridge.outbox_down.pop(0))
    raise AssertionError("the two sides never stop talking")
