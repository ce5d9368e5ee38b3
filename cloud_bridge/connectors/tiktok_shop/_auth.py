"""How a shop's owner lets Lapak in: the link to say yes, the code that comes back, and the tokens it becomes.

Source: the developer guide's "Authorization overview (202407)".
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from cloud_bridge.connectors.errors import NeedsOwner, Refused
from cloud_bridge.connectors.http import Http
from cloud_bridge.connectors.limiter import Limiter
from cloud_bridge.connectors.market import Granted
from cloud_bridge.connectors.port import Tokens

from ._app import BURST, CALLS_PER_S, App
from ._fates import TITLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ._reply import Json

AUTHORISE = "/open/authorize"
GET_TOKEN = "/api/v2/token/get"  # noqa: S105 - a path
RENEW_TOKEN = "/api/v2/token/refresh"  # noqa: S105 - a path
SHOPS = "/authorization/202309/shops"


def authorise_link(settings: Mapping[str, Any], _redirect_url: str, state: str, _clock: Callable[[], float]) -> str:
    """Return where to send the owner; he comes back with `code` and `state`.

    Where to is set once at TikTok Shop, with the app. The code is good for thirty minutes and for one use.
    """
    asked = urlencode({"service_id": settings["service_id"], "state": state})
    return f"{settings['authorise_url'].rstrip('/')}{AUTHORISE}?{asked}"


def exchange_code(
    settings: Mapping[str, Any], answer: Mapping[str, str], shop_id: str, clock: Callable[[], float]
) -> Granted:
    """Return the first tokens of a shop for what its owner came back with, and the name that calls know it by."""
    code = answer.get("code", "")
    if code in {"", "null"}:
        raise Refused(market=TITLE, reason=f"the owner did not let Lapak in ({answer.get('error', 'no code')})")
    with closing(Http(TITLE, settings["base_url"], Limiter(TITLE, CALLS_PER_S, BURST))) as http:
        app = App(http, settings["app_key"], settings["app_secret"], settings["auth_url"], clock)
        tokens = _tokens(app, GET_TOKEN, [("auth_code", code), ("grant_type", "authorized_code")])
        shop = chosen(app.send("GET", SHOPS, access_token=tokens.access_token).checked().rows("shops"), shop_id)
        return Granted(tokens, str(shop["id"]), {"shop_cipher": str(shop["cipher"])})


def renewed(app: App, tokens: Tokens) -> Tokens:
    """Return new tokens for old; whether the old refresh token works again is undocumented, so it is not counted on."""
    asked = [("refresh_token", tokens.refresh_token), ("grant_type", "refresh_token")]
    return _tokens(app, RENEW_TOKEN, asked)


def chosen(shops: Sequence[Json], shop_id: str) -> Json:
    """Return the shop with this id, else the only one there is."""
    for shop in shops:
        if str(shop.get("id")) == shop_id:
            return shop
    if len(shops) == 1 and not shop_id:
        return shops[0]
    names = ", ".join(f"{shop.get('name')} ({shop.get('id')})" for shop in shops) or "none"
    raise Refused(
        market=TITLE, reason=f"write the shop's number at the channel, one of those that let Lapak in: {names}"
    )


def _tokens(app: App, path: str, asked: Sequence[tuple[str, str]]) -> Tokens:
    try:
        got = app.ask_for_tokens(path, asked).checked().data
    except Refused as refused:  # codes of this host are not documented; whatever it is, the owner must say yes again
        raise NeedsOwner(market=TITLE, reason=str(refused.values["reason"])) from refused
    try:
        return Tokens(
            access_token=str(got["access_token"]),
            refresh_token=str(got["refresh_token"]),
            access_expires_at_ms=int(got["access_token_expire_in"]) * 1000,  # moments, in spite of their names
            refresh_expires_at_ms=int(got["refresh_token_expire_in"]) * 1000,
        )
    except (KeyError, ValueError) as reason:
        raise Refused(market=TITLE, reason=f"tokens without {reason}") from reason
