"""Telling Shopee about several orders, one call after the other: each is refused or done for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import OrderResult

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Asked = TypeVar("Asked")


def each(asked: Mapping[str, Asked], do: Callable[[str, Asked], None]) -> tuple[OrderResult, ...]:
    """Return what became of each order; when Shopee stops answering, of those before; TryLater if none were."""
    results: list[OrderResult] = []
    for order_id, part in asked.items():
        try:
            do(order_id, part)
        except Refused as refused:
            results.append(OrderResult(order_id, str(refused.values["reason"])))
        except TryLater:
            if not results:
                raise
            break
        else:
            results.append(OrderResult(order_id))
    return tuple(results)
