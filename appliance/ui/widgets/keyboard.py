"""The keyboard on the screen, its keys 12 mm and more: A to Z where ten columns would be too narrow, else QWERTY."""

from __future__ import annotations

from functools import partial
from typing import Any

from kivy.uix.boxlayout import BoxLayout

from appliance.ui._theme import look

from .button import BigButton

SPACE, BACK = "space", "back"
NARROW = (
    ("A", "B", "C", "D", "E", "F", "G"),
    ("H", "I", "J", "K", "L", "M", "N"),
    ("O", "P", "Q", "R", "S", "T", "U"),
    ("V", "W", "X", "Y", "Z", SPACE, BACK),
)
NARROW_SIGNS = (
    ("1", "2", "3", "4", "5", "+", "@"),
    ("6", "7", "8", "9", "0", "-", "/"),
    (".", ",", ":", "'", "&", "(", ")"),
    ("!", "?", "#", "%", "_", SPACE, BACK),
)
WIDE = (
    tuple("1234567890"),
    tuple("QWERTYUIOP"),
    (*"ASDFGHJKL", BACK),
    (*"ZXCVBNM", SPACE),
)
WIDE_SIGNS = (
    tuple("1234567890"),
    tuple("+-/*=%#@&_"),
    (*".,:;'()!?", BACK),
    (*'"<>[]{}', SPACE),
)
SHARES = {SPACE: 3.0}


class Keyboard(BoxLayout):
    """Tells `on_key` with a letter or sign, a blank or BACK; `turn` shows digits and signs instead of letters."""

    __events__ = ("on_key",)

    def __init__(self, *, is_wide: bool, **kwargs: Any) -> None:
        super().__init__(orientation="vertical", spacing=look.px(6), **kwargs)
        self._pages = (WIDE, WIDE_SIGNS) if is_wide else (NARROW, NARROW_SIGNS)
        self.shows_signs = False
        self._keys: list[BigButton] = []
        for keys in self._pages[0]:
            row = BoxLayout(spacing=look.px(6))
            for key in keys:
                row.add_widget(self._key(key, is_wide=is_wide))
            self.add_widget(row)

    def _key(self, key: str, *, is_wide: bool) -> BigButton:
        icon = {SPACE: "space", BACK: "backspace"}.get(key, "")
        button = BigButton(text="" if icon else key, icon=icon, size_dp=26, kind="quiet" if icon else "plain")
        button.size_hint_x = SHARES.get(key, 1.0) if is_wide else 1.0
        button.bind(on_tap=partial(self._tapped, len(self._keys)))
        self._keys.append(button)
        return button

    def turn(self, *, signs: bool) -> None:
        """Show digits and signs, or letters."""
        self.shows_signs = signs
        for button, key in zip(self._keys, self._shown(), strict=True):
            button.text = "" if key in {SPACE, BACK} else key

    def _shown(self) -> list[str]:
        return [key for row in self._pages[self.shows_signs] for key in row]

    def _tapped(self, place: int, _button: BigButton) -> None:
        key = self._shown()[place]
        self.dispatch("on_key", " " if key == SPACE else key)

    def on_key(self, key: str) -> None:
        """Take a key; bound by whoever made the keyboard."""
