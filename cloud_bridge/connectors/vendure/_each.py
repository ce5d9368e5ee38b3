"""One order after the other, each with a result of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import Cancellation, OrderResult, Shipment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Told = TypeVar("Told", Shipment, Cancellation)


def each(told: Sequence[Told], do: Callable[[Told], str]) -> tuple[OrderResult, ...]:
    """Return what became of each, `do` being what says why not; where Vendure stops answering, of those before.

    Raises TryLater if none were.
    """
    results: list[OrderResult] = []
    for one in told:
        try:
            results.append(OrderResult(one.order_id, do(one)))
        except Refused as refused:
            results.append(OrderResult(one.order_id, str(refused.values["reason"])))
        except TryLater:
            if not results:
                raise
            break
    return tuple(results)
