"""What a printer would do with bytes: a small ESC/POS reader that knows every command our encoder sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.core.symbol import BARS, QR

from ._symbols import BAR_TYPES

if TYPE_CHECKING:
    from PIL import Image

    from ._profile import Profile


class Text(NamedTuple):
    """A printed line of text."""

    text: str
    bold: bool
    large: bool


class Picture(NamedTuple):
    """Printed dots; ink is white (1), as printers count."""

    image: Image.Image


class Code(NamedTuple):
    """A code to scan that the printer drew: `kind` as in core.symbol; `has_text` says that it stands below the bars."""

    kind: str
    text: str
    has_text: bool


class Feed(NamedTuple):
    """Blank lines."""

    lines: int


class Cut(NamedTuple):
    """The end of a piece of paper."""


class Pulse(NamedTuple):
    """The drawer was opened."""

    pin: int
    on_ms: int
    off_ms: int


Printed = Text | Picture | Code | Feed | Cut | Pulse


class Reader:
    """Reads a printer's input from the first byte to the last; raises ValueError at a command it does not know."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    def read(self, data: bytes) -> list[Printed]:
        """Return everything that happened, in order."""
        self._data = data
        self._at = 0
        self._printed: list[Printed] = []
        self._reset()
        while self._at < len(data):
            byte = self._take(1)[0]
            if byte in {0x1B, 0x1C, 0x1D, 0x10}:
                self._command(byte)
            elif byte == 0x0A:
                text = self._profile.decode(bytes(self._line), self._page)
                self._printed.append(Text(text, self._bold, self._large))
                self._line.clear()
            elif byte >= 0x20:
                self._line.append(byte)
            else:
                raise ValueError(f"control byte {byte:#x} at {self._at - 1}")
        return self._printed

    def _reset(self) -> None:
        self._page = self._profile.slots[0]
        self._bold = self._large = self._has_text = False
        self._stored = ""
        self._line = bytearray()

    def _take(self, count: int) -> bytes:
        piece = self._data[self._at : self._at + count]
        if len(piece) < count:
            raise ValueError("the data ends inside a command")
        self._at += count
        return piece

    def _command(self, first: int) -> None:
        name = bytes([first]) + self._take(1)
        if name == b"\x1b@":
            self._reset()
        elif name in {b"\x10\x04", b"\x1b3"}:
            self._take(1)
        elif name == b"\x1bt":
            self._page = self._take(1)[0]
        elif name == b"\x1bE":
            self._bold = bool(self._take(1)[0] & 1)
        elif name == b"\x1d!":
            self._large = self._take(1)[0] == 0x11
        elif name == b"\x1bd":
            self._printed.append(Feed(self._take(1)[0]))
        elif name == b"\x1dV":
            self._take(1)
            self._printed.append(Cut())
        elif name == b"\x1bp":
            pin, on, off = self._take(3)
            self._printed.append(Pulse(5 if pin & 1 else 2, 2 * on, 2 * off))
        elif name == b"\x1dv":
            self._printed.append(self._picture())
        elif name in {b"\x1ba", b"\x1dh", b"\x1dw", b"\x1df"}:
            self._take(1)
        elif name == b"\x1dH":
            self._has_text = bool(self._take(1)[0] & 2)
        elif name == b"\x1dk":
            self._bars()
        elif name == b"\x1d(":
            self._square()
        elif name != b"\x1c.":
            raise ValueError(f"unknown command {name.hex(' ')} at {self._at - 2}")

    def _bars(self) -> None:
        kind, size = self._take(2)
        text = self._take(size).decode("ascii")
        names = {number: name for name, number in BAR_TYPES.items()}
        if kind not in names:
            raise ValueError(f"unknown bars {kind}")
        plain = text.removeprefix("{B").replace("{{", "{") if names[kind] == BARS else text
        self._printed.append(Code(names[kind], plain, self._has_text))

    def _square(self) -> None:
        if self._take(1) != b"k":
            raise ValueError("unknown command 1d 28")
        said = self._take(int.from_bytes(self._take(2), "little"))
        if said[:3] == b"1P0":
            self._stored = said[3:].decode()
        elif said[:2] == b"1Q":
            self._printed.append(Code(QR, self._stored, has_text=False))
        elif said[:2] not in {b"1A", b"1C", b"1E"}:
            raise ValueError(f"unknown square {said.hex(' ')}")

    def _picture(self) -> Picture:
        _, _, across, across_high, down, down_high = self._take(6)
        across += across_high << 8
        down += down_high << 8
        from PIL import Image  # noqa: PLC0415 - only where there is a picture

        return Picture(Image.frombytes("1", (8 * across, down), self._take(across * down)))
