"""Is somebody still there? A countdown over everything; any touch is a yes."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout

from appliance.ui._theme import look
from appliance.ui.text import _
from appliance.ui.widgets.button import BigButton
from appliance.ui.widgets.shape import Card
from appliance.ui.widgets.words import Words


class Idle(FloatLayout):
    """Takes every touch."""

    def __init__(self, desk: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.desk = desk
        with self.canvas.before:
            Color(0, 0, 0, 0.55)
            self._veil = Rectangle()
        self._card = Card(self.canvas.before, look.surface, 20)
        box = BoxLayout(orientation="vertical", padding=look.px(24), spacing=look.px(8), size_hint=(None, None))
        box.size = look.px(560), look.px(430)
        self._box = box
        self._title = Words(bold=True, size_dp=36, halign="center", shrink=True, size_hint_y=None, height=look.px(60))
        self._count = Words(bold=True, size_dp=96, halign="center", ink=look.on_warn)
        self._text = Words(size_dp=look.strong, ink=look.muted, halign="center", lines=2, shrink=True, size_hint_y=None)
        self._text.height = look.px(64)
        self._yes = BigButton(kind="primary", bold=True, size_dp=28, size_hint_y=None, height=look.px(110))
        for part in (self._title, self._count, self._text, self._yes):
            box.add_widget(part)
        self.add_widget(box)
        self.fbind("pos", self._place)
        self.fbind("size", self._place)

    def refresh(self) -> None:
        """Lie over the room while it asks, with the seconds that are left."""
        seconds = self.desk.kiosk.patience.warning_s()
        if seconds:
            self._show(seconds)
        if seconds and self.parent is None:
            self.desk.add_widget(self)
        elif not seconds and self.parent is not None:
            self.desk.remove_widget(self)

    def _show(self, seconds: int) -> None:
        self._title.text = _("Are you still there?")
        self._count.text = str(seconds)
        has_lines = bool(self.desk.till.sale.lines)
        self._text.text = _("After that your basket is put aside for you at the cashier.") if has_lines else ""
        self._yes.text = _("Yes, go on")

    def _place(self, *_args: object) -> None:
        self._veil.pos, self._veil.size = self.pos, self.size
        self._box.center = self.center
        self._card.place(self._box.x, self._box.y, self._box.width, self._box.height)

    def on_touch_down(self, touch: Any) -> bool:
        """Somebody is there; what lies below hears nothing of it."""
        touch.ud["veiled"] = True
        self.desk.go_on_shopping()
        return True
