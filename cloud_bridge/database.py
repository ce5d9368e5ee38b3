"""How the bridge writes: one writer at a time, whole transactions, many rows in one statement."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import AutoField

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db.models import Field, Model

    Row = tuple[Any, ...]

_EACH = "SELECT value FROM json_each(%s)"
_AT_ONCE = 500
_one_writer = threading.Lock()


@contextmanager
def writing(*, savepoint: bool = True) -> Iterator[None]:
    """Run the block in one transaction; inside another one it can be undone by itself, unless it has no savepoint.

    Without one it is a seventh cheaper (SQLite keeps a copy of every page that a savepoint may have to restore), and an
    error must end the whole transaction.
    On SQLite the threads of this process queue here: in SQLite's own queue they would sleep. A block inside another
    transaction (an admin request) already holds the database's lock and must not queue behind those who wait for it.
    """
    if connection.in_atomic_block or connection.vendor != "sqlite":
        with transaction.atomic(savepoint=savepoint):
            yield
    else:
        with _one_writer, transaction.atomic():
            yield


def insert(model: type[Model], columns: Sequence[str], rows: Sequence[Row], conflict: str = "") -> int:
    """Insert rows of values, as the database knows them, into a model's table; return how many it took.

    `conflict` is an ON CONFLICT clause, which may name the row that did not fit as `excluded`.
    """
    if not rows:
        return 0
    names, marks = ", ".join(f'"{name}"' for name in columns), f"({', '.join(['%s'] * len(columns))})"
    into = f'INSERT INTO "{table(model)}" ({names}) VALUES '  # noqa: S608 - our own names
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # which prepares a statement once
            cursor.executemany(f"{into}{marks} {conflict}", rows)
            return int(cursor.rowcount)
        count = 0
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            cursor.execute(f"{into}{', '.join([marks] * len(some))} {conflict}", [one for row in some for one in row])
            count += cursor.rowcount
        return count


def save_new(rows: Sequence[Model]) -> None:
    """Insert rows that are not in the database, all of one model, without reading anything back."""
    if rows:
        every = rows[0]._meta.concrete_fields  # noqa: SLF001 - documented
        fields = [field for field in every if not isinstance(field, AutoField)]
        insert(type(rows[0]), [str(field.column) for field in fields], [_values(row, fields) for row in rows])


def save_changed(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Update these fields of rows, all of one model, in one prepared statement."""
    if rows:
        meta = rows[0]._meta  # noqa: SLF001 - documented
        fields = [field for field in meta.concrete_fields if field.name in names]
        sets = ", ".join(f'"{field.column}" = %s' for field in fields)
        sql = f'UPDATE "{meta.db_table}" SET {sets} WHERE "{meta.pk.column}" = %s'  # noqa: S608 - our own names
        with connection.cursor() as cursor:
            cursor.executemany(sql, [_values(row, [*fields, meta.pk]) for row in rows])


def _values(row: Model, fields: Sequence[Field[Any, Any]]) -> Row:
    return tuple(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields)


def insert_new(model: type[Model], columns: Sequence[str], rows: Sequence[Row], once: str) -> Sequence[Row]:
    """Insert those rows whose unique text in column `once` is not in the table already and return them.

    Raises IntegrityError if another transaction commits one of them meanwhile.
    """
    at = columns.index(once)
    known = {text for (text,) in find(model, (once,), once, [row[at] for row in rows])} if rows else set()
    new: dict[str, Row] = {}
    for row in rows:
        if row[at] not in known:
            new.setdefault(row[at], row)
    insert(model, columns, list(new.values()))
    return list(new.values())


def fetch(sql: str, *values: Any) -> list[Row]:
    """Run one statement and return its rows; for the hot path, where making a queryset costs more than its answer."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def find(model: type[Model], columns: Sequence[str], column: str, texts: Iterable[str], **same: str) -> list[Row]:
    """Return these columns of the rows whose `column` is one of the texts, and other columns the same as these.

    All texts are one value, so that it is one statement however many there are.
    """
    among = "SELECT jsonb_array_elements_text(%s::jsonb)" if connection.vendor == "postgresql" else _EACH
    where = "".join(f' AND "{name}" = %s' for name in same)
    names = ", ".join(f'"{name}"' for name in columns)
    sql = f'SELECT {names} FROM "{table(model)}" WHERE "{column}" IN ({among}){where}'  # noqa: S608 - our own names
    return fetch(sql, json.dumps(list(texts)), *same.values())


def table(model: type[Model]) -> str:
    """Return the name of a model's table."""
    return model._meta.db_table  # noqa: SLF001 - documented, in spite of its underscore
