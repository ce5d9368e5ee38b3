"""A row of a list: an icon, two lines of text, and an amount."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.properties import BooleanProperty
from kivy.uix.widget import Widget

from appliance.ui._icons import ICONS
from appliance.ui._theme import look

from .lettering import lettering
from .shape import Card


@dataclass(frozen=True)
class RowText:
    """What a row says; a kind (warn, danger) colours its icon's ground."""

    icon: str
    title: str
    note: str
    amount: str = ""
    kind: str = "quiet"
    side: str = ""  # small, under the amount


class Row(Widget):
    """Draws itself; the list handles its touches."""

    is_down = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.index = -1
        self._text: RowText | None = None
        self._card = Card(self.canvas, look.surface)
        self._disc = Card(self.canvas, look.quiet)
        with self.canvas:
            self._glyph_ink = Color(*look.on_quiet)
            self._glyph = Rectangle(size=(0, 0))
            Color(*look.ink)
            self._title = Rectangle(size=(0, 0))
            self._amount = Rectangle(size=(0, 0))
            Color(*look.muted)
            self._note = Rectangle(size=(0, 0))
            self._side = Rectangle(size=(0, 0))
        self.fbind("pos", self._draw)
        self.fbind("size", self._draw)
        self.fbind("is_down", self._draw)

    def fill(self, text: RowText) -> None:
        """Show a text."""
        self._text = text
        self._draw()

    def _draw(self, *_args: object) -> None:
        text = self._text
        if text is None or self.x < -1000:
            return
        self._card.color.rgba = look.sunken if self.is_down else look.surface
        self._card.place(self.x, self.y, self.width, self.height)
        pad, disc = look.px(12), look.px(52)
        self._disc.color.rgba = getattr(look, text.kind)
        self._glyph_ink.rgba = getattr(look, f"on_{text.kind}")
        self._disc.place(self.x + pad, self.center_y - disc / 2, disc, disc)
        glyph = lettering(ICONS[text.icon], look.icons, round(look.px(28)), disc)
        if glyph:
            self._put(self._glyph, glyph, self.x + pad + (disc - glyph.width) / 2, self.center_y - glyph.height / 2)
        left = self.x + pad * 2 + disc
        right = self.right - pad
        amount = lettering(text.amount, look.bold, round(look.type_px(24)), self.width * 0.4, shrink=True)
        side = lettering(text.side, look.regular, round(look.type_px(look.small)), self.width * 0.4, shrink=True)
        taken = max(amount.width if amount else 0, side.width if side else 0)
        width = right - left - (taken + pad if taken else 0)
        lines = 1 if text.title else 3
        title = lettering(text.title, look.bold, round(look.type_px(look.strong)), width, shrink=False)
        note = lettering(text.note, look.regular, round(look.type_px(look.small)), width, lines=max(lines, 2))
        title_height, note_height = (texture.height if texture else 0 for texture in (title, note))
        top = self.center_y + (title_height + note_height) / 2
        self._put(self._title, title, left, top - title_height)
        self._put(self._note, note, left, top - title_height - note_height)
        height = (amount.height if amount else 0) + (side.height if side else 0)
        top = self.center_y + height / 2
        self._put(self._amount, amount, right - (amount.width if amount else 0), top - (amount.height if amount else 0))
        self._put(self._side, side, right - (side.width if side else 0), self.center_y - height / 2)

    @staticmethod
    def _put(area: Any, texture: Any | None, x: float, y: float) -> None:
        if texture is None:
            area.size = 0, 0
            return
        area.texture, area.size, area.pos = texture, texture.size, (round(x), round(y))
