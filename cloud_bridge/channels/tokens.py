"""Where a channel's authorisation is kept: in its row, renewed by one worker at a time."""

from __future__ import annotations

from dataclasses import asdict
from time import monotonic
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cloud_bridge.channels.lease import held
from cloud_bridge.channels.models import Channel
from cloud_bridge.connectors.errors import NeedsOwner, TryLater
from cloud_bridge.connectors.port import Tokens
from cloud_bridge.database import writing

if TYPE_CHECKING:
    from collections.abc import Callable

FRESH_S = 2.0  # how long what was read counts as what is stored
WAIT_S = 30  # for another worker who is renewing
LENGTH_MS = 120_000  # longer than the longest call, so that nobody uses up the refresh token a second time


class ChannelTokens:
    """The TokenStore of one channel; `market` is its name in errors.

    What was stored a moment ago is not asked for again at every call: tokens that somebody else renewed meanwhile are
    found out as every stale token is, by `renew`.
    """

    def __init__(self, channel_key: str, market: str) -> None:
        self._key = channel_key
        self._market = market
        self._known: tuple[float, Tokens] | None = None  # until when, and what

    def read(self) -> Tokens:
        """Return the tokens as stored at most a moment ago; raises NeedsOwner while there are none."""
        known = self._known
        return known[1] if known and monotonic() < known[0] else self._stored()

    def _stored(self) -> Tokens:
        stored = Channel.objects.values_list("tokens", flat=True).get(pk=self._key)
        if not stored:
            raise NeedsOwner(market=self._market, reason=_("the shop is not connected yet"))
        tokens = Tokens(**stored)
        self._known = monotonic() + FRESH_S, tokens
        return tokens

    def renew(self, stale: Tokens, fetch: Callable[[Tokens], Tokens]) -> Tokens:
        """Return newer tokens than `stale`; of all workers one fetches, and what it got is stored before it is used."""
        with held(f"tokens:{self._key}", wait_s=WAIT_S, length_ms=LENGTH_MS) as lease:
            current = self._stored()
            if current != stale:
                return current
            if lease is None:
                raise TryLater(market=self._market, reason=_("another worker is renewing the authorisation"))
            fresh = fetch(current)
            store(self._key, fresh)
            self._known = monotonic() + FRESH_S, fresh
            return fresh


def store(channel_key: str, tokens: Tokens) -> None:
    """Keep tokens for good before anybody uses them."""
    with writing():
        Channel.objects.filter(pk=channel_key).update(tokens=asdict(tokens))
