"""The connectors of this process, one per channel, made again when the channel's settings change."""

from __future__ import annotations

import json
import time
from threading import Lock
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cloud_bridge.channels.tokens import ChannelTokens
from cloud_bridge.connectors.errors import NeedsOwner
from cloud_bridge.connectors.registry import MARKETS

if TYPE_CHECKING:
    from cloud_bridge.channels.models import Channel
    from cloud_bridge.connectors.port import Connector

_made: dict[str, tuple[str, Connector]] = {}
_lock = Lock()


def connector_of(channel: Channel) -> Connector:
    """Return the channel's connector (threads share it); raises NeedsOwner when its settings make none."""
    spelling = json.dumps([channel.market, channel.shop_id, channel.settings], sort_keys=True)
    with _lock:
        known = _made.get(channel.pk)
        if known and known[0] == spelling:
            return known[1]
        connector = _make(channel)
        _made[channel.pk] = (spelling, connector)
    if known:
        known[1].close()
    return connector


def wait_no_more() -> None:
    """Let nobody wait for a turn to call any more; calls that are under way go on."""
    with _lock:
        for _spelling, connector in _made.values():
            connector.limiter.close()


def close_all() -> None:
    """Give every connection back."""
    with _lock:
        closing = list(_made.values())
        _made.clear()
    for _spelling, connector in closing:
        connector.close()


def _make(channel: Channel) -> Connector:
    market = MARKETS.get(channel.market)
    if market is None:
        raise NeedsOwner(market=channel.market, reason=_("Lapak does not know this marketplace"))
    try:
        return market.connector(
            **channel.settings,
            shop_id=channel.shop_id,
            currency=channel.merchant.currency,
            tokens=ChannelTokens(channel.pk, market.title),
            clock=time.time,
        )
    except TypeError as reason:
        raise NeedsOwner(market=market.title, reason=_("the settings are incomplete: %s") % reason) from reason
