"""A document as ESC/POS bytes: text where a code page of the printer has every character, dots where none has."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from escpos.constants import CODEPAGE_CHANGE, ESC, FS, GS, HW_INIT, PAPER_FULL_CUT, PAPER_PART_CUT, TXT_SIZE, TXT_STYLE

from appliance.core.picture import Picture
from appliance.core.receipt import BOLD, LARGE, NORMAL
from appliance.core.symbol import Symbol

from ._layout import is_plain
from ._profile import FULL, NO_CUT, PART
from ._symbols import commands, drawn, fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PIL import Image

    from appliance.core.receipt import ReceiptLine

    from ._profile import Profile
    from ._raster import Rasteriser

NO_KANJI = FS + b"."  # Chinese models read bytes above ASCII in pairs until told not to
LINE_SPACING = ESC + b"3"  # and the dots from line to line
FEED = ESC + b"d"  # and the number of lines
RASTER = GS + b"v0\x00"  # and bytes across, dots down, each two bytes, low one first
BAND = 240  # rows of dots in one command
PULSE = ESC + b"p"  # and the connector pin, on time, off time in units of 2 ms
SPACING = 30
CUTS = {FULL: PAPER_FULL_CUT, PART: PAPER_PART_CUT, NO_CUT: b""}


class Encoder:
    """Turns documents into bytes for one printer model."""

    def __init__(
        self, profile: Profile, rasteriser: Callable[[], Rasteriser], *, dots: int, cut: str, feed_lines: int
    ) -> None:
        self._profile = profile
        self._rasteriser = rasteriser
        self._dots_across = dots
        self._end = FEED + bytes([feed_lines]) + CUTS[cut]

    def document(self, lines: Sequence[ReceiptLine | Symbol]) -> bytes:
        """Return one document: the printer is reset before it, so nothing of an earlier one can leak in."""
        out = bytearray(HW_INIT + NO_KANJI + LINE_SPACING + bytes([SPACING]))
        weight, page = NORMAL, None
        for line in lines:
            if isinstance(line, Symbol):
                out += self._symbol(line)
                continue
            text = clean(line.text)
            slot = self._profile.page_for(text) if all(is_plain(char) for char in text) else None
            if slot is None:
                out += self._dots(text, line.weight)
                continue
            if slot != page and not text.isascii():
                out += CODEPAGE_CHANGE + bytes([slot])
                page = slot
            if line.weight != weight:
                out += _style(line.weight)
                weight = line.weight
            out += self._profile.encode(text, slot) + b"\n"
        out += self._end
        return bytes(out)

    def _symbol(self, symbol: Symbol) -> bytes:
        """Return a code in the printer's own commands, or as dots where it has none; a picture always as dots."""
        if isinstance(symbol, Picture):
            from ._pictures import centred  # noqa: PLC0415 - its library is large, and most tills print no picture

            return _raster(centred(symbol, self._dots_across))
        fitting = fitted(symbol, self._dots_across)
        return (
            commands(fitting, self._dots_across)
            if self._profile.has_symbols
            else _raster(drawn(fitting, self._dots_across))
        )

    def _dots(self, text: str, weight: str) -> bytes:
        return _raster(self._rasteriser().draw(text, bold=weight == BOLD, large=weight == LARGE))


def _raster(image: Image.Image) -> bytes:
    """Return dots in bands that fit the memory of small printers."""
    across, data = (image.width + 7) // 8, image.tobytes()
    out = bytearray()
    for top in range(0, image.height, BAND):
        rows = min(BAND, image.height - top)
        out += RASTER + across.to_bytes(2, "little") + rows.to_bytes(2, "little")
        out += data[top * across : (top + rows) * across]
    return bytes(out)


def clean(text: str) -> str:
    """Return the text without control characters: a product's name never gives the printer an order."""
    return "".join(" " if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} else char for char in text)


def pulse(pin: int, on_ms: int, off_ms: int) -> bytes:
    """Return the drawer pulse on connector pin 2 or 5."""
    return bytes(PULSE) + bytes([0 if pin == 2 else 1, min(255, on_ms // 2), min(255, off_ms // 2)])


def _style(weight: str) -> bytes:
    bold: bytes = TXT_STYLE["bold"][weight == BOLD]
    size: bytes = TXT_SIZE + (b"\x11" if weight == LARGE else b"\x00")
    return bold + size
