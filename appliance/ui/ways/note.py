"""A card with an icon, a large figure and a sentence: what most ways to pay show."""

from __future__ import annotations

from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from appliance.ui._theme import look
from appliance.ui.widgets.shape import Card
from appliance.ui.widgets.words import Icon, Words


class Note(BoxLayout):
    """Says one thing."""

    def __init__(self, icon: str, **kwargs: Any) -> None:
        super().__init__(orientation="vertical", padding=look.px(14), spacing=look.px(4), **kwargs)
        self._card = Card(self.canvas.before, look.surface)
        self._icon = Icon(icon=icon, size_dp=54, ink=look.primary, size_hint_y=0.8)
        self.figure = Words(bold=True, size_dp=34, halign="center", shrink=True, size_hint_y=0.6)
        self.text = Words(size_dp=look.strong, ink=look.muted, halign="center", valign="top", lines=3, shrink=True)
        for part in (Widget(size_hint_y=0.3), self._icon, self.figure, self.text):
            self.add_widget(part)
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_args: object) -> None:
        self._card.place(self.x, self.y, self.width, self.height)

    def paint(self, icon: str) -> None:
        """Show another icon."""
        self._icon.icon = icon

    def say(self, figure: str, text: str, ink: tuple[float, ...] | None = None) -> None:
        """Show a figure and a sentence."""
        self.figure.text, self.text.text = figure, text
        self.figure.ink = ink or look.ink
