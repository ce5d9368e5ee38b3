"""A frame around the whole screen while somebody practises: it lies over everything and takes no touch."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Line
from kivy.uix.widget import Widget

from appliance.ui._theme import look

WIDTH_DP = 5


class TrainingFrame(Widget):
    """Drawn once for a desk; the word itself stands on the status strip."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        with self.canvas:
            Color(*look.training)
            self._line = Line(width=look.px(WIDTH_DP), cap="none", joint="miter")
        self.fbind("size", self._place)
        self.fbind("pos", self._place)

    def _place(self, *_args: object) -> None:
        self._line.rectangle = (self.x, self.y, self.width, self.height)

    def on_touch_down(self, _touch: Any) -> bool:
        """Let every touch through."""
        return False

    def on_touch_move(self, _touch: Any) -> bool:
        """Let every touch through."""
        return False

    def on_touch_up(self, _touch: Any) -> bool:
        """Let every touch through."""
        return False
