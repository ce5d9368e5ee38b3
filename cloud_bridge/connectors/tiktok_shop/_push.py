"""Webhooks: is it TikTok Shop, and what may have changed.

It wants status 200 and an empty body within 3 s, and tries again after 2 min, 30 min, 3 h and 12 h (configuration
guide). What was lost then is nowhere to be had: windows and audits find it.
"""

from __future__ import annotations

import hmac
import json
from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import PushForged, Refused
from cloud_bridge.connectors.port import Hint

from ._fates import TITLE
from ._signing import sign_push

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._reply import Json

SELLER_DEAUTHORIZATION = 6


def verified(app_key: str, app_secret: str, headers: Mapping[str, str], body: bytes) -> Hint:
    """Return the hint of a webhook that carries the right signature; raises PushForged or Refused."""
    given = next((value for name, value in headers.items() if name.lower() == "authorization"), "")
    if not hmac.compare_digest(given.encode(), sign_push(app_key, app_secret, body).encode()):
        raise PushForged(market=TITLE)
    return read_hint(body)


def read_hint(body: bytes) -> Hint:
    """Return what a webhook names, whatever its type: ids are numbers in some of them and text in others."""
    try:
        push = json.loads(body)
        data = push.get("data") or {}
        return Hint(
            shop_id=str(push.get("shop_id") or data.get("shop_id") or ""),
            order_ids=_ids(data, "order_id", *(parcel for parcel in data.get("package_list") or [])),
            product_ids=_ids(data, "product_id"),
            conversation_ids=_ids(data, "conversation_id"),
            is_cut_off=push.get("type") == SELLER_DEAUTHORIZATION,
        )
    except (AttributeError, TypeError, ValueError) as reason:
        raise Refused(market=TITLE, reason="a webhook that cannot be read") from reason


def _ids(data: Json, name: str, *parcels: Json) -> tuple[str, ...]:
    """Return the ids under a name, and those of the orders in parcels."""
    found = [data.get(name), *(order for parcel in parcels for order in parcel.get("order_id_list") or [])]
    return tuple(dict.fromkeys(str(found_id) for found_id in found if found_id))
