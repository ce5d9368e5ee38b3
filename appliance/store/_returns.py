"""What came back of finished sales, so that nothing comes back twice, whoever is quicker."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from appliance.core.refund import Original, ReturnedTooMuch
from appliance.till.errors import VoidImpossible
from appliance.till.ports import Sold

from ._journal import read

if TYPE_CHECKING:
    import sqlite3

    Body = dict[str, Any]


def sold(connection: sqlite3.Connection, key: bytes, seq: int) -> Sold:
    """Return the sale of entry `seq` with everything that came back of it, oldest first."""
    seqs = connection.execute("SELECT seq FROM comeback WHERE sale = ? ORDER BY seq", (key,)).fetchall()
    later = [read(connection, at - 1, 1)[0] for (at,) in seqs]
    counting = [entry for entry in later if entry["type"] == "sale.voided" or not _is_voided(connection, entry)]
    is_voided = any(entry["type"] == "sale.voided" for entry in later)
    return Sold(read(connection, seq - 1, 1)[0], tuple(counting), is_voided)


def _is_voided(connection: sqlite3.Connection, entry: dict[str, Any]) -> bool:
    """Say whether an exchange was made undone itself: what it brought back is with the customer again."""
    row = connection.execute(
        "SELECT 1 FROM comeback JOIN journal USING (seq) WHERE sale = ? AND type = 'sale.voided'",
        (uuid.UUID(entry["body"]["sale"]).bytes,),
    ).fetchone()
    return row is not None


def require_returnable(connection: sqlite3.Connection, sale: str, body: Body) -> None:
    """Raise VoidImpossible or ReturnedTooMuch where a sale of this till has not what a refund brings back of it."""
    key = uuid.UUID(sale).bytes
    row = connection.execute("SELECT seq FROM sale WHERE key = ?", (key,)).fetchone()
    if row is None:  # sold at another till: the bridge looks
        return
    known = sold(connection, key, row[0])
    if known.is_voided:
        raise VoidImpossible(number=known.entry["body"]["number"])
    original = Original(known.entry["body"], [entry["body"] for entry in known.later])
    coming: dict[int, int] = {}
    for line in body["lines"]:
        origin = line.get("returned")
        if origin and origin["sale"] == sale:
            number = origin["line"]
            coming[number] = coming.get(number, 0) - line["quantity_milli"]
            if coming[number] > original.left_milli(number):
                raise ReturnedTooMuch(name=line["name"])
