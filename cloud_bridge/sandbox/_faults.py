"""Faults on a dial: what goes wrong between a marketplace and those who call it, and how often."""

from __future__ import annotations

from dataclasses import dataclass

from ._dials import Dials


@dataclass
class Faults(Dials):
    """Shares are between 0 (never) and 1 (always); times are seconds.

    `only` limits the faults of calls to paths that contain it, `spare` lets so many of those through first.
    `lose_answer` does the work and keeps the answer to itself, which is the nastiest: nobody can know. `time_out`
    neither does it nor answers. `read_lag_s` is how long lists and details go on showing orders as they were.
    `push_shuffle` lets later pushes overtake.
    """

    only: str = ""
    spare: int = 0
    latency_s: float = 0.0
    rate_limit: float = 0.0
    retry_after_s: float = 1.0
    server_error: float = 0.0
    lose_answer: float = 0.0
    time_out: float = 0.0
    lost_for_s: float = 30.0
    read_lag_s: float = 0.0
    maintenance: bool = False
    push_drop: float = 0.0
    push_repeat: float = 0.0
    push_shuffle: float = 0.0
    push_late_s: float = 0.0
