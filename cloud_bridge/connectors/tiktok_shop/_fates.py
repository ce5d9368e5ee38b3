"""What becomes of a call that TikTok Shop answered with an error: later, the owner, or no.

One code covers very different things (36009004 is a dead token, a clock that is off and a wrong parameter), so a row is
a code and a part of the message; the first row that fits decides. Source: the developer guide's "Common errors" and the
error tables of the API pages.
"""

from __future__ import annotations

from cloud_bridge.connectors.errors import ConnectorError, NeedsOwner, Refused, TryLater

TITLE = "TikTok Shop"
TOO_MANY_CALLS = 36009002

# What a renewed access token would mend.
_EXPIRED = ((105002, ""), (36009004, "access_token"), (36009004, "x-tts-access-token"))
OUTSIDE_LIMITS = 12052055  # a number of a stock write that the warehouse may not show, as 0 is where 0 is not taken

_FATES: tuple[tuple[int, str, type[ConnectorError]], ...] = (
    (TOO_MANY_CALLS, "", TryLater),
    (36009003, "", TryLater),  # internal error
    (36009007, "", TryLater),  # time-out
    (12001000, "", TryLater),  # internal error of the product API
    (33001002, "", TryLater),  # internal error
    (12052109, "", TryLater),  # too many calls for this merchant
    (36009004, "timestamp", TryLater),
    (36009004, "access_token", NeedsOwner),
    (36009004, "x-tts-access-token", NeedsOwner),
    (36009004, "app_key", NeedsOwner),
    (36009033, "", NeedsOwner),  # an address that the app's allow list does not have
    (101000, "", NeedsOwner),  # a token that is not this shop's
    (105002, "", NeedsOwner),
    (105005, "", NeedsOwner),  # a scope that was not granted
    (106001, "", NeedsOwner),  # a wrong secret
    (106013, "", NeedsOwner),  # no shop_cipher
    (12052700, "", NeedsOwner),  # the seller is inactive
)


def is_expired(code: int, message: str) -> bool:
    """Say whether a renewed access token would help."""
    return any(_fits(known, part, code, message) for known, part in _EXPIRED)


def is_quantity(reason: str) -> bool:
    """Say whether it is the number itself that a stock write was refused for, by the reason in TikTok Shop's words."""
    return reason.startswith(str(OUTSIDE_LIMITS)) or "quantity" in reason.lower()


def fate_of(code: int, message: str, after_s: float = 0) -> ConnectorError:
    """Return what to raise; an error that no page documents is a refusal, for a person to read."""
    reason = said(code, message)
    fate = next((fate for known, part, fate in _FATES if _fits(known, part, code, message)), Refused)
    if fate is TryLater:
        return TryLater(market=TITLE, reason=reason, after_s=after_s)
    return NeedsOwner(market=TITLE, reason=reason) if fate is NeedsOwner else Refused(market=TITLE, reason=reason)


def said(code: int, message: str) -> str:
    """Return an error in TikTok Shop's own words, with its code."""
    return f"{code}: {message.strip().rstrip('.')}" if message.strip() else str(code)


def _fits(known: int, part: str, code: int, message: str) -> bool:
    return known == code and part in message.lower()
