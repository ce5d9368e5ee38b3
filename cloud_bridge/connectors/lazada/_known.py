"""Asking for many orders when one unknown id spoils the whole call."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ._client import Client
    from ._reply import Json

ITEMS = "/orders/items/get"
MOST = 50
UNKNOWN = ("16", "37", "39")


def rows_of(client: Client, order_ids: Sequence[str]) -> dict[str, list[Json]]:
    """Return the rows of these orders, one for each unit, by order; unknown orders are left out.

    Error 37 ("one or more order ids are incorrect") does not say which: such a batch is asked in halves.
    """
    found: dict[str, list[Json]] = {}
    for start in range(0, len(order_ids), MOST):
        batch = order_ids[start : start + MOST]
        reply = client.get(ITEMS, ("order_ids", f"[{','.join(batch)}]"))
        if reply.code not in UNKNOWN:
            for order in reply.checked().data or []:
                found[str(order["order_id"])] = order.get("order_items") or []
        elif len(batch) > 1:
            middle = len(batch) // 2
            found |= rows_of(client, batch[:middle]) | rows_of(client, batch[middle:])
    return {order_id: rows for order_id, rows in found.items() if rows}


def as_json(value: object) -> str:
    """Return a parameter that is an object, as Lazada's samples write it."""
    return json.dumps(value, separators=(",", ":"))
