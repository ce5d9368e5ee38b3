"""A picture of black and white dots on paper, such as a shop's logo; it may stand wherever a code to scan may."""

import binascii

from .symbol import Symbol

PICTURE = "picture"
MOST_DOTS = 1024  # across and down: past that it was a photo


class Picture(Symbol):
    """Rows of dots from the top, eight to a byte, the leftmost in the highest bit, 1 is ink; a printer centres it."""

    def __init__(self, width: int, height: int, bits: bytes) -> None:
        super().__init__(PICTURE, "")
        self.width = width
        self.height = height
        self.bits = bits


def picture_of(data: object) -> "Picture | None":
    """Return the picture of {"width", "height", "bits": base64}, None if the data is no picture."""
    if not isinstance(data, dict):
        return None
    width, height, text = data.get("width"), data.get("height"), data.get("bits")
    if type(width) is not int or type(height) is not int or type(text) is not str:
        return None
    if not 0 < width <= MOST_DOTS or not 0 < height <= MOST_DOTS:
        return None
    try:
        bits = binascii.a2b_base64(text)
    except ValueError:
        return None
    return Picture(width, height, bits) if len(bits) == (width + 7) // 8 * height else None
