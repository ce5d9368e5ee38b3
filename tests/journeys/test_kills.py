"""The till, the broker and the bridge are killed -9 at random moments; no sale is lost, doubled or misnumbered."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

from appliance.store import Store, verify_file
from tests.journeys.goods import stock_shelves

KILLS = int(os.environ.get("KILLS", "200"))
SEED = 20261121
ROOT = Path(__file__).parents[2]


class SellingTill:
    """The process that forks tills, and the log of what they announced."""

    def __init__(self, folder: Path, toml: str = "") -> None:
        self.data = folder / "till"
        self.log = folder / "announced.jsonl"
        settings = folder / "till.toml"
        settings.write_text(
            f'data = "{self.data}"\ntill = "{uuid.uuid4()}"\nstore = "s"\nmerchant = "m"\n'
            '[scanner]\ndriver = "simulated"\n' + toml
        )
        self.log.touch()
        self._zygote = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.selling_till", str(settings), str(self.log)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
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
        end = time.monotonic() + 10
        while not while_starting and self.log.stat().st_size == said:
            assert time.monotonic() < end, "the till does not start"
            time.sleep(0.005)
        time.sleep(after_s)
        os.kill(pid, signal.SIGKILL)
        self.wait_dead()

    def announced(self) -> list[tuple[str, object]]:
        return [tuple(json.loads(line)) for line in self.log.read_text().splitlines()]

    def close(self) -> None:
        self._zygote.stdin.close()
        self._zygote.wait(10)


def check_books(till: SellingTill) -> list[str]:
    """Check what the till announced against what is on its disk; return the sale keys in the journal."""
    verified = verify_file(till.data / "till.db")
    store = Store(till.data / "till.db")
    assert store.damage is None
    entries = store.outbox.read(0, verified.entries)
    sales = [entry["body"] for entry in entries if entry["type"] == "sale.completed"]
    paid = [value for what, value in till.announced() if what == "paid"]
    keys = [body["sale"] for body in sales]
    assert len(set(keys)) == len(keys)
    by_key = {body["sale"]: body["number"] for body in sales}
    for number, key in paid:
        assert by_key.get(key) == number
    assert [int(body["number"].rpartition("-")[2]) for body in sales] == list(range(1, len(sales) + 1))
    assert sum(body["total_minor"] for body in sales) == store.books.shift().totals["total_minor"]
    store.close()
    return keys


def check_carts(till: SellingTill) -> None:
    """Whatever cart was on the screen when the till died is there when it starts again.

    The last touch may not have reached the disk; a payment may have that was not announced, and then it is empty.
    """
    seen = [[]]
    for what, value in till.announced():
        if what == "recovered":
            assert value in seen[-2:], (value, seen[-2:])
            seen = [value]
        elif what == "cart":
            seen.append(value)
        elif what == "paying":
            seen.append([])


@pytest.mark.xdist_group("kills")
def test_a_till_that_is_killed_at_any_moment_loses_nothing_it_announced(tmp_path):
    till = SellingTill(tmp_path)
    stock_shelves(till.data)
    dice = random.Random(SEED)
    for seed in range(KILLS):
        till.run_and_kill(seed, dice.uniform(0, 0.12), while_starting=seed % 10 == 9)
    till.close()
    keys = check_books(till)
    check_carts(till)
    assert len(keys) > KILLS
