"""Webhooks: whether Shopify sent them, and what they hint at.

Only the body is signed; the headers around it are not. What a body is about is therefore read from the body, and a
topic is believed only where the body fits it. A retry carries the body of its first time: a hint is looked up, never
taken at its word, so a late, a repeated and an overtaking one do no harm.
Source: shopify.dev, "HTTPS delivery", "Best practices for webhooks".
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import PushForged, Refused
from cloud_bridge.connectors.port import Hint

from ._fates import TITLE
from ._signing import is_same, sign_push

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._reply import Json

SIGNATURE, TOPIC, SHOP = "x-shopify-hmac-sha256", "x-shopify-topic", "x-shopify-shop-domain"
UNINSTALLED = "app/uninstalled"


def verified(client_secret: str, headers: Mapping[str, str], body: bytes) -> Hint:
    """Return the hint of a webhook that carries the right signature; raises PushForged or Refused."""
    given = {name.lower(): value for name, value in headers.items()}
    if not is_same(given.get(SIGNATURE, ""), sign_push(client_secret, body)):
        raise PushForged(market=TITLE)
    try:
        told = json.loads(body)
    except ValueError as reason:
        raise Refused(market=TITLE, reason="a webhook that cannot be read") from reason
    if not isinstance(told, dict):
        raise Refused(market=TITLE, reason="a webhook that cannot be read")
    return _hint(given.get(TOPIC, ""), given.get(SHOP, ""), told)


def _hint(topic: str, shop: str, told: Json) -> Hint:
    kind = str(told.get("admin_graphql_api_id", "")).removeprefix("gid://shopify/").partition("/")[0]
    number = str(told.get("id") or "")
    if kind == "Order":
        return Hint(shop, order_ids=(number,))
    if kind == "Product" or (topic == "products/delete" and told.keys() <= {"id"}):
        return Hint(shop, product_ids=(number,))
    domain = str(told.get("myshopify_domain") or "")
    return Hint(domain or shop, is_cut_off=topic == UNINSTALLED and domain == shop and bool(domain))
