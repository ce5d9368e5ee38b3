"""Signed webhooks a second at the bridge's own server, each answered once it is durable, beside the bare disk.

Eight connections post genuine Shopee pushes of ever new orders to a bridge that serves on loopback.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.report import figure, percentile, report

HOST = "127.0.0.1"
CONNECTIONS = 8
SECONDS = float(os.environ.get("SECONDS_LONG", "10"))
KEY, SHOP = "bench-partner-key", 700001


def main() -> int:
    """Start a bridge over an empty folder, post, and print; with a port, be that bridge."""
    if len(sys.argv) > 1:
        return asyncio.run(_serve(int(sys.argv[1])))
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(LAPAK_DATA=folder, DJANGO_SETTINGS_MODULE="cloud_bridge.settings", LAPAK_LOG="WARNING")
        channel, port = _prepared(), _free_port()
        serving = subprocess.Popen([sys.executable, __file__, str(port)])
        try:
            lags, took_s = asyncio.run(_post(port, f"/webhooks/shopee/{channel}"))
        finally:
            serving.terminate()
            serving.wait(20)
        kept = _kept(folder)
        if kept != len(lags):
            sys.stderr.write(f"{len(lags)} were acknowledged, {kept} are there\n")
            return 1
        disk = _bare_commits(Path(folder))
        name = "signed webhooks, 8 connections"
        report([
            figure(name, len(lags) / took_s, "1/s", goal=">= 1500", bare_commits_of_one_row=disk),
            figure(name, percentile(lags, 0.5) * 1000, "ms p50"),
            figure(name, percentile(lags, 0.99) * 1000, "ms p99", goal="<= 20"),
        ])  # fmt: skip
        return 0


async def _serve(port: int) -> int:
    from granian.constants import Interfaces
    from granian.server.embed import Server

    from cloud_bridge.asgi import application

    server = Server(application, address=HOST, port=port, interface=Interfaces.ASGINL, log_enabled=False)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, server.stop)
    await server.serve()
    return 0


def _prepared() -> str:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from cloud_bridge.channels.models import Channel
    from cloud_bridge.fleet.models import Merchant, Store

    merchant = Merchant.objects.create(name="Bench")
    store = Store.objects.create(merchant=merchant, name="Bench")
    channel = Channel.objects.create(merchant=merchant, store=store, market="shopee", name="Bench", shop_id=str(SHOP))
    channel.settings = {
        "base_url": "http://127.0.0.1:9", "partner_id": 1, "partner_key": KEY, "push_url": "https://bench.example/push",
    }  # fmt: skip
    channel.save()
    return str(channel.key)


async def _post(port: int, path: str) -> tuple[list[float], float]:
    """Post ever new orders over so many connections; return how long each answer took, and all of it."""
    await _up(port)
    lags: list[float] = []
    start = time.perf_counter()

    async def one(number: int) -> None:
        reading, writing = await asyncio.open_connection(HOST, port)
        count = 0
        while time.perf_counter() - start < SECONDS:
            request = _request(path, _push(f"{number}-{count}"))
            began = time.perf_counter()
            writing.write(request)
            head = await asyncio.wait_for(reading.readuntil(b"\r\n\r\n"), 10)
            if not head.startswith(b"HTTP/1.1 200") or b"content-length: 0" not in head.lower():
                raise SystemExit(head.decode())
            lags.append(time.perf_counter() - began)
            count += 1
        writing.close()

    await asyncio.gather(*(one(number) for number in range(CONNECTIONS)))
    return lags, time.perf_counter() - start


async def _up(port: int) -> None:
    for _try in range(200):
        try:
            _reading, writing = await asyncio.open_connection(HOST, port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writing.close()
            return
    raise SystemExit("the bridge does not answer")


def _request(path: str, body: bytes) -> bytes:
    sign = hmac.new(KEY.encode(), b"https://bench.example/push|" + body, hashlib.sha256).hexdigest()
    head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: {sign}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _push(number: str) -> bytes:
    data = {"items": [], "ordersn": f"SN{number}", "status": "READY_TO_SHIP", "update_time": int(time.time())}
    push = {"data": data, "shop_id": SHOP, "code": 3, "timestamp": int(time.time())}
    return json.dumps(push, separators=(",", ":")).encode()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _kept(folder: str) -> int:
    with sqlite3.connect(f"{folder}/bridge.db") as books:
        return int(books.execute("SELECT count(*) FROM channels_hint").fetchone()[0])


def _bare_commits(folder: Path) -> float:
    """Return how many forced commits of one row the disk takes in a second."""
    db = sqlite3.connect(folder / "bare.db", isolation_level=None)
    db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (a TEXT)")
    start, count = time.perf_counter(), 0
    while time.perf_counter() - start < 2:
        db.execute("INSERT INTO t VALUES ('x')")
        count += 1
    return count / (time.perf_counter() - start)


if __name__ == "__main__":
    sys.exit(main())
