"""New identities, in order of time."""

from __future__ import annotations

import os
import time

from appliance.core.key import time_key


def now_ms() -> int:
    """Return UTC milliseconds."""
    return time.time_ns() // 1_000_000


def new_key() -> str:
    """Return a new UUIDv7."""
    return time_key(now_ms(), os.urandom(10))
