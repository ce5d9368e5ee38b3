"""Asking for many by id when one unknown id may spoil the whole call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._fates import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ._reply import Json, Reply

NOT_FOUND = ("error_item_not_found", "error_not_found")


def known(ids: Sequence[str], most: int, ask: Callable[[Sequence[str]], Reply], under: str) -> list[Json]:
    """Return what is known of these ids, `most` to a call; unknown ones are left out.

    Whether Shopee leaves an unknown id out or refuses the batch is undocumented: a refused batch is asked in halves.
    """
    found: list[Json] = []
    for start in range(0, len(ids), most):
        batch = ids[start : start + most]
        reply = ask(batch)
        if name_of(reply.error) not in NOT_FOUND:
            found += reply.checked().data.get(under, [])
        elif len(batch) > 1:
            found += known(batch, (len(batch) + 1) // 2, ask, under)
    return found
