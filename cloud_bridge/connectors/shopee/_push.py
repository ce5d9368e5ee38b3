"""Pushes: is it Shopee, and what may have changed; also those that never arrived."""

from __future__ import annotations

import hmac
import json
from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import PushForged, Refused
from cloud_bridge.connectors.port import Hint

from ._fates import TITLE
from ._signing import sign_push
from ._subscriptions import CUT_OFF

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ._app import App

GET_LOST = "/api/v2/push/get_lost_push_message"
CONFIRM_LOST = "/api/v2/push/confirm_consumed_lost_push_message"


def verified(push_key: str, push_url: str, headers: Mapping[str, str], body: bytes) -> Hint:
    """Return the hint of a push that carries the right signature; raises PushForged or Refused.

    Source: developer guide, "Push": HMAC-SHA256 of url|body. Which spelling of the URL is undocumented: it is the
    one configured on both sides.
    """
    given = next((value for name, value in headers.items() if name.lower() == "authorization"), "")
    if not hmac.compare_digest(given.encode(), sign_push(push_key, push_url, body).encode()):
        raise PushForged(market=TITLE)
    return read_hint(body)


def read_hint(body: bytes | str) -> Hint:
    """Return what a push names, whatever its code: an order (Shopee writes `ordersn` here), an item, a thread."""
    try:
        push = json.loads(body)
        data = push.get("data") or {}
        return Hint(
            str(push.get("shop_id") or data.get("shop_id") or ""),
            order_ids=_named(data, "ordersn", "order_sn"),
            product_ids=_named(data, "item_id"),
            conversation_ids=_named(data.get("content"), "conversation_id"),
            is_cut_off=push.get("code") == CUT_OFF,
        )
    except (ValueError, AttributeError) as reason:
        raise Refused(market=TITLE, reason="a push that cannot be read") from reason


def _named(data: object, *names: str) -> tuple[str, ...]:
    return tuple(str(data[name]) for name in names if data.get(name)) if isinstance(data, dict) else ()


def recover(app: App, keep: Callable[[Sequence[Hint]], None]) -> int:
    """Hand over what Shopee could not deliver in the last three days, a hundred at a time, oldest first.

    Confirming moves a watermark past everything up to that message: `keep` has stored the batch by then.
    """
    count = 0
    while True:
        lost = app.ask(GET_LOST).data
        messages = lost.get("push_message_list", [])
        if not messages:
            return count
        keep([read_hint(message["data"]) for message in messages])
        app.ask(CONFIRM_LOST, json.dumps({"last_message_id": lost["last_message_id"]}))
        count += len(messages)
        if not lost.get("has_next_page"):
            return count
