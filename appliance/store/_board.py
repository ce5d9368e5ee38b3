"""The feed's rows of orders and channels, as what they mean."""

from __future__ import annotations

from typing import Any

from appliance.core.entries.order import later
from appliance.till.board import Channel, Order, OrderLine

Data = dict[str, Any]


def order_of(key: str, data: Data, channels: dict[str, str], stage: str) -> Order:
    """Return the order of a row; stage is how far it came at this till, the row says how far it came at others."""
    channel = str(data.get("channel", ""))
    return Order(
        key,
        channels.get(channel, channel),
        number=str(data.get("number", "")),
        state=str(data.get("state", "")),
        buyer=str(data.get("buyer", "")),
        at_ms=int(data.get("at_ms") or 0),
        lines=tuple(_line(line) for line in data.get("lines") or []),
        channel_key=channel,
        stage=later(stage, str(data.get("stage") or "")),
        code=str(data.get("code") or ""),
        labels=tuple((int(width), str(name)) for width, name in (data.get("labels") or {}).items()),
        address=tuple(str(line) for line in data.get("address") or []),
        courier=str(data.get("courier") or ""),
        due_ms=int(data.get("due_ms") or 0),
    )


def _line(data: Data) -> OrderLine:
    texts = [str(data.get(field) or "") for field in ("sku", "variant", "barcode")]
    return OrderLine(str(data.get("name", "")), int(data.get("quantity_milli") or 0), *texts)


def channel_of(key: str, data: Data) -> Channel:
    """Return the channel of a row."""
    return Channel(key, str(data.get("name", key)), str(data.get("state", "ok")), int(data.get("lag_s") or 0))
