"""How GraphQL wraps things: global ids, pages with cursors, amounts of money."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Node = dict[str, Any]
CURRENCY = "IDR"
MOST_PER_PAGE = 250


def gid(kind: str, number: object) -> str:
    """Return a global id."""
    return f"gid://shopify/{kind}/{number}"


def number_of(kind: str, global_id: str) -> str:
    """Return what stands behind the last slash of an id of this kind, or refuse."""
    prefix = gid(kind, "")
    if not global_id.startswith(prefix) or not global_id.removeprefix(prefix).isalnum():
        raise refused("RESOURCE_NOT_FOUND", f"Invalid id: {global_id}")
    return global_id.removeprefix(prefix)


def refused(code: str, message: str) -> GraphQLError:
    """Return an error that stands at the top of the answer, with its code."""
    return GraphQLError(message, extensions={"code": code})


def page(
    rows: Sequence[Any],
    to_node: Callable[[Any], Node],
    key: Callable[[Any], Sequence[Any]],
    asked: Mapping[str, Any],
    depth: int = 0,
) -> Node:
    """Return one page of rows that are sorted by their key and start behind the cursor asked for."""
    first = asked.get("first")
    if first is None or not 0 < first <= MOST_PER_PAGE:
        raise refused("BAD_REQUEST", f"you must provide one of first or last, at most {MOST_PER_PAGE}")
    shown = rows[:first]
    nodes = [to_node(row) for row in shown]
    cursors = [write_cursor(depth + at + 1, key(row)) for at, row in enumerate(shown)]
    return {
        "nodes": nodes,
        "edges": [{"cursor": cursor, "node": node} for cursor, node in zip(cursors, nodes, strict=True)],
        "pageInfo": {
            "hasNextPage": len(rows) > first,
            "hasPreviousPage": depth > 0,
            "startCursor": cursors[0] if cursors else None,
            "endCursor": cursors[-1] if cursors else None,
        },
    }


def write_cursor(depth: int, key: Sequence[Any]) -> str:
    """Return the cursor that stands behind a row: how deep it lies, and what it is sorted by."""
    return base64.urlsafe_b64encode(json.dumps([depth, *key]).encode()).decode()


def read_cursor(cursor: str | None, most: int) -> tuple[int, list[Any]]:
    """Return how deep a page begins and behind what, or refuse what is no cursor or lies too deep."""
    if not cursor:
        return 0, []
    try:
        depth, *key = json.loads(base64.urlsafe_b64decode(cursor))
    except ValueError as reason:
        raise refused("BAD_REQUEST", f"Invalid cursor: {cursor}") from reason
    if depth >= most:
        raise refused("BAD_REQUEST", f"Pagination is limited to {most} objects.")
    return depth, key


def money(minor: int) -> str:
    """Return a price as Shopify writes it: with decimals, even where the currency has none."""
    return f"{minor}.00"


def money_bag(minor: int) -> Node:
    """Return an amount as an order has it: one decimal, as `Decimal` is written."""
    amount = {"amount": f"{minor}.0", "currencyCode": CURRENCY}
    return {"shopMoney": amount, "presentmentMoney": amount}


def moment(seconds: float) -> str:
    """Return a moment as Shopify writes it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
