"""The only writer of customers' points (see _book)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.people import _book, rows
from cloud_bridge.people._book import Move
from cloud_bridge.people.models import Customer, PointMove

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ("BOOK", "Move", "decide", "move")

BOOK = _book.Book(Customer, "points", PointMove, "customer", "points", rows.publish_customers, more=("sale",))


def move(merchant_key: str, moves: Iterable[Move]) -> dict[str, str]:
    """Book points of customers (by their key) in their order; return the state of those that were new, by source."""
    return _book.move(BOOK, merchant_key, moves)


def decide(merchant_key: str, move_id: int, *, is_booked: bool) -> bool:
    """Settle a move that did not fit: book it whatever it leaves, or write it off; False if it was settled before."""
    return _book.decide(BOOK, merchant_key, move_id, is_booked=is_booked)
