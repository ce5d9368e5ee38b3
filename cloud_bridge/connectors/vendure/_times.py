"""Moments as Vendure reads and writes them.

Some databases keep whole seconds only (SQLite), some more than milliseconds (PostgreSQL): a filter that must not lose
a row therefore begins a little before the moment that is meant.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

SECOND_MS = 1000


def to_ms(moment: str) -> int:
    """Return the milliseconds of a moment as Vendure writes it."""
    return round(datetime.fromisoformat(moment).timestamp() * 1000)


def since(at_ms: int) -> dict[str, Any]:
    """Return a filter for everything from the second of this moment on."""
    return {"after": _moment(at_ms // SECOND_MS * SECOND_MS - 1)}


def within(from_ms: int, to_ms_: int) -> dict[str, Any]:
    """Return a filter for a window of time, both ends included, from the second that it begins in."""
    return {"between": {"start": _moment(from_ms // SECOND_MS * SECOND_MS - 1), "end": _moment(to_ms_)}}


def _moment(at_ms: int) -> str:
    return datetime.fromtimestamp(max(0, at_ms) / 1000, UTC).isoformat(timespec="milliseconds")
