"""Rounded rectangles with smooth edges: one small texture per radius, stretched by its middle."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from kivy.graphics import BorderImage, Color
from kivy.graphics.texture import Texture

from appliance.ui._theme import look

if TYPE_CHECKING:
    from appliance.ui._theme import Color as Rgba


@cache
def rounded(radius: int) -> Any:
    """Return a white square with round corners of so many pixels."""
    side = 2 * radius + 2
    alphas = bytearray()
    for y in range(side):
        for x in range(side):
            dx = max(radius - (x + 0.5), (x + 0.5) - (side - radius), 0)
            dy = max(radius - (y + 0.5), (y + 0.5) - (side - radius), 0)
            cover = min(1.0, max(0.0, radius - (dx * dx + dy * dy) ** 0.5 + 0.5))
            alphas += bytes((255, 255, 255, int(255 * cover)))
    texture = Texture.create(size=(side, side), colorfmt="rgba")
    texture.blit_buffer(bytes(alphas), colorfmt="rgba", bufferfmt="ubyte")
    return texture


class Card:
    """A rounded rectangle on a canvas; draws where it is told."""

    def __init__(self, canvas: Any, fill: Rgba, radius_dp: float | None = None) -> None:
        radius = max(2, round(look.px(look.radius if radius_dp is None else radius_dp)))
        with canvas:
            self.color = Color(*fill)
            self._image = BorderImage(texture=rounded(radius), border=[radius] * 4, pos=(-10_000, -10_000))

    def place(self, x: float, y: float, width: float, height: float) -> None:
        """Move it, or out of sight without a size; whole pixels keep the edges sharp."""
        if width <= 0:
            self._image.pos = -10_000, -10_000
            return
        self._image.pos = round(x), round(y)
        self._image.size = round(width), round(height)
