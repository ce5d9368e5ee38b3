"""A token store in memory: for one process, for practice and for tests."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from .port import Tokens


class MemoryTokenStore:
    """Keeps one shop's tokens for as long as the process lives; threads share it."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._lock = Lock()

    def read(self) -> Tokens:
        """Return the tokens as they are now."""
        return self._tokens

    def renew(self, stale: Tokens, fetch: Callable[[Tokens], Tokens]) -> Tokens:
        """Return newer tokens than `stale`; of all who ask at once, one fetches."""
        with self._lock:
            if self._tokens == stale:
                self._tokens = fetch(self._tokens)
            return self._tokens
