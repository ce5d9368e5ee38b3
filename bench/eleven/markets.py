"""The marketplaces as programs of their own, with their shoppers inside and a diary that we keep in their files.

The diary is written by triggers: what was bought, moved or written is noted in the transaction that did it, with the
millisecond, and nothing of it is the sandbox's or the bridge's code.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import httpx2

from bench.eleven.stall import SEED, TILL_SHARE, items, opening
from cloud_bridge.demo._programs import Program

if TYPE_CHECKING:
    from pathlib import Path

    from bench.eleven.stall import Stall

HTTP_S = 20
NOW_MS = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
DIARY = f"""
CREATE TABLE diary (
    id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, what TEXT NOT NULL, name TEXT NOT NULL, number INTEGER NOT NULL,
    stock INTEGER NOT NULL DEFAULT 0
);
CREATE TRIGGER diary_bought AFTER INSERT ON purchase_line BEGIN
    INSERT INTO diary (at_ms, what, name, number, stock)
    SELECT {NOW_MS}, 'bought', NEW.sku, NEW.quantity, stock FROM variant
    WHERE item_id = NEW.item_id AND variant_id = NEW.variant_id;
END;
CREATE TRIGGER diary_opened AFTER INSERT ON purchase BEGIN
    INSERT INTO diary (at_ms, what, name, number) VALUES ({NOW_MS}, 'opened', NEW.order_no, 0);
END;
CREATE TRIGGER diary_returned AFTER UPDATE OF cancelled ON variant BEGIN
    INSERT INTO diary (at_ms, what, name, number, stock)
    VALUES ({NOW_MS}, 'returned', NEW.sku, NEW.cancelled - OLD.cancelled, NEW.stock);
END;
CREATE TRIGGER diary_written AFTER UPDATE OF stock ON variant
WHEN NEW.ordered = OLD.ordered AND NEW.cancelled = OLD.cancelled BEGIN
    INSERT INTO diary (at_ms, what, name, number, stock) VALUES ({NOW_MS}, 'written', NEW.sku, NEW.stock, NEW.stock);
END;
"""
# A fifth of the calls: turned away, failed, done without an answer, or never answered.
TROUBLED = {
    "rate_limit": 0.03, "server_error": 0.09, "lose_answer": 0.05, "time_out": 0.05, "lost_for_s": 20.0,
    "push_drop": 0.1, "push_repeat": 0.1, "push_shuffle": 0.05,
}  # fmt: skip

# Who sells thousands of orders in ten minutes has the plan for it: Shopify Plus gives ten times the standard points.
PLANS = {"shopify": {"bucket": 20_000.0, "restore_per_s": 1_000.0}}


class Market:
    """One marketplace's program and its file."""

    def __init__(self, stall: Stall, name: str) -> None:
        self.name = name
        self.file: Path = stall.folder / f"{name}.db"
        self._stall = stall
        self._url = f"http://127.0.0.1:{stall.ports[name]}"
        seed = stall.folder / "items.json"
        command = [sys.executable, "-m", "cloud_bridge.sandbox", "--market", name, "--port", str(stall.ports[name])]
        command += ["--data", str(self.file), "--seed", str(seed), "--push-url", stall.push_url(name)]
        self.program = Program(name, command, stall.folder / "log" / f"{name}.log")
        seed.write_text(json.dumps(items(stall.size, opening(stall.size))))

    def start(self) -> None:
        """Open, with nobody in it and nothing wrong."""
        self.program.start()
        self.program.wait_for_port(self._stall.ports[self.name])
        if self.name in PLANS:
            self._post("switches", PLANS[self.name])

    def keep_diary(self) -> None:
        """Note everything from now on."""
        with closing(sqlite3.connect(self.file, timeout=20)) as db:
            db.executescript(DIARY)

    def trouble(self, **dials: Any) -> None:
        """Turn faults on."""
        self._post("faults", dials)

    def open(self, orders: int) -> None:
        """Let so many shoppers in."""
        size = self._stall.size
        self._post("shoppers", {"orders": orders, "minutes": size.minutes, "seed": SEED, "speed": size.speed})

    def is_done(self) -> bool:
        """Say whether every shopper has done everything."""
        shown = httpx2.get(f"{self._url}/_sandbox/shoppers", timeout=HTTP_S).json()
        return bool(shown and shown["is_done"])

    def tally(self) -> dict[str, Any]:
        """Return the sandbox's own count."""
        counted: dict[str, Any] = httpx2.get(f"{self._url}/_sandbox/tally", timeout=HTTP_S).json()
        return counted

    def ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Read the sandbox's file."""
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=20)) as db:
            return db.execute(sql, values).fetchall()

    def _post(self, what: str, said: dict[str, Any]) -> None:
        httpx2.post(f"{self._url}/_sandbox/{what}", json=said, timeout=HTTP_S).raise_for_status()


def orders_of(stall: Stall) -> tuple[int, int]:
    """Return how many shoppers each marketplace gets, and how many customers each till."""
    at_tills = int(stall.size.orders * TILL_SHARE)
    return (stall.size.orders - at_tills) // len(stall.channels), at_tills // stall.size.tills
