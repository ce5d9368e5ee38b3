"""What becomes of a call that Shopee answered with an error: later, the owner, or no.

Shopee uses one name for very different things ("error_auth" is a bad token, a missing permission and a stock rule), so
a row is a name ("" is any) and a part of the message; the first row that fits decides.
Source: the error lists of the v2 API pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater

if TYPE_CHECKING:
    from cloud_bridge.connectors.errors import ConnectorError

TITLE = "Shopee"
DAY_S = 86_400
UTC_PLUS_8_S = 8 * 3_600

# Names of an access token that is no longer good; the first spelling is Shopee's own.
EXPIRED = (("invalid_acceess_token", ""), ("invalid_access_token", ""), ("error_auth", "invalid access_token"))

_FATES: tuple[tuple[str, str, type[ConnectorError]], ...] = (
    ("error_auth", "reserved stock", Refused),
    ("error_auth", "location_id", Refused),
    ("error_auth", "normal stock must be equal", Refused),
    ("error_auth", "level dts", Refused),
    ("error_server", "normal stock must be equal", Refused),
    ("error_inner", "update item failed", Refused),
    ("error_inner", "stock location", Refused),
    ("error_limit", "daily", TryLater),
    ("", "try later", TryLater),
    ("", "try again later", TryLater),
    ("", "please wait", TryLater),
    ("error_auth", "", NeedsOwner),
    ("error_param", "timestamp", TryLater),
    ("error_param", "access_token", NeedsOwner),
    ("error_server", "", TryLater),
    ("error_inner", "", TryLater),
    ("error_network", "", TryLater),
    ("error_system_busy", "", TryLater),
    ("error_rate_limit", "", TryLater),
    ("error_timeout", "", TryLater),
    ("error_connection", "", TryLater),
    ("error_core_server", "", TryLater),
    ("error_third_party_server", "", TryLater),
    ("error_too_many_invoke_function", "", TryLater),
    ("logistic_order_is_locked_on_creating", "", TryLater),
    ("invalid_acceess_token", "", NeedsOwner),
    ("invalid_access_token", "", NeedsOwner),
    ("error_sign", "", NeedsOwner),
    ("error_permission", "", NeedsOwner),
    ("error_perm_non_admin", "", NeedsOwner),
    ("error_api_permission", "", NeedsOwner),
    ("error_ashop_api_permission", "", NeedsOwner),
    ("error_api_call_restricted", "", NeedsOwner),
    ("error_kyc_auth", "", NeedsOwner),
    ("error_partner_key_expired", "", NeedsOwner),
    ("error_seller_under_penalty", "", NeedsOwner),
    ("error_shop", "", NeedsOwner),
    ("error_shop_refresh_token", "", NeedsOwner),
    ("error_merchant_refresh_token", "", NeedsOwner),
    ("refresh_token_expired", "", NeedsOwner),
    ("shop_access_expired", "", NeedsOwner),
    ("merchant_access_expired", "", NeedsOwner),
    ("shop_no_linked", "", NeedsOwner),
    ("merchant_no_linked", "", NeedsOwner),
    ("partner_shop_no_link", "", NeedsOwner),
    ("shop_banned", "", NeedsOwner),
    ("invalid_partner_id", "", NeedsOwner),
    ("source_ip_undeclared", "", NeedsOwner),
    ("api_suspended", "", NeedsOwner),
)


def name_of(error: str) -> str:
    """Return an error's own name: "common.error_auth", "order. error_auth" and "error_auth" are the same."""
    return error.rpartition(".")[2].strip()


def is_expired(error: str, message: str) -> bool:
    """Say whether a renewed access token would help."""
    return any(_fits(name, part, error, message) for name, part in EXPIRED)


def fate_of(error: str, message: str, now_s: float, after_s: float = 0) -> ConnectorError:
    """Return what to raise; an error that no page documents is a refusal, for a person to read."""
    said = message.strip().rstrip(".")
    reason = f"{error}: {said}" if said else error
    for name, part, fate in _FATES:
        if not _fits(name, part, error, message):
            continue
        if fate is TryLater:
            wait_s = until_midnight_s(now_s) if name == "error_limit" else after_s
            return TryLater(market=TITLE, reason=reason, after_s=wait_s)
        return fate(market=TITLE, reason=reason)
    return Refused(market=TITLE, reason=reason)


def until_midnight_s(now_s: float) -> float:
    """Return how long the daily call limit still lasts: it ends at 00:00 UTC+8."""
    return DAY_S - (now_s + UTC_PLUS_8_S) % DAY_S


def _fits(name: str, part: str, error: str, message: str) -> bool:
    return name in {"", name_of(error)} and part in message.lower()
