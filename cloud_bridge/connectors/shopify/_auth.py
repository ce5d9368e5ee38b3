"""How a shop's owner lets Lapak in: the link to say yes, the signed way back, and the tokens it becomes.

A token lives an hour and is renewed with a refresh token of ninety days; where Shopify gives one without an end
(custom apps may have it) there is nothing to renew. Sources: shopify.dev, "Authorization code grant", "About offline
access tokens".
"""

from __future__ import annotations

import json
import re
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from cloud_bridge.connectors.errors import NeedsOwner, Refused
from cloud_bridge.connectors.http import Http
from cloud_bridge.connectors.limiter import Limiter
from cloud_bridge.connectors.market import Granted
from cloud_bridge.connectors.port import Tokens

from ._app import BURST, POINTS_PER_S, App
from ._fates import TITLE
from ._reply import read_reply
from ._signing import is_same, sign_callback

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

AUTHORISE = "/admin/oauth/authorize"
SCOPES = (
    "read_products,write_products,read_inventory,write_inventory,read_locations,read_orders,write_orders,read_customers,"
    "read_merchant_managed_fulfillment_orders,write_merchant_managed_fulfillment_orders"
)
TOLERANCE_S = 90
FOR_EVER_MS = 253_402_300_799_000  # the last second of 9999
SHOP = re.compile(r"[a-z0-9][a-z0-9-]*\.myshopify\.com")


def authorise_link(settings: Mapping[str, Any], redirect_url: str, state: str, _: Callable[[], float]) -> str:
    """Return where to send the owner; Shopify comes back to `redirect_url` with `code`, `shop`, `state` and `hmac`."""
    params = {
        "client_id": settings["client_id"],
        "scope": SCOPES,
        "redirect_uri": redirect_url,
        "state": state,
    }
    return f"{settings['base_url'].rstrip('/')}{AUTHORISE}?{urlencode(params)}"


def exchange_code(
    settings: Mapping[str, Any], answer: Mapping[str, str], shop_id: str, clock: Callable[[], float]
) -> Granted:
    """Return the first tokens of a shop for what its owner came back with; raises Refused for a forged way back."""
    _check(settings["client_secret"], answer, clock)
    shop = answer.get("shop", "")
    host = urlsplit(settings["base_url"]).hostname or ""
    wanted = shop_id or (host if SHOP.fullmatch(host) else shop)
    if not SHOP.fullmatch(shop) or shop != wanted:
        raise Refused(market=TITLE, reason=f"the owner let Lapak into {shop or 'no shop'}, not into {wanted}")
    with closing(Http(TITLE, settings["base_url"], Limiter(TITLE, POINTS_PER_S, BURST))) as http:
        app = App(http, settings["client_id"], settings["client_secret"], clock)
        return Granted(_tokens(app, {"code": answer.get("code", ""), "expiring": "1"}), shop)


def renewed(app: App, tokens: Tokens) -> Tokens:
    """Return new tokens for old; raises NeedsOwner where there is nothing to renew with."""
    if not tokens.refresh_token:
        raise NeedsOwner(market=TITLE, reason="the access token is no longer good")
    return _tokens(app, {"grant_type": "refresh_token", "refresh_token": tokens.refresh_token})


def _check(client_secret: str, answer: Mapping[str, str], clock: Callable[[], float]) -> None:
    if not is_same(answer.get("hmac", ""), sign_callback(client_secret, answer)):
        raise Refused(market=TITLE, reason="the way back is not signed by Shopify")
    at_s = answer.get("timestamp", "")
    if not at_s.isdecimal() or abs(clock() - int(at_s)) > TOLERANCE_S:
        raise Refused(market=TITLE, reason="the way back is too old, or a clock is wrong")


def _tokens(app: App, asked: Mapping[str, str]) -> Tokens:
    now_ms = int(app.clock() * 1000)
    response = app.token(asked)
    reply = read_reply(response)
    if response.status_code == 400:  # a code or a refresh token that is no longer good
        raise NeedsOwner(market=TITLE, reason="; ".join(str(error["message"]) for error in reply.errors))
    reply.checked()
    got = json.loads(response.content)
    try:
        refresh_token = str(got.get("refresh_token") or "")
        return Tokens(
            access_token=str(got["access_token"]),
            refresh_token=refresh_token,
            access_expires_at_ms=now_ms + int(got["expires_in"]) * 1000 if refresh_token else FOR_EVER_MS,
            refresh_expires_at_ms=now_ms + int(got["refresh_token_expires_in"]) * 1000
            if refresh_token
            else FOR_EVER_MS,
        )
    except (KeyError, TypeError, ValueError) as reason:
        raise Refused(market=TITLE, reason=f"tokens without {reason}") from reason
