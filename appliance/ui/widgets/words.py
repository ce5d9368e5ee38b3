"""Words on the screen: one line or several, shrunk or shortened, never cut off."""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, OptionProperty, StringProperty
from kivy.uix.widget import Widget

from appliance.ui._icons import ICONS
from appliance.ui._theme import look

from .lettering import lettering

LINE_HEIGHT = 1.2  # of the size of the type
SHARES = {"left": 0.0, "bottom": 0.0, "center": 0.5, "right": 1.0, "top": 1.0}


class Words(Widget):
    """Text in a box. `size_dp` is its type, `shrink` makes long text smaller instead of shortening it."""

    text = StringProperty("")
    size_dp = NumericProperty(look.body)
    bold = BooleanProperty(False)
    font = StringProperty("")
    ink = ColorProperty((0, 0, 0, 1))
    halign = OptionProperty("left", options=["left", "center", "right"])
    valign = OptionProperty("center", options=["bottom", "center", "top"])
    lines = NumericProperty(1)
    shrink = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("ink", look.ink)
        self._trigger = Clock.create_trigger(self._draw, -1)
        self._color: Any = None
        super().__init__(**kwargs)
        with self.canvas:
            self._color = Color(*self.ink)
            self._area = Rectangle(size=(0, 0))
        self.texture: Any = None
        for name in ("text", "size", "pos", "size_dp", "bold", "font", "halign", "valign", "lines", "shrink"):
            self.fbind(name, self._trigger)
        self.fbind("ink", self._recolor)
        self._draw()

    def _recolor(self, *_args: object) -> None:
        self._color.rgba = self.ink

    def _size(self) -> int:
        """Return the size of the type in pixels; large text grows only as far as the height has room for it."""
        wanted = look.px(self.size_dp)
        if self.font != look.icons:
            wanted = max(wanted, min(look.type_px(self.size_dp), self.height / self.lines / LINE_HEIGHT))
        return max(9, round(wanted))

    def _draw(self, *_args: object) -> None:
        font = self.font or (look.bold if self.bold else look.regular)
        self.texture = lettering(
            self.text,
            font,
            self._size(),
            self.width,
            lines=self.lines,
            shrink=self.shrink,
            halign=self.halign,
        )
        if self.texture is None:
            self._area.size = 0, 0
            return
        width, height = self.texture.size
        self._area.texture = self.texture
        self._area.size = width, height
        self._area.pos = (
            round(self.x + (self.width - width) * SHARES[self.halign]),
            round(self.y + (self.height - height) * SHARES[self.valign]),
        )


class Icon(Words):
    """One of our icons by its name."""

    icon = StringProperty("")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("halign", "center")
        super().__init__(font=look.icons, **kwargs)
        self.fbind("icon", self._show)
        self._show()

    def _show(self, *_args: object) -> None:
        self.text = ICONS[self.icon] if self.icon else ""
