"""A printer on a serial line, or on a USB cable that poses as one."""

from __future__ import annotations

import termios
from contextlib import suppress
from typing import TYPE_CHECKING

from serial import Serial, SerialTimeoutException

from ._model import Model
from ._printer import EscposPrinter

if TYPE_CHECKING:
    from appliance.drivers._options import Options

SPEEDS = (2400, 4800, 9600, 19200, 38400, 57600, 115200)
NONE, HARDWARE, SOFTWARE = "none", "hardware", "software"
CHUNK = 64  # at 2400 baud a quarter of a second: small beside any time-out


def make(options: Options) -> EscposPrinter:
    """Return a printer on a serial line."""
    model = Model(options)
    speed = options.whole("speed", 9600, SPEEDS[0], SPEEDS[-1])
    if speed not in SPEEDS:
        raise options.bad("speed", "one of: " + ", ".join(map(str, SPEEDS)))
    flow = options.choice("flow", (NONE, HARDWARE, SOFTWARE), HARDWARE)
    return EscposPrinter(SerialLine(options.text("path"), speed, flow, model.timeout_s), model)


class SerialLine:
    """The way to one serial printer."""

    def __init__(self, path: str, speed: int, flow: str, timeout_s: float) -> None:
        self.name = path
        self._speed = speed
        self._flow = flow
        self._timeout_s = timeout_s

    def open(self) -> SerialConnection:
        """Open the line; raises OSError."""
        return SerialConnection(
            Serial(
                self.name,
                self._speed,
                timeout=0,
                write_timeout=self._timeout_s,
                rtscts=self._flow == HARDWARE,
                xonxoff=self._flow == SOFTWARE,
                exclusive=True,
            )
        )


class SerialConnection:
    """The line while one document is printed."""

    def __init__(self, line: Serial) -> None:
        self._line = line

    def write(self, data: bytes | memoryview) -> int:
        """Hand over a small piece; raises TimeoutError when the printer holds the line up."""
        piece = bytes(data[:CHUNK])
        try:
            self._line.write(piece)
        except SerialTimeoutException as error:
            raise TimeoutError from error
        return len(piece)

    def read(self, timeout_s: float) -> bytes:
        """Return what came within the time."""
        self._line.timeout = timeout_s
        heard: bytes = self._line.read(1)
        return heard + self._line.read(self._line.in_waiting) if heard else b""

    def unsent(self) -> int:
        """Return the bytes still in the kernel."""
        count: int = self._line.out_waiting
        return count

    def close(self) -> None:
        """Give the line back, without waiting for a printer that holds it up."""
        with suppress(OSError, termios.error):
            if self.unsent():
                self._line.reset_output_buffer()
        with suppress(OSError):
            self._line.close()
