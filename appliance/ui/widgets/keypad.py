"""The number pad: 1 to 9, one extra key, 0 and rub out; every key 15 mm tall where the panel allows 15 mm."""

from __future__ import annotations

from functools import partial
from typing import Any

from kivy.uix.gridlayout import GridLayout

from appliance.ui._theme import look

from .button import BigButton

BACK = "back"


class Keypad(GridLayout):
    """Tells `on_key` with the key's text, or BACK."""

    __events__ = ("on_key",)

    def __init__(self, extra: str = "", **kwargs: Any) -> None:
        super().__init__(cols=3, spacing=look.px(look.gap), **kwargs)
        self._extra = BigButton()
        for key in (*"123456789", extra, "0", BACK):
            button = BigButton(text="" if key == BACK else key, icon="backspace" if key == BACK else "", size_dp=36)
            button.bind(on_tap=partial(self._tapped, key))
            self.add_widget(button)
            if key == extra and len(self.children) == 10:
                self._extra = button
        self.set_extra(extra)

    def set_extra(self, extra: str) -> None:
        """Change the key left of 0: more zeros for money, a comma for weights, nothing for pieces."""
        self._extra.text = extra
        self._extra.disabled = not extra
        self._extra.opacity = 1 if extra else 0

    def _tapped(self, key: str, button: BigButton) -> None:
        self.dispatch("on_key", key if key == BACK else button.text)

    def on_key(self, key: str) -> None:
        """Take a key; bound by whoever made the pad."""
