"""The feed on disk: rows and cursor in one transaction, so that nothing is applied twice or skipped."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from appliance.core.errors import LapakError

from ._customers import put_customers, say_again
from ._escrow import put_rights
from ._facts import CHECKS
from ._holders import count_again, put_cards
from ._journal import walk
from ._on_hand import follow

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from ._writer import Writer

    Row = dict[str, Any]
    Put = Callable[[sqlite3.Connection, list[Row]], None]

log = logging.getLogger(__name__)

# what a row of the wrong kind looks like; a card that cannot be written is not among it
UNUSABLE = (LapakError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, sqlite3.IntegrityError)


class Feed:
    """What the owner decided, as far as this till has heard of it."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def cursor(self) -> Future[int]:
        """Return the last version applied."""
        return self._writer.submit(_cursor)

    def apply(self, since: int, upto: int, rows: list[Row], seq: int | None) -> Future[bool]:
        """Apply rows (since, upto] together with the new cursor; False if the cursor is not at `since`.

        seq: the last entry of this till's journal that the rows already count (docs/protocol.md); None is the last
        that is acknowledged. A row that cannot be used is logged and left out.
        """
        return self._writer.submit(lambda connection: apply(connection, since, upto, rows, seq))


def _cursor(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("SELECT feed_version FROM head").fetchone()[0]
    return version


def apply(connection: sqlite3.Connection, since: int, upto: int, rows: list[Row], seq: int | None) -> bool:
    """Apply rows inside a transaction; see Feed.apply."""
    if _cursor(connection) != since:
        return False
    tables: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in sorted(rows, key=lambda row: row["version"]):
        tables[row["table"]][row["key"]] = row
    # variants first: prices and stock find them by key
    for table in sorted(tables, key=lambda name: (name != "variant", name)):
        _put(connection, TABLES.get(table, _facts), list(tables[table].values()))
    if "stock" in tables:
        _follow_unsent(connection, set(tables["stock"]), seq)
    _follow_holders(connection, {*tables.get("customer", ()), *tables.get("card", ())}, seq)
    if "order" in tables:
        _forget_orders(connection, [row["key"] for row in tables["order"].values() if row["data"] is None])
    connection.execute("UPDATE head SET feed_version = ?", (upto,))
    return True


def _put(connection: sqlite3.Connection, put: Put, rows: list[Row]) -> None:
    """Put rows of one table into the store; halve them until the one that cannot be used stands alone."""
    connection.execute("SAVEPOINT put")
    try:
        put(connection, rows)
    except UNUSABLE as error:
        connection.execute("ROLLBACK TO put")
        if len(rows) > 1:
            _put(connection, put, rows[: len(rows) // 2])
            _put(connection, put, rows[len(rows) // 2 :])
        else:
            said = (rows[0]["table"], rows[0]["key"], rows[0]["version"], error)
            log.error("The feed's %s %r of version %d cannot be used: %s", *said)  # noqa: TRY400 - the text is enough
    connection.execute("RELEASE put")


def _facts(connection: sqlite3.Connection, rows: list[Row]) -> None:
    for row in rows:
        if row["data"] is not None and row["table"] in CHECKS:
            CHECKS[row["table"]](row["key"], row["data"])
    connection.executemany(
        "INSERT INTO fact (tbl, key, version, data) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (tbl, key) DO UPDATE SET version = excluded.version, data = excluded.data",
        [
            (row["table"], row["key"], row["version"], json.dumps(row["data"]))
            for row in rows
            if row["data"] is not None
        ],
    )
    connection.executemany(
        "DELETE FROM fact WHERE tbl = ? AND key = ?",
        [(row["table"], row["key"]) for row in rows if row["data"] is None],
    )


def _variants(connection: sqlite3.Connection, rows: list[Row]) -> None:
    before = _words(connection, [row["key"] for row in rows])
    connection.executemany(
        "INSERT INTO variant (key, sku, name, unit, tax_class, category, picture, rank, favourite, product, options,"
        " modifiers, open_price, min_age, weight_g, low_milli, is_scarce)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET sku = excluded.sku, name = excluded.name, unit = excluded.unit,"
        " tax_class = excluded.tax_class, category = excluded.category, picture = excluded.picture,"
        " rank = excluded.rank, favourite = excluded.favourite, product = excluded.product,"
        " options = excluded.options, modifiers = excluded.modifiers, open_price = excluded.open_price,"
        " min_age = excluded.min_age, weight_g = excluded.weight_g, low_milli = excluded.low_milli,"
        " is_scarce = excluded.is_scarce",
        [_variant(row["key"], row["data"]) for row in rows if row["data"] is not None],
    )
    connection.executemany(
        "UPDATE variant SET name = NULL WHERE key = ?", [(row["key"],) for row in rows if row["data"] is None]
    )
    after = _words(connection, [row["key"] for row in rows])
    gone = [(rowid, words) for rowid, words in before.items() if after.get(rowid) != words]
    come = [(rowid, words) for rowid, words in after.items() if before.get(rowid) != words]
    connection.executemany("INSERT INTO finder (finder, rowid, words) VALUES ('delete', ?, ?)", gone)
    connection.executemany("INSERT INTO finder (rowid, words) VALUES (?, ?)", come)


def _words(connection: sqlite3.Connection, keys: list[str]) -> dict[int, str]:
    """Return what each of these variants is found by."""
    rows = connection.execute(
        "SELECT id, name || ' ' || sku FROM variant WHERE name IS NOT NULL AND key IN (SELECT value FROM json_each(?))",
        (json.dumps(keys),),
    )
    return dict(rows.fetchall())


def _variant(key: str, data: dict[str, Any]) -> tuple[object, ...]:
    texts = [str(data.get(field) or "") for field in ("sku", "name")]
    more = [str(data.get(field) or "") for field in ("tax_class", "category", "picture")]
    place = (int(data.get("rank") or 0), bool(data.get("favourite")), str(data.get("product") or ""))
    asked = [_words_of(data.get(field)) for field in ("options", "modifiers")]
    terms = (bool(data.get("open_price")), int(data.get("min_age") or 0), int(data.get("weight_g") or 0))
    low = data.get("low_milli")
    return (
        key,
        *texts,
        str(data.get("unit") or "pcs"),
        *more,
        *place,
        *asked,
        *terms,
        None if low is None else int(low),
        bool(data.get("is_scarce")),
    )


def _words_of(said: list[Any] | None) -> str:
    return json.dumps([str(word) for word in said], ensure_ascii=False) if said else ""


def _prices(connection: sqlite3.Connection, rows: list[Row]) -> None:
    connection.executemany(
        "INSERT INTO variant (key, price_minor) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET price_minor = excluded.price_minor",
        [(row["key"], (row["data"] or {}).get("price_minor")) for row in rows],
    )
    connection.executemany(
        "DELETE FROM group_price WHERE variant = (SELECT id FROM variant WHERE key = ?)",
        [(row["key"],) for row in rows],
    )
    connection.executemany(
        "INSERT INTO group_price (variant, grp, price_minor) SELECT id, ?, ? FROM variant WHERE key = ?",
        [
            (group, int(price_minor), row["key"])
            for row in rows
            for group, price_minor in ((row["data"] or {}).get("groups") or {}).items()
        ],
    )


def _stock(connection: sqlite3.Connection, rows: list[Row]) -> None:
    connection.executemany("INSERT OR IGNORE INTO variant (key) VALUES (?)", [(row["key"],) for row in rows])
    connection.executemany(
        "INSERT INTO stock (variant, on_hand_milli, reserved_milli) SELECT id, ?, ? FROM variant WHERE key = ?"
        " ON CONFLICT (variant) DO UPDATE SET on_hand_milli = excluded.on_hand_milli,"
        " reserved_milli = excluded.reserved_milli",
        [
            (int(data["on_hand_milli"]), int(data.get("reserved_milli") or 0), row["key"])
            for row in rows
            if (data := row["data"]) is not None
        ],
    )
    connection.executemany(
        "DELETE FROM stock WHERE variant = (SELECT id FROM variant WHERE key = ?)",
        [(row["key"],) for row in rows if row["data"] is None],
    )


def _follow_unsent(connection: sqlite3.Connection, keys: set[str], seq: int | None) -> None:
    """Book again what was done here since entry `seq`: the bridge did not know it when it told this stock."""
    if seq is None:
        seq = connection.execute("SELECT acked_seq FROM head").fetchone()[0]
    for entry in walk(connection, seq):
        follow(connection, entry, keys)


def _follow_holders(connection: sqlite3.Connection, holders: set[str], seq: int | None) -> None:
    """Count again what was done and heard here since entry `seq` of these customers and cards."""
    if not holders:
        return
    if seq is None:
        seq = connection.execute("SELECT acked_seq FROM head").fetchone()[0]
    say_again(connection, holders, seq)
    count_again(connection, holders, seq)


def _forget_orders(connection: sqlite3.Connection, keys: list[str]) -> None:
    """Forget how far orders came that are off the board."""
    gone = [(key,) for key in keys]
    connection.executemany("DELETE FROM progress WHERE key = ?", gone)
    connection.executemany("DELETE FROM draft WHERE key = ?", gone)


def _barcodes(connection: sqlite3.Connection, rows: list[Row]) -> None:
    there = [(row["key"], row["key"][::-1], str(row["data"].get("variant"))) for row in rows if row["data"] is not None]
    connection.executemany("INSERT OR IGNORE INTO variant (key) VALUES (?)", [(variant,) for _, _, variant in there])
    connection.executemany(
        "INSERT INTO barcode (gtin, tail, variant) SELECT ?, ?, id FROM variant WHERE key = ?"
        " ON CONFLICT (gtin) DO UPDATE SET variant = excluded.variant",
        there,
    )
    connection.executemany("DELETE FROM barcode WHERE gtin = ?", [(row["key"],) for row in rows if row["data"] is None])


def _products(connection: sqlite3.Connection, rows: list[Row]) -> None:
    """Keep the products that have options; a till sells variants, and any other says nothing that they do not."""
    _facts(connection, [row if (row["data"] or {}).get("options") else {**row, "data": None} for row in rows])


TABLES: dict[str, Put] = {
    "variant": _variants,
    "price": _prices,
    "stock": _stock,
    "barcode": _barcodes,
    "product": _products,
    "customer": put_customers,
    "card": put_cards,
    "escrow": put_rights,
}
