"""What orders write, as bare SQL: the same rows in the same tables, a transaction a batch, nothing looked up."""

from __future__ import annotations

import json
import time
from collections import Counter

from django.db import connection, transaction

from appliance.core.canonical import canonical
from cloud_bridge.keys import new_key

ORDER = (
    "key", "merchant_id", "store_id", "origin", "external_id", "number", "state", "raw_state", "stage", "wanted_state",
    "shown_state", "pickup_code", "is_gone", "left_at_ms", "currency", "total_minor", "tax_minor", "buyer", "at_ms",
    "updated_at_ms", "raw",
)  # fmt: skip
LINE = ("order_id", "line", "variant_id", "sku", "name", "listing", "quantity_milli", "price_minor", "parts")
PROMISE = ("merchant_id", "store_id", "variant_id", "quantity_milli", "source", "at_ms", "released_at_ms")
MOVE = ("merchant_id", "store_id", "variant_id", "kind", "quantity_milli", "source", "at_ms")
LEVEL = ("merchant_id", "store_id", "variant_id", "on_hand_milli", "reserved_milli", "version")
FEED = ("merchant_id", "scope", '"table"', "key", "data", "version")
ADD = """ON CONFLICT (store_id, variant_id) DO UPDATE SET version = excluded.version,
on_hand_milli = stock_level.on_hand_milli + excluded.on_hand_milli,
reserved_milli = stock_level.reserved_milli + excluded.reserved_milli"""
REPLACE = 'ON CONFLICT (scope, "table", key) DO UPDATE SET data = excluded.data, version = excluded.version'
SAID = {"state": "text", "raw_state": "text", "shown_state": "text", "is_gone": "boolean", "left_at_ms": "bigint",
        "updated_at_ms": "bigint", "raw": "jsonb"}  # fmt: skip


class Bare:
    """The same shop, whose orders have another origin."""

    def __init__(self, shop, variants: dict, origin: str) -> None:
        self._merchant, self._store, self._origin = shop.merchant.key, shop.store.key, origin
        self._variants = variants
        self._keys: dict[str, str] = {}

    def take_in(self, step: str, batches: list) -> float:
        """Write what these orders are after the step and return the seconds it took."""
        work = [getattr(self, f"_{step}")(batch) for batch in batches]
        start = time.perf_counter()
        for statements in work:
            with transaction.atomic():
                for write, *given in statements:
                    write(*given)
        return time.perf_counter() - start

    def _new(self, batch: list) -> list:
        self._keys.update({order.order_id: new_key() for order in batch})
        orders = [
            (self._keys[one.order_id], self._merchant, self._store, self._origin, one.order_id, one.order_id, one.state,
             one.raw_state, "", "", one.state, "", False, None, one.currency, one.total_minor, 0, one.buyer,
             one.created_at_ms, one.updated_at_ms, json.dumps(one.raw))
            for one in batch
        ]  # fmt: skip
        lines = [
            (key, at, self._variants[line.key], line.sku, line.name, f"{line.key.product_id}/{line.key.variant_id}",
             line.quantity * 1000, line.price_minor, "[]")
            for key, at, line, _order in self._lines(batch)
        ]  # fmt: skip
        promises = [
            (self._merchant, self._store, self._variants[line.key], line.quantity * 1000, f"order:{key}:{at}",
             order.created_at_ms, None)
            for key, at, line, order in self._lines(batch)
        ]  # fmt: skip
        return [
            (_insert, "orders_order", ORDER, orders),
            (_insert, "orders_orderline", LINE, lines),
            (_insert, "stock_reservation", PROMISE, promises),
            *self._levels(batch, on_hand=0, reserved=1),
            *self._board(batch),
        ]

    def _ready(self, batch: list) -> list:
        return [*self._said(batch), *self._board(batch)]

    def _shipped(self, batch: list) -> list:
        released = [(f"order:{key}:{at}", order.updated_at_ms) for key, at, _line, order in self._lines(batch)]
        moves = [
            (self._merchant, self._store, self._variants[line.key], "shipment", -line.quantity * 1000,
             f"shipped:order:{key}:{at}", order.updated_at_ms)
            for key, at, line, order in self._lines(batch)
        ]  # fmt: skip
        return [
            *self._said(batch),
            (_update, "stock_reservation", "source", {"released_at_ms": "bigint"}, released),
            (_insert, "stock_movement", MOVE, moves),
            *self._levels(batch, on_hand=-1, reserved=-1),
            *self._board(batch, is_open=False),
        ]

    def _completed(self, batch: list) -> list:
        return self._said(batch)

    def _lines(self, batch: list):
        for order in batch:
            for at, line in enumerate(order.lines, 1):
                yield self._keys[order.order_id], at, line, order

    def _said(self, batch: list) -> list:
        rows = [
            (self._keys[one.order_id], one.state, one.raw_state, one.state, one.state in ("shipped", "completed"),
             one.updated_at_ms, one.updated_at_ms, json.dumps(one.raw))
            for one in batch
        ]  # fmt: skip
        return [(_update, "orders_order", "key", SAID, rows)]

    def _levels(self, batch: list, on_hand: int, reserved: int) -> list:
        sums: Counter[str] = Counter()
        for _key, _at, line, _order in self._lines(batch):
            sums[self._variants[line.key]] += line.quantity * 1000
        rows = [
            (self._merchant, self._store, variant, on_hand * milli, reserved * milli, at)
            for at, (variant, milli) in enumerate(sorted(sums.items()))
        ]
        return [(self._take, len(rows)), (_insert, "stock_level", LEVEL, rows, ADD)]

    def _board(self, batch: list, *, is_open: bool = True) -> list:
        rows = [
            (self._merchant, self._store, "order", self._keys[one.order_id], self._told(one) if is_open else None, at)
            for at, one in enumerate(batch)
        ]
        return [(self._take, len(rows)), (_insert, "replication_feedrow", FEED, rows, REPLACE)]

    def _told(self, order) -> str:
        return canonical({
            "channel": self._origin, "number": order.order_id, "state": order.state, "stage": "", "code": "",
            "labels": {}, "buyer": order.buyer, "at_ms": order.created_at_ms,
            "lines": [
                {"variant": self._variants[line.key], "sku": line.sku, "barcode": "", "name": line.name,
                 "quantity_milli": line.quantity * 1000}
                for line in order.lines
            ],
        })  # fmt: skip

    def _take(self, versions: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE fleet_merchant SET feed_version = feed_version + %s WHERE key = %s", (versions, self._merchant)
            )


def _insert(table: str, columns: tuple, rows: list, conflict: str = "") -> None:
    marks = f"({', '.join(['%s'] * len(columns))})"
    into = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"{into}{marks} {conflict}", rows)
        else:
            cursor.execute(f"{into}{', '.join([marks] * len(rows))} {conflict}", [one for row in rows for one in row])


def _update(table: str, by: str, columns: dict, rows: list) -> None:
    """Update rows that begin with what they are known by."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            sets = ", ".join(f"{name} = %s" for name in columns)
            cursor.executemany(f"UPDATE {table} SET {sets} WHERE {by} = %s", [(*row[1:], row[0]) for row in rows])
            return
        sets = ", ".join(f"{name} = v.{name}::{kind}" for name, kind in columns.items())
        marks = f"({', '.join(['%s'] * (len(columns) + 1))})"
        values = f"(VALUES {', '.join([marks] * len(rows))}) AS v ({by}, {', '.join(columns)})"
        cursor.execute(
            f"UPDATE {table} t SET {sets} FROM {values} WHERE t.{by} = v.{by}", [one for row in rows for one in row]
        )
