"""How an order lives: the states the port names, and which of two is the later one.

Updates come late, twice and in any order; the state an order ends in is the latest that any of them said.
"""

from __future__ import annotations

from cloud_bridge.connectors.port import (
    CANCELLED,
    COMPLETED,
    DELIVERED,
    READY,
    RETURNING,
    SHIPPED,
    TO_PREPARE,
    UNPAID,
)

FIRST = UNPAID
IN_ORDER = (UNPAID, TO_PREPARE, READY, SHIPPED, DELIVERED, COMPLETED, RETURNING, CANCELLED)
ON_THE_BOARD = frozenset((TO_PREPARE, READY))
_GONE = frozenset((SHIPPED, DELIVERED, COMPLETED, RETURNING))
_rank = {state: rank for rank, state in enumerate(IN_ORDER)}


def later(known: str, said: str) -> str:
    """Return the later of two states; a word Lapak does not know leaves an order as it was."""
    return said if _rank.get(said, -1) > _rank.get(known, -1) else known


def reached(said: str, wanted: str) -> bool:
    """Say whether an update shows that the marketplace is where it should be, or further."""
    return _rank.get(said, -1) >= _rank.get(wanted, -1)


def before(state: str) -> tuple[str, ...]:
    """Return the states that come before one."""
    return IN_ORDER[: IN_ORDER.index(state)]


def has_left(said: str) -> bool:
    """Say whether an update in this state shows that the goods are on their way, or were."""
    return said in _GONE
