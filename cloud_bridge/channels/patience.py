"""Asking again at once: a call that only reads may be repeated, so one bad answer need not spoil the many good ones.

Without it a pull of twenty calls, one in five of which fails, would begin again ninety-nine times out of a hundred.
"""

from __future__ import annotations

from random import Random
from threading import Event
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from cloud_bridge.connectors.errors import TryLater

if TYPE_CHECKING:
    from collections.abc import Callable

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
RESTS_S = (0.1, 0.3, 0.9)
LONGEST_S = 2.0  # whoever asks for a longer rest gets it: the channel's breaker keeps everybody away
_random = Random()  # noqa: S311 - spreads retries


def patiently(read: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs) -> Answer:
    """Return what a reading call returns, asked up to four times; raises what the last one raised."""
    for rest_s in RESTS_S:
        try:
            return read(*given, **named)
        except TryLater as error:
            if error.after_s > LONGEST_S:
                raise
            Event().wait(max(error.after_s, rest_s * _random.uniform(0.5, 1)))
    return read(*given, **named)
