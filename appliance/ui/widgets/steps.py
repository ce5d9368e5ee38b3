"""Steps of a task in a row: those that are done carry a check, the one to do now is filled."""

from __future__ import annotations

from typing import Any

from kivy.uix.boxlayout import BoxLayout

from appliance.ui._theme import look

from .shape import Card
from .words import Icon, Words

HEIGHT_DP = 46


class Step(BoxLayout):
    """One step: an icon and its name."""

    def __init__(self, text: str, icon: str, fill: str, ink: str, *, is_now: bool) -> None:
        super().__init__(spacing=look.px(6), padding=(look.px(10), 0))
        self._card = Card(self.canvas.before, getattr(look, fill), 8)
        color = getattr(look, ink)
        self.add_widget(Icon(icon=icon, size_dp=24, size_hint_x=None, width=look.px(28), ink=color))
        self.add_widget(Words(text=text, size_dp=look.body, bold=is_now, ink=color, shrink=True))
        self.fbind("pos", self._place)
        self.fbind("size", self._place)

    def _place(self, *_args: object) -> None:
        self._card.place(self.x, self.y, self.width, self.height)


class Steps(BoxLayout):
    """Draws itself anew when a step is done."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(size_hint_y=None, height=look.px(HEIGHT_DP), spacing=look.px(6), **kwargs)
        self._drawn: tuple[list[str], int] | None = None

    def show(self, names: list[str], done: int) -> None:
        """Show these steps, of which so many are done."""
        if self._drawn == (names, done):
            return
        self._drawn = (names, done)
        self.clear_widgets()
        for number, name in enumerate(names):
            if number < done:
                step = Step(name, "check", "quiet", "on_quiet", is_now=False)
            elif number == done:
                step = Step(name, "circle-dashed", "info", "on_info", is_now=True)
            else:
                step = Step(name, "circle-dashed", "surface", "muted", is_now=False)
            self.add_widget(step)
