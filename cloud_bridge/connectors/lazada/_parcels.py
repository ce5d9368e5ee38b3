"""A shop's orders as their units: which are where on their way, and what became of those that were moved on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import OrderResult

from ._known import rows_of
from ._states import STATES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ._client import Client
    from ._reply import Json

    Units = dict[str, list[Json]]
    Move = Callable[[Units], Iterable[OrderResult]]

BATCH = 20
DONE = "0"


def moved(client: Client, order_ids: Sequence[str], move: Move, most: int = BATCH) -> tuple[OrderResult, ...]:
    """Return what became of orders that are moved a batch at a time; TryLater if Lazada answered for none of them.

    `move` is given the units of each order that are not cancelled.
    """
    results: list[OrderResult] = []
    wanted = list(dict.fromkeys(order_ids))
    try:
        for start in range(0, len(wanted), most):
            batch = wanted[start : start + most]
            known = rows_of(client, [order_id for order_id in batch if order_id.isdigit()])
            results += [OrderResult(order_id, "no such order") for order_id in batch if order_id not in known]
            if known:
                results += _one_by_one({order_id: living(rows) for order_id, rows in known.items()}, move)
    except TryLater:
        if not results:
            raise
    return tuple(results)


def _one_by_one(units: Units, move: Move) -> Iterator[OrderResult]:
    """Yield the results of a batch; one that is refused as a whole is tried order by order."""
    try:
        yield from list(move(units))
    except Refused as refused:
        if len(units) == 1:
            yield OrderResult(next(iter(units)), str(refused.values["reason"]))
            return
        for order_id, rows in units.items():
            yield from _one_by_one({order_id: rows}, move)


def living(rows: Sequence[Json]) -> list[Json]:
    """Return the units of an order that were not cancelled."""
    return [row for row in rows if STATES.get(str(row["status"])) != port.CANCELLED]


def ids(rows: Iterable[Json]) -> list[int]:
    """Return the ids of units, as numbers."""
    return [int(row["order_item_id"]) for row in rows]


def packages(rows: Iterable[Json]) -> list[str]:
    """Return the packages that units are in."""
    return list(dict.fromkeys(str(row["package_id"]) for row in rows if row.get("package_id")))


def verdict(order_id: str, answers: Sequence[Json | None]) -> OrderResult | None:
    """Return what became of an order whose parts were answered so; None when it has to be asked again.

    `success: true` says nothing: each part has an `item_err_code`, and `retry` says whether it may work later.
    """
    failed = [answer for answer in answers if answer is not None and str(answer.get("item_err_code")) != DONE]
    for answer in failed:
        if str(answer.get("retry")).lower() != "true":
            return OrderResult(order_id, f"{answer.get('item_err_code')}: {answer.get('msg')}")
    return None if failed or None in answers else OrderResult(order_id)
