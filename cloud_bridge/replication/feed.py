"""The feed: rows with versions, published in the transaction that changes their source."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection

from appliance.core.canonical import canonical
from cloud_bridge import wake
from cloud_bridge.database import fetch, find, insert
from cloud_bridge.replication.models import FeedRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cloud_bridge.fleet.models import Till

_WAIT = "SELECT 1 FROM fleet_merchant WHERE key = %s FOR NO KEY UPDATE"  # lets new rows refer to the merchant meanwhile
_TAKE = "UPDATE fleet_merchant SET feed_version = feed_version + %s WHERE key = %s RETURNING feed_version"
_REPLACE = 'ON CONFLICT (scope, "table", key) DO UPDATE SET data = excluded.data, version = excluded.version'
# A level is its own row: what it says is written down once.
_SINCE = """
SELECT m.feed_version, t.journal_seq, f.*
FROM fleet_till t JOIN fleet_merchant m ON m.key = t.merchant_id LEFT JOIN (
    SELECT * FROM (SELECT version, "table", key, data FROM replication_feedrow
        WHERE scope = %s AND version > %s ORDER BY version LIMIT %s) AS of_merchant
    UNION ALL SELECT * FROM (SELECT version, "table", key, data FROM replication_feedrow
        WHERE scope = %s AND version > %s ORDER BY version LIMIT %s) AS of_store
    UNION ALL SELECT * FROM (SELECT version, "table", key, data FROM replication_feedrow
        WHERE scope = %s AND version > %s ORDER BY version LIMIT %s) AS of_till
    UNION ALL SELECT * FROM (SELECT version, 'stock', variant_id,
        '{"on_hand_milli":' || on_hand_milli || ',"reserved_milli":' || reserved_milli || '}' FROM stock_level
        WHERE store_id = %s AND version > %s ORDER BY version LIMIT %s) AS levels
) AS f ON 1 = 1
WHERE t.key = %s ORDER BY f.version LIMIT %s
"""


class Row(NamedTuple):
    """What a scope (a merchant's, a store's or a till's key) is told about one key of a table; None is a tombstone."""

    scope: str
    table: str
    key: str
    data: dict[str, Any] | None


class Page(NamedTuple):
    """Rows for one till in order of version.

    `upto` is where the till stands with them, `seq` the last entry of its own journal that they count.
    """

    rows: list[dict[str, Any]]
    upto: int
    more: bool
    head: int
    seq: int


def take_turn(merchant_key: str) -> None:
    """Wait until nobody else writes this merchant's books, and keep them until the transaction ends.

    Every transaction that writes to them begins with this, before it touches any other row: so no two can wait for
    each other in a circle, and what one reads no other is about to change. SQLite has one writer anyway.
    """
    if connection.features.has_select_for_update:
        fetch(_WAIT, merchant_key)


def publish(merchant_key: str, rows: Iterable[Row], *, again: bool = False) -> int:
    """Give every row that says something new the merchant's next version; return how many there were.

    again: also to a row that says nothing new, because a till has counted on something else since it heard of it.
    Runs inside the transaction that changes the source. Raises NotCanonical for what cannot be sent (a float).
    """
    wanted = {(row.scope, row.table, row.key): None if row.data is None else canonical(row.data) for row in rows}
    if not wanted:
        return 0
    take_turn(merchant_key)  # whoever publishes the same rows waits here
    known = _known(wanted)
    changed = [(place, text) for place, text in wanted.items() if again or known.get(place) != text]
    if changed:
        first = take_versions(merchant_key, len(changed))
        news = [(merchant_key, *place, text, version) for version, (place, text) in enumerate(changed, first)]
        insert(FeedRow, ("merchant_id", "scope", "table", "key", "data", "version"), news, _REPLACE)
    return len(changed)


def take_versions(merchant_key: str, count: int) -> int:
    """Take so many of the merchant's next versions and return the first of them.

    The merchant's row stays locked until the transaction ends, so versions become visible in their order.
    """
    upto: int = fetch(_TAKE, count, merchant_key)[0][0]
    wake.after_commit(wake.feed)
    return upto - count + 1


def since(till: Till, version: int, limit: int) -> Page:
    """Return at most `limit` rows that the till does not have at `version`.

    One statement is one snapshot: rows, head and the till's journal fit together. Each scope is read in the order of
    its index and stops at the limit, however many stores the merchant has.
    """
    scopes = (till.merchant_id, till.store_id, till.key, till.store_id)
    values = [value for scope in scopes for value in (scope, version, limit + 1)]
    found = fetch(_SINCE, *values, till.key, limit + 1)
    head, seq = found[0][:2]
    rows = [
        {"table": name, "key": key, "version": at, "data": None if data is None else json.loads(data)}
        for _, _, at, name, key, data in found[:limit]
        if at is not None
    ]
    more = len(found) > limit
    return Page(rows, rows[-1]["version"] if more else max(head, version), more, head, seq)


def _known(places: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], str | None]:
    """Return the data of those rows that were published before."""
    by_table: dict[tuple[str, str], list[str]] = {}
    for scope, table, key in places:
        by_table.setdefault((scope, table), []).append(key)
    return {
        (scope, table, key): data
        for (scope, table), keys in by_table.items()
        for key, data in find(FeedRow, ("key", "data"), "key", keys, scope=scope, table=table)
    }
