"""The one motion: a screen comes from where it belongs, in under a tenth of a second."""

from __future__ import annotations

import time
from typing import Any

from kivy.clock import Clock
from kivy.graphics import PopMatrix, PushMatrix, Translate

from ._theme import look

SLIDE_DP, SLIDE_S = 36, 0.09


class Slide:
    """Moves what a widget draws, not the widget: touches find it where it ends."""

    def __init__(self, widget: Any, *, from_left: bool) -> None:
        self._way = -1 if from_left else 1
        self._since = 0.0
        with widget.canvas.before:
            PushMatrix()
            self._shift = Translate()
        with widget.canvas.after:
            PopMatrix()

    def begin(self) -> None:
        """Slide in."""
        self._shift.x = look.px(SLIDE_DP) * self._way
        self._since = time.monotonic()
        Clock.unschedule(self._go_on)
        Clock.schedule_interval(self._go_on, 0)

    def _go_on(self, _dt: float) -> bool:
        left = 1 - (time.monotonic() - self._since) / SLIDE_S
        self._shift.x = max(0.0, left) ** 2 * look.px(SLIDE_DP) * self._way
        return left > 0
