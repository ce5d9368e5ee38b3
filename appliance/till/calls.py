"""What a self-checkout needs an attendant for: on its light, in its journal, and on the attendant's till."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from appliance.core import entries
from appliance.core.entries.kiosk import REASONS

from . import devices
from .ports import DeviceError

if TYPE_CHECKING:
    from .devices import Light
    from .till import Till

log = logging.getLogger(__name__)

PAYMENT, AGE, CHECK, BAG, REMOVE, HELP = REASONS
PATTERNS = {PAYMENT: devices.PAYMENT, AGE: devices.AGE}  # of the light; anything else is a call for help


class Calls:
    """The open calls of one self-checkout; the most urgent one is told."""

    def __init__(self, till: Till, light: Light | None) -> None:
        self._till = till
        self._light = light
        self._told = ""
        self._open: dict[str, int] = {}

    @property
    def open(self) -> list[str]:
        """Return the reasons somebody has to come for, the most urgent first."""
        return sorted(self._open, key=REASONS.index)

    def since_ms(self, reason: str) -> int:
        """Return when somebody was called for a reason."""
        return self._open[reason]

    def call(self, reason: str) -> bool:
        """Call somebody; return whether that is new."""
        is_new = reason not in self._open
        self._open.setdefault(reason, self._till.now_ms())
        self._tell("")
        return is_new

    def end(self, *reasons: str, by: str = "") -> bool:
        """Nobody has to come for these reasons any more; return whether that is new."""
        ended = [self._open.pop(reason, None) for reason in reasons]
        self._tell(by)
        return any(since is not None for since in ended)

    def _tell(self, by: str) -> None:
        reason = next(iter(self.open), "")
        if reason == self._told:
            return
        self._told = reason
        if reason:
            self._write("kiosk.help_called", entries.kiosk_help_called(reason, self._till.sale.key))
        else:
            self._write("kiosk.help_ended", entries.kiosk_help_ended(by))
        self.shine()

    def shine(self) -> None:
        """Let the light say what is open now; a light that fails keeps nobody from shopping."""
        pattern = PATTERNS.get(self._told, devices.HELP) if self._told else devices.DARK
        try:
            if self._light is not None:
                self._light.show(pattern)
        except DeviceError as error:
            log.warning("The attendant's light: %s", error)

    def _write(self, kind: str, body: dict[str, object]) -> None:
        self._till.record(kind, body, lambda _: None)
