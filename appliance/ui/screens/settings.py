"""What whoever stands here may set for themselves: language, colours, size of text, hand, sound."""

from __future__ import annotations

from typing import Any

from appliance.ui.text import LANGUAGES, _
from appliance.ui.widgets.chips import ChipGrid, ChipText, Section

from .pane import Heading, Pane


class SettingsPane(Pane):  # Kivy has a rule of its own for the shorter name
    """A row for each; a tap is in force at once and is remembered."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._heading = Heading(text="")
        self._heading.bind(on_back=lambda _heading: self.desk.show("menu"))
        self._grid = ChipGrid(self.choose)
        self.add_widget(self._heading)
        self.add_widget(self._grid)

    def refresh(self) -> None:
        """Show what is chosen."""
        self._heading.text = _("Screen, language and sound")
        self._grid.use([self._section(*row) for row in self._rows()])

    def _rows(self) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
        """Return each setting: its name, title, value, and what it may be."""
        app = self.desk.app
        themes = [("light", _("Bright")), ("dark", _("Dark")), ("contrast", _("High contrast"))]
        sides = [("no", _("Cart on the right")), ("yes", _("Cart on the left"))]
        switch = [("yes", _("On")), ("no", _("Off"))]
        said = {True: "yes", False: "no"}
        return [
            ("language", _("Language"), app.language, list(LANGUAGES.items())),
            ("theme", _("Colours"), app.theme, themes),
            ("text_size", _("Text"), app.text_size, [("normal", _("Normal")), ("large", _("Large"))]),
            ("left_handed", _("Hand"), said[app.left_handed], sides),
            ("sound", _("Sound"), said[app.sounds.is_wanted], switch),
        ]

    @staticmethod
    def _section(_name: str, title: str, value: str, choices: list[tuple[str, str]]) -> Section:
        return Section(title, "", [ChipText(text, is_chosen=key == value) for key, text in choices])

    def choose(self, section: int, chip: int) -> None:
        """Set it; the screen is built anew, with this on it."""
        name, _title, _value, choices = self._rows()[section]
        app = self.desk.app
        app.choose(name, choices[chip][0])
        app.desk.show("settings")
