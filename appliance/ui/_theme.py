"""The look: every colour, size and font of the screen, in one place; light, dark and high contrast are all designed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kivy.metrics import dp

Color = tuple[float, float, float, float]

LIGHT = {
    "ground": "#F5F2EB",  # behind everything
    "surface": "#FFFFFF",  # cards, tiles, keys
    "sunken": "#ECE8DE",  # a surface while it is pressed; empty wells
    "ink": "#17201D",
    "muted": "#515C57",
    "line": "#DDD8CB",
    "dot": "#B9B3A4",  # a page that is not open
    "primary": "#075A42",
    "primary_down": "#04402F",
    "on_primary": "#FFFFFF",
    "quiet": "#D8EDE4",
    "quiet_down": "#BFE0D2",
    "on_quiet": "#054633",
    "good": "#0A6B4C",
    "warn": "#FFEFCB",
    "on_warn": "#6E4100",
    "danger": "#FCE3E0",
    "danger_down": "#F7C9C4",
    "on_danger": "#8F1812",
    "info": "#E1ECFC",
    "on_info": "#17498F",
    "flash": "#FFE27A",
    "training": "#E07B00",
    "shadow": "#1C232118",
}
DARK = {
    "ground": "#0C110F",
    "surface": "#1B2320",
    "sunken": "#2C3732",
    "ink": "#F3F6F4",
    "muted": "#AAB9B2",
    "line": "#33403A",
    "dot": "#4C5B54",
    "primary": "#45CC9C",
    "primary_down": "#2FA57C",
    "on_primary": "#03211A",
    "quiet": "#1D4234",
    "quiet_down": "#28594A",
    "on_quiet": "#CDF3E4",
    "good": "#5BDCAE",
    "warn": "#43310C",
    "on_warn": "#FFD58A",
    "danger": "#4B1B18",
    "danger_down": "#64241F",
    "on_danger": "#FFC7C1",
    "info": "#17304F",
    "on_info": "#BBD6FF",
    "flash": "#4F4009",
    "training": "#FF9F2E",
    "shadow": "#00000060",
}
CONTRAST = {  # for the sun and for weak eyes: every text at least 7:1, edges that can be seen
    "ground": "#D6D6D6",
    "surface": "#FFFFFF",
    "sunken": "#C6C6C6",
    "ink": "#000000",
    "muted": "#242424",
    "line": "#000000",
    "dot": "#5A5A5A",
    "primary": "#003D2B",
    "primary_down": "#00261B",
    "on_primary": "#FFFFFF",
    "quiet": "#BFF0DC",
    "quiet_down": "#92E0C0",
    "on_quiet": "#00261B",
    "good": "#00402D",
    "warn": "#FFD866",
    "on_warn": "#3A2200",
    "danger": "#FFD0CC",
    "danger_down": "#FFB6AF",
    "on_danger": "#5C0500",
    "info": "#CFE3FF",
    "on_info": "#00285E",
    "flash": "#FFE14D",
    "training": "#A34700",
    "shadow": "#00000070",
}
THEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
TEXT_SIZES = {"normal": 1.0, "large": 1.2}  # how much larger type is; targets stay as they are

ASSETS = Path(__file__).parent / "assets"


def rgba(text: str) -> Color:
    """Return #RRGGBB or #RRGGBBAA as Kivy wants it."""
    parts = [int(text[i : i + 2], 16) / 255 for i in range(1, len(text), 2)]
    return (parts[0], parts[1], parts[2], parts[3] if len(parts) > 3 else 1.0)


def mixed(first: Color, second: Color, share: float) -> Color:
    """Return first with a share of second in it."""
    red, green, blue = (a + (b - a) * share for a, b in zip(first[:3], second[:3], strict=True))
    return (red, green, blue, 1.0)


class Look:
    """The tokens in force; a change of theme draws every screen anew, so nothing needs to watch them."""

    # type, in dp: what is read at arm's length on a 7 inch panel
    small, body, strong, title, figure, huge = 17, 19, 21, 26, 38, 64
    # sizes, in dp: 12 mm is 76 dp, 15 mm is 95 dp
    target, key, gap, pad, radius = 76, 95, 8, 12, 10
    regular, bold, icons = "Roboto", "Lapak-Bold", "Lapak-Icons"

    def __init__(self) -> None:
        self.theme, self.scale = "", 1.0
        self.use("light")

    def use(self, theme: str, text_size: str = "normal") -> None:
        """Take the colours of a theme and a size of type by their names."""
        self.theme, self.scale = theme, TEXT_SIZES[text_size]
        self.colors = {name: rgba(value) for name, value in THEMES[theme].items()}

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["colors"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def is_dark(self) -> bool:
        """Whether the ground is dark."""
        return self.theme == "dark"

    def tint(self, color: str) -> Color:
        """Return the quiet ground a picture of a category stands on."""
        return mixed(self.surface, rgba(color or "#5F6B66"), 0.26 if self.is_dark else 0.17)

    def deep(self, color: str) -> Color:
        """Return a category's colour as text on its tint."""
        return mixed(rgba(color or "#5F6B66"), self.ink, 0.8 if self.theme == "contrast" else 0.6)

    def px(self, size_dp: float) -> float:
        """Return dp in pixels of this panel."""
        return float(dp(size_dp))

    def type_px(self, size_dp: float) -> float:
        """Return a size of type in pixels of this panel, at the size of text in force."""
        return self.px(size_dp * self.scale)


look = Look()
