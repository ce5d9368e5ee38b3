"""What opens a shop, and who keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Tokens:
    """A shop's authorisation; the refresh token may work only once, so it is stored before it is used on."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    access_expires_at_ms: int
    refresh_expires_at_ms: int


class TokenStore(Protocol):
    """Where a connector keeps its tokens: durable, and serialised over all workers of a shop."""

    def read(self) -> Tokens:
        """Return the tokens as stored now."""

    def renew(self, stale: Tokens, fetch: Callable[[Tokens], Tokens]) -> Tokens:
        """Return newer tokens than `stale`.

        Takes the shop's lock; if somebody renewed meanwhile their tokens are returned and nothing is fetched,
        otherwise `fetch(current)` is called once and its answer stored before it is returned.
        """
