"""What a webhook says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Hint:
    """What a webhook says may have changed; never trusted, only looked up sooner.

    `is_cut_off` says that the owner disconnected Lapak at the marketplace.
    """

    shop_id: str
    order_ids: tuple[str, ...] = ()
    product_ids: tuple[str, ...] = ()
    conversation_ids: tuple[str, ...] = ()
    is_cut_off: bool = False
