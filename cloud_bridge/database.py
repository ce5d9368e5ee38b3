"""How the bridge writes: one writer at a time, whole transactions, many rows in one statement."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection, transaction
from django.db.models import AutoField, JSONField, Model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db.models import Field

    Row = tuple[Any, ...]

_GIVEN = "jsonb_array_elements(%s::jsonb) AS given (one)"  # one value, however many rows: there is little to parse
_one_writer = threading.Lock()

Found = TypeVar("Found", bound=Model)


@contextmanager
def writing(*, savepoint: bool = True, durable: bool = True) -> Iterator[None]:
    """Run the block in one transaction; inside another one it can be undone by itself, unless it has no savepoint.

    Without one it is a seventh cheaper (SQLite keeps a copy of every page that a savepoint may have to restore), and an
    error must end the whole transaction.
    On SQLite the threads of this process queue here: in SQLite's own queue they would sleep. A block inside another
    transaction (an admin request) already holds the database's lock and must not queue behind those who wait for it.
    What is not `durable` needs no forced write: a power cut may undo it together with everything after it (a crash of
    the program does not), and whoever writes so finds out or does it again. It must never be told to anybody.
    """
    if connection.in_atomic_block or connection.vendor != "sqlite":
        is_outermost = not connection.in_atomic_block
        with transaction.atomic(savepoint=savepoint):
            if is_outermost and not durable:
                _run("SET LOCAL synchronous_commit TO OFF")
            yield
    else:
        with _one_writer:
            if not durable:
                _run("PRAGMA synchronous = NORMAL")
            try:
                with transaction.atomic():
                    yield
            finally:
                if not durable:
                    _run("PRAGMA synchronous = FULL")


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def insert(model: type[Model], columns: Sequence[str], rows: Sequence[Row], conflict: str = "") -> int:
    """Insert rows of values, as the database knows them, into a model's table; return how many it took.

    `conflict` is an ON CONFLICT clause, which may name the row that did not fit as `excluded`. What the model has as
    JSON is given as text.
    """
    if not rows:
        return 0
    into = f'INSERT INTO "{table(model)}" ({_listed(columns)})'
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # which prepares a statement once
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"{into} VALUES ({marks}) {conflict}", rows)
        else:
            given = ", ".join(_given(model, columns))
            sql = f"{into} SELECT {given} FROM {_GIVEN} {conflict}"  # noqa: S608 - our own names
            cursor.execute(sql, [json.dumps(rows)])
        return int(cursor.rowcount)


def save_new(rows: Sequence[Model]) -> None:
    """Insert rows that are not in the database, all of one model, without reading anything back."""
    if rows:
        every = rows[0]._meta.concrete_fields  # noqa: SLF001 - documented
        fields = [field for field in every if not isinstance(field, AutoField)]
        insert(type(rows[0]), [str(field.column) for field in fields], _values(rows, fields))


def save_changed(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Update these fields of rows, all of one model and each once, in one statement."""
    if not rows:
        return
    model, meta = type(rows[0]), rows[0]._meta  # noqa: SLF001 - documented
    fields = [field for field in meta.concrete_fields if field.name in names]
    columns, key, values = [str(field.column) for field in fields], meta.pk.column, _values(rows, [*fields, meta.pk])
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            sets = ", ".join(f'"{column}" = %s' for column in columns)
            cursor.executemany(f'UPDATE "{meta.db_table}" SET {sets} WHERE "{key}" = %s', values)  # noqa: S608
        else:
            *given, is_row = _given(model, [*columns, str(key)])
            sets = ", ".join(f'"{column}" = {value}' for column, value in zip(columns, given, strict=True))
            sql = f'UPDATE "{meta.db_table}" AS old SET {sets} FROM {_GIVEN} WHERE old."{key}" = {is_row}'  # noqa: S608
            cursor.execute(sql, [json.dumps(values)])


def _values(rows: Sequence[Model], fields: Sequence[Field[Any, Any]]) -> list[Row]:
    """Return what rows hold in these fields, JSON as text.

    Django would ask every field to prepare its value, which costs more than all that the database does.
    """
    return list(zip(*(_column(rows, field) for field in fields), strict=True))


def _column(rows: Sequence[Model], field: Field[Any, Any]) -> list[Any]:
    values = [vars(row)[field.attname] for row in rows]
    return [json.dumps(value) for value in values] if isinstance(field, JSONField) else values


def _given(model: type[Model], columns: Sequence[str]) -> list[str]:
    """Return what PostgreSQL makes of each of a given row's values: a text is left to fit its column or be refused."""
    fields = {field.column: field for field in model._meta.concrete_fields}  # noqa: SLF001 - documented
    kinds = [str(fields[column].db_type(connection)) for column in columns]
    return [
        f"one->>{at}" if kind.startswith(("varchar", "text")) else f"(one->>{at})::{kind}"
        for at, kind in enumerate(kinds)
    ]


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


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
    sql = f"SELECT {_listed(columns)} {_among(model, column, same)}"
    return fetch(sql, _as_one(texts), *same.values())


def read(
    model: type[Found], column: str, texts: Iterable[str], *, unread: Sequence[str] = (), **same: str
) -> list[Found]:
    """Return the rows that `find` would find as instances of the model, whose columns `unread` are read when asked for.

    A queryset takes twice as long: most of it goes into every single text.
    """
    fields = model._meta.concrete_fields  # noqa: SLF001 - documented
    columns = [str(field.column) for field in fields if field.column not in unread]
    sql = f"SELECT {_listed(columns)} {_among(model, column, same)}"
    return list(model._default_manager.raw(sql, [_as_one(texts), *same.values()]))  # noqa: SLF001 - documented


def _among(model: type[Model], column: str, same: Iterable[str]) -> str:
    each = "= ANY (%s)" if connection.vendor == "postgresql" else "IN (SELECT value FROM json_each(%s))"
    where = "".join(f' AND "{name}" = %s' for name in same)
    return f'FROM "{table(model)}" WHERE "{column}" {each}{where}'


def _as_one(texts: Iterable[str]) -> str | list[str]:
    """Return all texts as one value: an array, which PostgreSQL looks up in an index text by text, or JSON."""
    return list(texts) if connection.vendor == "postgresql" else json.dumps(list(texts))


def table(model: type[Model]) -> str:
    """Return the name of a model's table."""
    return model._meta.db_table  # noqa: SLF001 - documented, in spite of its underscore
