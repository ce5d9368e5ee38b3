"""What becomes of a call that Lazada answered with an error: later, the owner, or no.

Sources: the error lists of the API pages (captured in [L] of the facts), docId 108138 (types), docId 121320 (limits).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater

if TYPE_CHECKING:
    from cloud_bridge.connectors.errors import ConnectorError

TITLE = "Lazada"
EXPIRED = "IllegalAccessToken"
# "Please wait for the next second": the ban of a call that came too often lasts one.
LIMITED = ("901", "ApiCallLimit", "AppCallLimit", "SellerCallLimit")
LIMITED_S = 1.0
# Whole calls are switched off for the first hours of a mega campaign.
SWITCHED_OFF = "998"
SWITCHED_OFF_S = 60.0

LATER = (*LIMITED, SWITCHED_OFF, "6", "513", "1000", "1003", "40011", "700024", "ServiceTimeout", "ServiceUnavailable")
OWNER = (
    EXPIRED,
    "IllegalRefreshToken",
    "AUTH_TYPE_UNSUPPORTED",
    "InvalidCode",
    "InvalidAppKey",
    "IncompleteSignature",
    "InsufficientPermission",
    "AppWhiteIpLimit",
    "SellerNotActive",
    "SellerNotVerified",
)


def fate_of(code: str, message: str, kind: str = "", after_s: float = 0) -> ConnectorError:
    """Return what to raise; an error that no page documents is a refusal, for a person to read.

    `kind` is Lazada's `type`; only SYSTEM says something of its own: that the platform itself failed.
    """
    said = message.strip().rstrip(".")
    reason = f"{code}: {said}" if said else code
    if code in OWNER:
        return NeedsOwner(market=TITLE, reason=reason)
    # The name of this error is in no list; a clock that is off is set right by itself.
    is_clock = "timestamp" in f"{code} {message}".lower()
    if code in LATER or is_clock or kind == "SYSTEM":
        return TryLater(market=TITLE, reason=reason, after_s=max(after_s, _wait_s(code)))
    return Refused(market=TITLE, reason=reason)


def _wait_s(code: str) -> float:
    if code in LIMITED:
        return LIMITED_S
    return SWITCHED_OFF_S if code == SWITCHED_OFF else 0.0
