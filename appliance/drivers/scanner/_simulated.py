"""A scanner without hardware, with verbs for what people do to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.till.ports import OK, SICK, Health

from .errors import Unplugged

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.drivers._options import Options


def make(options: Options) -> SimulatedScanner:  # noqa: ARG001 - it has no options, like every driver it is asked
    """Return a scanner that lives in memory."""
    return SimulatedScanner()


class SimulatedScanner:
    """Scans what it is told to; both callbacks come from the thread that calls the verb."""

    def __init__(self) -> None:
        self._plugged_in = True
        self._on_scan: Callable[[str], None] | None = None
        self._on_health: Callable[[Health], None] | None = None

    def start(self, on_scan: Callable[[str], None], on_health: Callable[[Health], None]) -> None:
        """Begin to read."""
        self._on_scan, self._on_health = on_scan, on_health
        self._tell()

    def stop(self) -> None:
        """Read no more."""
        self._on_scan = self._on_health = None

    def scan(self, code: str) -> None:
        """Hold a barcode in front of it; without its cable nothing arrives."""
        if self._plugged_in and self._on_scan:
            self._on_scan(code)

    def unplug(self) -> None:
        """Pull its cable."""
        self._plugged_in = False
        self._tell()

    def plug_in(self) -> None:
        """Put its cable back."""
        self._plugged_in = True
        self._tell()

    def _tell(self) -> None:
        if self._on_health:
            self._on_health(Health(OK) if self._plugged_in else Health(SICK, Unplugged(scanner="simulated")))
