"""Doing much in one call when one bad part may spoil the whole of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cloud_bridge.connectors.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Part = TypeVar("Part")
Answer = TypeVar("Answer")


def halved(
    parts: Sequence[Part], most: int, do: Callable[[Sequence[Part]], Answer]
) -> Iterator[tuple[Sequence[Part], Answer | Refused]]:
    """Yield batches of at most `most` with their answers; a refused batch is tried in halves down to the culprit."""
    for start in range(0, len(parts), most):
        batch = parts[start : start + most]
        try:
            yield batch, do(batch)
        except Refused as refused:
            if len(batch) == 1:
                yield batch, refused
            else:
                yield from halved(batch, (len(batch) + 1) // 2, do)
