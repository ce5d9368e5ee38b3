"""Webhooks: whether the shop sent them, and what they hint at.

Only the body is signed; the topic beside it is believed, because a hint is looked up and never taken at its word. The
secret is one shop's alone, so the shop is the one we are. A webhook that is made sends a ping first, which nobody can
sign: it hints at nothing, and a bridge that does not answer it with 200 is taken for dead.
Source: WC_Webhook::deliver, build_payload, deliver_ping.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import PushForged, Refused
from cloud_bridge.connectors.port import Hint

from ._fates import TITLE
from ._signing import is_same, sign_push

if TYPE_CHECKING:
    from collections.abc import Mapping

PING = re.compile(rb"webhook_id=\d{1,20}")
SIGNATURE, TOPIC = "x-wc-webhook-signature", "x-wc-webhook-topic"


def verified(secret: str, shop_id: str, headers: Mapping[str, str], body: bytes) -> Hint:
    """Return the hint of a webhook that carries the right signature, or of a ping; raises PushForged or Refused."""
    if PING.fullmatch(body):
        return Hint(shop_id)
    given = {name.lower(): value for name, value in headers.items()}
    if not is_same(given.get(SIGNATURE, ""), sign_push(secret, body)):
        raise PushForged(market=TITLE)
    try:
        told = json.loads(body)
        # A variation that changed comes as a product of its own.
        number = str((told.get("type") == "variation" and told.get("parent_id")) or told.get("id") or "")
    except (AttributeError, ValueError) as reason:
        raise Refused(market=TITLE, reason="a webhook that cannot be read") from reason
    resource = given.get(TOPIC, "").partition(".")[0]
    if resource == "order" and number:
        return Hint(shop_id, order_ids=(number,))
    if resource == "product" and number:
        return Hint(shop_id, product_ids=(number,))
    return Hint(shop_id)
