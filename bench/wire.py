"""From a till's commit to the bridge's durable acknowledgement, through a real broker with TLS.

Floor of the same run: one message through the same broker and back (QoS 1, TLS), plus one forced write on each side.
"""

from __future__ import annotations

import os
import queue
import shutil
import socket
import sqlite3
import ssl
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion

import bench.bridge  # noqa: F401 - sets Django up, which the programs of the stall want
from appliance.core import entries
from appliance.core.cash import CashRounding, settle
from appliance.core.key import time_key
from appliance.core.line import Item
from appliance.core.sale import Sale
from appliance.mqtt import BrokerSettings, Wire
from appliance.store import DeviceKey, Store
from bench.report import figure, percentile, report
from tests.journeys.bridge_process import BridgeProcess
from tests.journeys.goods import BARCODES

SALES = 300
PAUSE_S = 0.02
TIMEOUT_S = 20.0
GOODS = BARCODES[-1]


def ignore(*_told: object) -> None:
    """Take no notice."""


class Till:
    """A store and a wire without a screen."""

    def __init__(self, folder: Path, bridge: BridgeProcess) -> None:
        who = bridge.till
        key = DeviceKey.at(folder / "device.key")
        self.store = Store(folder / "till.db", key)
        claimed = entries.till_claimed(who["till"], who["store"], who["merchant"], key.public_hex)
        self.store.books.record("till.claimed", claimed, at_ms=1, by="").result(10)
        self.store.books.record("shift.opened", entries.shift_opened("shift", 0, "IDR"), at_ms=2, by="").result(10)
        self.states: queue.SimpleQueue[tuple[float, Any]] = queue.SimpleQueue()
        files = {name: Path(who[name]) for name in ("ca", "certificate", "key")}
        self.wire = Wire(
            who["till"],
            BrokerSettings("127.0.0.1", bridge.port, **files),
            self.store.outbox,
            self.store.feed,
            version="bench",
            on_applied=ignore,
            on_progress=ignore,
            on_change=lambda *state: self.states.put((time.perf_counter(), state)),
            on_trouble=ignore,
            health=dict,
        )
        self.store.writer.listen(self.wire.wake)
        self.wire.start()

    def wait_sent(self) -> float:
        """Return when nothing was unsent any more."""
        while True:
            at, (online, unsent, _oldest) = self.states.get(timeout=TIMEOUT_S)
            if online and not unsent:
                return at

    def sell(self, items: list[Item]) -> float:
        """Sell three lines and return the seconds from the commit to the acknowledgement."""
        now = time.time_ns() // 1_000_000
        sale = Sale(time_key(now, os.urandom(10)), now)
        for item in items:
            sale.add(item)
        total = sale.totals().total_minor
        settlement = settle(total, total, CashRounding())
        self.store.books.complete_sale(
            lambda number: entries.sale_completed(sale, number, "shift", "IDR", settlement), at_ms=now, by=""
        ).result(10)
        committed = time.perf_counter()
        return self.wait_sent() - committed


def echo(bridge: BridgeProcess) -> list[float]:
    """Return the seconds of messages through the broker and back."""
    folder = Path(bridge.till["ca"]).parent
    context = ssl.create_default_context(cafile=str(folder / "ca.pem"))
    context.load_cert_chain(folder / "bridge.pem", folder / "bridge.key")
    client = paho.Client(CallbackAPIVersion.VERSION2, protocol=paho.MQTTv5)
    client.tls_set_context(context)
    client.on_socket_open = lambda _c, _d, sock: sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    heard: queue.SimpleQueue[float] = queue.SimpleQueue()
    client.on_message = lambda *_: heard.put(time.perf_counter())
    ready: queue.SimpleQueue[bool] = queue.SimpleQueue()
    client.on_subscribe = lambda *_: ready.put(True)
    client.connect("127.0.0.1", bridge.port)
    client.loop_start()
    client.subscribe("lapak/1/echo/down", qos=1)
    ready.get(timeout=TIMEOUT_S)
    took = []
    for _ in range(SALES):
        time.sleep(PAUSE_S)
        start = time.perf_counter()
        client.publish("lapak/1/echo/down", b"x" * 1_500, qos=1)
        took.append(heard.get(timeout=TIMEOUT_S) - start)
    client.disconnect()
    client.loop_stop()
    return took


def forced_write(folder: Path) -> float:
    """Return the median seconds of one forced one-row transaction."""
    db = sqlite3.connect(folder / "bare.db", isolation_level=None)
    db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (x TEXT);")
    took = []
    for _ in range(SALES):
        start = time.perf_counter()
        db.execute("INSERT INTO t VALUES (?)", ("x" * 1_500,))
        took.append(time.perf_counter() - start)
    return percentile(took, 0.5)


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    bridge = BridgeProcess(folder)
    bridge.start()
    till = Till(folder, bridge)
    try:
        till.wait_sent()
        deadline = time.monotonic() + TIMEOUT_S
        while till.store.catalogue.by_barcode("0" + GOODS) is None and time.monotonic() < deadline:
            time.sleep(0.05)
        found = [till.store.catalogue.by_barcode("0" + code) for code in BARCODES[:3]]
        items = [Item(v.key, v.sku, v.name, v.price_minor, v.tax_class) for v in found if v is not None]
        took = []
        for _ in range(SALES):
            time.sleep(PAUSE_S)
            took.append(till.sell(items))
        floor = percentile(echo(bridge), 0.5) + 2 * forced_write(folder)
    finally:
        till.wire.stop()
        till.store.close()
        bridge.stop()
        shutil.rmtree(folder)
    ms = 1e3
    report([
        figure("commit to durable acknowledgement", percentile(took, 0.5) * ms, "ms p50", goal="<= 5",
               floor=floor * ms),
        figure("commit to durable acknowledgement", percentile(took, 0.99) * ms, "ms p99", goal="<= 25"),
    ])  # fmt: skip


if __name__ == "__main__":
    main()
