"""Search as you type, on our own keyboard or a real one; a tap on a picture adds it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.lang import Builder
from kivy.uix.boxlayout import BoxLayout

from appliance.ui._theme import look
from appliance.ui.text import _, ngettext
from appliance.ui.widgets.grid import ProductGrid
from appliance.ui.widgets.keyboard import BACK, Keyboard
from appliance.ui.widgets.words import Words

from .pane import Pane

if TYPE_CHECKING:
    from appliance.till.ports import Variant

Builder.load_file(str(Path(__file__).with_name("search.kv")))

LIMIT = 60
A_BARCODE = 8  # so many digits and Enter were a scanner, not a search


class Search(Pane):
    """Names by the beginnings of their words; SKU and barcode by their ends."""

    def __init__(self, **kwargs: Any) -> None:
        self._text = ""
        self._found: list[Variant] = []
        super().__init__(**kwargs)
        large = self.desk.panel.is_large
        self._grid = ProductGrid(self.desk, self._add, tile_dp=200 if not large else 150)
        self._nothing = Words(lines=3, halign="center", ink=look.muted, size_dp=look.strong)
        self._results = BoxLayout()
        self._results.add_widget(self._grid)
        keyboard = Keyboard(is_wide=large, size_hint_y=None, height=look.px(4 * (82 if large else 77) + 18))
        keyboard.bind(on_key=lambda _keyboard, key: self.rub_out() if key == BACK else self.push(key))
        self.add_widget(self._results)
        self.add_widget(keyboard)

    def shown(self) -> None:
        """Begin with an empty box."""
        self.clear()

    def text_box(self) -> Search:
        """Letters of a real keyboard come here."""
        return self

    def push(self, text: str) -> None:
        """Type a letter."""
        self._text = (self._text + text)[:40].lstrip()
        self._look()

    def rub_out(self) -> None:
        """Take a letter back."""
        self._text = self._text[:-1]
        self._look()

    def clear(self) -> None:
        """Begin again."""
        self._text = ""
        self._look()

    def enter(self) -> None:
        """Enter: a barcode is scanned, else the first result is added."""
        text = self._text.strip()
        if text.isdigit() and len(text) >= A_BARCODE:
            self.clear()
            self.desk.scan(text)
        elif self._found:
            self._add(self._found[0])

    def refresh(self) -> None:
        """Show on the tiles what the cart holds."""
        self._grid.refresh_badges()

    def _look(self) -> None:
        text = self._text.strip()
        box = self.ids.box
        box.amount = f"{self._text.capitalize()}|" if self._text else "|"
        self._found = (
            self.desk.till.catalogue.search(text, LIMIT) if text else self.desk.till.catalogue.page(None, 0, LIMIT)
        )
        found = self._found
        if not text:
            box.label = _("Name, or the last digits of a barcode")
        else:
            box.label = ngettext("{n} product", "{n} products", len(found))
        self._nothing.text = _("Nothing is called “{text}”. Try fewer letters.", text=self._text)
        wanted, other = (self._grid, self._nothing) if found else (self._nothing, self._grid)
        if wanted.parent is None:
            self._results.remove_widget(other)
            self._results.add_widget(wanted)
        self._grid.use(len(found), lambda offset, limit: found[offset : offset + limit])

    def _add(self, variant: Variant) -> None:
        self.desk.home()
        self.desk.add(variant)
