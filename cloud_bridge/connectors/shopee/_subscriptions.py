"""Which pushes an app gets, and where; an app has one address for all of its shops (push.set_app_push_config)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cloud_bridge.connectors.errors import Refused

from ._fates import TITLE
from ._numbers import to_json

if TYPE_CHECKING:
    from ._app import App
    from ._reply import Json

GET = "/api/v2/push/get_app_push_config"
SET = "/api/v2/push/set_app_push_config"
CUT_OFF, ORDER, RESERVED_STOCK, CHAT = 2, 3, 8, 10
WANTED = (CUT_OFF, ORDER, RESERVED_STOCK, CHAT)
SUSPENDED = "Suspended"


def ensure(app: App, push_url: str) -> int:
    """Switch on what is off and bring pushes home; return how many things had to be changed.

    An address on the same host stays: it is that of another shop of the same app, and hints find their shop by number.
    Pushes that Shopee suspended for too many failures are ordered again.
    """
    if not push_url:
        raise Refused(market=TITLE, reason="pushes need an address")
    config = app.ask(GET).data
    off = [int(code) for code in config.get("push_config_off_list") or []]
    change: Json = {}
    missing = [code for code in WANTED if code in off]
    if missing:
        change["set_push_config_on"] = missing
    is_elsewhere = urlsplit(str(config.get("callback_url") or ""))[:2] != urlsplit(push_url)[:2]
    if is_elsewhere or config.get("live_push_status") == SUSPENDED:
        change["callback_url"] = push_url if is_elsewhere else str(config["callback_url"])
    if change:
        app.ask(SET, to_json(change)).checked()
    return len(missing) + ("callback_url" in change)
