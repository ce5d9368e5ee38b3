"""A pen that draws flat shapes on a square of 100 x 100, smooth at any size."""

from __future__ import annotations

from PIL import Image, ImageDraw

Point = tuple[float, float]
SCALE = 8

LIGHT = "#FFFFFF59"
SHADE = "#0000001F"


class Pen:
    """Draws on one picture; colours are #RRGGBB or #RRGGBBAA, later shapes lie over earlier ones."""

    def __init__(self) -> None:
        self._image = Image.new("RGBA", (100 * SCALE, 100 * SCALE))

    def picture(self, size: int) -> Image.Image:
        """Return the picture, size pixels wide and high."""
        return self._image.resize((size, size), Image.Resampling.LANCZOS)

    def _layer(self, draw: object, turn: float) -> None:
        layer = Image.new("RGBA", self._image.size)
        draw(ImageDraw.Draw(layer))  # type: ignore[operator]
        if turn:
            layer = layer.rotate(turn, Image.Resampling.BICUBIC)
        self._image.alpha_composite(layer)

    def box(self, x: float, y: float, w: float, h: float, fill: str, r: float = 0, turn: float = 0) -> None:
        """A rectangle with rounded corners."""
        area = [x * SCALE, y * SCALE, (x + w) * SCALE, (y + h) * SCALE]
        self._layer(lambda d: d.rounded_rectangle(area, r * SCALE, fill), turn)

    def oval(self, x: float, y: float, w: float, h: float, fill: str, turn: float = 0) -> None:
        """An ellipse in a box."""
        area = [x * SCALE, y * SCALE, (x + w) * SCALE, (y + h) * SCALE]
        self._layer(lambda d: d.ellipse(area, fill), turn)

    def pie(self, x: float, y: float, w: float, h: float, start: float, end: float, fill: str) -> None:
        """A slice of an ellipse, in degrees clockwise from three o'clock."""
        area = [x * SCALE, y * SCALE, (x + w) * SCALE, (y + h) * SCALE]
        self._layer(lambda d: d.pieslice(area, start, end, fill), 0)

    def shape(self, points: list[Point], fill: str, turn: float = 0) -> None:
        """A polygon."""
        corners = [(x * SCALE, y * SCALE) for x, y in points]
        self._layer(lambda d: d.polygon(corners, fill), turn)

    def line(self, points: list[Point], width: float, fill: str, turn: float = 0) -> None:
        """A line with round ends and corners."""
        corners = [(x * SCALE, y * SCALE) for x, y in points]
        r = width * SCALE / 2

        def draw(d: ImageDraw.ImageDraw) -> None:
            d.line(corners, fill, int(width * SCALE), joint="curve")
            for x, y in corners:
                d.ellipse([x - r, y - r, x + r, y + r], fill)

        self._layer(draw, turn)

    def arc(self, x: float, y: float, w: float, h: float, start: float, end: float, width: float, fill: str) -> None:
        """A piece of an ellipse's rim."""
        area = [x * SCALE, y * SCALE, (x + w) * SCALE, (y + h) * SCALE]
        self._layer(lambda d: d.arc(area, start, end, fill, int(width * SCALE)), 0)
