"""Letting Lapak in: where the owner says yes, and what becomes of the code he comes back with."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from cloud_bridge.channels import tokens, trouble
from cloud_bridge.connectors.registry import MARKETS

if TYPE_CHECKING:
    from typing import Any

    from cloud_bridge.channels.models import Channel

APP = ("base_url", "partner_id", "partner_key")  # of the channel's settings, what names the app


def link(channel: Channel, redirect_url: str) -> str:
    """Return the marketplace's page on which the owner lets Lapak in; it comes back to `redirect_url`."""
    return MARKETS[channel.market].authorise_link(**_app(channel), redirect_url=redirect_url, clock=time.time)


def finish(channel: Channel, code: str) -> None:
    """Turn the code the owner came back with into tokens and close the breaker; raises ConnectorError."""
    market = MARKETS[channel.market]
    fresh = market.exchange_code(**_app(channel), shop_id=channel.shop_id, code=code, clock=time.time)
    tokens.store(channel.pk, fresh)
    trouble.clear(channel)


def _app(channel: Channel) -> dict[str, Any]:
    return {name: channel.settings[name] for name in APP if name in channel.settings}
