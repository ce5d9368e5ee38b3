"""A screen with a box of text over a keyboard: ours, or a real one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from kivy.lang import Builder

from appliance.ui._theme import look
from appliance.ui._typed import LONGEST, NOTE, written
from appliance.ui.widgets.keyboard import BACK, Keyboard

from .pane import Pane

Builder.load_file(str(Path(__file__).with_name("text_pane.kv")))


class TextPane(Pane):
    """Those who build on it put what belongs to the text in `ids.middle` and give typed(), which hears of every key."""

    style = NOTE

    def __init__(self, **kwargs: Any) -> None:
        self.text = ""
        super().__init__(**kwargs)
        large = self.desk.panel.is_large
        self.keyboard = Keyboard(is_wide=large, size_hint_y=None, height=look.px(4 * (82 if large else 77) + 18))
        self.keyboard.bind(on_key=lambda _keyboard, key: self.rub_out() if key == BACK else self.press(key))
        self.add_widget(self.keyboard)

    def begin(self, text: str = "", *, signs: bool = False) -> None:
        """Begin with a text; signs asks for digits, which a wide keyboard shows over its letters anyway."""
        self.text = text
        self._turn(signs=signs and not self.desk.panel.is_large)
        self._changed()

    def text_box(self) -> Self:
        """Letters of a real keyboard come here."""
        return self

    def push(self, text: str) -> None:
        """Take letters of a real keyboard as they are."""
        self.text = (self.text + text)[:LONGEST].lstrip()
        self._changed()

    def press(self, key: str) -> None:
        """Take a key of the screen."""
        self.text = written(self.text, key, self.style)
        self._changed()

    def rub_out(self) -> None:
        """Take a letter back."""
        self.text = self.text[:-1]
        self._changed()

    def clear(self) -> None:
        """Begin again."""
        self.text = ""
        self._changed()

    def enter(self) -> None:
        """Do what the foot says."""
        act = self.act()
        if act is not None and act.do is not None:
            act.do()

    def turn(self) -> None:
        """Show digits and signs instead of letters, or letters again."""
        self._turn(signs=not self.keyboard.shows_signs)

    def _turn(self, *, signs: bool) -> None:
        self.keyboard.turn(signs=signs)
        self.ids.signs.icon = "abc" if signs else "123"

    def _changed(self) -> None:
        self.ids.box.amount = f"{self.text}|"
        self.typed()

    def typed(self) -> None:
        """Take notice of what is typed now."""

    def back(self) -> None:
        """Leave."""
        self.desk.home()
