"""A scale on a serial line that speaks the Mettler Toledo 8217 protocol, which many shop scales imitate.

Seven bits, even parity, one stop bit; "W" asks for the weight, "Z" sets to zero, at least 0.2 s apart. The answer is
STX, the weight as digits with a point (and "N" for a net weight), CR; while there is none: STX, "?", a status byte, CR.
Described in the PSC Magellan 8500 / Mettler Toledo DIVA service manual, 6.1.3 and 6.1.4.3, and at
https://zipstore.ru/auxpage_data_protocol_8217_mettler_toledo_1c/
"""

from __future__ import annotations

import re
import termios
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from serial import EIGHTBITS, PARITY_EVEN, PARITY_NONE, SEVENBITS, Serial, SerialTimeoutException

from appliance.till.devices import Weight

from ._weighing import MOVING, WeighingScale
from .errors import OverCapacity, ScaleError, ScaleSilent, ScaleUnreadable, UnderZero

if TYPE_CHECKING:
    from appliance.drivers._options import Options

SPEEDS = (1200, 2400, 4800, 9600, 19200)
WEIGHT, ZERO = b"W", b"Z"
STX, CR, STATUS = b"\x02", b"\r", b"?"
PAUSE_S = 0.2
LONGEST = 32
KILOGRAMS = re.compile(rb"\s*(-?\d{1,3})\.(\d{3})N?")  # pounds have two decimals
OVER, UNDER = 0x02, 0x04  # of the status byte; without them it says that the goods still move


def make(options: Options) -> WeighingScale:
    """Return a scale on a serial line."""
    path = options.text("path")
    speed = options.whole("speed", 9600, SPEEDS[0], SPEEDS[-1])
    if speed not in SPEEDS:
        raise options.bad("speed", "one of: " + ", ".join(map(str, SPEEDS)))
    timeout_s = options.seconds("timeout_s", 1, 0.05, 10)
    bits = options.whole("bits", 7, 7, 8)
    retry_s = options.seconds("retry_s", 1, 0.01, 60)
    return WeighingScale(path, lambda: ToledoLine(path, speed, bits, timeout_s), retry_s)


class ToledoLine:
    """The open line."""

    def __init__(self, path: str, speed: int, bits: int, timeout_s: float) -> None:
        self._name = path
        self._timeout_s = timeout_s
        self._closed = Event()
        self._line = Serial(
            path,
            speed,
            bytesize=SEVENBITS if bits == 7 else EIGHTBITS,
            parity=PARITY_EVEN if bits == 7 else PARITY_NONE,
            timeout=timeout_s,
            write_timeout=timeout_s,
            exclusive=True,
        )

    def read(self) -> Weight | ScaleError | None:
        """Ask for the weight; raises ScaleSilent or ScaleUnreadable."""
        return understood(self._ask(WEIGHT), self._name)

    def zero(self) -> None:
        """Set it to zero; a scale that moves or is loaded ignores it and says so with its next answer."""
        self._ask(ZERO)

    def close(self) -> None:
        """Give the line back."""
        self._closed.set()
        self._line.close()

    def _ask(self, command: bytes) -> bytes:
        """Return one answer between STX and CR."""
        self._closed.wait(PAUSE_S)
        try:
            self._line.reset_input_buffer()
            self._line.write(command)
        except SerialTimeoutException as error:
            raise ScaleSilent(scale=self._name) from error
        except termios.error as error:  # no OSError, though it means one
            raise OSError from error
        heard = b""
        deadline = monotonic() + self._timeout_s
        while CR not in heard and monotonic() < deadline and len(heard) < LONGEST:
            heard += self._line.read(1)
        if not heard:
            raise ScaleSilent(scale=self._name)
        return heard.rpartition(STX)[2].partition(CR)[0] if CR in heard else heard


def understood(answer: bytes, name: str) -> Weight | ScaleError:
    """Return what an answer means: a weight or what keeps the scale from weighing; raises ScaleUnreadable."""
    answer = bytes(byte & 0x7F for byte in answer)
    weight = KILOGRAMS.fullmatch(answer)
    if weight:
        whole, thousandths = weight[1], weight[2]
        return Weight(int(whole + thousandths), is_stable=True)
    if answer[:1] != STATUS or len(answer) != 2:
        raise ScaleUnreadable(scale=name, answer=repr(answer)[1:])
    if answer[1] & OVER:
        return OverCapacity(scale=name)
    return UnderZero(scale=name) if answer[1] & UNDER else MOVING
