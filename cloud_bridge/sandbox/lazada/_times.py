"""Moments as Lazada writes and reads them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from ._errors import ApiError

LOCAL = timezone(timedelta(hours=7))
ORDER_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
PRODUCT_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:?\d\d")


def shown(at_s: float) -> str:
    """Return a moment as order rows have it."""
    return datetime.fromtimestamp(at_s, LOCAL).strftime("%Y-%m-%d %H:%M:%S %z")


def shown_without_zone(at_s: float) -> str:
    """Return a moment as campaigns have it."""
    return datetime.fromtimestamp(at_s, LOCAL).strftime("%Y-%m-%d %H:%M:%S")


def given(text: str, pattern: re.Pattern[str], default_s: int) -> int:
    """Return the second that a caller named, or refuse the format."""
    if not text:
        return default_s
    if not pattern.fullmatch(text):
        raise ApiError("17", f'E017: "{text}" Invalid Date Format')
    return int(datetime.fromisoformat(text).astimezone(UTC).timestamp())
