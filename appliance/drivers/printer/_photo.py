"""A picture of printed paper, for people and for tests that look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont, ImageOps

from appliance.core.columns import centred
from appliance.core.symbol import Symbol

from ._fonts import Fonts
from ._paper import Code, Cut, Feed, Picture, Text
from ._raster import BASELINE, HEIGHT, LARGE_HEIGHT
from ._symbols import drawn

if TYPE_CHECKING:
    from ._paper import Printed

MARGIN = 24
PAPER = "#fdfcf7"
INK = "#1c1b1a"


def photo(printed: list[Printed], dots: int, columns: int) -> Image.Image:
    """Return how the paper looks, one dot to a pixel."""
    fonts = Fonts()
    strips = [strip for strip in (_strip(piece, dots, dots / columns, fonts) for piece in printed) if strip]
    height = sum(strip.height for strip in strips) + 2 * MARGIN
    paper = Image.new("RGB", (dots + 2 * MARGIN, height), PAPER)
    top = MARGIN
    for strip in strips:
        paper.paste(Image.new("RGB", strip.size, INK), (MARGIN, top), strip)
        top += strip.height
    return paper


def _strip(piece: Printed, dots: int, cell: float, fonts: Fonts) -> Image.Image | None:
    if isinstance(piece, Picture):
        return piece.image
    if isinstance(piece, Code):
        return _code(piece, dots, cell, fonts)
    if isinstance(piece, Feed):
        return Image.new("1", (dots, piece.lines * HEIGHT))
    if isinstance(piece, Cut):
        return _dashes(dots)
    return _text(piece, dots, cell, fonts) if isinstance(piece, Text) else None


def _code(code: Code, dots: int, cell: float, fonts: Fonts) -> Image.Image:
    """Return a code as the printer draws it, with its text below where it was asked for."""
    image = drawn(Symbol(code.kind, code.text), dots)
    if not code.has_text:
        return image
    columns = round(dots / cell)
    below = _text(Text(centred(code.text, columns), bold=False, large=False), dots, cell, fonts)
    whole = Image.new("1", (dots, image.height + below.height))
    whole.paste(image, (0, 0))
    whole.paste(below, (0, image.height))
    return whole


def _text(line: Text, dots: int, cell: float, fonts: Fonts) -> Image.Image:
    """Return a line in the printer's own font: every character in its cell; a large one is four dots for one."""
    width = dots // 2 if line.large else dots
    strip = Image.new("L", (width, HEIGHT))
    draw = ImageDraw.Draw(strip)
    for column, char in enumerate(line.text):
        face = fonts.face_for(char, bold=line.bold)
        font = face.at(round(cell / 0.6)) if face else ImageFont.load_default(cell / 0.6)
        draw.text((column * cell, HEIGHT * BASELINE), char, 255, font, anchor="ls")
    sized = ImageOps.scale(strip, 2, Image.Resampling.NEAREST) if line.large else strip
    return sized.crop((0, 0, dots, LARGE_HEIGHT if line.large else HEIGHT)).point(lambda grey: 255 * (grey > 96), "1")


def _dashes(dots: int) -> Image.Image:
    strip = Image.new("1", (dots, 3))
    draw = ImageDraw.Draw(strip)
    for left in range(0, dots, 16):
        draw.line((left, 1, left + 8, 1), 255)
    return strip
