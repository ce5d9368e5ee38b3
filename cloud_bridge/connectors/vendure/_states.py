"""An order's state in Lapak's words.

An order that is being put together or paid is a basket: nothing is allocated to it yet, and a reservation for it
would take the goods away from its own buyer. It is read from the moment on that it is placed. A payment that is
authorised has goods allocated, and Vendure lets nothing leave before it is settled.
Sources: docs.vendure.io, "Orders" (the default order process); custom processes may have more states, which have no
word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors import port

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._reply import Json

PARTLY_DELIVERED = "PartiallyDelivered"
STATES = {
    "ArrangingPayment": port.UNPAID,
    "PaymentAuthorized": port.UNPAID,
    "PaymentSettled": port.TO_PREPARE,
    "PartiallyShipped": port.READY,
    PARTLY_DELIVERED: port.READY,
    "Shipped": port.SHIPPED,
    "Delivered": port.DELIVERED,
    "Cancelled": port.CANCELLED,
}
# While staff change an order (Modifying, ArrangingAdditionalPayment) it keeps the state that it had.
GONE = ("Shipped", "Delivered")
VOID = "Cancelled"
ALL_LEFT = "all left"


def raw_state(raw: Json) -> str:
    """Return everything that decides the state, as one text."""
    state = str(raw["state"])
    return f"{state}, {ALL_LEFT}" if state == PARTLY_DELIVERED and has_left(raw) else state


def state_of(raw: Json) -> str:
    """Return the state in Lapak's words, "" where it has none."""
    if raw["state"] == PARTLY_DELIVERED and has_left(raw):
        return port.SHIPPED
    return STATES.get(str(raw["state"]), "")


def has_left(raw: Json) -> bool:
    """Say whether all of an order's goods are on their way or there."""
    gone = left(raw)
    return bool(gone) and all(gone.get(str(line["id"]), 0) >= int(line["quantity"]) for line in raw["lines"])


def left(raw: Json) -> dict[str, int]:
    """Return how much of each line has left."""
    return _sum(raw, lambda state: state in GONE)


def packed(raw: Json) -> dict[str, int]:
    """Return how much of each line is in a parcel, gone or not."""
    return _sum(raw, lambda state: state != VOID)


def _sum(raw: Json, counts: Callable[[str], bool]) -> dict[str, int]:
    quantities: dict[str, int] = {}
    for parcel in raw["fulfillments"] or ():
        if counts(parcel["state"]):
            for line in parcel["lines"]:
                at = str(line["orderLineId"])
                quantities[at] = quantities.get(at, 0) + int(line["quantity"])
    return quantities
