"""What becomes of a channel after a call went well or wrong: the circuit breaker, and its words."""

from __future__ import annotations

import logging
from random import Random

from django.db.models import Q
from django.utils.translation import gettext

from appliance.core.errors import N_
from cloud_bridge.channels.models import Channel
from cloud_bridge.channels.pace import NEVER_MS, pace, rest_ms
from cloud_bridge.connectors.errors import ConnectorError, NeedsOwner, Refused, TryLater
from cloud_bridge.connectors.registry import MARKETS
from cloud_bridge.database import writing

log = logging.getLogger(__name__)
_random = Random()  # noqa: S311 - spreads retries
CUT_OFF = N_("Lapak was disconnected there")
_ERRORS = {error.code: error for error in (ConnectorError, TryLater, NeedsOwner, Refused)}


def is_due(channel: Channel, now_ms: int) -> bool:
    """Say whether the channel may be called now."""
    return channel.is_active and channel.next_try_at_ms <= now_ms


def went_well(channel: Channel) -> None:
    """Close the breaker."""
    if channel.failures or channel.trouble_code:
        clear(channel)


def clear(channel: Channel) -> None:
    """Forget the trouble, so that the next look calls again: after authorising, or because the owner says so."""
    with writing(durable=False):
        Channel.objects.filter(pk=channel.pk).update(failures=0, trouble="", trouble_code="", next_try_at_ms=0)


def went_wrong(channel: Channel, error: ConnectorError, now_ms: int) -> None:
    """Open the breaker: for a while that doubles, or until the owner has authorised Lapak again.

    One call that failed says little, for others may be under way: only the second in a row keeps everybody away.
    """
    reason = str(error.values.get("reason", error))
    set_pace = pace()
    if isinstance(error, NeedsOwner):
        next_ms = NEVER_MS
    elif isinstance(error, TryLater):
        failures = channel.failures - 1
        rest = 0 if failures < 0 else rest_ms(set_pace.rest_s, set_pace.longest_rest_s, failures, _random)
        next_ms = now_ms + max(rest, int(error.after_s * 1000))
    else:
        longest = set_pace.longest_refused_rest_s
        next_ms = now_ms + rest_ms(set_pace.refused_rest_s, longest, channel.failures, _random)
    log.warning("%s: %s", channel.name, error)
    with writing(durable=False):
        rows = Channel.objects.filter(~Q(next_try_at_ms=NEVER_MS), pk=channel.pk)
        rows.update(
            failures=channel.failures + 1, trouble=reason[:300], trouble_code=error.code, next_try_at_ms=next_ms
        )


def cut_off(channel: Channel) -> None:
    """Say that the owner shut Lapak out. The next call finds out whether that is still so: the message may be old."""
    log.warning("%s was disconnected at the marketplace", channel.name)
    with writing(durable=False):
        rows = Channel.objects.filter(~Q(next_try_at_ms=NEVER_MS), pk=channel.pk)
        rows.update(trouble=CUT_OFF, trouble_code=NeedsOwner.code, next_try_at_ms=0)


def in_words(channel: Channel) -> str:
    """Return what is wrong with the channel and what to do, in the reader's language; "" when nothing is."""
    if not channel.trouble_code:
        return ""
    error = _ERRORS.get(channel.trouble_code, ConnectorError)
    reason = gettext(channel.trouble) if channel.trouble else ""
    return gettext(error.text).format(market=title(channel.market), reason=reason)


def error_in_words(error: ConnectorError) -> str:
    """Return an error in the reader's language."""
    return gettext(error.text).format(**error.values)


def title(market: str) -> str:
    """Return a marketplace's name as people write it."""
    return MARKETS[market].title if market in MARKETS else market
