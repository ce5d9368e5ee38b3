"""The screen with 20,000 variants: time to the first usable frame, scan to painted frame, idle CPU, memory.

Peer of the same run: a Kivy window with one label. Runs on a virtual display of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.report import figure, percentile, report
from bench.screen_till import CART_LINES

ROOT = Path(__file__).parents[1]
TILL = str(ROOT / "bench" / "screen_till.py")

STARTS = 5


def stock(folder: Path) -> None:
    """Make a till's data folder with 20,000 variants and an open shift."""
    from appliance.core import entries
    from appliance.store import DeviceKey, Store
    from bench.catalogue import barcode, payloads, rows, take_in

    store = Store(folder / "till.db", DeviceKey.at(folder / "device.key"))
    take_in(store, payloads(rows(20_000), 0))
    store.books.record("shift.opened", entries.shift_opened("shift", 0, "IDR"), at_ms=1, by="").result(10)
    store.close()
    (folder / "barcodes").write_text("\n".join(barcode(number)[1:] for number in range(CART_LINES)))


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
        bare = seconds_to_frame(display, TILL, "bare", str(folder))
        till = seconds_to_frame(display, TILL, "start", str(folder))
        work = json.loads(run(display, TILL, "work", str(folder)))
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
    main()
