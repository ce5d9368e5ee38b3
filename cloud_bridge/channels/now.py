"""What the loop does anyway, done at once because a person asks; each returns how much there was to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge import wake
from cloud_bridge.channels import audit, pull, push, scan, trouble, wanted
from cloud_bridge.channels.connections import connector_of
from cloud_bridge.channels.models import DIFFERS
from cloud_bridge.connectors.errors import ConnectorError
from cloud_bridge.database import writing
from cloud_bridge.keys import now_ms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cloud_bridge.channels.models import Channel

MOST_BATCHES = 40  # for as long as somebody looks at the page; the loop does the rest


def read_listings(channel: Channel) -> int:
    """Read everything the channel lists, link what can be linked, and repair what drifted."""
    count = scan.scan(channel, connector_of(channel), now_ms())
    audit.repair(channel)
    return count


def read_orders(channel: Channel) -> int:
    """Read every order that changed since the last time."""
    return pull.pull(channel, connector_of(channel), now_ms())


def write_stock(channel: Channel) -> int:
    """Write every number that differs, also those that rest after a refusal."""
    with writing():
        channel.listings.filter(DIFFERS).update(next_try_at_ms=0)
    wanted.step(channel, now_ms())
    count = 0
    for _batch in range(MOST_BATCHES):
        done = push.step(channel, connector_of(channel), now_ms())
        if not done:
            break
        count += done
    return count


VERBS: Mapping[str, Callable[[Channel], int]] = {"scan": read_listings, "pull": read_orders, "push": write_stock}


def do(verb: str, channel: Channel) -> int:
    """Do it although the channel may be resting; raises ConnectorError when it goes wrong, which the channel shows."""
    try:
        count = VERBS[verb](channel)
    except ConnectorError as error:
        trouble.went_wrong(channel, error, now_ms())
        raise
    trouble.clear(channel)
    wake.stock.notify()
    return count
