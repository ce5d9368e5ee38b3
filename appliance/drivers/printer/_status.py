"""What a printer says about itself: the real-time status DLE EOT 1 to 4 of ESC/POS."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from escpos.constants import DLE, EOT

from .errors import CoverOpen, CutterJammed, Failed, NoPaper, OffLine, PrinterError, Silent, Unreadable

if TYPE_CHECKING:
    from ._transport import Connection

FIXED_MASK, FIXED = 0b1001_0011, 0b0001_0010  # bits every answer has; others are flow control or automatic status
OFF_LINE = 0x08  # of answer 1
COVER_OPEN, PAPER_STOP = 0x04, 0x20  # of answer 2
CUTTER, BROKEN, TOO_HOT = 0x08, 0x20, 0x40  # of answer 3
PAPER_LOW, PAPER_END = 0x0C, 0x60  # of answer 4


class Status(NamedTuple):
    """The four answers."""

    printer: int
    cause: int
    fault: int
    paper: int

    @property
    def is_paper_low(self) -> bool:
        """Say whether the roll is nearly used up."""
        return bool(self.paper & PAPER_LOW)

    def problem(self) -> type[PrinterError] | None:
        """Return why it cannot print now, the reason a person can do something about first; None if it can."""
        for bits, error in (
            (self.cause & COVER_OPEN, CoverOpen),
            (self.paper & PAPER_END or self.cause & PAPER_STOP, NoPaper),
            (self.fault & CUTTER, CutterJammed),
            (self.fault & (BROKEN | TOO_HOT), Failed),
            (self.printer & OFF_LINE, OffLine),
        ):
            if bits:
                return error
        return None


def ask(connection: Connection, name: str, timeout_s: float) -> Status:
    """Return the printer's status; raises Silent or Unreadable when it has not answered all four in the time."""
    deadline = monotonic() + timeout_s
    while connection.read(0):  # left from before; must not pass for an answer
        if monotonic() > deadline:
            raise Unreadable(printer=name, answer="without end")
    return Status(*(_answer(connection, number, name, deadline, timeout_s) for number in (1, 2, 3, 4)))


def _answer(connection: Connection, number: int, name: str, deadline: float, timeout_s: float) -> int:
    connection.write(DLE + EOT + bytes([number]))
    garbage = b""
    while True:
        heard = connection.read(max(0.0, deadline - monotonic()))
        for byte in heard:
            if byte & FIXED_MASK == FIXED:
                return byte
        garbage += heard
        if monotonic() >= deadline or len(garbage) > 64:
            break
    if garbage:
        raise Unreadable(printer=name, answer=garbage[:8].hex(" "))
    raise Silent(printer=name, timeout_s=timeout_s)
