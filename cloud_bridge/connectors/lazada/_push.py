"""Pushes (LPM): is it Lazada, and what may have changed."""

from __future__ import annotations

import hmac
import json
from typing import TYPE_CHECKING, Any

from cloud_bridge.connectors.errors import PushForged, Refused
from cloud_bridge.connectors.port import Hint

from ._fates import TITLE
from ._signing import sign_push

if TYPE_CHECKING:
    from collections.abc import Mapping


def verified(app_key: str, app_secret: str, headers: Mapping[str, str], body: bytes) -> Hint:
    """Return the hint of a push that carries the right signature; raises PushForged or Refused.

    Source: docId 120168: lower-case HMAC-SHA256 of app key and body. Pushes come at least once, up to six hours late,
    and their `timestamp` is in milliseconds or in seconds: nothing is concluded from it.
    """
    given = next((value for name, value in headers.items() if name.lower() == "authorization"), "")
    if not hmac.compare_digest(given.encode(), sign_push(app_key, app_secret, body).encode()):
        raise PushForged(market=TITLE)
    return read_hint(body)


def read_hint(body: bytes) -> Hint:
    """Return what a push names, whatever its type: an order (0, 10, 14), a product (1, 3, 4, 5), a chat (2, 19).

    Shallow stock (6) names only a SKU, a token about to expire (8) only the seller, who stands as "null" outside then.
    """
    try:
        push = json.loads(body)
        data = push.get("data") or {}
        seller = next((who for who in (push.get("seller_id"), data.get("seller_id")) if who not in (None, "null")), "")
        return Hint(
            shop_id=str(seller),
            order_ids=_named(data, "trade_order_id"),
            product_ids=_named(data, "item_id", "itemId"),
            conversation_ids=_named(data, "session_id"),
        )
    except (ValueError, AttributeError) as reason:
        raise Refused(market=TITLE, reason="a push that cannot be read") from reason


def _named(data: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    return tuple(str(data[name]) for name in names if data.get(name))
