"""The programs `bench.memory` measures: a till that sells three lines at a time, as fast as it can."""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from appliance.__main__ import Machine, screen_of
from appliance.settings import Settings
from appliance.store import DeviceKey
from appliance.till.events import SaleCompleted, ShiftChanged
from tests.journeys.goods import BARCODES, stock_shelves

if TYPE_CHECKING:
    from collections.abc import Callable

PRINTER = {"driver": "file", "path": "/dev/null", "status": False}
FIRST, LAST, LINES, WAIT_S = 1_000, 10_000, 3, 30.0


def resident_mb() -> float:
    """Return the resident memory of this process."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def settings_of(folder: Path) -> Settings:
    """Return a till whose printer keeps nothing: the simulated one remembers all that it ever printed."""
    DeviceKey.at(folder / "device.key")
    stock_shelves(folder)
    return Settings(folder, "t", "s", "m", size="800x480", scanner={"driver": "simulated"}, printer=PRINTER)


class Seller:
    """Sells from a thread of its own; `there` runs a function on the till's thread."""

    def __init__(self, machine: Machine, there: Callable[[Callable[[], None]], None]) -> None:
        self._machine, self._there = machine, there
        self._done: queue.Queue[None] = queue.Queue()
        machine.till.listen(self._hear)

    def _hear(self, event: Any) -> None:
        if isinstance(event, (SaleCompleted, ShiftChanged)):
            self._done.put(None)

    def open_shift(self) -> None:
        """Begin the day."""
        self._there(lambda: self._machine.till.shifts.open(0))
        self._done.get(timeout=WAIT_S)

    def sell(self, number: int) -> None:
        """Scan and pay, and wait until it is on disk."""
        codes = [BARCODES[(number * 7 + line * 11) % len(BARCODES)] for line in range(LINES)]
        self._there(lambda: self._ring_up(codes))  # at once, so that a screen draws a sale in few frames
        self._done.get(timeout=WAIT_S)

    def _ring_up(self, codes: list[str]) -> None:
        for code in codes:
            self._machine.on_scan(code)
        checkout = self._machine.till.checkout
        checkout.pay_cash(checkout.left_minor())

    def run(self) -> None:
        """Sell, print what memory it took, and end the process."""
        self.open_shift()
        found: dict[str, float] = {"start_mb": resident_mb()}
        begun = time.monotonic()
        for number in range(1, LAST + 1):
            self.sell(number)
            if number == FIRST:
                found["first_mb"] = resident_mb()
        found |= {"last_mb": resident_mb(), "sales_per_s": LAST / (time.monotonic() - begun)}
        print(json.dumps(found), flush=True)
        os._exit(0)


def machine_alone(folder: Path) -> None:
    """Sell without a screen."""
    jobs: queue.Queue[Callable[[], None]] = queue.Queue()
    machine = Machine(settings_of(folder), jobs.put)
    machine.start()
    threading.Thread(target=Seller(machine, jobs.put).run, daemon=True).start()
    while True:
        jobs.get(timeout=WAIT_S)()


def with_screen(folder: Path) -> None:
    """Sell with everything drawn that a cashier would see."""
    machine, app = screen_of(settings_of(folder))
    seller = Seller(machine, app.post)
    machine.start()
    app._on_ready = threading.Thread(target=seller.run, daemon=True).start  # noqa: SLF001 - before the app runs
    app.run()


if __name__ == "__main__":
    {"machine": machine_alone, "screen": with_screen}[sys.argv[1]](Path(sys.argv[2]))
