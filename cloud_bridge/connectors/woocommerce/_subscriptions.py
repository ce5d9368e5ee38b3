"""Webhooks are ordered by the API, and switched on again.

WooCommerce tries no delivery twice, switches a webhook off after a few failures in a row, and tells nobody.
Sources: woocommerce-rest-api-docs, "Webhooks"; WC_Webhook::failed_delivery.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import Refused

from ._fates import TITLE
from ._walk import everything

if TYPE_CHECKING:
    from ._app import App

WEBHOOKS = "webhooks"
TOPICS = tuple(
    f"{resource}.{event}"
    for resource in ("order", "product")
    for event in ("created", "updated", "deleted", "restored")
)


def ensure_subscribed(app: App, push_url: str, secret: str) -> int:
    """Make every topic come to `push_url`, signed with `secret`; return how many had to be made, moved or switched on.

    Ours are known by their address, and by their name where the bridge had another address. A secret cannot be read:
    it is set wherever anything is.
    """
    if not push_url:
        raise Refused(market=TITLE, reason="the bridge has no public address for webhooks")
    known = list(everything(app, WEBHOOKS))
    mended = 0
    for topic in TOPICS:
        name = f"Lapak {topic}"
        wanted = {"name": name, "topic": topic, "delivery_url": push_url, "status": "active"}
        ours = [
            one
            for one in known
            if one.get("topic") == topic and (one.get("delivery_url") == push_url or one.get("name") == name)
        ]
        if any(one.get("delivery_url") == push_url and one.get("status") == "active" for one in ours):
            continue
        if ours:
            app.put(f"{WEBHOOKS}/{ours[0]['id']}", {**wanted, "secret": secret})
        else:
            app.post(WEBHOOKS, {**wanted, "secret": secret})
        mended += 1
    return mended
