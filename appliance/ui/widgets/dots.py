"""How many digits of a PIN are typed, and a word about it; never which."""

from __future__ import annotations

from typing import Any

from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from appliance.ui._theme import look

from .shape import Card
from .words import Words

DOT_DP, RING_DP, GAP_DP, MOST = 16, 2, 14, 8


class Dots(BoxLayout):
    """A card with a line of text over a row of dots: `wanted` hollow ones, `typed` of them filled."""

    text = StringProperty("")
    typed = NumericProperty(0)
    wanted = NumericProperty(4)
    is_alarm = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(orientation="vertical", padding=(look.px(12), look.px(4)), **kwargs)
        self._card = Card(self.canvas.before, look.surface)
        self._words = Words(size_dp=look.small, halign="center", shrink=True, lines=2)
        self._row = Widget(size_hint_y=None, height=look.px(DOT_DP + 8))
        self._dots = [Card(self._row.canvas, look.muted, DOT_DP / 2) for _n in range(MOST)]
        self._holes = [Card(self._row.canvas, look.surface, DOT_DP / 2 - RING_DP) for _n in range(MOST)]
        self.add_widget(self._words)
        self.add_widget(self._row)
        for name in ("pos", "size", "text", "typed", "wanted", "is_alarm"):
            self.fbind(name, self._draw)
        self._row.fbind("pos", self._draw)

    def _draw(self, *_args: object) -> None:
        self._card.color.rgba = look.danger if self.is_alarm else look.surface
        self._card.place(self.x, self.y, self.width, self.height)
        self._words.text = self.text
        self._words.ink = look.on_danger if self.is_alarm else look.muted
        shown = int(min(MOST, max(self.wanted, self.typed)))
        step, size, ring = (round(look.px(dp)) for dp in (DOT_DP + GAP_DP, DOT_DP, RING_DP))
        left = self.center_x - (shown * step - look.px(GAP_DP)) / 2
        ink = look.on_danger if self.is_alarm else look.primary
        for place, (dot, hole) in enumerate(zip(self._dots, self._holes, strict=True)):
            x, y = round(left + place * step), round(self._row.center_y - size / 2)
            dot.color.rgba = ink if place < self.typed or self.is_alarm else look.muted
            dot.place(x, y, size if place < shown else 0, size)
            hole.color.rgba = self._card.color.rgba
            is_hollow = self.typed <= place < shown
            hole.place(x + ring, y + ring, size - 2 * ring if is_hollow else 0, size - 2 * ring)
