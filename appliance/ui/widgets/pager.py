"""A grid in pages: a swipe turns them, dots say where one is; a thing always stands in the same place."""

from __future__ import annotations

from math import ceil
from typing import Any

from kivy.graphics import Color, Rectangle

from appliance.ui._theme import look

from .lettering import lettering
from .recycler import SWIPE_DP, Recycler, put_away
from .shape import Card

DOTS_DP, DOT_DP, MOST_DOTS = 16, 9, 12
TURN = 0.15  # of a page's width: a finger that went so far turns it


class Pager(Recycler):
    """Rows of cells that fill the page; `columns` and `rows` say how many."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.rows = 1
        self._slots: dict[int, Any] = {}
        super().__init__(*args, across=True, **kwargs)
        self._dots = [Card(self.canvas.after, look.line, DOT_DP / 2) for _n in range(MOST_DOTS)]
        with self.canvas.after:
            Color(*look.muted)
            self._number = Rectangle(size=(0, 0))

    @property
    def on_page(self) -> int:
        """How many cells a page has."""
        return self.rows * self.columns

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, ceil(self.count / self.on_page))

    @property
    def _furthest(self) -> float:
        return (self.pages - 1) * self.pitch

    def divide(self, columns: int, rows: int) -> None:
        """Lay so many cells on a page."""
        if (columns, rows) != (self.columns, self.rows):
            for cell in self.cells:
                put_away(cell)
            self.columns, self.rows = columns, rows
            self.offset = 0.0
        self.pitch = self.width + self.gap

    def see(self, index: int) -> None:
        """Turn at once to the page of a thing."""
        self.offset = index // self.on_page * self.pitch
        self._trigger()

    def lay_out(self, *_args: object) -> None:
        """Put the cells of the page where they belong, and those of the next one while it slides in."""
        x, y, right, top = round(self.x), round(self.y), round(self.right), round(self.top)
        self._clip.x, self._clip.y, self._clip.width, self._clip.height = x, y, right - x, top - y
        self.offset = min(max(self.offset, 0.0), self._furthest)
        shown: set[int] = set()
        if self.width > 0 and self.height > 0 and self.count:
            place = self.offset / self.pitch
            first = int(place + 0.001)
            sliding = place - first > 0.001
            shown = set(range(first * self.on_page, min(self.count, (first + 1 + sliding) * self.on_page)))
        slots = {index % (2 * self.on_page): index for index in shown}
        for slot, cell in self._slots.items():
            if slot not in slots:
                put_away(cell)
        for slot, index in sorted(slots.items()):
            self._place(self._cell(slot), index)
        self._draw_dots()

    def _cell(self, slot: int) -> Any:
        if slot not in self._slots:
            cell = self._make()
            cell.index = -1
            self._slots[slot] = cell
            self.cells.append(cell)
            self.add_widget(cell)
        return self._slots[slot]

    def _place(self, cell: Any, index: int) -> None:
        page, rest = divmod(index, self.on_page)
        row, column = divmod(rest, self.columns)
        wide = (self.width + self.gap) / self.columns
        high = (self.height - look.px(DOTS_DP) + self.gap) / self.rows
        cell.opacity = 1
        cell.size = round(wide - self.gap), round(high - self.gap)
        left = self.x + page * self.pitch - self.offset + column * wide
        cell.pos = round(left), round(self.top - row * high - high + self.gap)
        if cell.index != index:
            cell.index = index
            self._fill(cell, index)

    def _draw_dots(self) -> None:
        pages, place = self.pages, round(self.offset / self.pitch) if self.pitch else 0
        step, side = look.px(DOT_DP + 8), look.px(DOT_DP)
        has_dots = 1 < pages <= MOST_DOTS
        left = self.center_x - (pages * step - look.px(8)) / 2
        for number, dot in enumerate(self._dots):
            is_there = has_dots and number < pages
            dot.color.rgba = look.primary if number == place else look.dot
            dot.place(left + number * step, self.y + look.px(2), side if is_there else 0, side)
        words = None
        if pages > MOST_DOTS:
            words = lettering(f"{place + 1} / {pages}", look.bold, round(look.type_px(14)), self.width)
        self._number.size = words.size if words else (0, 0)
        if words:
            self._number.texture = words
            self._number.pos = round(self.center_x - words.width / 2), round(self.y - look.px(2))

    # --- fingers -----------------------------------------------------------------------------------------------------

    def _rest(self, held: dict[str, Any]) -> float:
        """Turn one page at most, however fast the finger was."""
        went = self.offset - held["offset"] + held.get("speed", 0.0) * 6
        turn = 1 if went > self.pitch * TURN else -1 if went < -self.pitch * TURN else 0
        return float((round(held["offset"] / self.pitch) + turn) * self.pitch)

    def on_touch_up(self, touch: Any) -> bool:
        """Take a swipe up or down for a swipe to the side."""
        held = touch.ud.get(self) if touch.grab_current is self else None
        if held is not None and held["moved"] == "swipe" and abs(touch.y - touch.oy) > look.px(SWIPE_DP):
            self._go((round(self.offset / self.pitch) + (1 if touch.y > touch.oy else -1)) * self.pitch)
        return bool(super().on_touch_up(touch))
