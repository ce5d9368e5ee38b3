"""Webhooks: Vendure has none; a small plugin in the shop's server sends them (the one of tests/node/vendure/hooks.mjs).

A body says `{"channel": token, "orders": [codes], "products": [ids]}` and is signed as a whole. The plugin does not
send again what was not heard: hints only make the scans of orders and stock look sooner.
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

SIGNATURE = "x-lapak-signature"


def verified(secret: str, headers: Mapping[str, str], body: bytes) -> Hint:
    """Return the hint of a webhook that carries the right signature; raises PushForged or Refused.

    Where no secret is kept nobody can have signed.
    """
    given = {name.lower(): value for name, value in headers.items()}
    if not secret or not is_same(given.get(SIGNATURE, ""), sign_push(secret, body)):
        raise PushForged(market=TITLE)
    try:
        told = json.loads(body)
        return Hint(
            shop_id=str(told["channel"]),
            order_ids=tuple(str(code) for code in told["orders"]),
            product_ids=tuple(str(number) for number in told["products"]),
        )
    except (LookupError, TypeError, ValueError) as reason:
        raise Refused(market=TITLE, reason="a webhook that cannot be read") from reason
