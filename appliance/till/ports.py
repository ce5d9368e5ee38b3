"""What the use cases need from the world, and what the world must promise them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from appliance.core.errors import LapakError, N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.core.receipt import ReceiptLine

OK = "ok"
WARN = "warn"  # works, but a person should act soon: paper near end
SICK = "sick"
OFF = "off"  # not fitted, by choice


class Health:
    """How a device is, for its tile on the status strip; `error` says what to do."""

    def __init__(self, state: str, error: LapakError | None = None) -> None:
        self.state = state
        self.error = error


class DeviceError(LapakError):
    """The base of what can be wrong with a device; every driver package has its own classes below it."""

    code = "device"
    text = N_("A device does not answer. Check its cable and power.")


class Scanner(Protocol):
    """Reads barcodes on a thread of its own."""

    def start(self, on_scan: Callable[[str], None], on_health: Callable[[Health], None]) -> None:
        """Begin to read; both callbacks come from the scanner's thread. on_health comes once at once, then on change."""

    def stop(self) -> None:
        """End the thread and give the device back."""


class Printer(Protocol):
    """Prints documents one after another; called from the spool's thread only."""

    columns: int

    def print(self, lines: list[ReceiptLine]) -> None:
        """Print and cut; returns when the printer has everything, raises DeviceError otherwise."""

    def health(self) -> Health:
        """Ask the printer how it is; waits at most its time-out."""

    def close(self) -> None:
        """Give the device back."""


class Drawer(Protocol):
    """Opens the cash drawer."""

    def open(self) -> None:
        """Give one pulse; raises DeviceError."""

    def is_open(self) -> bool | None:
        """Say whether it stands open; None where there is no sensor."""

    def health(self) -> Health:
        """Say how it is."""

    def close(self) -> None:
        """Give the device back (this does not move the drawer)."""
