"""Telling a marketplace about several orders, one call after the other: each is refused or done for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from .errors import Refused, TryLater
from .port import Cancellation, OrderResult, Shipment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Told = TypeVar("Told", Shipment, Cancellation)


def each(told: Sequence[Told], do: Callable[[Told], str]) -> tuple[OrderResult, ...]:
    """Return what became of each; `do` returns why not, "" when it is done, or raises.

    Where the marketplace stops answering, of those before; raises TryLater if none were.
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
