"""A picture as dots in the middle of the paper; one that is too wide is made to fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from appliance.core.picture import Picture


def centred(picture: Picture, dots: int) -> Image.Image:
    """Return the picture as an image of one bit, as wide as the paper; ink is white (1), as printers count."""
    image = Image.frombytes("1", (picture.width, picture.height), picture.bits)
    if image.width > dots:
        size = (dots, max(1, image.height * dots // image.width))
        image = image.convert("L").resize(size, Image.Resampling.LANCZOS).point(lambda grey: 255 * (grey > 127), "1")
    sheet = Image.new("1", (dots, image.height))
    sheet.paste(image, ((dots - image.width) // 2, 0))
    return sheet
