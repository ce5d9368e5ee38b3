"""How a shop's owner lets Lapak in: the link to say yes, the code that comes back, and the tokens it becomes."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.http import Http
from cloud_bridge.connectors.limiter import Limiter
from cloud_bridge.connectors.market import Granted
from cloud_bridge.connectors.port import Tokens

from ._app import BURST, CALLS_PER_S, App
from ._fates import TITLE
from ._signing import signed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ._reply import Json

AUTHORISE = "/api/v2/shop/auth_partner"
GET_TOKEN = "/api/v2/auth/token/get"  # noqa: S105 - a path
RENEW_TOKEN = "/api/v2/auth/access_token/get"  # noqa: S105 - a path
REFRESH_TOKEN_LIFE_S = 30 * 86_400
# `expire_in` is documented as a duration and shown as a moment; nothing lasts 31 years.
FIRST_MOMENT_S = 1_000_000_000


def authorise_link(settings: Mapping[str, Any], redirect_url: str, state: str, clock: Callable[[], float]) -> str:
    """Return where to send the owner; Shopee comes back to `redirect_url` with `state`, `code` and `shop_id`.

    The link is good for five minutes, the code for ten and for one use. Shopee itself knows no state, so it is a part
    of the address to come back to.
    """
    back = f"{redirect_url}{'&' if '?' in redirect_url else '?'}{urlencode({'state': state})}"
    proof = signed(settings["partner_key"], int(settings["partner_id"]), AUTHORISE, int(clock()))
    return f"{settings['base_url'].rstrip('/')}{AUTHORISE}?{urlencode([*proof, ('redirect', back)])}"


def exchange_code(
    settings: Mapping[str, Any], answer: Mapping[str, str], shop_id: str, clock: Callable[[], float]
) -> Granted:
    """Return the first tokens of a shop for what its owner came back with."""
    given = answer.get("shop_id", "")
    if not given.isdigit() or (shop_id and given != shop_id):
        raise Refused(market=TITLE, reason=f"the owner let Lapak into shop {given or '?'}, not into {shop_id or 'one'}")
    with closing(Http(TITLE, settings["base_url"], Limiter(TITLE, CALLS_PER_S, BURST))) as http:
        app = App(http, int(settings["partner_id"]), settings["partner_key"], clock)
        body = {"code": answer.get("code", ""), "partner_id": app.partner_id, "shop_id": int(given)}
        return Granted(_tokens(app, GET_TOKEN, body), given)


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
        raise Refused(market=TITLE, reason=f"tokens without {reason}") from reason
