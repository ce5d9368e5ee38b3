"""A USB scale of the HID class: usage page 0x8D, read from Linux's hidraw.

The data report is: report id, status, unit, power of ten (signed), weight (low byte first). Status, units and their
numbers are those of the USB Implementers' Forum's "HID Point of Sale Usage Tables" 1.02, section 4.
"""

from __future__ import annotations

import errno
import os
import select
import stat
from contextlib import suppress
from fractions import Fraction
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.till.devices import Weight

from ._weighing import WeighingScale
from .errors import CannotZero, NeedsCare, OverCapacity, ScaleError, ScaleUnreadable, UnderZero

if TYPE_CHECKING:
    from appliance.drivers._options import Options

USAGE_PAGE = b"\x05\x8d"  # as a report descriptor says it
WAIT_S = 0.5
LONGEST = 64
GRAMS = {
    0x01: Fraction(1, 1000),
    0x02: Fraction(1),
    0x03: Fraction(1000),
    0x0B: Fraction(45_359_237, 1_600_000),  # ounce
    0x0C: Fraction(45_359_237, 100_000),  # pound
}
FAULT, AT_ZERO, IN_MOTION, STABLE, UNDER, OVER, CALIBRATE, REZERO = range(1, 9)


def make(options: Options) -> WeighingScale:
    """Return the USB scale at a path, or the only one there is."""
    path = options.text("path", "/dev/hidraw*")
    return WeighingScale(path, lambda: HidPan(path), options.seconds("retry_s", 1, 0.01, 60))


class HidPan:
    """The open device."""

    def __init__(self, pattern: str) -> None:
        self._name = pattern
        self._fd = os.open(_path(pattern), os.O_RDONLY | os.O_NONBLOCK)

    def read(self) -> Weight | ScaleError | None:
        """Return the newest of the reports that came; a scale at rest may say nothing."""
        if not select.select([self._fd], [], [], WAIT_S)[0]:
            return None
        try:
            report = os.read(self._fd, LONGEST)
        except BlockingIOError:
            return None
        if not report:
            raise OSError(errno.ENODEV, "gone")
        return understood(report, self._name)

    def zero(self) -> None:
        """Refuse: few scales of this class take orders."""
        raise CannotZero(scale=self._name)

    def close(self) -> None:
        """Give the device back."""
        with suppress(OSError):
            os.close(self._fd)


def understood(report: bytes, name: str) -> Weight | ScaleError:
    """Return what a report means; raises ScaleUnreadable for one that is no weight."""
    if len(report) < 6 or report[2] not in GRAMS:
        raise ScaleUnreadable(scale=name, answer=report.hex(" "))
    state, unit, power = report[1], report[2], int.from_bytes(report[3:4], signed=True)
    grams = int.from_bytes(report[4:6], "little") * GRAMS[unit] * Fraction(10) ** power
    if state in {AT_ZERO, IN_MOTION, STABLE}:
        return Weight(int(grams + Fraction(1, 2)), is_stable=state != IN_MOTION)
    if state in {FAULT, CALIBRATE}:
        return NeedsCare(scale=name)
    if state in {UNDER, REZERO}:
        return UnderZero(scale=name)
    if state == OVER:
        return OverCapacity(scale=name)
    raise ScaleUnreadable(scale=name, answer=report.hex(" "))


def _path(pattern: str) -> str:
    """Return the device: a pattern is looked through for scales, a pipe is taken as it is."""
    for path in sorted(glob(pattern)):  # noqa: PTH207 - Path.glob cannot take an absolute pattern
        if stat.S_ISFIFO(Path(path).stat().st_mode) or _is_scale(Path(path).resolve().name):
            return path
    raise FileNotFoundError(errno.ENOENT, "no scale", pattern)


def _is_scale(device: str) -> bool:
    with suppress(OSError):
        return USAGE_PAGE in Path(f"/sys/class/hidraw/{device}/device/report_descriptor").read_bytes()
    return False
