"""A category's tab over the grid."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.properties import BooleanProperty
from kivy.uix.widget import Widget

from appliance.ui._icons import ICONS
from appliance.ui._theme import look, rgba

from .lettering import lettering
from .shape import Card


class Tab(Widget):
    """Draws itself; the row of tabs handles its touches. The open one is filled, bold and underlined."""

    is_down = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.index = -1
        self._text, self._icon, self._bar_fill, self._is_open = "", "", "", False
        self._card = Card(self.canvas, look.surface)
        with self.canvas:
            self._ink = Color(*look.ink)
            self._words = Rectangle(size=(0, 0))
            self._glyph = Rectangle(size=(0, 0))
        self._bar = Card(self.canvas, look.primary, 2)
        self.fbind("pos", self._draw)
        self.fbind("size", self._draw)
        self.fbind("is_down", self._draw)

    def fill(self, text: str, icon: str, color: str, *, is_open: bool) -> None:
        """Show a category."""
        self._text, self._icon, self._bar_fill, self._is_open = text, icon, color, is_open
        self._draw()

    def _draw(self, *_args: object) -> None:
        if self.x < -1000 or self.width < 10:
            return
        self._card.place(self.x, self.y, self.width, self.height)
        fill = look.quiet if self._is_open else look.surface
        self._card.color.rgba = look.sunken if self.is_down else fill
        self._ink.rgba = look.on_quiet if self._is_open else look.ink
        font = look.bold if self._is_open else look.regular
        words = lettering(
            self._text, font, round(look.type_px(19)), self.width - look.px(14), lines=2, shrink=True, halign="center"
        )
        glyph = lettering(ICONS[self._icon], look.icons, round(look.px(22)), self.width) if self._icon else None
        height = (words.height if words else 0) + (glyph.height if glyph else 0)
        y = self.center_y + look.px(3) - height / 2
        for area, texture in ((self._words, words), (self._glyph, glyph)):
            area.size = texture.size if texture else (0, 0)
            if texture:
                area.texture = texture
                area.pos = round(self.center_x - texture.width / 2), round(y)
                y += texture.height
        self._bar.color.rgba = look.primary if not self._bar_fill else rgba(self._bar_fill)
        wide = self.width * (0.7 if self._is_open else 0.3)
        self._bar.place(self.center_x - wide / 2, self.y + look.px(6), wide, look.px(5))
