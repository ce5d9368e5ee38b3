"""What becomes of a call that Shopify did not answer with data: later, the owner, or no.

Sources: shopify.dev, "Shopify API response status and error codes" and "GraphQL Admin API", status and error codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater

if TYPE_CHECKING:
    from cloud_bridge.connectors.errors import ConnectorError

TITLE = "Shopify"
THROTTLED = "THROTTLED"
ACCESS_DENIED = "ACCESS_DENIED"
LATER = (THROTTLED, "INTERNAL_SERVER_ERROR", "TIMEOUT", "IDEMPOTENCY_CONCURRENT_REQUEST")
OWNERS = (ACCESS_DENIED, "SHOP_INACTIVE")
# 401 no or a dead token, 402 unpaid shop, 403 no right to it, 404 no such shop or version, 423 locked shop.
OWNERS_HTTP = (401, 402, 403, 404, 423)
LATER_HTTP = (408, 429, 430)  # 430 is Shopify's own: too many calls for its liking


def fate_of(code: str, message: str, after_s: float = 0) -> ConnectorError:
    """Return what to raise for an error with a code; one without a known code is a refusal, for a person to read."""
    reason = f"{code}: {message}" if code else message
    if code in LATER:
        return TryLater(market=TITLE, reason=reason, after_s=after_s)
    if code in OWNERS:
        return NeedsOwner(market=TITLE, reason=reason)
    return Refused(market=TITLE, reason=reason)


def fate_of_status(status: int, message: str, after_s: float = 0) -> ConnectorError:
    """Return what to raise for an HTTP status that carries no data."""
    reason = f"HTTP {status}: {message}" if message else f"HTTP {status}"
    if status in LATER_HTTP or status >= 500:
        return TryLater(market=TITLE, reason=reason, after_s=after_s)
    if status in OWNERS_HTTP:
        return NeedsOwner(market=TITLE, reason=reason)
    return Refused(market=TITLE, reason=reason)
