"""The loop that never ends: for every channel a few threads that compare, push, pull, verify and repair."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from django.db import connection

from cloud_bridge import wake
from cloud_bridge.channels import (
    audit,
    health,
    hints,
    labels,
    pull,
    push,
    scan,
    scarce,
    subscriptions,
    telling,
    trouble,
    wanted,
)
from cloud_bridge.channels.connections import close_all, connector_of
from cloud_bridge.channels.models import Channel
from cloud_bridge.channels.pace import pace
from cloud_bridge.connectors.errors import ConnectorError
from cloud_bridge.keys import now_ms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cloud_bridge.connectors.port import Connector

    Jobs = Mapping[str, tuple[Callable[[Channel], int], wake.Topic]]
    Step = Callable[[Channel, Connector, int], int | None]

log = logging.getLogger(__name__)


def stock(channel: Channel) -> int:
    """Compute what should be shown, and write it."""
    wanted.step(channel, now_ms())
    return call(channel, scarce.step, push.step)


def orders(channel: Channel) -> int:
    """Look up what webhooks said, and what they may have kept to themselves."""
    return call(channel, hints.orders, pull.step, hints.lost)


def listings(channel: Channel) -> int:
    """Read what is shown, and have it written again where it drifted."""
    count = call(channel, scan.step, hints.products, audit.step)
    audit.repair(channel)
    return count


def tell(channel: Channel) -> int:
    """Tell the marketplace what became of its orders here."""
    return call(channel, telling.step)


def fetch_labels(channel: Channel) -> int:
    """Fetch the labels of what was accepted, and forget old ones."""
    labels.forget(now_ms())
    return call(channel, labels.step)


def subscribe(channel: Channel) -> int:
    """Have webhooks come here."""
    return call(channel, subscriptions.step)


# Each of a channel's jobs has a thread of its own, so that a long scan never keeps a stock change waiting.
JOBS: Jobs = {
    "stock": (stock, wake.stock),
    "orders": (orders, wake.hint),
    "listings": (listings, wake.hint),
    "telling": (tell, wake.order),
}
# What may be done by a process of its own.
CHORES: Jobs = {"labels": (fetch_labels, wake.order), "subscriptions": (subscribe, wake.order)}


def call(channel: Channel, *steps: Step) -> int:
    """Run steps that call the marketplace, unless it is to be left alone; return how much they did."""
    count = 0
    try:
        for step in steps:
            if not trouble.is_due(channel, now_ms()):
                break
            done = step(channel, connector_of(channel), now_ms())
            if done is not None:
                trouble.went_well(channel)
            count += done or 0
    except ConnectorError as error:
        trouble.went_wrong(channel, error, now_ms())
    return count


def start(stop: threading.Event, jobs: Jobs = JOBS) -> list[threading.Thread]:
    """Run every active channel, also those that are added later, until `stop`; return the thread to join."""
    thread = threading.Thread(target=_watch, args=(stop, jobs), name="channels")
    thread.start()
    return [thread]


def _watch(stop: threading.Event, jobs: Jobs) -> None:
    """Keep one thread for each job of each active channel."""
    running: dict[tuple[str, str], threading.Thread] = {}
    while not stop.is_set():
        for channel in _active(says_health=jobs is JOBS):
            for job, (work, topic) in jobs.items():
                thread = running.get((channel.pk, job))
                if thread is None or not thread.is_alive():
                    given = (channel.pk, work, topic, stop)
                    thread = threading.Thread(target=_run, args=given, name=f"{channel.name} {job}")
                    running[channel.pk, job] = thread
                    thread.start()
        stop.wait(pace().look_s)
    for thread in running.values():
        thread.join()
    close_all()
    connection.close()


def _active(*, says_health: bool) -> list[Channel]:
    try:
        channels = list(Channel.objects.filter(is_active=True).select_related("merchant"))
        for channel in channels if says_health else ():
            health.publish(channel, now_ms())
    except Exception:
        log.exception("the channels cannot be read")
        connection.close()
        return []
    return channels


def _run(channel_key: str, work: Callable[[Channel], int], topic: wake.Topic, stop: threading.Event) -> None:
    """Do one job of one channel until it is switched off, whatever happens on the way."""
    seen = -1
    while not stop.is_set():
        try:
            channel = Channel.objects.select_related("merchant").filter(pk=channel_key, is_active=True).first()
            if channel is None:
                break
            if work(channel):
                continue
        except Exception:
            log.exception("%s", threading.current_thread().name)
            connection.close()
            stop.wait(pace().look_s)
        seen = topic.wait(seen, pace().look_s)
    connection.close()
