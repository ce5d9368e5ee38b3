"""Lazada's patience: an address where more than half of the tries fail is not pushed to any more."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Row

    from ._switches import Switches


class Patience:
    """Remembers how tries ended; over how many Lazada counts is undocumented."""

    def __init__(self, switches: Switches) -> None:
        self.is_over = False
        self._switches = switches
        self._outcomes: deque[bool] = deque()

    def settled(self, _: Row, is_acknowledged: bool) -> None:
        """Remember how a try ended."""
        memory = self._switches.push_memory
        self._outcomes.append(is_acknowledged)
        while len(self._outcomes) > memory:
            self._outcomes.popleft()
        if memory and len(self._outcomes) == memory and self._outcomes.count(False) * 2 > memory:
            self.is_over = True

    def renew(self) -> None:
        """Push again, as after saving the address anew on the app's page."""
        self._outcomes.clear()
        self.is_over = False
