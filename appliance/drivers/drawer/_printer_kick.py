"""A drawer on the printer's connector."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol

from appliance.drivers._watch import Watch
from appliance.till.ports import SICK, DeviceError

from .errors import KickFailed

if TYPE_CHECKING:
    from appliance.drivers._options import Options
    from appliance.till.ports import Health

log = logging.getLogger(__name__)


class Kicks(Protocol):
    """A printer with a drawer connector."""

    def kick(self) -> None:
        """Give one pulse; raises DeviceError."""

    def health(self) -> Health:
        """Ask the printer how it is."""


def make(options: Options, printer: Kicks | None) -> PrinterKick:
    """Return a drawer behind the till's printer."""
    if printer is None:
        raise options.bad("driver", "another one, or the till needs a printer")
    return PrinterKick(printer)


class PrinterKick:
    """Opens the drawer through the printer; it has no sensor of its own."""

    def __init__(self, printer: Kicks) -> None:
        self._printer = printer
        self._watch = Watch(log, "drawer on the printer")

    def open(self) -> None:
        """Give one pulse; raises KickFailed."""
        try:
            self._printer.kick()
        except DeviceError as error:
            failed = KickFailed(reason=error)
            self._watch.ill(failed)
            raise failed from error
        self._watch.well()

    def is_open(self) -> bool | None:
        """Say nothing: there is no sensor."""
        return None

    def health(self) -> Health:
        """Say how the last pulse went; after a failed one, well again when the printer is."""
        is_sick = self._watch.health.state == SICK
        return self._watch.well() if is_sick and self._printer.health().state != SICK else self._watch.health

    def close(self) -> None:
        """Nothing is held; the printer is closed by its owner."""
