"""A printer without hardware: it keeps the paper, answers like a real one, and has verbs for what people do to it."""

from __future__ import annotations

from collections import deque
from threading import Lock
from typing import TYPE_CHECKING

from escpos.constants import DLE, EOT

from ._model import Model
from ._paper import Pulse, Reader, Text
from ._printer import EscposPrinter
from ._status import COVER_OPEN, FIXED, OFF_LINE, PAPER_END, PAPER_LOW, PAPER_STOP

if TYPE_CHECKING:
    from PIL import Image

    from appliance.drivers._options import Options

    from ._paper import Printed


MOST_KEPT = 100  # documents: a till that runs for weeks must not grow with them


def make(options: Options) -> SimulatedPrinter:
    """Return a printer that lives in memory."""
    return SimulatedPrinter(Model(options))


class SimulatedPrinter(EscposPrinter):
    """The real printer's code on a mechanism in memory."""

    def __init__(self, model: Model) -> None:
        self._mechanism = Mechanism()
        super().__init__(self._mechanism, model)
        self.run_out_of_paper = self._mechanism.run_out_of_paper
        self.load_paper = self._mechanism.load_paper
        self.open_cover = self._mechanism.open_cover
        self.close_cover = self._mechanism.close_cover
        self.switch_off = self._mechanism.switch_off
        self.switch_on = self._mechanism.switch_on

    @property
    def received(self) -> bytes:
        """Everything that was sent for printing, as far as the paper is kept: the last MOST_KEPT documents."""
        return self._mechanism.received

    @property
    def printed(self) -> list[Printed]:
        """What the bytes did, in order."""
        return Reader(self._model.profile).read(self.received)

    @property
    def text(self) -> list[str]:
        """The printed lines of text (not those drawn as dots)."""
        return [piece.text for piece in self.printed if isinstance(piece, Text)]

    @property
    def pulses(self) -> int:
        """How many times the drawer was opened, as far as the paper is kept."""
        return sum(isinstance(piece, Pulse) for piece in self.printed)

    def photo(self) -> Image.Image:
        """Return a picture of the paper."""
        from ._photo import photo  # noqa: PLC0415 - the library behind it is large, and looking at paper is rare

        return photo(self.printed, self._model.dots, self.columns)


class Mechanism:
    """Paper, lid and power; at the same time the way to them."""

    name = "simulated"

    def __init__(self) -> None:
        self._documents: deque[bytearray] = deque(maxlen=MOST_KEPT)
        self._is_new = True  # whether the next byte begins a document
        self._lock = Lock()
        self._answers = b""
        self._paper = self._cover = self._power = True
        self._low = False
        self._bytes_left: int | None = None

    @property
    def received(self) -> bytes:
        """What the last documents were made of."""
        return b"".join(self._documents)

    def run_out_of_paper(self, *, after_bytes: int = 0) -> None:
        """Use the roll up, at once or after so many more bytes."""
        self._paper, self._bytes_left = (False, None) if after_bytes == 0 else (True, after_bytes)

    def load_paper(self, *, nearly_used_up: bool = False) -> None:
        """Put a roll in."""
        self._paper, self._low = True, nearly_used_up

    def open_cover(self) -> None:
        """Lift the lid."""
        self._cover = False

    def close_cover(self) -> None:
        """Shut the lid."""
        self._cover = True

    def switch_off(self) -> None:
        """Take its power."""
        self._power = False

    def switch_on(self) -> None:
        """Give its power back."""
        self._power = True

    def open(self) -> Mechanism:
        """Reach it; raises OSError while it is off."""
        self._need_power()
        self._answers = b""
        self._is_new = True
        return self

    def write(self, data: bytes | memoryview) -> int:
        """Print, or answer a question."""
        self._need_power()
        if bytes(data[:2]) == DLE + EOT:
            self._answers += bytes([FIXED | self._status(data[2])])
            return len(data)
        if self._bytes_left is not None:
            self._bytes_left -= len(data)
            if self._bytes_left <= 0:
                self.run_out_of_paper()
        if self._paper:
            if self._is_new:
                self._documents.append(bytearray())
                self._is_new = False
            self._documents[-1] += data
        return len(data)

    def read(self, timeout_s: float) -> bytes:  # noqa: ARG002 - it answers at once
        """Return the answers."""
        self._need_power()
        answers, self._answers = self._answers, b""
        return answers

    def unsent(self) -> int:
        """Return 0: nothing waits."""
        return 0

    def close(self) -> None:
        """Nothing to give back."""

    def _need_power(self) -> None:
        if not self._power:
            raise ConnectionResetError

    def _status(self, question: int) -> int:
        if question == 1:
            return 0 if self._paper and self._cover else OFF_LINE
        if question == 2:
            return (0 if self._cover else COVER_OPEN) | (0 if self._paper else PAPER_STOP)
        if question == 4:
            return (0 if self._paper else PAPER_END) | (PAPER_LOW if self._low else 0)
        return 0
