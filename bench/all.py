"""Every benchmark, one after another: a line of JSON per figure, and the goals that were missed at the end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.report import short_slice

HERE = Path(__file__).parent
SCRIPTS = (
    "sale.py",
    "promotion.py",
    "catalogue.py",
    "customers.py",
    "screen.py",
    "ingest.py",
    "wire.py",
    "webhooks.py",
    "orders.py",
    "stock_out.py",
    "journal.py",
    "shift.py",
    "memory.py",
)
TIMEOUT_S = 1_800  # most of it is ten thousand sales on a screen


def main() -> int:
    short_slice()  # the programs it starts inherit it
    found = []
    for script in SCRIPTS:
        command = [sys.executable, str(HERE / script)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=TIMEOUT_S, check=False)
        sys.stdout.write(done.stdout)
        sys.stdout.flush()
        if done.returncode:
            sys.stderr.write(f"{script} failed\n")
            return 1
        found += [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    print(json.dumps({"figures": len(found), "load": os.getloadavg()[0], "cores": os.cpu_count()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
