"""The one button: it shows that it is pressed at once and works when the finger lifts."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from kivy.clock import Clock
from kivy.lang import Builder
from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, OptionProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from appliance.ui._theme import look

from . import words as _words  # noqa: F401 - the rules below use it
from .lettering import width_of
from .shape import Card
from .touch import is_wheel

# kind: fill, fill while pressed, ink
KINDS = {
    "plain": ("surface", "sunken", "ink"),
    "primary": ("primary", "primary_down", "on_primary"),
    "quiet": ("quiet", "quiet_down", "on_quiet"),
    "danger": ("danger", "danger_down", "on_danger"),
    "warn": ("warn", "warn", "on_warn"),
    "info": ("info", "info", "on_info"),
    "off": ("sunken", "sunken", "muted"),
}

Builder.load_file(str(Path(__file__).with_name("button.kv")))

HOLD_S = 0.6


class BigButton(BoxLayout):
    """A touch target with an icon, a caption and a text, any of which may be empty.

    Tells `on_tap`, and `on_hold` instead if it `holds` and the finger stays.
    """

    __events__ = ("on_tap", "on_hold")

    kind = OptionProperty("plain", options=list(KINDS))
    text = StringProperty("")
    caption = StringProperty("")
    icon = StringProperty("")
    icon_dp = NumericProperty(30)
    size_dp = NumericProperty(look.body)
    caption_dp = NumericProperty(look.small)
    bold = BooleanProperty(False)
    wide = BooleanProperty(False)  # the icon stands beside the text, not above it
    align = StringProperty("center")
    lines = NumericProperty(1)
    ink = ColorProperty((0, 0, 0, 1))
    text_width = NumericProperty(0)
    is_down = BooleanProperty(False)
    holds = BooleanProperty(False)  # a finger that stays means something else than a tap

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._card = Card(self.canvas.before, look.surface)
        for name in ("kind", "is_down", "disabled"):
            self.fbind(name, self._paint)
        for name in ("text", "size_dp", "bold", "wide"):
            self.fbind(name, self._measure)
        self._measure()
        self.fbind("pos", self._place)
        self.fbind("size", self._place)
        self._paint()

    def _measure(self, *_args: object) -> None:
        if self.wide:
            font = look.bold if self.bold else look.regular
            self.text_width = width_of(self.text, font, round(look.type_px(self.size_dp))) + look.px(4)

    def _place(self, *_args: object) -> None:
        self._card.place(self.x, self.y, self.width, self.height)

    def _paint(self, *_args: object) -> None:
        fill, down, ink = KINDS["off" if self.disabled else self.kind]
        self._card.color.rgba = getattr(look, down if self.is_down else fill)
        self.ink = getattr(look, ink)

    def on_touch_down(self, touch: Any) -> bool:
        """Press."""
        if not self.collide_point(*touch.pos) or is_wheel(touch):
            return False
        if not self.disabled:
            touch.grab(self)
            self.is_down = True
            if self.holds:
                touch.ud[self] = Clock.schedule_once(partial(self._hold, touch), HOLD_S)
        return True

    def _hold(self, touch: Any, _dt: float) -> None:
        touch.ungrab(self)
        self.is_down = False
        if not self.disabled:
            self.dispatch("on_hold")

    def on_touch_up(self, touch: Any) -> bool:
        """Let go: it was a tap if the finger is still on the button."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        if self in touch.ud:
            touch.ud.pop(self).cancel()
        self.is_down = False
        if self.collide_point(*touch.pos) and not self.disabled:
            self.dispatch("on_tap")
        return True

    def on_tap(self) -> None:
        """Do what the button is for; bound by whoever made it."""

    def on_hold(self) -> None:
        """Do what a long press is for."""
