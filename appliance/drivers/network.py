"""Whether this machine is on any network at all, the bridge reachable or not."""

from __future__ import annotations

import contextlib
from pathlib import Path

INTERFACES = Path("/sys/class/net")
LOOPBACK = "lo"


def has_network(interfaces: Path = INTERFACES) -> bool:
    """Return whether a cable or Wi-Fi is connected, as the kernel says in operstate; True where it says nothing."""
    states = []
    with contextlib.suppress(OSError):
        others = [interface for interface in interfaces.iterdir() if interface.name != LOOPBACK]
        states += [(interface / "operstate").read_text("ascii").strip() for interface in others]
    return not states or any(state in ("up", "unknown") for state in states)
