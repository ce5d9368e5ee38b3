"""Choices in rows: each row begins with what is chosen, and holds its chips; a chosen one is filled and ticked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kivy.graphics import Color, Rectangle
from kivy.properties import BooleanProperty
from kivy.uix.widget import Widget

from appliance.ui._icons import ICONS
from appliance.ui._theme import look

from .lettering import lettering
from .recycler import Recycler
from .shape import Card

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CHIP_DP, SHORT_DP, ROW_DP = 140, 108, 92
SHORT = 6  # letters


@dataclass(frozen=True)
class ChipText:
    """What stands on a chip; `mark` is a word of warning on it, `is_off` one that cannot be chosen now."""

    text: str
    note: str = ""
    mark: str = ""
    is_chosen: bool = False
    is_off: bool = False
    is_single: bool = True  # one of several, not any number of them


@dataclass(frozen=True)
class Section:
    """A row, or as many as its chips need; `is_open` asks for a choice."""

    title: str
    note: str
    chips: list[ChipText] = field(default_factory=list)
    is_open: bool = False


class Chip(Widget):
    """Draws itself; the grid handles its touches. A section's title is drawn without a ground."""

    is_down = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.index = -1
        self._said: ChipText | Section | None = None
        self._card = Card(self.canvas, look.surface)
        self._mark_card = Card(self.canvas, look.warn, 8)
        with self.canvas:
            self._ink = Color(*look.ink)
            self._glyph = Rectangle(size=(0, 0))
            self._text = Rectangle(size=(0, 0))
            self._note_ink = Color(*look.muted)
            self._note = Rectangle(size=(0, 0))
            Color(*look.on_warn)
            self._mark = Rectangle(size=(0, 0))
        for name in ("pos", "size", "is_down"):
            self.fbind(name, self._draw)

    @property
    def text(self) -> str:
        """What it says; "" for a place without a chip."""
        said = self._said
        return said.text if isinstance(said, ChipText) else ""

    def fill(self, said: ChipText | Section | None) -> None:
        """Show a chip, a title, or nothing."""
        self._said = said
        self._draw()

    def _draw(self, *_args: object) -> None:
        said = self._said
        if self.x < -1000 or self.width < 10:
            return
        for area in (self._glyph, self._text, self._note, self._mark):
            area.size = 0, 0
        self._mark_card.place(0, 0, 0, 0)
        if isinstance(said, ChipText):
            self._draw_chip(said)
            return
        self._card.place(0, 0, 0, 0)
        if said is not None:
            self._ink.rgba = look.ink
            self._note_ink.rgba = look.on_warn if said.is_open else look.muted
            self._stack(said.title, said.note, self.x + look.px(4), self.width - look.px(8), look.bold)

    def _draw_chip(self, said: ChipText) -> None:
        is_primary = said.is_chosen and not said.is_off
        fill, down = (look.primary, look.primary_down) if is_primary else (look.surface, look.sunken)
        self._card.color.rgba = look.sunken if said.is_off else down if self.is_down else fill
        self._card.place(self.x, self.y, self.width, self.height)
        ink = look.on_primary if is_primary else look.muted if said.is_off else look.ink
        self._ink.rgba = ink
        self._note_ink.rgba = look.on_primary if is_primary else look.muted
        pad, side = look.px(10), look.px(26)
        icon = "circle-check" if said.is_chosen else "circle" if said.is_single else "plus"
        glyph = lettering(ICONS[icon], look.icons, round(look.px(24)), side)
        if glyph:
            self._put(self._glyph, glyph, self.x + pad, self.center_y - glyph.height / 2)
        left = self.x + pad + side + look.px(6)
        font = look.bold if said.is_chosen else look.regular
        self._stack(said.text, said.note, left, self.right - look.px(8) - left, font)
        mark = lettering(said.mark, look.regular, round(look.type_px(15)), self.width * 0.7) if said.mark else None
        if mark:
            wide = mark.width + look.px(12)
            x, y = self.right - wide - look.px(4), self.top - look.px(25)
            self._mark_card.place(x, y, wide, look.px(21))
            self._put(self._mark, mark, x + look.px(6), y + look.px(1))

    def _stack(self, text: str, note: str, left: float, width: float, font: str) -> None:
        """Write a text over a note, both in the middle of the height."""
        words = lettering(text, font, round(look.type_px(look.body)), width, lines=2, shrink=True)
        small = lettering(note, look.regular, round(look.type_px(look.small)), width, lines=1, shrink=True)
        heights = [texture.height if texture else 0 for texture in (words, small)]
        top = self.center_y + sum(heights) / 2
        if words:
            self._put(self._text, words, left, top - heights[0])
        if small:
            self._put(self._note, small, left, top - sum(heights))

    @staticmethod
    def _put(area: Any, texture: Any, x: float, y: float) -> None:
        area.texture, area.size, area.pos = texture, texture.size, (round(x), round(y))


class ChipGrid(Recycler):
    """Rows of chips under their titles; tapped(section, chip) tells their places."""

    def __init__(self, tapped: Callable[[int, int], None], **kwargs: Any) -> None:
        self._sections: Sequence[Section] = []
        self._places: list[tuple[int, int]] = []  # of each cell: the section, and the chip, -1 the title, -2 nothing
        self._chosen = tapped
        self.chip_dp = CHIP_DP
        super().__init__(Chip, self._show_chip, self._tap, columns=3, gap_dp=look.gap, pitch_dp=ROW_DP, **kwargs)
        self.fbind("width", self._measure)

    def use(self, sections: Sequence[Section], *, keep: bool = True) -> None:
        """Show these sections; short words stand closer together."""
        self._sections = sections
        longest = max([len(chip.text) for section in sections for chip in section.chips], default=0)
        self.chip_dp = SHORT_DP if longest <= SHORT else CHIP_DP
        self._measure(keep=keep)

    def _measure(self, *_args: object, keep: bool = True) -> None:
        self.columns = max(3, int((self.width + self.gap) // look.px(self.chip_dp + look.gap)))
        self._lay(keep=keep)

    def _lay(self, *, keep: bool) -> None:
        self._places = []
        for place, section in enumerate(self._sections):
            in_row = self.columns - 1
            for first in range(0, max(1, len(section.chips)), in_row):
                self._places.append((place, -1 if not first else -2))
                chips = range(first, min(first + in_row, len(section.chips)))
                self._places += [(place, chip) for chip in chips] + [(place, -2)] * (in_row - len(chips))
        self.show(len(self._places), keep=keep)

    def _show_chip(self, cell: Chip, index: int) -> None:
        place, chip = self._places[index]
        section = self._sections[place]
        cell.fill(section if chip == -1 else section.chips[chip] if chip >= 0 else None)

    def _tap(self, index: int) -> None:
        place, chip = self._places[index]
        if chip >= 0 and not self._sections[place].chips[chip].is_off:
            self._chosen(place, chip)
