"""A light in memory: `shown` is its pattern now, `history` every pattern it had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.till.devices import DARK
from appliance.till.ports import OK, Health

if TYPE_CHECKING:
    from appliance.drivers._options import Options


def make(options: Options) -> SimulatedLight:  # noqa: ARG001 - it has no options, like every driver it is asked
    """Return a light that lives in memory."""
    return SimulatedLight()


class SimulatedLight:
    """Remembers what it was told to show."""

    def __init__(self) -> None:
        self.shown = DARK
        self.history: list[str] = []

    def show(self, pattern: str) -> None:
        """Show a pattern."""
        self.shown = pattern
        self.history.append(pattern)

    def health(self) -> Health:
        """Say that it works."""
        return Health(OK)

    def close(self) -> None:
        """Put it out."""
        self.shown = DARK
