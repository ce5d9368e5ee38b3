"""What both ledgers do: book every cause once, and take from a balance only what is in it.

A move that would leave less than its floor is kept as `short` and changes no balance. The balance is changed by one
conditional statement, so of two spends at the same moment that do not fit together, one wins. All functions run inside
the caller's transaction and tell the feed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cloud_bridge.database import fetch, find, insert, table
from cloud_bridge.people.models.move import BOOKED, SHORT, WRITTEN_OFF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import Model

    from cloud_bridge.people.models.move import Move as Row


class Move(NamedTuple):
    """So much came to a holder (positive) or went; without a floor it is booked whatever it leaves."""

    holder: int | str
    kind: str
    amount: int
    source: str
    at_ms: int
    floor: int | None = None
    sale: str = ""


class Book(NamedTuple):
    """Whose balance it is, and where the moves are written down; `allowed` is a condition on spending, in SQL."""

    holders: type[Model]
    balance: str
    moves: type[Row]
    holder: str
    amount: str
    publish: Callable[..., None]  # (merchant key, holders, again=): tells the feed
    allowed: str = ""
    more: tuple[str, ...] = ()  # columns of a move that only this book has


def move(book: Book, merchant_key: str, moves: Iterable[Move]) -> dict[str, str]:
    """Book moves in their order; return the state of those that were new, by source."""
    wanted = list(moves)
    known = {source for (source,) in find(book.moves, ("source",), "source", [one.source for one in wanted])}
    states: dict[str, str] = {}
    rows = []
    columns = (f"{book.holder}_id", "kind", book.amount, "source", "at_ms", "state", *book.more)
    for one in wanted:
        if one.source in known or one.source in states:
            continue
        more = [getattr(one, column) for column in book.more]
        states[one.source] = BOOKED if _change(book, one.holder, one.amount, one.floor) else SHORT
        rows.append((one.holder, one.kind, one.amount, one.source, one.at_ms, states[one.source], *more))
    insert(book.moves, columns, rows)
    if rows:
        # a till that took what was not there has less on file than there is: it must hear the balance again
        book.publish(merchant_key, sorted({row[0] for row in rows}), again=SHORT in states.values())
    return states


def decide(book: Book, merchant_key: str, move_id: int, *, is_booked: bool) -> bool:
    """Settle a short move: book it whatever it leaves, or write it off; False if it was settled before."""
    short = book.moves._default_manager.filter(pk=move_id, state=SHORT)  # noqa: SLF001 - documented
    found = short.values_list(f"{book.holder}_id", book.amount).first()
    if found is None or not short.update(state=BOOKED if is_booked else WRITTEN_OFF):
        return False
    if is_booked:
        _change(book, found[0], found[1], None)
        book.publish(merchant_key, [found[0]])
    return True


def _change(book: Book, holder: int | str, amount: int, floor: int | None) -> bool:
    key = book.holders._meta.pk.attname  # noqa: SLF001 - documented
    change = f'"{book.balance}" = "{book.balance}" + %s'
    sql = f'UPDATE "{table(book.holders)}" SET {change} WHERE "{key}" = %s'  # noqa: S608 - names of our own models
    values: list[Any] = [amount, holder]
    if floor is not None:
        sql += f' AND "{book.balance}" + %s >= %s{book.allowed}'
        values += [amount, floor]
    return bool(fetch(f'{sql} RETURNING "{key}"', *values))
