"""A row of the trouble screen: a device, how it is in words, and at its right what a tap tries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kivy.graphics import Color, Rectangle

from appliance.ui._icons import ICONS
from appliance.ui._theme import look

from .lettering import lettering
from .row import Row
from .shape import Card

VERB_DP = 148


@dataclass(frozen=True)
class TrialText:
    """What a row says: how the device is (state, coloured by kind), what that means (note), and what a tap does."""

    icon: str
    title: str
    state: str
    note: str
    kind: str = "quiet"
    verb: str = ""


class Trial(Row):
    """Draws itself; the whole row is the target, so that no finger misses the button on it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._trial: TrialText | None = None
        self._key = Card(self.canvas, look.quiet)
        with self.canvas:
            Color(*look.on_quiet)
            self._verb = Rectangle(size=(0, 0))
            self._state_ink = Color(*look.muted)
            self._state = Rectangle(size=(0, 0))

    def show(self, text: TrialText) -> None:
        """Show a device."""
        self._trial = text
        self._draw()

    def _draw(self, *_args: object) -> None:
        text = self._trial
        if text is None or self.x < -1000:
            return
        self._card.color.rgba = look.surface
        self._card.place(self.x, self.y, self.width, self.height)
        pad, disc, gap = look.px(12), look.px(52), look.px(10)
        self._disc.color.rgba = getattr(look, text.kind)
        self._glyph_ink.rgba = getattr(look, f"on_{text.kind}")
        self._disc.place(self.x + pad, self.center_y - disc / 2, disc, disc)
        glyph = lettering(ICONS[text.icon], look.icons, round(look.px(28)), disc)
        if glyph:
            self._put(self._glyph, glyph, self.x + pad + (disc - glyph.width) / 2, self.center_y - glyph.height / 2)
        verb = self._draw_verb(text)
        left = self.x + pad * 2 + disc
        width = self.right - pad - left - (verb + pad if verb else 0)
        title = lettering(text.title, look.bold, round(look.type_px(look.strong)), width * 0.6)
        state = lettering(
            text.state, look.bold, round(look.type_px(look.small)), width - (title.width if title else 0) - gap
        )
        note = lettering(text.note, look.regular, round(look.type_px(look.small)), width, lines=3)
        note_height = note.height if note else 0
        title_height = title.height if title else 0
        top = self.center_y + (title_height + note_height) / 2
        self._put(self._title, title, left, top - title_height)
        self._state_ink.rgba = look.muted if text.kind == "quiet" else getattr(look, f"on_{text.kind}")
        state_y = top - title_height + ((title_height - state.height) / 2 if state else 0)
        self._put(self._state, state, left + (title.width if title else 0) + gap, state_y)
        self._put(self._note, note, left, top - title_height - note_height)

    def _draw_verb(self, text: TrialText) -> float:
        """Draw what a tap does, as a button, and return its width."""
        if not text.verb:
            self._key.place(0, 0, 0, 0)
            self._put(self._verb, None, 0, 0)
            return 0.0
        inset = look.px(8)
        width = min(look.px(VERB_DP), self.width * 0.3)
        self._key.color.rgba = look.quiet_down if self.is_down else look.quiet
        self._key.place(self.right - inset - width, self.y + inset, width, self.height - 2 * inset)
        verb = lettering(
            text.verb, look.bold, round(look.type_px(look.body)), width - look.px(12), lines=2, halign="center"
        )
        if verb:
            x = self.right - inset - width / 2 - verb.width / 2
            self._put(self._verb, verb, x, self.center_y - verb.height / 2)
        return float(width + inset)
