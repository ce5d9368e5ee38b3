"""A drawer on a GPIO pin (through a relay or a transistor), with a sensor on a second pin if there is one."""

from __future__ import annotations

import atexit
import logging
from contextlib import suppress
from threading import RLock, Timer
from typing import TYPE_CHECKING

from gpiozero import DigitalInputDevice, DigitalOutputDevice

from appliance.drivers._pins import Pins, chosen_pins
from appliance.drivers._watch import Watch

from .errors import DidNotOpen, PinsMissing

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.drivers._options import Options
    from appliance.till.ports import Health

log = logging.getLogger(__name__)

TRIES = 2  # pulses before a drawer with a sensor is reported
LOOK_S = 0.4  # a drawer needs that long to leave its sensor
LOW, HIGH = "low", "high"


def make(options: Options) -> GpioDrawer:
    """Return a drawer on a GPIO pin; the pin is claimed when it is first needed."""
    return GpioDrawer(
        options.whole("pin", None, 0, 63),
        active=options.choice("active", (LOW, HIGH), HIGH),
        pulse_s=options.whole("pulse_ms", 120, 50, 500) / 1000,
        sensor_pin=options.whole("sensor_pin", None, 0, 63) if options.has("sensor_pin") else None,
        sensor_open=options.choice("sensor_open", (LOW, HIGH), HIGH),
        pins=chosen_pins(options),
    )


class GpioDrawer:
    """One pulse at a time; a clock of its own ends the pulse, whatever happens to the caller."""

    def __init__(
        self, pin: int, *, active: str, pulse_s: float, sensor_pin: int | None, sensor_open: str, pins: Pins
    ) -> None:
        self._pin = pin
        self._active_high = active == HIGH
        self._pulse_s = pulse_s
        self._sensor_pin = sensor_pin
        self._sensor_open_high = sensor_open == HIGH
        self._pins = pins
        self._lock = RLock()
        self._coil: DigitalOutputDevice | None = None
        self._sensor: DigitalInputDevice | None = None
        self._timer: Timer | None = None
        self._watch = Watch(log, f"drawer on pin {pin}")

    def open(self) -> None:
        """Start one pulse and return; while one is under way nothing is added. Raises PinsMissing."""
        with self._lock:
            if self._timer is None:
                self._pulse(TRIES)

    def is_open(self) -> bool | None:
        """Say what the sensor sees; None without a sensor. Raises PinsMissing."""
        if self._sensor_pin is None:
            return None
        with self._lock:
            self._claim()
            return self._sensor is not None and self._sensor.is_active != self._sensor_open_high

    def health(self) -> Health:
        """Say whether the pins can be had and the drawer opened when it last should."""
        with self._lock, suppress(PinsMissing):
            self._claim()
            if isinstance(self._watch.health.error, PinsMissing):
                self._watch.well()
        return self._watch.health

    def close(self) -> None:
        """End a pulse that is under way and give the pins back."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
                self._timer = None
            if self._coil:
                self._coil.off()
                self._coil.close()
            if self._sensor:
                self._sensor.close()
            self._coil = self._sensor = None
            atexit.unregister(self.close)

    def _claim(self) -> DigitalOutputDevice:
        """Take the pins if we do not have them; return the coil."""
        if self._coil:
            return self._coil
        try:
            ways = self._pins()
            if self._sensor_pin is not None:  # a switch to ground: the pull-up makes it high when nothing is pressed
                self._sensor = DigitalInputDevice(self._sensor_pin, pull_up=True, pin_factory=ways)
            self._coil = DigitalOutputDevice(self._pin, active_high=self._active_high, pin_factory=ways)
            atexit.register(self.close)
        except Exception as error:  # each pin factory has a family of exceptions of its own
            self.close()
            missing = PinsMissing(pin=self._pin, reason=error)
            self._watch.ill(missing)
            raise missing from error
        return self._coil

    def _pulse(self, tries: int) -> None:
        coil = self._claim()
        coil.on()
        try:
            self._after(self._pulse_s, self._rest, tries)
        except RuntimeError:  # no thread to end the pulse, so it ends now
            coil.off()
            raise

    def _rest(self, tries: int) -> None:
        with self._lock:
            self._timer = None
            if self._coil:
                self._coil.off()
            if self._sensor:
                self._after(LOOK_S, self._look, tries)

    def _look(self, tries: int) -> None:
        with self._lock:
            self._timer = None
            if self.is_open():
                self._watch.well()
            elif tries > 1:
                self._pulse(tries - 1)
            else:
                self._watch.ill(DidNotOpen())

    def _after(self, delay_s: float, then: Callable[[int], None], tries: int) -> None:
        self._timer = Timer(delay_s, then, [tries])
        self._timer.daemon = True
        self._timer.name = f"drawer-pin-{self._pin}"
        self._timer.start()
