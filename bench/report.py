"""What every benchmark shares: percentiles, and figures printed as one JSON line beside their floor, peer and goal."""

from __future__ import annotations

import contextlib
import ctypes
import json
import struct
import sys
from typing import Any

SCHED_SETATTR = 314  # the system call's number on x86-64
SLICE_NS = 100_000


def short_slice() -> None:
    """Ask the kernel (6.12 or later, x86-64) for short turns: same share of the CPU, less waiting for others."""
    attributes = struct.pack("=IIQiIQQQ", 48, 0, 0, 0, 0, SLICE_NS, 0, 0)  # sched(7), struct sched_attr
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).syscall(SCHED_SETATTR, 0, attributes, 0)


def percentile(samples: list[float], share: float) -> float:
    """Return the value below which this share of the samples lies."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def figure(name: str, value: float, unit: str, *, goal: str = "", **beside: Any) -> dict[str, Any]:
    """Return one figure; `beside` holds floors and peers measured in the same run."""
    rounded = {key: round(other, 4) if isinstance(other, float) else other for key, other in beside.items()}
    return {"figure": name, "value": round(value, 4), "unit": unit, "goal": goal, **rounded}


def report(figures: list[dict[str, Any]]) -> None:
    """Print the figures, a line each."""
    for one in figures:
        sys.stdout.write(json.dumps(one) + "\n")
