"""`python -m tests.journeys.processes`: a day over PostgreSQL with every part of the bridge in processes of its own.

One web server, two each of ingest, sync and worker; one of each is killed at random moments, again and again, and
started anew a second later. Prints one JSON object last; exit code 1 unless nothing is missing, wrong, off or double,
nobody waited for each other in a circle, and everybody ends when told to.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from appliance.core import entries
from bench.eleven.bridge import Bridge
from bench.eleven.day import say, settle, wait_until_over
from bench.eleven.markets import Market, orders_of
from bench.eleven.stall import Size, Stall, opening
from bench.eleven.tills import Shelves, Till, wait_ready
from cloud_bridge.demo._programs import Program
from tests.postgres import cluster

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKETS = ("shopee", "shopify", "woocommerce")
KINDS = ("ingest", "sync", "worker")
OF_EACH = 2
ROUNDS = 4  # in each, one of every kind dies
SERVICE_S = 1.0  # until a service manager starts again what died
SEED = 15
TROUBLED = {
    "rate_limit": 0.02, "server_error": 0.04, "lose_answer": 0.02, "time_out": 0.02, "lost_for_s": 20.0,
    "push_drop": 0.1, "push_repeat": 0.1, "push_shuffle": 0.05,
}  # fmt: skip
LOOK_S = 0.05
END_S = 10.0
LABELS_S = 60.0
QUIET_S = 4.0  # until calls that nobody will answer are given up
PACK_EVERY_S = 1.0
PACKING = "shopee"  # which lets the seller say so, and makes labels
ERROR = re.compile(r"^(?:[a-z_]+\.)*([A-Z]\w*(?:Error|Exception|Warning|Detected|Failure|Violation))\b", re.MULTILINE)
UNLABELLED = """SELECT o.key FROM orders_order o LEFT JOIN orders_label l ON l.order_id = o.key
WHERE o.state = 'ready' AND (l.pdf IS NULL OR length(l.pdf) = 0)"""
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


class Apart(Bridge):
    """The bridge in seven processes over one folder and one PostgreSQL."""

    def __init__(self, stall: Stall) -> None:
        super().__init__(stall)
        self.logs = stall.folder / "log"
        self.serve = self._program("web", "web", "--port", str(stall.web_port))
        broker = ["--broker", str(stall.folder / "broker"), "--broker-port", str(stall.broker_port)]
        options = {"ingest": broker}
        self.parts = {
            kind: [self._program(f"{kind}{number}", kind, *options.get(kind, ())) for number in range(OF_EACH)]
            for kind in KINDS
        }

    def _program(self, name: str, *arguments: str) -> Program:
        command = [sys.executable, "-m", "cloud_bridge", *arguments]
        return Program(name, command, self.logs / f"{name}.log", self._env)

    @property
    def programs(self) -> list[Program]:
        """All of its processes."""
        return [self.serve, *(program for some in self.parts.values() for program in some)]

    def start(self) -> None:
        """Start broker and bridge; tills show when the rest of it answers."""
        super().start()
        for program in self.programs[1:]:
            program.start()

    def stop(self) -> None:
        """End everything."""
        for program in self.programs:
            program.stop()
        self.broker.stop()

    def end(self) -> dict[str, float | None]:
        """Tell every process to end, all at once; return how many seconds each took, None for one that did not."""
        begun = time.monotonic()
        waiting = {program.name: program for program in self.programs}
        took: dict[str, float | None] = dict.fromkeys(waiting)
        for program in waiting.values():
            os.kill(program.pid, signal.SIGTERM)
        while waiting and time.monotonic() - begun < END_S:
            for name in [name for name, program in waiting.items() if not program.is_running()]:
                took[name] = round(time.monotonic() - begun, 1) if waiting.pop(name).exit_code == 0 else None
            threading.Event().wait(LOOK_S)
        return took

    def said(self) -> Iterator[str]:
        """Return what each process wrote."""
        for program in self.programs:
            yield (self.logs / f"{program.name}.log").read_text(errors="replace")


class Packers:
    """Threads that pack at every till what was ordered, now and then the same parcel at two."""

    def __init__(self, tills: list[Till], channel: str) -> None:
        self.packed: set[str] = set()
        self._channel = channel
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(till,), daemon=True) for till in tills]

    def start(self) -> None:
        """Begin with the day."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Leave the rest on the table."""
        self._stop.set()
        for thread in self._threads:
            thread.join(END_S)

    def _run(self, till: Till) -> None:
        mine: set[str] = set()
        while not self._stop.wait(PACK_EVERY_S):
            waiting = [
                order
                for order in till.store.catalogue.orders()
                if order.channel_key == self._channel and order.state == "to_prepare" and order.key not in mine
            ]
            for order in waiting[:1]:
                mine.add(order.key)
                now_ms, body = time.time_ns() // 1_000_000, entries.order_packed(order.key)
                till.store.books.record("order.packed", body, at_ms=now_ms, by="").result(END_S)
                self.packed.add(order.key)


class Killer:
    """A thread that kills one of each kind at moments that look random and are the same in every run."""

    def __init__(self, bridge: Apart, seconds: float, rounds: int) -> None:
        self.done: Counter[str] = Counter()
        self._stop = threading.Event()
        random = Random(SEED)
        share = seconds / (rounds + 1)
        plan = []
        for kind in KINDS:
            for turn in range(rounds):
                at_s = (turn + 0.5 + random.random()) * share
                program = random.choice(bridge.parts[kind])
                plan += [(at_s, kind, program), (at_s + SERVICE_S, "", program)]
        self._plan = sorted(plan, key=lambda one: one[0])
        self._thread = threading.Thread(target=self._run, name="killer", daemon=True)

    def start(self) -> None:
        """Begin with the day."""
        self._thread.start()

    def is_over(self) -> bool:
        """Say whether everybody who dies has died and is back."""
        return not self._thread.is_alive()

    def stop(self) -> None:
        """Kill nobody any more."""
        self._stop.set()
        self._thread.join(END_S)

    def _run(self) -> None:
        opened = time.monotonic()
        for at_s, kind, program in self._plan:
            if self._stop.wait(max(0.0, at_s - (time.monotonic() - opened))):
                return
            if kind and program.is_running():
                program.kill()
                self.done[kind] += 1
            elif not program.is_running():
                program.start()


def live(folder: Path, size: Size, rounds: int) -> dict[str, Any]:
    """Run one day in this folder and return what became of it."""
    begun = time.monotonic()
    stall = Stall.plan(folder, size, MARKETS)
    units = opening(size)
    markets = [Market(stall, name) for name in stall.channels]
    bridge = Apart(stall)
    with ExitStack() as ending:
        for market in markets:
            ending.callback(market.program.stop)
            market.start()
        ending.callback(bridge.stop)
        made = bridge.prepare()
        for market in markets:
            market.keep_diary()
        bridge.start()
        say(f"the books are filled, seven processes begin ({time.monotonic() - begun:.0f} s)")
        shelves = Shelves(dict(units), threading.Lock())
        at_market, at_till = orders_of(stall)
        tills = []
        for number in range(size.tills):
            tills.append(Till(stall, made, number, at_till, shelves))
            ending.callback(tills[-1].close)
            tills[-1].wire.start()
        wait_ready(tills)
        say(f"the tills know everything; the doors open ({time.monotonic() - begun:.0f} s)")
        for market in markets:
            market.trouble(**TROUBLED)
            market.open(at_market)
        for till in tills:
            till.open()
        killer, packers = Killer(bridge, size.seconds, rounds), Packers(tills, stall.channels[PACKING])
        ending.callback(killer.stop)
        ending.callback(packers.stop)
        killer.start()
        packers.start()
        wait_until_over(stall, markets, tills, killer)
        packers.stop()
        last_event = time.monotonic()
        say(f"the last event is over ({last_event - begun:.0f} s)")
        verdict, truth, settled_s = settle(stall, units, bridge, markets, tills, last_event)
        for market in markets:
            market.trouble(**dict.fromkeys(TROUBLED, 0))
        labels_missing = _wait_for_labels(bridge, packers.packed)
        threading.Event().wait(QUIET_S)
        deadlocks = bridge.ask(DEADLOCKS)[0][0]
        ended_s = bridge.end()
        said = "\n".join(bridge.said())
        return {
            **verdict._asdict(),
            "settled_s": settled_s and round(settled_s, 1),
            "orders": len(truth.states),
            "sales": len(truth.sales),
            "packed": len(packers.packed),
            "labels_missing": labels_missing,
            "kills": dict(killer.done),
            "deadlocks": deadlocks,
            "errors": dict(Counter(ERROR.findall(said))),
            "ended_s": ended_s,
            "still_at_work": re.findall("Still at work at the end: (.*)", said),
            "took_s": round(time.monotonic() - begun),
        }


def _wait_for_labels(bridge: Apart, packed: set[str]) -> int:
    """Return how many of the packed orders that are still here have no label when the time is up."""
    end = time.monotonic() + LABELS_S
    while True:
        rows = bridge.ask(UNLABELLED)
        missing = len(packed & {key for (key,) in rows})
        if not missing or time.monotonic() > end:
            return missing
        threading.Event().wait(1)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.journeys.processes", description=__doc__)
    parser.add_argument("--orders", type=int, default=150)
    parser.add_argument("--minutes", type=float, default=0.75)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--keep", action="store_true", help="leave files and logs where they are")
    options = parser.parse_args()
    size = Size(options.orders, variants=100, tills=3, minutes=options.minutes, buffer_units=2)
    root = Path(tempfile.mkdtemp(prefix="processes-"))
    try:
        with cluster() as url:
            os.environ["LAPAK_DATABASE"] = url
            try:
                last = live(root, size, options.rounds)
            finally:
                if options.keep:  # what PostgreSQL says of statements that waited for each other
                    shutil.copy(Path(url.partition("host=")[2]) / "log", root / "log" / "postgres.log")
    finally:
        if options.keep:
            say(f"everything is in {root}")
        else:
            shutil.rmtree(root, ignore_errors=True)
    print(json.dumps(last))
    return 0 if is_clean(last) else 1


def is_clean(last: dict[str, Any]) -> bool:
    """Say whether a day was as it should be."""
    wrong = ("examples", "labels_missing", "deadlocks", "still_at_work")
    has_ended = last["settled_s"] is not None and None not in last["ended_s"].values()
    return has_ended and not any(last[name] for name in wrong)


if __name__ == "__main__":
    sys.exit(main())
