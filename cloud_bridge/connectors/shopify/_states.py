"""An order's state out of the three that Shopify keeps beside each other: of payment, of delivery, of the order itself.

Source: shopify.dev, OrderDisplayFinancialStatus, OrderDisplayFulfillmentStatus, OrderReturnStatus (2026-10).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors import port

if TYPE_CHECKING:
    from ._reply import Json

LEFT = ("FULFILLED",)
PREPARING = ("IN_PROGRESS", "PENDING_FULFILLMENT", "PARTIALLY_FULFILLED")
WAITING = ("UNFULFILLED", "OPEN", "SCHEDULED", "ON_HOLD", "REQUEST_DECLINED")
UNPAID = ("PENDING", "PARTIALLY_PAID", "EXPIRED")
MONEY_BACK = ("REFUNDED", "VOIDED")
COMING_BACK = ("IN_PROGRESS", "INSPECTION_COMPLETE", "RETURNED")  # a wish to return is no return yet


def raw_state(raw: Json) -> str:
    """Return everything that decides the state, as one text: "PAID FULFILLED DELIVERED"."""
    words = [raw.get("displayFinancialStatus"), raw.get("displayFulfillmentStatus")]
    words += ["CANCELLED" if raw.get("cancelledAt") else "", "CLOSED" if raw.get("closedAt") else ""]
    returns = str(raw.get("returnStatus") or "NO_RETURN")
    words += ["" if returns == "NO_RETURN" else f"RETURN:{returns}", "DELIVERED" if _is_delivered(raw) else ""]
    return " ".join(str(word) for word in words if word)


def state_of(raw: Json) -> str:
    """Return the state in Lapak's words, "" where it has none."""
    paid, delivery = raw.get("displayFinancialStatus"), raw.get("displayFulfillmentStatus")
    if raw.get("cancelledAt"):
        return port.CANCELLED
    if raw.get("returnStatus") in COMING_BACK:
        return port.RETURNING
    if has_left(raw):
        if raw.get("closedAt"):  # archived: its owner is done with it
            return port.COMPLETED
        return port.DELIVERED if _is_delivered(raw) else port.SHIPPED
    if delivery == "RESTOCKED" or (paid in MONEY_BACK and delivery in WAITING):
        return port.CANCELLED
    if delivery == "FULFILLMENT_NOT_REQUIRED":
        return port.UNPAID if paid in UNPAID else port.COMPLETED
    if delivery in PREPARING:
        return port.READY
    if delivery in WAITING:
        return port.UNPAID if paid in UNPAID else port.TO_PREPARE
    return ""


def has_left(raw: Json) -> bool:
    """Say whether all of an order's goods are on their way or there."""
    return raw.get("displayFulfillmentStatus") in LEFT


def _is_delivered(raw: Json) -> bool:
    parcels = [one for one in raw.get("fulfillments") or () if one.get("status") != "CANCELLED"]
    return bool(parcels) and all(parcel.get("displayStatus") == "DELIVERED" for parcel in parcels)
