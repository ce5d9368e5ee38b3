"""A screen that is a list of rows, with a picture and a sentence where it is empty."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kivy.lang import Builder

from appliance.ui._theme import look
from appliance.ui.widgets.recycler import Recycler
from appliance.ui.widgets.row import Row, RowText
from appliance.ui.zones.cart import Empty

from .pane import Pane

Builder.load_file(str(Path(__file__).with_name("listing.kv")))


class Listing(Pane):
    """Those who build on it give rows() and chosen(index)."""

    icon = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._rows: list[RowText] = []
        self._list = Recycler(Row, self._show_row, self.chosen, pitch_dp=92, gap_dp=look.gap)
        self._empty = Empty(icon=self.icon)
        body = self.ids.body
        body.add_widget(self._list)
        body.bind(pos=self._stretch, size=self._stretch)

    def _stretch(self, body: Any, _value: object) -> None:
        for child in body.children:
            child.pos, child.size = body.pos, body.size

    def refresh(self) -> None:
        """Show the rows as they are now."""
        self._rows = self.rows()
        self.ids.heading.text = self.title()
        self._empty.text = self.empty_text()
        self._list.show(len(self._rows))
        body = self.ids.body
        if self._rows and self._empty.parent:
            body.remove_widget(self._empty)
        elif not self._rows and not self._empty.parent:
            body.add_widget(self._empty)
            self._stretch(body, None)

    def _show_row(self, row: Row, index: int) -> None:
        row.fill(self._rows[index])

    def title(self) -> str:
        """Return what the list is of."""
        raise NotImplementedError

    def empty_text(self) -> str:
        """Return the sentence for an empty list."""
        raise NotImplementedError

    def rows(self) -> list[RowText]:
        """Return what is in the list."""
        raise NotImplementedError

    def chosen(self, index: int) -> None:
        """Take a tap on a row; most lists are only read."""
