"""A scanner at a desk without input devices: the window hands over what is typed outside a text box.

It cannot tell a scanner from a person, and on a desk it need not: both end a code with Enter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.till.ports import OK, WARN, Health

from ._fnc1 import DEFAULT, fnc1_option, with_separators
from .errors import Endless

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.drivers._options import Options

ENDS = "\r\n\t"


def make(options: Options) -> Wedge:
    """Return a wedge."""
    return Wedge(options.whole("longest", 512, 8, 8192), fnc1_option(options, keys=()))


class Wedge:
    """Collects characters into codes; both callbacks come from the thread that calls `key`."""

    def __init__(self, longest: int, fnc1: str = DEFAULT) -> None:
        self._longest = longest
        self._fnc1 = fnc1
        self._chars = ""
        self._endless = False
        self._on_scan: Callable[[str], None] | None = None
        self._on_health: Callable[[Health], None] | None = None

    def start(self, on_scan: Callable[[str], None], on_health: Callable[[Health], None]) -> None:
        """Begin to collect."""
        self._chars, self._endless = "", False
        self._on_scan, self._on_health = on_scan, on_health
        on_health(Health(OK))

    def stop(self) -> None:
        """Collect no more."""
        self._on_scan = self._on_health = None

    def key(self, character: str) -> None:
        """Take one typed character; Enter, line feed or Tab ends the code."""
        if self._on_scan is None or self._on_health is None:
            return
        if character in ENDS:
            code, was_endless = self._chars, self._endless
            self._chars, self._endless = "", False
            if was_endless:
                self._on_health(Health(OK))
            elif code:
                self._on_scan(with_separators(code, self._fnc1))
        elif not self._endless:
            self._chars += character
            if len(self._chars) > self._longest:
                self._chars, self._endless = "", True
                self._on_health(Health(WARN, Endless(scanner="wedge", count=self._longest)))
