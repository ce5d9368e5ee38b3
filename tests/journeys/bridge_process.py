"""A real bridge and a real broker as programs, over a data folder of their own."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

from cloud_bridge.demo._programs import Program, free_port
from tests.journeys.goods import BARCODES

ROOT = Path(__file__).parents[2]
STOCK_MILLI = 10**9
SEED = f"""
from cloud_bridge.catalog.goods import add_products
from cloud_bridge.catalog.models import TaxClass
from cloud_bridge.fleet.models import Merchant, Store
merchant, store = Merchant.objects.get(), Store.objects.get()
tax = {{"key": "ppn", "name": "PPN 12%", "rate_ppm": 120000, "included": True, "base_num": 11, "base_den": 12}}
TaxClass.objects.create(merchant=merchant, key="ppn", name="PPN", taxes=[tax])
add_products(merchant.key, [
    {{"name": f"Barang {{i}}", "tax_class": "ppn", "variants": [
        {{"sku": f"SKU{{i}}", "price_minor": 1000 + 500 * i, "barcodes": [code], "stock_milli": {STOCK_MILLI}}}]}}
    for i, code in enumerate({BARCODES!r})], store.key)
"""


class BridgeProcess:
    """Mosquitto and `lapak-bridge ingest`, which can be killed and started again."""

    def __init__(self, folder: Path, seed: str = SEED) -> None:
        self.data = folder / "bridge"
        self._env = {**os.environ, "LAPAK_DATA": str(self.data), "PYTHONPATH": str(ROOT), "LAPAK_LOG": "WARNING"}
        self._env["DJANGO_SETTINGS_MODULE"] = "cloud_bridge.settings"
        self.port = free_port()
        config = self.data / "broker"
        self.run("migrate")
        self.run("broker-config", str(config), "--port", str(self.port))
        self.till: dict[str, Any] = json.loads(self.run("till", "Kasir 1", "--broker", str(config)))
        self._python("-c", f"import django; django.setup()\n{seed}")
        mosquitto = ["/usr/sbin/mosquitto", "-c", str(config / "mosquitto.conf")]
        self.broker = Program("Mosquitto", mosquitto, folder / "broker.log")
        ingest = [
            sys.executable,
            "-m",
            "cloud_bridge",
            "ingest",
            "--broker",
            str(config),
            "--broker-port",
            str(self.port),
        ]
        self.ingest = Program("The bridge", ingest, folder / "bridge.log", self._env)

    def start(self) -> None:
        self.broker.start()
        self.broker.wait_for_port(self.port)
        self.ingest.start()

    def stop(self) -> None:
        self.ingest.stop()
        self.broker.stop()

    def run(self, *command: str) -> str:
        return self._python("-m", "cloud_bridge", *command)

    def _python(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command],
            env=self._env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def toml(self) -> str:
        """Return the lines of till.toml that lead a till here."""
        lines = [f'{name} = "{self.till[name]}"' for name in ("till", "store", "merchant")]
        lines += ["[broker]", 'host = "127.0.0.1"', f"port = {self.port}"]
        return "\n".join([*lines, *(f'{name} = "{self.till[name]}"' for name in ("ca", "certificate", "key"))]) + "\n"

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Read the bridge's own file."""
        with sqlite3.connect(self.data / "bridge.db", timeout=20) as db:
            return db.execute(sql).fetchall()
