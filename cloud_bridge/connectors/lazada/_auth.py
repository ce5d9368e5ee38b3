"""How a shop's owner lets Lapak in: the link to say yes, the code that comes back, and the tokens it becomes."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.http import Http
from cloud_bridge.connectors.limiter import Limiter
from cloud_bridge.connectors.market import Granted
from cloud_bridge.connectors.port import Tokens

from ._app import BURST, CALLS_PER_S, App
from ._fates import TITLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ._reply import Json

AUTHORISE = "/oauth/authorize"
CREATE = "/auth/token/create"
REFRESH = "/auth/token/refresh"


def authorise_link(settings: Mapping[str, Any], redirect_url: str, state: str, clock: Callable[[], float]) -> str:
    """Return where to send the owner; Lazada comes back with `code` and `state` (docId 108260).

    The code is good for thirty minutes and for one use; `redirect_url` must be the one of the app's own page.
    """
    del clock  # nothing in this link is signed
    params = {
        "response_type": "code",
        "force_auth": "true",
        "client_id": settings["app_key"],
        "redirect_uri": redirect_url,
        "state": state,
    }
    return f"{settings['auth_url'].rstrip('/').removesuffix('/rest')}{AUTHORISE}?{urlencode(params)}"


def exchange_code(
    settings: Mapping[str, Any], answer: Mapping[str, str], shop_id: str, clock: Callable[[], float]
) -> Granted:
    """Return the first tokens of the seller who came back with a code."""
    with closing(Http(TITLE, settings["base_url"], Limiter(TITLE, CALLS_PER_S, BURST))) as http:
        app = App(http, settings["auth_url"], settings["app_key"], settings["app_secret"], clock)
        got = app.ask(CREATE, [("code", answer.get("code", ""))]).top
        sellers = _sellers(got)
        if shop_id and shop_id not in sellers.values():
            raise Refused(market=TITLE, reason=f"the owner let Lapak into another shop than {shop_id}")
        country = (urlsplit(settings["base_url"]).hostname or "").rpartition(".")[2]
        seller = shop_id or sellers.get(country) or sellers.get(str(got.get("country"))) or ""
        if not seller:
            raise Refused(market=TITLE, reason=f"the owner has no shop in the country of {settings['base_url']}")
        return Granted(_tokens(got, clock()), seller)


def renewed(app: App, tokens: Tokens) -> Tokens:
    """Return new tokens for old; the refresh token's own end does not move: after it the owner says yes again."""
    got = app.ask(REFRESH, [("refresh_token", tokens.refresh_token)]).top
    return _tokens({"refresh_token": tokens.refresh_token, **got}, app.clock(), tokens.refresh_expires_at_ms)


def _sellers(got: Json) -> dict[str, str]:
    """Return the sellers' ids by country: documented as a list, shown as an object by country."""
    found = got.get("country_user_info") or got.get("country_user_info_list") or []
    entries = [{"country": name, **entry} for name, entry in found.items()] if isinstance(found, dict) else found
    return {str(entry.get("country")): str(entry.get("seller_id", "")) for entry in entries}


def _tokens(got: Json, now_s: float, refresh_expires_at_ms: int = 0) -> Tokens:
    now_ms = int(now_s * 1000)
    try:
        refresh_s = int(got.get("refresh_expires_in") or 0)
        return Tokens(
            access_token=str(got["access_token"]),
            refresh_token=str(got["refresh_token"]),
            access_expires_at_ms=now_ms + int(got["expires_in"]) * 1000,
            refresh_expires_at_ms=now_ms + refresh_s * 1000 if refresh_s else refresh_expires_at_ms,
        )
    except (KeyError, ValueError) as reason:
        raise Refused(market=TITLE, reason=f"tokens without {reason}") from reason
