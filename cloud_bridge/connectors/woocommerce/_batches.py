"""Many changes, each with a fate of its own, until WooCommerce stops answering."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cloud_bridge.connectors.errors import TryLater

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Asked = TypeVar("Asked")
Result = TypeVar("Result")


def until_silent(each: Iterable[Asked], do: Callable[[Asked], Sequence[Result]]) -> tuple[Result, ...]:
    """Return the results of all; when WooCommerce stops answering, of those before; TryLater if there are none."""
    results: list[Result] = []
    for one in each:
        try:
            results += do(one)
        except TryLater:
            if not results:
                raise
            break
    return tuple(results)
