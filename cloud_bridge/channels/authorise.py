"""Letting Lapak in: where the owner says yes, and what becomes of the answer he comes back with."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from cloud_bridge.channels import tokens, trouble
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.registry import MARKETS
from cloud_bridge.database import writing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cloud_bridge.channels.models import Channel


def can_ask(channel: Channel) -> bool:
    """Say whether the owner says yes at the marketplace; elsewhere the keys he typed are enough."""
    return MARKETS[channel.market].authorise_link is not None


def link(channel: Channel, redirect_url: str, state: str) -> str:
    """Return the marketplace's page on which the owner lets Lapak in; it comes back to `redirect_url` with `state`."""
    market = MARKETS[channel.market]
    if market.authorise_link is None:
        raise Refused(market=market.title, reason="it is connected by its keys alone")
    return market.authorise_link(channel.settings, redirect_url, state, time.time)


def finish(channel: Channel, answer: Mapping[str, str]) -> None:
    """Turn what the owner came back with into tokens and close the breaker; raises ConnectorError."""
    market = MARKETS[channel.market]
    if market.exchange_code is None:
        raise Refused(market=market.title, reason="it is connected by its keys alone")
    granted = market.exchange_code(channel.settings, answer, channel.shop_id, time.time)
    with writing():
        channel.shop_id = granted.shop_id
        channel.settings = {**channel.settings, **granted.settings}
        channel.subscribed_at_ms = 0  # the webhooks of the shop are looked after at once
        channel.save(update_fields=["shop_id", "settings", "subscribed_at_ms"])
        tokens.store(channel.pk, granted.tokens)
    trouble.clear(channel)
