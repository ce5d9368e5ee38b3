"""How long ago something was, in words."""

from __future__ import annotations

from .text import _, ngettext

MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000


def span_text(length_ms: int) -> str:
    """Return a length of time in its largest unit: "12 s", "4 min", "3 h", "2 days"."""
    length_ms = max(0, length_ms)
    if length_ms < MINUTE_MS:
        return _("{n} s", n=length_ms // 1000)
    if length_ms < HOUR_MS:
        return _("{n} min", n=length_ms // MINUTE_MS)
    if length_ms < DAY_MS:
        return _("{n} h", n=length_ms // HOUR_MS)
    return ngettext("{n} day", "{n} days", length_ms // DAY_MS)


def age_text(age_ms: int) -> str:
    """Return how long ago something was: "just now", "4 min ago"."""
    return _("just now") if age_ms < MINUTE_MS else _("{span} ago", span=span_text(age_ms))
