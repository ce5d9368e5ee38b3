"""Memory of a till after 1,000 and after 10,000 sales: the machine alone, and with its screen on a virtual display."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.report import figure, report

ROOT = Path(__file__).parents[1]
TILL = str(ROOT / "bench" / "memory_till.py")
TIMEOUT_S = 1_500


def measured(kind: str, display: str = "") -> dict[str, float]:
    """Return what a till of its own process says of its memory (MB), and the sales it made per second."""
    folder = Path(tempfile.mkdtemp())
    env = {**os.environ, "KIVY_NO_CONSOLELOG": "1", **({"DISPLAY": display} if display else {})}
    done = subprocess.run(
        [sys.executable, TILL, kind, str(folder)],
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        timeout=TIMEOUT_S,
        check=True,
        cwd=ROOT,
    )
    shutil.rmtree(folder)
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def main() -> None:
    from tests.ui.display import start_server

    server, display = start_server()
    try:
        screened = measured("screen", display)
    finally:
        server.terminate()
        server.wait(5)
    bare = measured("machine")
    figures = [
        figure(
            f"memory gained from 1,000 to 10,000 sales, {name}",
            found["last_mb"] - found["first_mb"],
            "MB",
            goal="no growth: < 4 MB",
            after_1_000_mb=found["first_mb"],
            after_10_000_mb=found["last_mb"],
            at_start_mb=found["start_mb"],
            sales_per_s=found["sales_per_s"],
        )
        for name, found in (("the machine alone", bare), ("with its screen", screened))
    ]
    report(figures)


if __name__ == "__main__":
    main()
