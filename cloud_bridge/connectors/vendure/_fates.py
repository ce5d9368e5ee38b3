"""What becomes of a call that Vendure did not answer with data: later, the owner, or no.

Sources: docs.vendure.io, "Error handling"; codes as a server of @vendure/core 3.7.3 gives them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater

if TYPE_CHECKING:
    from cloud_bridge.connectors.errors import ConnectorError

TITLE = "Vendure"
FORBIDDEN = "FORBIDDEN"  # no session, one that ended, or a user without the right: Vendure does not tell which
LATER = ("", "INTERNAL_SERVER_ERROR")  # an error without a code is one that the server did not expect itself
OWNERS = (
    FORBIDDEN,
    "UNAUTHORIZED",
    "INVALID_CREDENTIALS_ERROR",
    "NATIVE_AUTH_STRATEGY_ERROR",
    "CHANNEL_NOT_FOUND",
)
OWNERS_HTTP = (401, 402, 403, 404)  # 404: there is no Admin API at this address
LATER_HTTP = (408, 425, 429)


def fate_of(code: str, message: str) -> ConnectorError:
    """Return what to raise for an error's code, with Vendure's own words for a person to read."""
    reason = f"{code}: {message}" if code else message or "no reason given"
    if code in LATER:
        return TryLater(market=TITLE, reason=reason)
    if code in OWNERS:
        return NeedsOwner(market=TITLE, reason=reason)
    return Refused(market=TITLE, reason=reason)


def fate_of_status(status: int, after_s: float = 0) -> ConnectorError:
    """Return what to raise for an HTTP status that carries no answer of the API."""
    reason = f"HTTP {status}"
    if status in LATER_HTTP or status >= 500:
        return TryLater(market=TITLE, reason=reason, after_s=after_s)
    if status in OWNERS_HTTP or 300 <= status < 400:
        return NeedsOwner(market=TITLE, reason=f"{reason}: there is no Vendure Admin API at this address")
    return Refused(market=TITLE, reason=reason)
