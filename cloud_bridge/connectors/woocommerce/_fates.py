"""What becomes of a call that WooCommerce did not answer with data: later, the owner, or no.

Sources: woocommerce-rest-api-docs, "Errors" and "Authentication"; WordPress REST API handbook, "rest_no_route".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater

if TYPE_CHECKING:
    from cloud_bridge.connectors.errors import ConnectorError

TITLE = "WooCommerce"
NO_ROUTE = "rest_no_route"  # WordPress answers, WooCommerce does not
# 401 wrong keys or a clock that is wrong, 403 keys without the right, or a firewall of the shop's host.
OWNERS_HTTP = (401, 402, 403)
LATER_HTTP = (408, 425, 429)


def fate_of(status: int, code: str = "", message: str = "", after_s: float = 0) -> ConnectorError:
    """Return what to raise for an HTTP status, with WooCommerce's own code and words where there are any.

    A page that is moved, or missing without a code, is an address that was typed wrong: plain http instead of https,
    or permalinks that are switched off.
    """
    reason = ": ".join(part for part in (code or f"HTTP {status}", message) if part)
    if status in LATER_HTTP or status >= 500:
        return TryLater(market=TITLE, reason=reason, after_s=after_s)
    if status in OWNERS_HTTP or code == NO_ROUTE:
        return NeedsOwner(market=TITLE, reason=reason)
    if not code and (300 <= status < 400 or status == 404):
        return NeedsOwner(market=TITLE, reason=f"{reason}: there is no WooCommerce at this address")
    return Refused(market=TITLE, reason=reason)
