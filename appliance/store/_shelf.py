"""How much of a variant there is, from the tables of the feed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from appliance.till.shelf import Elsewhere, Shelf

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    Data = dict[str, Any]

HERE = "SELECT s.on_hand_milli, s.reserved_milli FROM stock s JOIN variant v ON v.id = s.variant WHERE v.key = ?"
# Keys are "<variant>/<store>", so that one variant's rows lie together; "0" is what follows "/".
ELSEWHERE = (
    "SELECT key, data FROM fact WHERE tbl = 'stock_elsewhere' AND key > ? || '/' AND key < ? || '0'"
    " AND key NOT IN (SELECT ? || '/' || key FROM fact WHERE tbl = 'store')"
)
TRANSFERS = "SELECT data FROM fact WHERE tbl = 'transfer'"


def shelf_of(reader: sqlite3.Connection, variant: str) -> Shelf:
    """Return how much there is of a variant, here and elsewhere."""
    here = reader.execute(HERE, (variant,)).fetchone()
    rows = reader.execute(ELSEWHERE, (variant,) * 3)
    others = sorted((elsewhere_of(key, json.loads(data)) for key, data in rows), key=_fullest)
    coming = (transfer_lines(json.loads(data)) for (data,) in reader.execute(TRANSFERS))
    incoming = sum(milli for lines in coming for key, milli in lines if key == variant)
    on_hand, reserved = here or (None, 0)
    return Shelf(on_hand, reserved, incoming, tuple(others))


def elsewhere_of(key: str, data: Data) -> Elsewhere:
    """Return what a `stock_elsewhere` row says."""
    store = key.rpartition("/")[2]
    return Elsewhere(store, str(data.get("store_name") or store), int(data["on_hand_milli"]), int(data["at_ms"]))


def transfer_lines(data: Data) -> Iterator[tuple[str, int]]:
    """Yield (variant, quantity_milli) of a transfer that is on its way here."""
    for line in data.get("lines") or []:
        yield str(line["variant"]), int(line["quantity_milli"])


def _fullest(there: Elsewhere) -> tuple[int, str]:
    return -there.on_hand_milli, there.name
