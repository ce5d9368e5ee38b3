"""What a printer says about itself: the real-time status DLE EOT 1 to 4 of ESC/POS."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from escpos.constants import DLE, EOT

from .errors import CoverOpen, CutterJammed, Failed, NoPaper, OffLine, PrinterError, Silent, Unreadable

if TYPE_CHECKING:
    from ._transport import Connection

FIXED_MASK, FIXED, AUTOMATIC = 0x93, 0x12, 0x10  # bits that tell an answer from the start of automatic status
FLOW_CONTROL = b"\x11\x13"
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
    heard = b""
    while monotonic() < deadline:
        heard += connection.read(max(0.0, deadline - monotonic()))
        answer = _without_noise(heard)
        if answer and answer[0] & FIXED_MASK == FIXED:
            return answer[0]
        if answer:
            raise Unreadable(printer=name, answer=answer[:8].hex(" "))
    raise Silent(printer=name, timeout_s=timeout_s)


def _without_noise(heard: bytes) -> bytes:
    """Drop what a printer may say at any time: flow control, and automatic status (GS a), four bytes each."""
    heard = heard.translate(None, FLOW_CONTROL)
    while heard and heard[0] & FIXED_MASK == AUTOMATIC:
        heard = heard[4:]
    return heard
