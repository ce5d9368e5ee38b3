"""The keyboard on the screen, its keys 12 mm and more: A to Z where ten columns would be too narrow, else QWERTY."""

from __future__ import annotations

from functools import partial
from typing import Any

from kivy.uix.boxlayout import BoxLayout

from appliance.ui._theme import look

from .button import BigButton

SPACE, BACK, SWITCH = "space", "back", "switch"
NARROW = (
    ("A", "B", "C", "D", "E", "F", "G"),
    ("H", "I", "J", "K", "L", "M", "N"),
    ("O", "P", "Q", "R", "S", "T", "U"),
    ("V", "W", "X", "Y", "Z", SPACE, BACK),
)
WIDE = (
    tuple("1234567890"),
    tuple("QWERTYUIOP"),
    (*"ASDFGHJKL", BACK),
    (*"ZXCVBNM", SPACE),
)
SHARES = {SPACE: 3.0}


class Keyboard(BoxLayout):
    """Tells `on_key` with a letter, SPACE or BACK."""

    __events__ = ("on_key",)

    def __init__(self, *, is_wide: bool, **kwargs: Any) -> None:
        super().__init__(orientation="vertical", spacing=look.px(6), **kwargs)
        for keys in WIDE if is_wide else NARROW:
            row = BoxLayout(spacing=look.px(6))
            for key in keys:
                row.add_widget(self._key(key, is_wide=is_wide))
            self.add_widget(row)

    def _key(self, key: str, *, is_wide: bool) -> BigButton:
        icon = {SPACE: "space", BACK: "backspace"}.get(key, "")
        button = BigButton(text="" if icon else key, icon=icon, size_dp=26, kind="quiet" if icon else "plain")
        button.size_hint_x = SHARES.get(key, 1.0) if is_wide else 1.0
        button.bind(on_tap=partial(self._tapped, key))
        return button

    def _tapped(self, key: str, _button: BigButton) -> None:
        self.dispatch("on_key", " " if key == SPACE else key)

    def on_key(self, key: str) -> None:
        """Take a key; bound by whoever made the keyboard."""
