"""Colour emoji as black and white dots: an outline, and ink where the picture is dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

if TYPE_CHECKING:
    from PIL import ImageFont

DARK = 90  # grey below this, after the contrast is stretched, is ink


def emoji(text: str, font: ImageFont.FreeTypeFont, side: int, height: int) -> Image.Image:
    """Return pictures side by side, so many dots wide each, in the middle of a grey strip (ink is white)."""
    left, top, right, bottom = (round(edge) for edge in font.getbbox(text))
    colour = Image.new("RGBA", (max(1, right - left), max(1, bottom - top)), (255, 255, 255, 0))
    ImageDraw.Draw(colour).text((-left, -top), text, font=font, embedded_color=True)
    size = (max(1, round(colour.width / colour.height)) * side, side)
    shape = colour.getchannel("A").resize(size, Image.Resampling.LANCZOS).point(lambda alpha: 255 * (alpha > 127))
    outline = ImageChops.difference(shape, shape.filter(ImageFilter.MinFilter(3)))
    flat = Image.new("RGBA", colour.size, "white")
    flat.alpha_composite(colour)
    grey = ImageOps.autocontrast(flat.convert("L").resize(size, Image.Resampling.LANCZOS), cutoff=5)
    strip = Image.new("L", (size[0], height))
    strip.paste(ImageChops.lighter(outline, grey.point(lambda level: 255 * (level < DARK))), (0, (height - side) // 2))
    return strip
