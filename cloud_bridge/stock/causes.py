"""The names of causes that a till brought about: which entry, which line of it, and why."""

from __future__ import annotations

SHEET = "sheet:"
LONGEST_REASON = 50


def source_of(till: str, seq: int, line: int, reason: str = "") -> str:
    """Return the cause of one line of a sheet."""
    return f"{SHEET}{till}:{seq}:{line}:{reason[:LONGEST_REASON]}"


def reason_of(source: str) -> str:
    """Return why somebody at a till moved it; "" where nobody said, or it was no sheet."""
    parts = source.removeprefix(SHEET).split(":", 3)
    return parts[3] if source.startswith(SHEET) and len(parts) == 4 else ""
