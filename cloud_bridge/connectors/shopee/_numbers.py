"""JSON with exact decimals: a JSON library would make floats of prices and weights."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# How json.dumps writes what decimal() returns; no text of a person begins with a NUL.
DECIMAL = re.compile(r'"\\u0000([0-9.]+)"')


def decimal(units: int, places: int) -> str:
    """Return a number of the smallest units as what `to_json` writes as a JSON number: (1250, 2) is 12.50."""
    whole, part = divmod(units, 10**places)
    return f"\0{whole}.{part:0{places}d}" if places else f"\0{whole}"


def to_json(body: Mapping[str, Any]) -> str:
    """Return a body as Shopee reads it."""
    return DECIMAL.sub(r"\1", json.dumps(body))
