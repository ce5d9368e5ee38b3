"""A person to choose: their initials on their own colour, their name, and a word about them."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.properties import BooleanProperty
from kivy.uix.widget import Widget

from appliance.ui._icons import ICONS
from appliance.ui._theme import look, rgba

from .lettering import lettering
from .shape import Card

COLORS = ("#0B6B4F", "#1F5FBF", "#8A4B08", "#7A3E9D", "#B3261E", "#00677F", "#5B6F00", "#A23B72")
DISC_DP, MARK_DP = 48, 26


@dataclass(frozen=True)
class FaceText:
    """What stands on it; `key` gives the colour, `mark` is an icon at its end, kind (warn, danger) colours its note."""

    key: str
    name: str
    note: str = ""
    mark: str = ""
    kind: str = ""


def initials(name: str) -> str:
    """Return one or two letters of a name."""
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


class Face(Widget):
    """Draws itself; the list handles its touches. The chosen one is filled."""

    is_down = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.index = -1
        self._text: FaceText | None = None
        self._is_chosen = False
        self._card = Card(self.canvas, look.surface)
        self._disc = Card(self.canvas, look.quiet, DISC_DP / 2)
        with self.canvas:
            self._initials_ink = Color(1, 1, 1, 1)
            self._initials = Rectangle(size=(0, 0))
            self._ink = Color(*look.ink)
            self._name = Rectangle(size=(0, 0))
            self._mark = Rectangle(size=(0, 0))
            self._muted = Color(*look.muted)
            self._note = Rectangle(size=(0, 0))
        self.fbind("pos", self._draw)
        self.fbind("size", self._draw)
        self.fbind("is_down", self._draw)

    def fill(self, text: FaceText, *, is_chosen: bool) -> None:
        """Show a person."""
        self._text, self._is_chosen = text, is_chosen
        self._draw()

    def _draw(self, *_args: object) -> None:
        text = self._text
        if text is None or self.x < -1000 or self.width < 10:
            return
        fill = look.primary if self._is_chosen else look.surface
        down = look.primary_down if self._is_chosen else look.sunken
        self._card.color.rgba = down if self.is_down else fill
        self._card.place(self.x, self.y, self.width, self.height)
        self._ink.rgba = look.on_primary if self._is_chosen else look.ink
        self._muted.rgba = look.on_primary if self._is_chosen else getattr(look, f"on_{text.kind}", look.muted)
        pad, disc = look.px(10), look.px(DISC_DP)
        color = COLORS[zlib.crc32(text.key.encode()) % len(COLORS)]
        self._disc.color.rgba = look.surface if self._is_chosen else look.tint(color)
        self._disc.place(self.x + pad, self.center_y - disc / 2, disc, disc)
        self._initials_ink.rgba = rgba(color) if self._is_chosen and not look.is_dark else look.deep(color)
        letters = lettering(initials(text.name), look.bold, round(look.type_px(20)), disc - look.px(8), shrink=True)
        if letters:
            x, y = self.x + pad + (disc - letters.width) / 2, self.center_y - letters.height / 2
            self._put(self._initials, letters, x, y)
        mark = lettering(ICONS[text.mark], look.icons, round(look.px(MARK_DP)), disc) if text.mark else None
        right = self.right - pad - (mark.width + look.px(4) if mark else 0)
        self._put(
            self._mark, mark, self.right - pad - (mark.width if mark else 0), self.center_y - look.px(MARK_DP) / 2
        )
        left = self.x + pad + disc + look.px(10)
        name = lettering(text.name, look.bold, round(look.type_px(look.strong)), right - left, shrink=True)
        note = lettering(text.note, look.regular, round(look.type_px(look.small)), right - left, shrink=True)
        heights = [texture.height if texture else 0 for texture in (name, note)]
        top = self.center_y + sum(heights) / 2
        self._put(self._name, name, left, top - heights[0])
        self._put(self._note, note, left, top - heights[0] - heights[1])

    @staticmethod
    def _put(area: Any, texture: Any | None, x: float, y: float) -> None:
        if texture is None:
            area.size = 0, 0
            return
        area.texture, area.size, area.pos = texture, texture.size, (round(x), round(y))
