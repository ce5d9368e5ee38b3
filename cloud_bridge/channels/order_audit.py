"""Orders whose news never came: open ones that moved on, and ones that nobody ever told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.channels import drift
from cloud_bridge.channels.causes import MISSED_ORDER, MISSED_UPDATE
from cloud_bridge.channels.intake import read_in
from cloud_bridge.channels.models import Channel, Drift, Hint
from cloud_bridge.channels.pace import DAY_S, pace
from cloud_bridge.channels.patience import patiently
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import CANCELLED, COMPLETED, DELIVERED, ORDER_STATES, RETURNING
from cloud_bridge.database import writing
from cloud_bridge.orders import book
from cloud_bridge.orders.models import Order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cloud_bridge.connectors.port import Connector

OPEN = tuple(state for state in ORDER_STATES if state not in (COMPLETED, CANCELLED))
AFTERWARDS = (DELIVERED, RETURNING)  # some never become anything else
LATEST_MS = 30 * DAY_S * 1000
WINDOW_MS = 600_000


def open_orders(channel: Channel, connector: Connector, now_ms: int) -> Iterator[int]:
    """Read every order that is not over, some at a time, after the one that was read last; yield how many."""
    numbers = _open(channel, now_ms)
    behind = sum(number <= channel.audited_order for number in numbers)
    numbers = numbers[behind:] + numbers[:behind]
    most = connector.limits.order_detail_batch
    for start in range(0, len(numbers), most):
        some = numbers[start : start + most]
        yield _take_in(channel, connector, some, now_ms)
        with writing(durable=False):
            Channel.objects.filter(pk=channel.pk).update(audited_order=some[-1])


def missed_orders(channel: Channel, connector: Connector, now_ms: int) -> Iterator[int]:
    """List the last days' orders once more, window by window, and take in whom nobody knows; yield how many were seen.

    Its place is kept, between two pages too, so that it goes on wherever it was interrupted.
    """
    end_ms = _reached_ms(channel) - WINDOW_MS
    first_ms = now_ms - int(pace().first_orders_s * 1000)
    at_ms, cursor = (channel.swept_ms, channel.swept_cursor) if first_ms <= channel.swept_ms else (first_ms, "")
    while at_ms < end_ms:
        try:
            page = patiently(connector.list_orders, at_ms, at_ms + WINDOW_MS, cursor or None)
        except Refused:  # its place among the pages means nothing to the marketplace any more
            _keep_place(channel, at_ms, "")
            raise
        numbers = list(dict.fromkeys(ref.order_id for ref in page.items))
        known = _known(channel, numbers)
        _take_in(channel, connector, [number for number in numbers if number not in known], now_ms)
        at_ms, cursor = (at_ms, page.cursor) if page.cursor else (at_ms + WINDOW_MS, "")
        _keep_place(channel, at_ms, cursor)
        yield len(numbers)
    _keep_place(channel, 0, "")


def _keep_place(channel: Channel, at_ms: int, cursor: str) -> None:
    with writing(durable=False):
        Channel.objects.filter(pk=channel.pk).update(swept_ms=at_ms, swept_cursor=cursor)


def _take_in(channel: Channel, connector: Connector, numbers: Sequence[str], now_ms: int) -> int:
    """Book these orders as they are now, and log those of whose news no pull and no webhook would have come."""
    if not numbers:
        return 0
    before, reached_ms = _known(channel, numbers), _reached_ms(channel)
    hinted = set(Hint.objects.filter(channel=channel, external_id__in=numbers).values_list("external_id", flat=True))
    read_in(channel, connector, numbers, now_ms)
    found = []
    for number, (state, updated_at_ms) in _known(channel, numbers).items():
        was = before[number][0] if number in before else ""
        if was != state and updated_at_ms < reached_ms and number not in hinted:
            cause = MISSED_UPDATE if was else MISSED_ORDER
            found.append(drift.Found(Drift.ORDER, number, was, state, cause))
    drift.note(channel, found, now_ms, is_repaired=True)
    return len(numbers)


def _open(channel: Channel, now_ms: int) -> list[str]:
    """Return the numbers of the channel's orders that are not over.

    Only the index of states is asked, which has few of them; one of the channel alone has every order there ever was.
    """
    here = Order.objects.filter(merchant=channel.merchant_id).order_by()
    waiting = here.filter(state__in=[state for state in OPEN if state not in AFTERWARDS])
    late = here.filter(state__in=AFTERWARDS, at_ms__gte=now_ms - LATEST_MS)
    origin = book.origin_of(channel.pk)
    rows = [*waiting.values_list("origin", "external_id"), *late.values_list("origin", "external_id")]
    return sorted(number for one, number in rows if one == origin)


def _known(channel: Channel, numbers: Sequence[str]) -> Mapping[str, tuple[str, int]]:
    rows = Order.objects.filter(origin=book.origin_of(channel.pk), external_id__in=numbers)
    return {
        number: (state, at_ms) for number, state, at_ms in rows.values_list("external_id", "state", "updated_at_ms")
    }


def _reached_ms(channel: Channel) -> int:
    """Return up to when everything has been pulled, and nothing will be pulled again."""
    cursor_ms = Channel.objects.values_list("orders_cursor_ms", flat=True).get(pk=channel.pk)
    return cursor_ms - int(pace().orders_overlap_s * 1000)
