"""A list or grid that makes only as many cells as can be seen, however many things there are."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle, ScissorPop, ScissorPush
from kivy.uix.widget import Widget

from appliance.ui._theme import look

from .touch import is_wheel

if TYPE_CHECKING:
    from collections.abc import Callable

SLOP_DP = 16  # a finger that moves less is a tap
SWIPE_DP = 90
SETTLE_S = 0.1

AWAY = (-10_000, 0)  # where nobody sees a cell


class Recycler(Widget):
    """Cells in rows that follow the finger and come to rest on a whole row.

    make() returns a cell: a widget with `index` and `is_down`; fill(cell, index) shows a thing in it; tapped(index) and
    swiped(index) tell what was done. With `across` the rows run sideways (one row of tabs).
    """

    def __init__(
        self,
        make: Callable[[], Any],
        fill: Callable[[Any, int], None],
        tapped: Callable[[int], None],
        *,
        swiped: Callable[[int], None] | None = None,
        columns: int = 1,
        pitch_dp: float = 76,
        gap_dp: float = 0,
        across: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._make, self._fill, self._tapped, self._swiped = make, fill, tapped, swiped
        self.columns, self.pitch, self.gap, self._across = columns, look.px(pitch_dp), look.px(gap_dp), across
        self.count = 0
        self.offset = 0.0
        self.cells: list[Any] = []
        self._target = 0.0
        with self.canvas.before:
            self._clip = ScissorPush()
        with self.canvas.after:
            ScissorPop()
            Color(*look.muted[:3], 0.45)
            self._bar = Rectangle(size=(0, 0))
        self._trigger = Clock.create_trigger(self.lay_out, -1)
        self.fbind("pos", self._trigger)
        self.fbind("size", self._trigger)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show(self, count: int, *, keep: bool = True) -> None:
        """Show so many things; every visible cell is filled again. Without keep it starts from the top."""
        self.count = count
        if not keep:
            self.offset = 0.0
        for cell in self.cells:
            cell.index = -1
        self._trigger()

    def see(self, index: int) -> None:
        """Scroll at once so that a thing is in sight."""
        start = index // self.columns * self.pitch
        if start < self.offset:
            self.offset = start
        elif start + self.pitch > self.offset + self._span:
            self.offset = start + self.pitch - self._span
        self._trigger()

    @property
    def _span(self) -> float:
        return float(self.width if self._across else self.height)

    @property
    def _furthest(self) -> float:
        return max(0.0, ceil(self.count / self.columns) * self.pitch - self.gap - self._span)

    def lay_out(self, *_args: object) -> None:
        """Put the cells where they belong and fill those that show something else now."""
        x, y, right, top = round(self.x), round(self.y), round(self.right), round(self.top)
        self._clip.x, self._clip.y, self._clip.width, self._clip.height = x, y, right - x, top - y
        self.offset = min(max(self.offset, 0.0), self._furthest)
        if self._span <= 0 or not self.count:
            for cell in self.cells:
                put_away(cell)
            self._draw_bar()
            return
        need = (ceil(self._span / self.pitch) + 1) * self.columns
        while len(self.cells) < need:
            cell = self._make()
            cell.index = -1
            self.cells.append(cell)
            self.add_widget(cell)
        first = int(self.offset // self.pitch) * self.columns
        for index in range(first, first + len(self.cells)):
            self._place(self.cells[index % len(self.cells)], index)
        self._draw_bar()

    def _place(self, cell: Any, index: int) -> None:
        if index >= self.count:
            put_away(cell)
            return
        cell.opacity = 1
        row, column = divmod(index, self.columns)
        across = (self.height if self._across else self.width) + self.gap
        along = self.pitch - self.gap
        if self._across:
            cell.size = round(along), round(across / self.columns - self.gap)
            cell.pos = round(self.x + row * self.pitch - self.offset), round(self.y)
        else:
            cell.size = round(across / self.columns - self.gap), round(along)
            cell.pos = (
                round(self.x + column * across / self.columns),
                round(self.top - row * self.pitch - along + self.offset),
            )
        if cell.index != index:
            cell.index = index
            self._fill(cell, index)

    def _draw_bar(self) -> None:
        """Show how far down the list one is, if there is more than can be seen."""
        furthest = self._furthest
        if not furthest or self._across:
            self._bar.size = 0, 0
            return
        whole = furthest + self._span
        length = max(look.px(24), self._span * self._span / whole)
        self._bar.size = look.px(3), length
        self._bar.pos = self.right - look.px(3), self.top - length - (self._span - length) * self.offset / furthest

    # --- fingers -----------------------------------------------------------------------------------------------------

    def _cell_at(self, pos: tuple[float, float]) -> Any | None:
        for cell in self.cells:
            if cell.index >= 0 and cell.collide_point(*pos):
                return cell
        return None

    def on_touch_down(self, touch: Any) -> bool:
        """Press the cell under the finger."""
        if not self.collide_point(*touch.pos) or self.disabled:
            return False
        if is_wheel(touch):
            self._go(self.offset + (self.pitch if touch.button == "scrollup" else -self.pitch))
            return True
        touch.grab(self)
        cell = self._cell_at(touch.pos)
        touch.ud[self] = {"cell": cell, "offset": self.offset, "moved": "", "last": (touch.time_start, 0.0)}
        if cell is not None:
            cell.is_down = True
        return True

    def on_touch_move(self, touch: Any) -> bool:
        """Follow the finger once it has clearly moved."""
        if touch.grab_current is not self:
            return False
        held = touch.ud[self]
        dx, dy = touch.x - touch.ox, touch.y - touch.oy
        if not held["moved"] and max(abs(dx), abs(dy)) > look.px(SLOP_DP):
            sideways = abs(dx) > abs(dy)
            held["moved"] = "scroll" if sideways == self._across else "swipe"
            if held["cell"] is not None:
                held["cell"].is_down = False
        if held["moved"] == "scroll":
            travel = -dx if self._across else dy
            held["speed"] = travel - held["last"][1]
            held["last"] = (touch.time_update, travel)
            self.offset = held["offset"] + travel
            self.lay_out()
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """Tap, swipe, or come to rest on a whole row."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        held = touch.ud.pop(self)
        cell = held["cell"]
        if cell is not None:
            cell.is_down = False
        if held["moved"] == "scroll":
            self._go(self._rest(held))
        elif held["moved"] == "swipe":
            if self._swiped and cell is not None and abs(touch.x - touch.ox) > look.px(SWIPE_DP):
                self._swiped(cell.index)
        elif cell is not None and cell.index >= 0:
            self._tapped(cell.index)
        return True

    def _rest(self, held: dict[str, Any]) -> float:
        """Return where it comes to rest after a finger let go: on a whole row."""
        return float(round((self.offset + held.get("speed", 0.0) * 6) / self.pitch) * self.pitch)

    def _go(self, offset: float) -> None:
        self._target = min(max(offset, 0.0), self._furthest)
        Clock.unschedule(self._settle)
        Clock.schedule_interval(self._settle, 0)

    def _settle(self, dt: float) -> bool:
        rest = self._target - self.offset
        self.offset = self._target if abs(rest) < 2 else self.offset + rest * min(1.0, dt / SETTLE_S * 3)
        self.lay_out()
        return self.offset != self._target


def put_away(cell: Any) -> None:
    """Show the cell no more; it draws nothing anew where nobody sees it, so what it drew is made invisible."""
    cell.index = -1
    cell.opacity = 0
    cell.pos = AWAY
