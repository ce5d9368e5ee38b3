"""What the trouble screen can try and look up: one test per device, each told in words a cashier can act on.

Tests run on a thread of their own and end in a `Tried` event; looking up the disk and the clock takes no time.
"""

from __future__ import annotations

import ctypes
import logging
import shutil
import threading
import time
from typing import TYPE_CHECKING

from appliance.core.errors import N_

from .boundary import attempt
from .devices import DARK, HELP
from .errors import TillError
from .events import Tried
from .ports import OK, SICK, WARN, DeviceError, Health

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from appliance.core.receipt import ReceiptLine
    from appliance.core.symbol import Symbol

    from .card_payment import CardPayment
    from .devices import Light
    from .events import Event
    from .ports import Printer
    from .weighing import Weighing

log = logging.getLogger(__name__)

LITTLE_BYTES, LEAST_BYTES = 500_000_000, 100_000_000
BLINK_S = 3.0
UNSYNCHRONISED = 5  # TIME_ERROR of adjtimex(2)
TIMEX_BYTES = 512  # more than its struct has on any machine
HUNDREDTHS_GB = 10_000_000


class DiskLittle(TillError):
    """Some hundred megabytes are left."""

    code = "till.disk_little"
    text = N_("Only {free} GB are left on the card. Selling goes on; call support this week.")


class DiskFull(TillError):
    """Hardly anything is left."""

    code = "till.disk_full"
    text = N_("The card is full ({free} GB left). Call support now: soon no sale can be kept.")


class ClockBehind(TillError):
    """The clock is before the newest entry: receipts would get a wrong time."""

    code = "till.clock_behind"
    text = N_("The clock is behind the last sale. Connect the network, so that it sets itself, before you sell.")


class ClockUnset(TillError):
    """The kernel says that nothing keeps the clock right."""

    code = "till.clock_unset"
    text = N_("The clock has not been set by the network. Compare it with a watch, and connect the network.")


class Checkup:
    """The tests; `tell` passes an event to the screen's thread.

    slip: the lines of the test slip; hello: asks the card terminal how it is; newest_ms: when the last entry was made.
    """

    def __init__(
        self,
        *,
        printer: Printer,
        slip: Callable[[], Sequence[ReceiptLine | Symbol]],
        cards: CardPayment,
        weighing: Weighing,
        light: Light,
        folder: Path,
        newest_ms: Callable[[], int],
        send_now: Callable[[], None] | None,
        tell: Callable[[Event], None],
    ) -> None:
        self.weighing = weighing
        self.cards = cards
        self.light = light
        self.send_now = send_now
        self._printer = printer
        self._slip = slip
        self._folder = folder
        self._newest_ms = newest_ms
        self._tell = tell
        self._running: set[str] = set()
        self._dark = threading.Event()  # nobody sets it: the light's time is simply over

    def print_slip(self) -> None:
        """Print the test slip."""
        self._try("printer", lambda: self._printer.print(self._slip()))

    def greet_terminal(self) -> None:
        """Ask the card terminal how it is."""
        self._try("terminal", self._greet)

    def blink(self) -> None:
        """Let the attendant's light call for some seconds."""
        self._try("light", self._blink)

    def is_trying(self, device: str) -> bool:
        """Whether a test of this device is under way."""
        return device in self._running

    def disk(self) -> tuple[int, Health]:
        """Return the free bytes of the card and what that means."""
        try:
            free = shutil.disk_usage(self._folder).free
        except OSError:
            return 0, Health(SICK, DiskFull(free="?"))
        said = f"{free // HUNDREDTHS_GB / 100:.2f}"
        if free < LEAST_BYTES:
            return free, Health(SICK, DiskFull(free=said))
        return free, Health(WARN, DiskLittle(free=said)) if free < LITTLE_BYTES else Health(OK)

    def clock(self) -> Health:
        """Return whether the clock can be trusted, as far as a till without a network can know."""
        if time.time_ns() // 1_000_000 < self._newest_ms():
            return Health(SICK, ClockBehind())
        return Health(OK) if is_synchronised() else Health(WARN, ClockUnset())

    def _greet(self) -> None:
        health = self.cards.hello()
        if health.error is not None and health.state == SICK:
            raise health.error

    def _blink(self) -> None:
        self.light.show(HELP)
        self._dark.wait(BLINK_S)
        self.light.show(DARK)

    def _try(self, device: str, do: Callable[[], None]) -> None:
        if device in self._running:
            return
        self._running.add(device)
        threading.Thread(target=self._run, args=(device, do), name=f"try-{device}", daemon=True).start()

    def _run(self, device: str, do: Callable[[], None]) -> None:
        _, error = attempt(log, f"The test of the {device}", do, DeviceError)
        self._running.discard(device)
        self._tell(Tried(device, error))


def is_synchronised() -> bool:
    """Say whether the kernel knows that something keeps its clock right; where it cannot be asked, yes."""
    try:
        adjtimex = ctypes.CDLL(None, use_errno=True).adjtimex
    except (OSError, AttributeError):
        return True
    state: int = adjtimex(ctypes.create_string_buffer(TIMEX_BYTES))
    return state != UNSYNCHRONISED
