"""Text as textures: white, so that a canvas colours it; kept, because a till shows the same words all day."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from kivy.core.text import Label

from appliance.ui._fonts import font_for


@lru_cache(4096)
def width_of(text: str, font: str, size: int) -> int:
    """Return how many pixels wide a line of text is."""
    return int(Label(font_name=font, font_size=size).get_extents(text)[0])


def shortened(text: str, font: str, size: int, width: float) -> str:
    """Return text with its end cut off and an ellipsis, if it is too wide."""
    if width_of(text, font, size) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle].rstrip() + "…", font, size) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def broken(text: str, font: str, size: int, width: float, lines: int) -> list[str]:
    """Return text in at most so many lines, broken between words; what does not fit ends in an ellipsis."""
    out: list[str] = []
    rest = text.split()
    while rest and len(out) < lines - 1:
        line = rest.pop(0)
        while rest and width_of(f"{line} {rest[0]}", font, size) <= width:
            line += " " + rest.pop(0)
        out.append(shortened(line, font, size, width))
    if rest:
        out.append(shortened(" ".join(rest), font, size, width))
    return out


def fitting(text: str, font: str, size: int, width: float, lines: int = 1) -> int:
    """Return the largest font size up to `size` at which text fits: type shrinks before a number is cut."""
    if width <= 0 or not text:
        return size
    while size > 9:
        parts = text.split() if lines > 1 else [text]
        widest = max((width_of(part, font, size) for part in parts), default=0)
        if widest <= width and (lines == 1 or _line_count(text, font, size, width) <= lines):
            break
        size = max(9, min(size - 1, int(size * width / widest))) if widest > width else size - 1
    return size


def _line_count(text: str, font: str, size: int, width: float) -> int:
    return len(broken(text, font, size, width, 99))


@lru_cache(48)
def _texture(text: str, font: str, size: int, halign: str) -> Any:
    label = Label(text=text, font_name=font, font_size=size, halign=halign, color=(1, 1, 1, 1), line_height=1.0)
    label.refresh()
    return label.texture


def lettering(
    text: str, font: str, size: int, width: float, *, lines: int = 1, shrink: bool = False, halign: str = "left"
) -> Any | None:
    """Return the texture of a text no wider than width, or None for no text."""
    if not text or width < 4:
        return None
    font = font_for(text, font)
    if "\n" not in text:
        if shrink:
            size = fitting(text, font, size, width, lines)
        text = "\n".join(broken(text, font, size, width, lines)) if lines > 1 else shortened(text, font, size, width)
    return _texture(text, font, size, halign)
