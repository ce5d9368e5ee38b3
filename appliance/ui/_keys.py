"""A keyboard, or a scanner that types like one, while no text box wants the letters."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

ENTER, KEYPAD_ENTER, BACKSPACE, ESCAPE = 13, 271, 8, 27
RIGHT_BRACKET, SEPARATOR = 93, "\x1d"  # with control: what a scanner types for FNC1 in a GS1 code
FORGET_S = 3.0  # what was typed that long ago was a stray key
TIMES = "*x"


class Keys:
    """Collects characters until Enter; digits and a star are a quantity for what comes next.

    box() returns the text box that has the focus (push(text), rub_out(), enter()) or None.
    """

    def __init__(
        self,
        window: Any,
        *,
        on_key: Callable[[str], None],
        on_quantity: Callable[[int], None],
        on_escape: Callable[[], None],
        box: Callable[[], Any | None],
    ) -> None:
        self._window = window
        self._on_key, self._on_quantity, self._on_escape, self._box = on_key, on_quantity, on_escape, box
        self._text = ""
        self._last = 0.0
        window.bind(on_textinput=self._typed, on_key_down=self._pressed)

    def end(self) -> None:
        """Listen no more."""
        self._window.unbind(on_textinput=self._typed, on_key_down=self._pressed)

    def _typed(self, _window: Any, text: str) -> None:
        box = self._box()
        if box is not None:
            box.push(text)
            return
        now = time.monotonic()
        if now - self._last > FORGET_S:
            self._text = ""
        self._last = now
        if text in TIMES and self._text.isdigit() and len(self._text) <= 3:
            self._on_quantity(int(self._text))
            self._text = ""
        else:
            self._text += text

    def _pressed(self, window: Any, key: int, *more: Any) -> bool:
        if key == ESCAPE:
            self._on_escape()
            return True
        box = self._box()
        if key == RIGHT_BRACKET and "ctrl" in (more[2] if len(more) > 2 else ()) and box is None:
            self._typed(window, SEPARATOR)
            return True
        if key in (ENTER, KEYPAD_ENTER):
            text, self._text = self._text, ""
            if box is not None:
                box.enter()
            elif text:
                self._on_key(text)
            return True
        if key == BACKSPACE:
            if box is not None:
                box.rub_out()
            self._text = self._text[:-1]
            return True
        return False
