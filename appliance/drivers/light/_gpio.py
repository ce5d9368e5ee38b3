"""A light on a GPIO pin, through a relay or a transistor."""

from __future__ import annotations

import atexit
import logging
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

from gpiozero import DigitalOutputDevice

from appliance.drivers._pins import Pins, chosen_pins
from appliance.drivers._watch import Watch
from appliance.till.devices import AGE, DARK, HELP, PAYMENT

from .errors import LightPinMissing

if TYPE_CHECKING:
    from appliance.drivers._options import Options
    from appliance.till.ports import Health

log = logging.getLogger(__name__)

LOW, HIGH = "low", "high"
# Seconds on and off, told apart across a shop: an even beat for help, a hurry for an age check, long for a payment.
PATTERNS = {HELP: (0.5, 0.5), AGE: (0.15, 0.15), PAYMENT: (1.6, 0.4)}


def make(options: Options) -> GpioLight:
    """Return a light on a GPIO pin; the pin is claimed when it is first needed."""
    active = options.choice("active", (LOW, HIGH), HIGH)
    return GpioLight(options.whole("pin", None, 0, 63), active_high=active == HIGH, pins=chosen_pins(options))


class GpioLight:
    """Blinks on a thread of gpiozero's own."""

    def __init__(self, pin: int, *, active_high: bool, pins: Pins) -> None:
        self._pin = pin
        self._active_high = active_high
        self._pins = pins
        self._lock = Lock()
        self._lamp: DigitalOutputDevice | None = None
        self._watch = Watch(log, f"light on pin {pin}")

    def show(self, pattern: str) -> None:
        """Blink, or go dark; raises LightPinMissing."""
        with self._lock:
            lamp = self._claim()
            lamp.off()
            if pattern != DARK:
                on_s, off_s = PATTERNS[pattern]
                lamp.blink(on_s, off_s, background=True)

    def health(self) -> Health:
        """Say whether the pin can be had."""
        with self._lock, suppress(LightPinMissing):
            self._claim()
            self._watch.well()
        return self._watch.health

    def close(self) -> None:
        """Put it out and give the pin back."""
        with self._lock:
            if self._lamp:
                self._lamp.off()
                self._lamp.close()
            self._lamp = None
            atexit.unregister(self.close)

    def _claim(self) -> DigitalOutputDevice:
        if self._lamp is None:
            try:
                self._lamp = DigitalOutputDevice(self._pin, active_high=self._active_high, pin_factory=self._pins())
                atexit.register(self.close)
            except Exception as error:  # each pin factory has a family of exceptions of its own
                missing = LightPinMissing(pin=self._pin, reason=error)
                self._watch.ill(missing)
                raise missing from error
        return self._lamp
