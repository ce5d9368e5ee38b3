"""How often a channel is looked at, and how long a failed call rests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from random import Random

HOUR_S = 3_600
DAY_S = 86_400
NEVER_MS = 2**53  # until somebody does something about it


@dataclass(frozen=True)
class Pace:
    """Seconds, all of them; the settings' CHANNEL_PACE (a dict) changes single ones.

    `look_s` is how long a wake-up from another process may take; `orders_overlap_s` how far every pull reaches back
    for orders that the marketplace showed late; `first_orders_s` how far the very first one does. `settle_s` is how
    long a marketplace may have lowered a listing's number before it shows the order; `fight_s` how long a number is
    left alone that somebody else wrote again.
    """

    look_s: float = 0.5
    orders_s: float = 10
    orders_overlap_s: float = 60
    first_orders_s: float = 3 * DAY_S
    lost_pushes_s: float = 300
    scan_s: float = 6 * HOUR_S
    audit_s: float = 10
    settle_s: float = 5
    fight_s: float = 60
    subscriptions_s: float = HOUR_S
    rest_s: float = 1
    longest_rest_s: float = 15
    refused_rest_s: float = 300
    longest_refused_rest_s: float = 6 * HOUR_S


def pace() -> Pace:
    """Return the pace as it is set."""
    return Pace(**getattr(settings, "CHANNEL_PACE", {}))


def rest_ms(first_s: float, longest_s: float, failures: int, random: Random) -> int:
    """Return how long to rest after so many failures in a row: doubled each time, a random half of it taken off.

    The random part keeps many shops that failed together from coming back together.
    """
    whole_s = min(longest_s, first_s * 2 ** min(failures, 20))
    return int(whole_s * 1000 * random.uniform(0.5, 1))
