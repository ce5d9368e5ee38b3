"""The till, the broker and the bridge are killed -9 at random moments; no sale is lost, doubled or misnumbered."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from appliance.core.entries import FIELDS
from appliance.store import Store, verify_file
from tests.journeys.bridge_process import STOCK_MILLI, BridgeProcess

KILLS = int(os.environ.get("KILLS", "200"))
SEED = 20261121
MOMENT_S = 2.0  # touches of the last moment may queue behind a write that waits for a busy disk
ROOT = Path(__file__).parents[2]


class SellingTill:
    """The process that forks tills, and the log of what they announced."""

    def __init__(self, folder: Path, toml: str) -> None:
        self.data = folder / "till"
        self.log = folder / "announced.jsonl"
        settings = folder / "till.toml"
        settings.write_text(f'data = "{self.data}"\n{toml}\n[scanner]\ndriver = "simulated"\n')
        self.log.touch()
        self._zygote = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.selling_till", str(settings), str(self.log)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(folder / "till.log").open("w"),
            text=True,
        )

    def say(self, command: str) -> int:
        self._zygote.stdin.write(command + "\n")
        self._zygote.stdin.flush()
        return int(self._zygote.stdout.readline())

    def wait_dead(self) -> None:
        assert self._zygote.stdout.readline().strip() == "dead"

    def run_and_kill(self, seed: int, after_s: float, *, while_starting: bool) -> None:
        """Kill a till so long after its first word, or after it was started."""
        said = self.log.stat().st_size
        pid = self.say(f"go {seed}")
        end = time.monotonic() + 20
        while not while_starting and self.log.stat().st_size == said:
            assert time.monotonic() < end, "the till does not start"
            time.sleep(0.005)
        time.sleep(after_s)
        os.kill(pid, signal.SIGKILL)
        self.wait_dead()

    def run_to_end(self, command: str) -> None:
        self.say(command)
        self.wait_dead()

    def announced(self) -> list[tuple[str, object, float]]:
        """Return what was said; a line that the kill cut in two was not."""
        said = []
        for line in self.log.read_text(errors="replace").splitlines():
            try:
                said.append(tuple(json.loads(line)))
            except ValueError:
                continue
        return said

    def close(self) -> None:
        self._zygote.stdin.close()
        self._zygote.wait(10)


def check_journal(till: SellingTill) -> list[dict]:
    """Check what the till announced against what is on its disk; return its entries."""
    verified = verify_file(till.data / "till.db")
    assert verified.signed == verified.entries
    store = Store(till.data / "till.db")
    assert store.damage is None
    entries = store.outbox.read(0, verified.entries)
    sales = [entry["body"] for entry in entries if entry["type"] == "sale.completed"]
    numbers = {body["sale"]: body["number"] for body in sales}
    assert len(numbers) == len(sales)
    for number, key in [value for what, value, _ in till.announced() if what == "paid"]:
        assert numbers.get(key) == number
    assert [int(body["number"].rpartition("-")[2]) for body in sales] == list(range(1, len(sales) + 1))
    assert sum(body["total_minor"] for body in sales) == store.books.shift().totals["total_minor"]
    store.close()
    return entries


def check_carts(till: SellingTill) -> None:
    """Whatever cart was on the screen when the till died is there when it starts again.

    What was touched in the very last moment may not have reached the disk; a payment may have that was not announced,
    and then it is empty.
    """
    seen: list[tuple[float, list]] = [(0.0, [])]
    for what, value, at in till.announced():
        if what == "recovered":
            died = seen[-1][0]
            before = [cart for shown, cart in seen if shown < died - MOMENT_S][-1:]
            assert value in before + [cart for shown, cart in seen if shown >= died - MOMENT_S]
            seen = [(at, value)]
        elif what == "cart":
            seen.append((at, value))
        elif what == "paying":
            seen.append((at, []))


def check_bridge(bridge: BridgeProcess, entries: list[dict]) -> None:
    """The bridge has exactly the till's journal, and its books say what the journal says."""
    rows = bridge.ask("SELECT seq, hash, refused FROM replication_entry ORDER BY seq")
    assert rows == [(entry["seq"], entry["hash"], "") for entry in entries]
    sales = [entry["body"] for entry in entries if entry["type"] == "sale.completed"]
    orders = bridge.ask("SELECT external_id, number, total_minor FROM orders_order ORDER BY number")
    assert orders == [(body["sale"], body["number"], body["total_minor"]) for body in sales]
    sold: dict[str, int] = {}
    for body in sales:
        for line in body["lines"]:
            sold[line["variant"]] = sold.get(line["variant"], 0) + line["quantity_milli"]
    levels = dict(bridge.ask("SELECT variant_id, on_hand_milli FROM stock_level"))
    assert {key: STOCK_MILLI - level for key, level in levels.items() if level != STOCK_MILLI} == sold
    assert bridge.run("check").strip() == "All books agree."


@pytest.mark.timeout(600)
@pytest.mark.xdist_group("kills")
def test_whatever_is_killed_whenever_the_books_of_both_sides_end_right(tmp_path):
    bridge = BridgeProcess(tmp_path)
    till = SellingTill(tmp_path, bridge.toml())
    dice = random.Random(SEED)
    try:
        bridge.start()
        till.run_to_end("stock")
        for seed in range(KILLS):
            if seed % 4 == 1:
                bridge.broker.kill()
                bridge.broker.start()
            if seed % 8 == 3:
                bridge.ingest.kill()
                bridge.ingest.start()
            till.run_and_kill(seed, dice.uniform(0, 0.12), while_starting=seed % 10 == 9)
        bridge.broker.wait_for_port(bridge.port)
        till.run_to_end("drain")
    finally:
        till.close()
        bridge.stop()
    entries = check_journal(till)
    check_carts(till)
    check_bridge(bridge, entries)
    assert {entry["type"] for entry in entries} <= set(FIELDS)
    assert sum(entry["type"] == "sale.completed" for entry in entries) > KILLS
