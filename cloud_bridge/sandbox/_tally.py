"""The sandbox's own count, to hold against everybody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._catalogue import Catalogue
    from ._orders import Orders
    from ._pusher import Pusher


def tally(catalogue: Catalogue, orders: Orders, pusher: Pusher) -> dict[str, Any]:
    """Return what was truly ordered, what is truly left, who was turned away, and what became of the pushes.

    Units per variant: `ordered` counts every order ever made, `cancelled` those given back, `left` what stands on the
    shelf now, `reserved` how much of that nobody may buy, `turned_away` what somebody wanted and did not get.
    """
    names = ("item_id", "variant_id", "sku", "ordered", "cancelled", "reserved", "turned_away")
    variants = [{**{name: row[name] for name in names}, "left": row["stock"]} for row in catalogue.everything()]
    return {
        "variants": variants,
        "ordered": sum(variant["ordered"] - variant["cancelled"] for variant in variants),
        "left": sum(variant["left"] for variant in variants),
        "turned_away": sum(variant["turned_away"] for variant in variants),
        "orders": orders.states(),
        "pushes": pusher.counts(),
    }
