"""Looking after the webhooks: marketplaces switch off what failed too often, and owners switch off what they forgot."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from cloud_bridge.channels.lease import held
from cloud_bridge.channels.models import Channel
from cloud_bridge.channels.pace import pace
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import Subscribes
from cloud_bridge.database import writing

if TYPE_CHECKING:
    from cloud_bridge.connectors.port import Connector

log = logging.getLogger(__name__)


def step(channel: Channel, connector: Connector, now_ms: int) -> int | None:
    """Have every webhook come here; return how many did not, None if it is not time or there is no address for them.

    Orders come without any webhook too, only later: what is refused here is said on the channel's page, and disturbs
    nothing else.
    """
    if not isinstance(connector, Subscribes) or not channel.settings.get("push_url"):
        return None
    if now_ms - channel.subscribed_at_ms < pace().subscriptions_s * 1000:
        return None
    with held(f"subscriptions:{channel.pk}") as lease:
        if lease is None:
            return None
        mended, refused = 0, ""
        try:
            mended = connector.ensure_subscribed()
        except Refused as reason:
            refused = str(reason.values["reason"])
        said = {"subscribed_at_ms": now_ms, "push_refused": refused[:300]}
        if mended:
            said |= {"mended_count": mended, "mended_at_ms": now_ms}
            log.warning("%s: %d webhooks had to be ordered or mended", channel.name, mended)
        with writing():
            Channel.objects.filter(pk=channel.pk).update(**said)
    return None if refused else mended
