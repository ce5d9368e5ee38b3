"""The screen with 20,000 variants: time to the first usable frame, scan to painted frame, idle CPU, memory.

Peer of the same run: a Kivy window with one label. Runs on a virtual display of its own.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.report import figure, percentile, report

ROOT = Path(__file__).parents[1]

STARTS = 5
SCANS = 300
CART_LINES = 50
IDLE_S = 10.0


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


def stock(folder: Path) -> None:
    """Make a till's data folder with 20,000 variants and an open shift."""
    from appliance.core import entries
    from appliance.store import DeviceKey, Store
    from bench.catalogue import payloads, rows, take_in

    store = Store(folder / "till.db", DeviceKey.at(folder / "device.key"))
    take_in(store, payloads(rows(20_000), 0))
    store.books.record("shift.opened", entries.shift_opened("shift", 0, "IDR"), at_ms=1, by="").result(10)
    store.close()


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
    from bench.catalogue import barcode

    machine, app = open_till(folder)
    frames: queue.Queue[float] = queue.Queue()

    def drive() -> None:
        time.sleep(2)
        for number in range(CART_LINES):
            machine.scanner.scan(barcode(number)[1:])
            time.sleep(0.05)
        app.on_painted = frames.put
        took = []
        for number in range(SCANS):
            time.sleep(0.25)
            while not frames.empty():
                frames.get()
            start = time.monotonic()
            machine.scanner.scan(barcode(number % CART_LINES)[1:])
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


def run(display: str, *command: str) -> str:
    """Run a program on the display and return the last line it printed."""
    env = {**os.environ, "DISPLAY": display, "KIVY_NO_CONSOLELOG": "1"}
    done = subprocess.run(
        [sys.executable, *command], env=env, stdout=subprocess.PIPE, text=True, timeout=300, check=True, cwd=ROOT
    )
    return done.stdout.strip().splitlines()[-1]


def seconds_to_frame(display: str, *command: str) -> float:
    """Return the median seconds from process start to first frame."""
    took = []
    for _ in range(STARTS):
        start = time.monotonic()
        took.append(float(run(display, *command)) - start)
    return percentile(took, 0.5)


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    stock(folder)
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1024x600x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    display = f":{os.read(read, 16).decode().strip()}"
    try:
        bare = seconds_to_frame(display, __file__, "bare", str(folder))
        till = seconds_to_frame(display, __file__, "start", str(folder))
        work = json.loads(run(display, __file__, "work", str(folder)))
    finally:
        screen.terminate()
        screen.wait(5)
        shutil.rmtree(folder)
    ms = 1e3
    report([
        figure("start to first usable frame, 20,000 variants", till, "s", goal="<= 1.0", bare_kivy=bare),
        figure("scan to painted frame, 50-line cart", percentile(work["scan"], 0.5) * ms, "ms p50", goal="<= 16"),
        figure("scan to painted frame, 50-line cart", percentile(work["scan"], 0.99) * ms, "ms p99", goal="<= 33"),
        figure("idle CPU", work["cpu"] * 100, "% of a core", goal="<= 0.5"),
        figure("resident memory", work["rss_mb"], "MB", goal="<= 180"),
    ])  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) == 3:
        {"bare": bare_start, "start": till_start, "work": till_work}[sys.argv[1]](Path(sys.argv[2]))
    else:
        main()
