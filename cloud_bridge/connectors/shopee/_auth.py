"""How a shop's owner lets Lapak in: the link to say yes, the code that comes back, and the tokens it becomes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import Tokens

from ._app import App
from ._fates import MARKET
from ._signing import signed

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._reply import Json

AUTHORISE = "/api/v2/shop/auth_partner"
GET_TOKEN = "/api/v2/auth/token/get"  # noqa: S105 - a path
RENEW_TOKEN = "/api/v2/auth/access_token/get"  # noqa: S105 - a path
REFRESH_TOKEN_LIFE_S = 30 * 86_400
# `expire_in` is documented as a duration and shown as a moment; nothing lasts 31 years.
FIRST_MOMENT_S = 1_000_000_000


def authorise_link(
    *, base_url: str, partner_id: int, partner_key: str, redirect_url: str, clock: Callable[[], float]
) -> str:
    """Return where to send the owner; Shopee comes back to `redirect_url` with `code` and `shop_id`.

    The link is good for five minutes, the code for ten and for one use.
    """
    params = [*signed(partner_key, partner_id, AUTHORISE, int(clock())), ("redirect", redirect_url)]
    return f"{base_url.rstrip('/')}{AUTHORISE}?{urlencode(params)}"


def exchange_code(
    *, base_url: str, partner_id: int, partner_key: str, shop_id: str, code: str, clock: Callable[[], float]
) -> Tokens:
    """Return the first tokens of a shop for the code its owner came back with."""
    with App(base_url, partner_id, partner_key, clock) as app:
        return _tokens(app, GET_TOKEN, {"code": code, "partner_id": partner_id, "shop_id": int(shop_id)})


def renewed(app: App, shop_id: str, tokens: Tokens) -> Tokens:
    """Return new tokens for old; the refresh token handed in is used up by this, whatever becomes of the answer."""
    body = {"refresh_token": tokens.refresh_token, "partner_id": app.partner_id, "shop_id": int(shop_id)}
    return _tokens(app, RENEW_TOKEN, body)


def _tokens(app: App, path: str, body: Json) -> Tokens:
    now_s = app.clock()
    got = app.ask(path, json.dumps(body)).top  # the one answer whose fields stand beside `error`, not under `response`
    try:
        expires_s = int(got["expire_in"])
        if expires_s < FIRST_MOMENT_S:
            expires_s += int(now_s)
        return Tokens(
            access_token=str(got["access_token"]),
            refresh_token=str(got["refresh_token"]),
            access_expires_at_ms=expires_s * 1000,
            refresh_expires_at_ms=int(now_s + REFRESH_TOKEN_LIFE_S) * 1000,
        )
    except (KeyError, ValueError) as reason:
        raise Refused(market=MARKET, reason=f"tokens without {reason}") from reason
