"""The bridge and its broker as real programs, which can be killed."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from cloud_bridge.demo._programs import Program

if TYPE_CHECKING:
    from bench.eleven.stall import Stall

ROOT = Path(__file__).parents[2]
MOSQUITTO = "/usr/sbin/mosquitto"
PREPARE_S = 900


class Bridge:
    """Mosquitto and `lapak-bridge serve` over one folder."""

    def __init__(self, stall: Stall) -> None:
        self.data = stall.folder / "bridge"
        self._stall = stall
        self._env = {
            **os.environ, "LAPAK_DATA": str(self.data), "PYTHONPATH": str(ROOT), "LAPAK_LOG": "WARNING",
            "DJANGO_SETTINGS_MODULE": "cloud_bridge.settings",
        }  # fmt: skip
        config, logs = stall.folder / "broker", stall.folder / "log"
        self.broker = Program("Mosquitto", [MOSQUITTO, "-c", str(config / "mosquitto.conf")], logs / "broker.log")
        serve = [sys.executable, "-m", "cloud_bridge", "serve", "--port", str(stall.web_port)]
        serve += ["--broker", str(config), "--broker-port", str(stall.broker_port)]
        self.serve = Program("The bridge", serve, logs / "bridge.log", self._env)

    def prepare(self) -> dict[str, Any]:
        """Fill the books and return what the tills need; the marketplaces must be running."""
        done = subprocess.run(
            [sys.executable, "-m", "bench.eleven.prepare"],
            input=json.dumps(self._stall.said()),
            env=self._env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PREPARE_S,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        made: dict[str, Any] = json.loads(done.stdout)
        return made

    def start(self) -> None:
        """Start broker and bridge and return when both answer."""
        self.broker.start()
        self.broker.wait_for_port(self._stall.broker_port)
        self.serve.start()
        self.serve.wait_for_port(self._stall.web_port, 60)

    def stop(self) -> None:
        """End both."""
        self.serve.stop()
        self.broker.stop()

    def ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Read the bridge's books, whichever database they are in."""
        if url := os.environ.get("LAPAK_DATABASE"):
            with psycopg.connect(url) as there:
                return there.execute(sql.replace("?", "%s"), values).fetchall()
        with closing(sqlite3.connect(f"file:{self.data / 'bridge.db'}?mode=ro", uri=True, timeout=20)) as db:
            return db.execute(sql, values).fetchall()
