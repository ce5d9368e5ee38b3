"""The programs `bench.screen` measures; they load nothing that a till does not load, so its memory is theirs."""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

SCANS = 300
CART_LINES = 50
IDLE_S = 60.0  # one tick of the clock on the screen falls into it


def bare_start(_folder: Path) -> None:
    """Print when the first frame of a Kivy window with one label was on the display, and end."""
    os.environ["KIVY_NO_ARGS"] = "1"
    from kivy.app import App
    from kivy.core.window import Window
    from kivy.uix.label import Label

    def painted(*_args: object) -> None:
        print(time.monotonic(), flush=True)
        os._exit(0)

    class Bare(App):  # type: ignore[misc]
        def build(self) -> Label:
            Window.bind(on_flip=painted)
            return Label(text="Lapak")

    Bare().run()


def open_till(folder: Path) -> tuple[Any, Any]:
    """Return (machine, app) over the folder, as `lapak-till run` makes them."""
    from appliance.__main__ import Machine, screen_of
    from appliance.settings import Settings

    settings = Settings(folder, "t", "s", "m", scanner={"driver": "simulated"})
    machine: Machine
    machine, app = screen_of(settings)
    return machine, app


def till_start(folder: Path) -> None:
    """Print when the first frame with products was on the display, and end."""
    _machine, app = open_till(folder)

    def painted(at: float) -> None:
        if app.desk is not None:
            print(at, flush=True)
            os._exit(0)

    app.on_painted = painted
    app.run()


def till_work(folder: Path) -> None:
    """Scan into a long cart, rest, and print what that took."""
    barcodes = (folder / "barcodes").read_text().split()
    machine, app = open_till(folder)
    frames: queue.Queue[float] = queue.Queue()

    def drive() -> None:
        time.sleep(2)
        for number in range(CART_LINES):
            machine.scanner.scan(barcodes[number])
            time.sleep(0.05)
        app.on_painted = frames.put
        took = []
        for number in range(SCANS):
            time.sleep(0.25)
            while not frames.empty():
                frames.get()
            start = time.monotonic()
            machine.scanner.scan(barcodes[number % CART_LINES])
            took.append(frames.get(timeout=5) - start)
        app.on_painted = None
        time.sleep(3)
        before, begun = time.process_time(), time.monotonic()
        time.sleep(IDLE_S)
        cpu = (time.process_time() - before) / (time.monotonic() - begun)
        memory = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
        print(json.dumps({"scan": took, "cpu": cpu, "rss_mb": int(memory.split()[1]) / 1024}), flush=True)
        os._exit(0)

    threading.Thread(target=drive, daemon=True).start()
    machine.start()
    app.run()


if __name__ == "__main__":
    {"bare": bare_start, "start": till_start, "work": till_work}[sys.argv[1]](Path(sys.argv[2]))
