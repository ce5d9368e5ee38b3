"""What every benchmark shares: percentiles, and figures printed as one JSON line beside their floor, peer and goal."""

from __future__ import annotations

import json
import sys
from typing import Any


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
