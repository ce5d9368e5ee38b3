"""The panels we build for: how many pixels they have, and how large a pixel is."""

from __future__ import annotations

from dataclasses import dataclass

DP_PER_MM = 160 / 25.4  # Kivy's definition: 160 dp to the inch


@dataclass(frozen=True)
class Panel:
    """A touch panel; a finger needs millimetres, so everything is laid out in dp of its true size."""

    width: int
    height: int
    px_per_mm: float
    zoom: float = 1.0  # a large panel has room for larger type

    @property
    def density(self) -> float:
        """Pixels per dp as the screens use it."""
        return self.px_per_mm / DP_PER_MM * self.zoom

    @property
    def is_large(self) -> bool:
        """Whether there is room for more than the essentials (10 inches and up)."""
        return self.width / self.px_per_mm > 180

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


PANELS = {
    str(panel): panel
    for panel in (
        Panel(800, 480, 5.2),  # 7", 154 mm wide
        Panel(1024, 600, 6.65),  # 7", 154 mm wide
        Panel(1280, 800, 5.9, 1.15),  # 10.1", 217 mm wide
    )
}
