"""The banner over the cart's foot: what went wrong and what to do, or what can be undone; it goes away by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kivy.clock import Clock
from kivy.uix.boxlayout import BoxLayout

from appliance.ui._theme import look
from appliance.ui.widgets.button import KINDS, BigButton
from appliance.ui.widgets.shape import Card
from appliance.ui.widgets.words import Icon, Words

if TYPE_CHECKING:
    from collections.abc import Callable

ICON_OF = {"danger": "alert-triangle", "warn": "alert-triangle", "info": "info-circle", "quiet": "circle-check"}
UNDO_S = 5.0
READ_S = 7.0


class Banner(BoxLayout):
    """One message at a time; the newest wins. A tap on it sends it away."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(size_hint=(None, None), spacing=look.px(8), padding=look.px(10), **kwargs)
        self._shadow = Card(self.canvas.before, look.shadow)
        self._card = Card(self.canvas.before, look.surface)
        self._icon = Icon(size_dp=30, size_hint_x=None, width=look.px(36))
        self._words = Words(size_dp=18, lines=5, shrink=True)
        self._button = BigButton(kind="plain", size_hint_x=None, width=look.px(104), bold=True, icon="arrow-back-up")
        self._button.bind(on_tap=self._act)
        self._action: Callable[[], None] | None = None
        self.add_widget(self._icon)
        self.add_widget(self._words)
        self.fbind("pos", self._place)
        self.fbind("size", self._place)
        self.text = ""

    @property
    def is_shown(self) -> bool:
        """Whether somebody can see it."""
        return self.parent is not None

    def tell(self, text: str, kind: str, action_text: str = "", action: Callable[[], None] | None = None) -> None:
        """Say something; with an action it can be undone for five seconds."""
        fill, _down, ink = KINDS[kind]
        self.text = self._words.text = text
        self._card.color.rgba = getattr(look, fill)
        self._words.ink = self._icon.ink = getattr(look, ink)
        self._icon.icon = ICON_OF[kind]
        self._action = action
        if self._button.parent:
            self.remove_widget(self._button)
        if action:
            self._button.text = action_text
            self.add_widget(self._button)
        Clock.unschedule(self.hide)
        Clock.schedule_once(self.hide, UNDO_S if action else READ_S)

    def hide(self, *_args: object) -> None:
        """Go away."""
        Clock.unschedule(self.hide)
        if self.parent:
            self.parent.remove_widget(self)

    def _act(self, _button: BigButton) -> None:
        action = self._action
        self.hide()
        if action:
            action()

    def on_touch_down(self, touch: Any) -> bool:
        """Go away when tapped anywhere but on the button."""
        if not self.collide_point(*touch.pos):
            return False
        if not super().on_touch_down(touch):
            self.hide()
        return True

    def _place(self, *_args: object) -> None:
        off = look.px(2)
        self._shadow.place(self.x - off, self.y - 2 * off, self.width + 2 * off, self.height + 2 * off)
        self._card.place(self.x, self.y, self.width, self.height)
