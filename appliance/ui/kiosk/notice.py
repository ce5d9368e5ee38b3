"""One thing said calmly: an icon or a picture, a title, a sentence, and what can be done about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from kivy.graphics import Color, Rectangle
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from appliance.ui._pictures import picture
from appliance.ui._theme import look
from appliance.ui.screens.pane import Pane
from appliance.ui.widgets.button import BigButton
from appliance.ui.widgets.shape import Card
from appliance.ui.widgets.words import Icon, Words

if TYPE_CHECKING:
    from collections.abc import Callable

ICON_DP = 112


class Picture(Widget):
    """A product's picture on its category's colour; without one, an icon."""

    def __init__(self, icon: str = "", kind: str = "quiet", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._card = Card(self.canvas, getattr(look, kind), 24)
        with self.canvas:
            Color(1, 1, 1, 1)
            self._area = Rectangle(size=(0, 0))
        self._icon = Icon(icon=icon, size_dp=ICON_DP * 0.56, ink=getattr(look, f"on_{kind}"))
        self.add_widget(self._icon)
        self._texture: Any = None
        self._shown = "", ""  # name and colour
        self.fbind("pos", self._place)
        self.fbind("size", self._place)

    def show(self, name: str, color: str = "") -> None:
        """Show a picture by its name, if there is one."""
        self._shown = name, color
        self._show_again()

    def _show_again(self) -> None:
        """Show it, or show it now that it has come."""
        name, color = self._shown
        self._texture = picture(name, self._show_again) if name else None
        if self._texture is not None:
            self._card.color.rgba = look.tint(color)
        self._icon.opacity = 0 if self._texture is not None else 1
        self._place()

    def paint(self, icon: str, kind: str) -> None:
        """Show an icon in the colours of a kind."""
        self._icon.icon = icon
        self._card.color.rgba, self._icon.ink = getattr(look, kind), getattr(look, f"on_{kind}")

    def _place(self, *_args: object) -> None:
        side = min(self.width, self.height)
        middle_x, middle_y = self.x + self.width / 2, self.y + self.height / 2  # center is known a moment later
        x, y = middle_x - side / 2, middle_y - side / 2
        self._card.place(x, y, side, side)
        self._icon.pos, self._icon.size = (x, y), (side, side)
        inner = side * 0.84 if self._texture is not None else 0
        if self._texture is not None:
            self._area.texture = self._texture
        self._area.size = inner, inner
        self._area.pos = round(middle_x - inner / 2), round(middle_y - inner / 2)


class Notice(Pane):
    """Those who build on it say what in `refresh`, by `say` and `offer`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.padding = look.px(20)
        self.picture = Picture(size_hint_y=None, height=look.px(ICON_DP))
        self._title = Words(bold=True, size_dp=34, halign="center", lines=2, shrink=True, size_hint_y=None)
        self._title.height = look.px(92)
        self._text = Words(size_dp=22, ink=look.muted, halign="center", valign="top", lines=3, shrink=True)
        self._buttons = BoxLayout(size_hint_y=None, height=look.px(look.key + 8), spacing=look.px(12))
        for part in (Widget(size_hint_y=0.5), self.picture, self._title, self._text, self._buttons):
            self.add_widget(part)
        self._offered: list[tuple[str, str, str]] = []

    def say(self, icon: str, title: str, text: str, kind: str = "quiet") -> None:
        """Say it."""
        self.picture.paint(icon, kind)
        self._title.text, self._text.text = title, text

    def offer(self, *offers: tuple[str, str, str, Callable[[], object]]) -> None:
        """Offer (kind, icon, text, do) as buttons."""
        wanted = [offer[:3] for offer in offers]
        if wanted == self._offered:
            return
        self._offered = wanted
        self._buttons.clear_widgets()
        for kind, icon, text, do in offers:
            button = BigButton(kind=kind, icon=icon, text=text, bold=True, size_dp=22, icon_dp=34)
            button.bind(on_tap=partial(_tapped, do))
            self._buttons.add_widget(button)
        if len(offers) == 1:
            self._buttons.add_widget(Widget(), index=0)
            self._buttons.add_widget(Widget(), index=2)
        self._buttons.height = look.px(look.key + 12) if offers else 0


def _tapped(do: Callable[[], object], _button: BigButton) -> None:
    do()
