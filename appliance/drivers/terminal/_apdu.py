"""One message of ZVT: two bytes that say what it is, a length, data.

PA00P015, "ECR Interface ZVT Protocol", is published by the Verband der Terminalhersteller
(https://www.terminalhersteller.de); revision 13.07: https://github.com/OCA/pos/files/890256/PA00P015_13.07_en.pdf.
"""

from __future__ import annotations

from typing import NamedTuple

LONG = 0xFF  # a length of two more bytes, low one first
LONGEST = 65_535

# From the till. Registration, authorisation, and so on.
REGISTER, PAY, END_OF_DAY = 0x0600, 0x0601, 0x0650
REPEAT, REVERSE, REFUND, ABORT = 0x0620, 0x0630, 0x0631, 0x06B0
DIAGNOSE = 0x0501  # status enquiry: how the terminal is, not how the last payment ended
# From the terminal.
STATUS, PROGRESS, COMPLETION, ABORTED = 0x040F, 0x04FF, 0x060F, 0x061E
PRINT_LINE, PRINT_BLOCK = 0x06D1, 0x06D3
ACK = 0x8000
NAK = 0x84  # its first byte; the second is the reason
BUSY = (0x9C, 0xA0)  # reasons: please wait; receiver not ready
UNKNOWN = 0x83  # reason: function not possible


class Apdu(NamedTuple):
    """One message."""

    kind: int
    data: bytes = b""

    def encode(self) -> bytes:
        """Return its bytes."""
        size = len(self.data)
        length = bytes([size]) if size < LONG else bytes([LONG]) + size.to_bytes(2, "little")
        return self.kind.to_bytes(2) + length + self.data

    @property
    def reason(self) -> int | None:
        """Return why the other side refuses, None for any other message."""
        return self.kind & 0xFF if self.kind >> 8 == NAK and self.kind & 0xFF else None


def taken(heard: bytes) -> tuple[Apdu | None, bytes]:
    """Return the first whole message of what was heard (None while it is not whole) and the rest."""
    if len(heard) < 3:
        return None, heard
    start, size = 3, heard[2]
    if size == LONG:
        if len(heard) < 5:
            return None, heard
        start, size = 5, int.from_bytes(heard[3:5], "little")
    end = start + size
    if len(heard) < end:
        return None, heard
    return Apdu(int.from_bytes(heard[:2]), heard[start:end]), heard[end:]
