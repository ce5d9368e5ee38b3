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

KILLS = int(os.environ.get("KILLS", "40"))  # `make journeys` makes it 200
SEED = 20261121
MOST_WORDS = 50  # of a till before it is killed: a sale is about nine
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

    def run_and_kill(self, seed: int, words: int, moment_s: float) -> None:
        """Kill a till a moment after it has said so many words; after none while it starts."""
        before = self.log.stat().st_size
        pid = self.say(f"go {seed}")
        end = time.monotonic() + 20
        while self._words_since(before) < words:
            assert time.monotonic() < end, "the till does not go on"
            time.sleep(0.005)
        time.sleep(moment_s)
        os.kill(pid, signal.SIGKILL)
        self.wait_dead()

    def _words_since(self, place: int) -> int:
        with self.log.open("rb") as log:
            log.seek(place)
            return log.read().count(b"\n[")

    def run_to_end(self, command: str) -> None:
        self.say(command)
        self.wait_dead()

    def announced(self) -> list[tuple[str, object]]:
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
    for number, key in [value for what, value in till.announced() if what == "paid"]:
        assert numbers.get(key) == number
    assert [int(body["number"].rpartition("-")[2]) for body in sales] == list(range(1, len(sales) + 1))
    assert sum(body["total_minor"] for body in sales) == store.books.shift().totals["total_minor"]
    store.close()
    return entries


def check_carts(till: SellingTill) -> None:
    """A till that starts again has the last cart whose saving it acknowledged, or one it began to save after that.

    It is empty once the sale was paid, and may be as soon as its payment began. No time is part of this.
    """
    possible: list[tuple[int, list]] = [(0, [])]  # the carts that may be on disk now, oldest first, by their number
    for what, value in till.announced():
        if what == "recovered":
            assert value in [cart for _, cart in possible]
            possible = [(0, value)]
        elif what == "cart":
            possible.append((value[0], value[1]))
        elif what == "paying":
            possible.append((possible[-1][0], []))
        elif what == "paid":
            possible = [(possible[-1][0], [])]
        elif what == "saved":
            possible = [(number, cart) for number, cart in possible if number >= value]


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
            words, most_s = (0, 0.12) if seed % 10 == 9 else (dice.randint(1, MOST_WORDS), 0.01)
            till.run_and_kill(seed, words, dice.uniform(0, most_s))
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
