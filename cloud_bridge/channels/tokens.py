"""Where a channel's authorisation is kept: in its row, renewed by one worker at a time."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cloud_bridge.channels.lease import held
from cloud_bridge.channels.models import Channel
from cloud_bridge.connectors.errors import NeedsOwner, TryLater
from cloud_bridge.connectors.port import Tokens
from cloud_bridge.database import writing

if TYPE_CHECKING:
    from collections.abc import Callable

WAIT_S = 30  # for another worker who is renewing
LENGTH_MS = 120_000  # longer than the longest call, so that nobody uses up the refresh token a second time


class ChannelTokens:
    """The TokenStore of one channel; `market` is its name in errors."""

    def __init__(self, channel_key: str, market: str) -> None:
        self._key = channel_key
        self._market = market

    def read(self) -> Tokens:
        """Return the tokens as stored now; raises NeedsOwner while there are none."""
        stored = Channel.objects.values_list("tokens", flat=True).get(pk=self._key)
        if not stored:
            raise NeedsOwner(market=self._market, reason=_("the shop is not connected yet"))
        return Tokens(**stored)

    def renew(self, stale: Tokens, fetch: Callable[[Tokens], Tokens]) -> Tokens:
        """Return newer tokens than `stale`; of all workers one fetches, and what it got is stored before it is used."""
        with held(f"tokens:{self._key}", wait_s=WAIT_S, length_ms=LENGTH_MS) as lease:
            current = self.read()
            if current != stale:
                return current
            if lease is None:
                raise TryLater(market=self._market, reason=_("another worker is renewing the authorisation"))
            fresh = fetch(current)
            store(self._key, fresh)
            return fresh


def store(channel_key: str, tokens: Tokens) -> None:
    """Keep tokens for good before anybody uses them."""
    with writing():
        Channel.objects.filter(pk=channel_key).update(tokens=asdict(tokens))
