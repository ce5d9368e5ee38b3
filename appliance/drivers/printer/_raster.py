"""A line as dots, for what the printer's own font cannot show: Noto fonts, shaped, in the line's columns."""

from __future__ import annotations

import logging
import unicodedata
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, features

from appliance.core.columns import width, width_of

from ._emoji import emoji
from ._fonts import EMOJI, Face, Fonts
from ._layout import CENTRE, RIGHT, parts, visual

if TYPE_CHECKING:
    from appliance.drivers.printer._layout import Part

log = logging.getLogger(__name__)

HEIGHT = 30  # dots of one line, as high as a printed line with its gap
LARGE_HEIGHT = 54
BASELINE = 23 / 30
INK = 96  # grey above this is a dot


class Rasteriser:
    """Draws lines; `missing` is the last character no font had."""

    def __init__(self, columns: int, dots: int, fonts: Fonts | None = None) -> None:
        self._columns = columns
        self._dots = dots
        self._fonts = fonts or Fonts()
        self.missing = ""
        self._is_shaped = features.check("raqm")
        if not self._is_shaped:
            log.warning("Pillow has no raqm here: Arabic, Thai and Indian scripts are drawn without shaping")

    def draw(self, text: str, *, bold: bool = False, large: bool = False) -> Image.Image:
        """Return the line as an image of one bit, as wide as the paper; ink is white (1), as printers count."""
        columns = self._columns // 2 if large else self._columns
        cell = self._dots / columns
        sheet = Image.new("L", (self._dots, LARGE_HEIGHT if large else HEIGHT))
        for part in parts(text, columns):
            self._place(sheet, part, cell, self._ink(part.text, cell, sheet.height, bold=bold))
        return sheet.point(lambda grey: 255 * (grey > INK), "1")

    def _place(self, sheet: Image.Image, part: Part, cell: float, ink: Image.Image) -> None:
        room = round(part.columns * cell)
        if ink.width > room:
            ink = ink.resize((room, ink.height), Image.Resampling.LANCZOS)
        left = round(part.column * cell)
        if part.side == RIGHT:
            left += room - ink.width
        elif part.side == CENTRE:
            left += (room - ink.width) // 2
        sheet.paste(ink, (left, 0))

    def _ink(self, text: str, cell: float, height: int, *, bold: bool) -> Image.Image:
        """Return a text as one grey strip, run by run, each in its font."""
        strips = [
            self._run(run, face, cell, height, bold=bold, backward=backward)
            for piece, backward in visual(text)
            for run, face in self._itemise(piece, bold=bold)[:: -1 if backward else 1]
        ]
        whole = Image.new("L", (sum(strip.width for strip in strips), height))
        left = 0
        for strip in strips:
            whole.paste(strip, (left, 0))
            left += strip.width
        return whole

    def _itemise(self, text: str, *, bold: bool) -> list[tuple[str, Face | None]]:
        """Return the text as runs of one font; marks stay with their letter, spaces and signs with their word."""
        runs: list[tuple[str, Face | None]] = []
        for char in text:
            before = runs[-1][1] if runs else None
            joins = width_of(char) == 0 or unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf"}
            face = before if runs and joins else self._fonts.face_for(char, bold=bold, rather=before)
            if runs and before == face:
                runs[-1] = (runs[-1][0] + char, face)
            else:
                runs.append((char, face))
        return runs

    def _run(
        self, text: str, face: Face | None, cell: float, height: int, *, bold: bool, backward: bool
    ) -> Image.Image:
        size = 2 * cell if width_of(text[0]) == 2 else cell / 0.6  # a cell is 0.6 em in Noto Sans Mono
        try:
            font = face.at(round(size)) if face else None
        except OSError:
            font = None
        if face is None or font is None:
            return self._boxes(text, cell, height)
        if face.family == EMOJI:
            return emoji(text, font, height - 2, height)
        way = ("rtl" if backward else "ltr") if self._is_shaped else None  # "rtl" turns brackets, too
        strip = Image.new("L", (max(1, round(font.getlength(text, direction=way))), height))
        stroke = 0.5 if bold and "Bold" not in face.path else 0
        place = (0, height * BASELINE)
        ImageDraw.Draw(strip).text(place, text, 255, font, anchor="ls", direction=way, stroke_width=stroke)
        return strip

    def _boxes(self, text: str, cell: float, height: int) -> Image.Image:
        lost = next((char for char in text if width_of(char)), self.missing)
        if lost != self.missing:
            self.missing = lost
            log.warning("no font has %s (U+%04X): a box was printed", lost, ord(lost))
        strip = Image.new("L", (max(1, round(width(text) * cell)), height))
        draw = ImageDraw.Draw(strip)
        left = 0.0
        for char in text:
            right = left + width_of(char) * cell
            if right > left:
                draw.rectangle((left + 1, height * 0.2, right - 2, height * BASELINE), outline=255)
            left = right
        return strip
