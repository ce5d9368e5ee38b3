"""A till that sells by itself until it is killed; forked from a process that has everything imported.

Reads `go SEED` lines, forks a till for each and answers with its process id, then `dead` when it is gone; `stock` and
`drain` fork one that ends by itself when its shelves are full, or all is sent. What a till announces goes to a log.
"""

from __future__ import annotations

import json
import os
import queue
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.__main__ import Machine
from appliance.core.cart import snapshot
from appliance.drivers.drawer import make_drawer
from appliance.drivers.printer import make_printer
from appliance.settings import Settings, load
from appliance.till.events import SaleCompleted
from tests.journeys.goods import BARCODES

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_S = 60


class Announcer:
    """Writes each line with one system call, so that a kill leaves only whole lines."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def say(self, what: str, value: object) -> None:
        os.write(self._fd, ("\n" + json.dumps([what, value]) + "\n").encode())


class Carts:
    """Announces every cart before it is saved ("cart"), and that it is once it is ("saved", its number)."""

    def __init__(self, machine: Machine, log: Announcer) -> None:
        self._machine = machine
        self._log = log
        self._save = machine.store.books.save_cart
        self._count = 0
        machine.store.books.save_cart = self.save_cart

    def save_cart(self, cart: dict | None, *, at_ms: int) -> None:
        self._count += 1
        number = self._count
        self._log.say("cart", [number, cart["lines"] if cart else []])
        self._save(cart, at_ms=at_ms)
        done = self._machine.store.writer.submit(lambda _: None, durable=False)
        done.add_done_callback(lambda _: self._log.say("saved", number))


def open_machine(settings: Settings, log: Announcer) -> tuple[Machine, queue.Queue]:
    todo: queue.Queue = queue.Queue()
    machine = Machine(settings, todo.put)
    till = machine.till
    log.say("recovered", snapshot(till.sale)["lines"])
    Carts(machine, log)

    def hear(event: object) -> None:
        if isinstance(event, SaleCompleted):
            log.say("paid", [event.entry["body"]["number"], event.entry["body"]["sale"]])

    till.listen(hear)
    machine.start()
    return machine, todo


def sell(settings: Settings, log: Announcer, seed: int) -> None:
    dice = random.Random(seed)
    machine, todo = open_machine(settings, log)
    till = machine.till

    def settle() -> None:
        while till.is_paying or not todo.empty():
            todo.get(timeout=10)()

    if till.shifts.current is None:
        till.shifts.open(100_000)
        while till.shifts.current is None:
            todo.get(timeout=10)()
    while True:
        time.sleep(0.002)  # nobody scans faster
        till.scan(dice.choice(BARCODES))
        if dice.random() < 0.3:
            log.say("paying", None)
            till.checkout.pay_cash(till.checkout.left_minor() + dice.choice([0, 500, 10_000]))
        settle()


def run_until(settings: Settings, log: Announcer, is_done: Callable[[Machine], bool]) -> None:
    """Run the till without selling until something is so, then end it in order."""
    machine, todo = open_machine(settings, log)
    end = time.monotonic() + PATIENCE_S
    while not is_done(machine) and time.monotonic() < end:
        try:
            todo.get(timeout=0.05)()
        except queue.Empty:
            continue
    machine.stop()
    os._exit(0)


UNTIL: dict[str, Callable[[Machine], bool]] = {
    "stock": lambda machine: machine.till.catalogue.by_barcode("0" + BARCODES[-1]) is not None,
    "drain": lambda machine: not machine.store.outbox.unsent()[0],
}


def main() -> None:
    settings, log = load(Path(sys.argv[1])), Announcer(Path(sys.argv[2]))
    make_drawer(settings.drawer, make_printer(settings.printer))  # imported once, before there is anything to fork
    for line in sys.stdin:
        command = line.split()
        child = os.fork()
        if child == 0:
            try:
                if command[0] in UNTIL:
                    run_until(settings, log, UNTIL[command[0]])
                sell(settings, log, int(command[1]))
            except BaseException:  # noqa: BLE001 - a forked till must never return to its parent's code
                import traceback

                traceback.print_exc()
            os._exit(1)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("dead", flush=True)


if __name__ == "__main__":
    main()
