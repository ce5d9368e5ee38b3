"""The loop that never ends: for every channel a few threads that compare, push, pull, verify and repair."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING, NamedTuple

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
from cloud_bridge.channels.connections import close_all, connector_of, wait_no_more
from cloud_bridge.channels.models import Channel
from cloud_bridge.channels.pace import pace
from cloud_bridge.chore import turn
from cloud_bridge.connectors.errors import ConnectorError, OutOfCalls
from cloud_bridge.keys import now_ms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import QuerySet

    from cloud_bridge.connectors.port import Connector

    Jobs = Mapping[str, "Job"]
    Step = Callable[[Channel, Connector, int], int | None]

log = logging.getLogger(__name__)
SPARE = 0.5
SAY_S = 2.0  # between two looks at how the channels are
LEAVE_S = 60.0  # longer than any call waits for its answer


def stock(channel: Channel) -> int:
    """Compute what should be shown, and write it."""
    wanted.step(channel, now_ms())
    return call(channel, push.step)


def scarce_stock(channel: Channel) -> int:
    """Let scarce listings show what they hold the right to sell."""
    return call(channel, scarce.step)


def news(channel: Channel) -> int:
    """Look up the orders that webhooks named: at once, and where calls are short many with one."""

    def step(channel: Channel, connector: Connector, now_ms: int) -> int | None:
        may = has_spare(connector) or hints.are_worth_a_call(channel, connector, now_ms)
        return hints.orders(channel, connector, now_ms) if may else None

    return call(channel, step)


def orders(channel: Channel) -> int:
    """Look up what webhooks may have kept to themselves."""
    return call(channel, pull.step, hints.lost)


def listings(channel: Channel) -> int:
    """Read what is shown, and have it written again where it drifted."""
    count = call(channel, scan.step, audit.step)
    audit.repair(channel)
    return count


def has_spare(connector: Connector) -> bool:
    """Say whether at least half of what a shop may be called at once is left: what can wait waits for that."""
    return connector.limiter.left() >= connector.limits.burst * SPARE


def tell(channel: Channel) -> int:
    """Tell the marketplace what became of its orders here."""
    return call(channel, telling.step)


def fetch_labels(channel: Channel) -> int:
    """Fetch the labels of what was accepted, and forget old ones."""
    labels.forget(now_ms())

    def step(channel: Channel, connector: Connector, now_ms: int) -> int | None:
        return labels.step(channel, connector, now_ms) if has_spare(connector) else None

    return call(channel, step)


def subscribe(channel: Channel) -> int:
    """Have webhooks come here."""
    return call(channel, subscriptions.step)


class Job(NamedTuple):
    """What is done for a channel again and again: when `topic` wakes it, but not more often than every `gather_s`."""

    work: Callable[[Channel], int]
    topic: wake.Topic
    gather_s: float


by_the_clock = wake.Topic()  # nobody wakes these: they look for themselves whether it is time
# Each of a channel's jobs has a thread of its own, so that a long scan never keeps a stock change waiting.
JOBS: Jobs = {
    "stock": Job(stock, wake.stock, 0.2),
    "scarce": Job(scarce_stock, wake.stock, 1),
    "news": Job(news, wake.hint, 0.2),
    "orders": Job(orders, by_the_clock, 0.5),
    "listings": Job(listings, by_the_clock, 0.5),
    "telling": Job(tell, wake.order, 0.5),
}
# What may be done by a process of its own.
CHORES: Jobs = {"labels": Job(fetch_labels, wake.order, 1), "subscriptions": Job(subscribe, by_the_clock, 1)}


def call(channel: Channel, *steps: Step) -> int:
    """Run steps that call the marketplace, unless it is to be left alone; return how much they did.

    Where only our own limit kept a call away nothing is wrong with the marketplace, and stock may still be written.
    """
    count = 0
    try:
        for step in steps:
            if not trouble.is_due(channel, now_ms()):
                break
            done = step(channel, connector_of(channel), now_ms())
            if done is not None:
                trouble.went_well(channel)
            count += done or 0
    except OutOfCalls as error:
        log.debug("%s: %s", channel.name, error)
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
    said_s = 0.0

    def act() -> None:
        nonlocal said_s
        is_time = jobs is JOBS and time.monotonic() - said_s > SAY_S
        said_s = time.monotonic() if is_time else said_s
        for channel in _active():
            if is_time:
                health.publish(channel, now_ms())
            for name, job in jobs.items():
                thread = running.get((channel.pk, name))
                if thread is None or not thread.is_alive():
                    given = (channel.pk, job, stop)
                    thread = threading.Thread(target=_run, args=given, name=f"{channel.name} {name}")
                    running[channel.pk, name] = thread
                    thread.start()

    while not stop.is_set():
        turn(log, "Looking after the channels", act)
        stop.wait(pace().look_s)
    wait_no_more()
    for thread in running.values():
        thread.join(LEAVE_S)
    close_all()
    connection.close()


def _active() -> QuerySet[Channel]:
    return Channel.objects.filter(is_active=True).select_related("merchant")


def _run(channel_key: str, job: Job, stop: threading.Event) -> None:
    """Do one job of one channel until it is switched off, whatever happens on the way.

    A wake-up is followed at once, but not many in a row: what they are about is gathered for a moment.
    """
    seen, count = -1, 0
    channel: Channel | None = None

    def act() -> None:
        nonlocal channel, count
        count = 0
        channel = next(iter(_active().filter(pk=channel_key).order_by()), None)
        if channel is not None:
            count = job.work(channel)

    while not stop.is_set():
        began = time.monotonic()
        turn(log, threading.current_thread().name, act)
        if channel is None:
            break
        stop.wait(max(0.0, began + job.gather_s - time.monotonic()))
        if not count:
            seen = job.topic.wait(seen, pace().look_s)
    connection.close()
