"""Which webhooks come, and where to: one address per shop and event (Event API, 202309)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import Refused

from ._fates import TITLE

if TYPE_CHECKING:
    from ._client import Client

WEBHOOKS = "/event/202309/webhooks"
LONGEST = 255
EVENTS = (
    "ORDER_STATUS_CHANGE",
    "PACKAGE_UPDATE",
    "CANCELLATION_STATUS_CHANGE",
    "RETURN_STATUS_CHANGE",
    "PRODUCT_STATUS_CHANGE",
    "PRODUCT_INFORMATION_CHANGE",
    "PRODUCT_CREATION",
    "NEW_CONVERSATION",
    "NEW_MESSAGE",
    "SELLER_DEAUTHORIZATION",
    "UPCOMING_AUTHORIZATION_EXPIRATION",
)


def ensure(client: Client, push_url: str) -> int:
    """Point every event that Lapak needs at its address and return how many were not.

    The webhook of stock changed by others (type 71) cannot be ordered by the API; it comes if it is ticked at the app.
    """
    if not 0 < len(push_url) <= LONGEST:
        raise Refused(market=TITLE, reason=f"a webhook needs an address of at most {LONGEST} characters")
    found = client.get(WEBHOOKS).checked().rows("webhooks")
    known = {str(row.get("event_type")): str(row.get("address")) for row in found}
    wrong = [event for event in EVENTS if known.get(event) != push_url]
    for event in wrong:
        client.put(WEBHOOKS, {"event_type": event, "address": push_url}).checked()
    return len(wrong)
