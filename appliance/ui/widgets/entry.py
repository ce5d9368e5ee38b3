"""A line of the cart: what it is, how much of it, its price, and what was asked for or comes off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kivy.graphics import Color, Rectangle
from kivy.properties import BooleanProperty
from kivy.uix.widget import Widget

from appliance.core.quantity import quantity_text
from appliance.ui._discounts import discount_text
from appliance.ui._goods import unit_text
from appliance.ui._signs import MINUS, TIMES
from appliance.ui._theme import look
from appliance.ui.text import _

from .lettering import lettering
from .shape import Card

if TYPE_CHECKING:
    from appliance.core.line import Line
    from appliance.core.money import Currency

PAD = 10
EXTRA_DP = 15


class Entry(Widget):
    """Draws a line of the sale; the cart handles its touches."""

    is_down = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.index = -1
        self._line: Line | None = None
        self._currency: Currency | None = None
        self._is_open = self._is_new = False
        self._ground = Card(self.canvas, look.surface)
        with self.canvas:
            Color(*look.line)
            self._rule = Rectangle(size=(0, 0))
            Color(*look.ink)
            self._name = Rectangle(size=(0, 0))
            self._price = Rectangle(size=(0, 0))
            Color(*look.muted)
            self._detail = Rectangle(size=(0, 0))
            self._extra = Rectangle(size=(0, 0))
            Color(*look.on_warn)
            self._off = Rectangle(size=(0, 0))
            Color(*look.good)
            self._saved = Rectangle(size=(0, 0))
        self.fbind("pos", self._draw)
        self.fbind("size", self._draw)
        self.fbind("is_down", self._paint)

    def fill(self, line: Line, currency: Currency, *, is_open: bool, is_new: bool) -> None:
        """Show a line; is_open: its sheet is open; is_new: it flashes."""
        self._line, self._currency, self._is_open, self._is_new = line, currency, is_open, is_new
        self._paint()
        self._draw()

    def _paint(self, *_args: object) -> None:
        if self._is_new:
            self._ground.color.rgba = look.flash
        elif self.is_down:
            self._ground.color.rgba = look.sunken
        else:
            self._ground.color.rgba = look.quiet if self._is_open else look.surface

    def _draw(self, *_args: object) -> None:
        line, currency = self._line, self._currency
        if line is None or currency is None or self.x < -1000:
            return
        pad = look.px(PAD)
        left, width = self.x + pad, self.width - 2 * pad
        self._ground.place(self.x + look.px(3), self.y + look.px(2), self.width - look.px(6), self.height - look.px(4))
        self._rule.pos, self._rule.size = (left, round(self.y)), (width, 1)
        extra, saved = extra_text(line), saved_text(line, currency)
        has_third = bool(extra or saved)
        name_y, row_y = (0.62, 0.33) if has_third else (0.48, 0.12)
        name_dp = look.body if has_third else look.strong
        name = lettering(line.item.name, look.regular, round(look.type_px(name_dp)), width)
        self._put(self._name, name, left, self.y + self.height * name_y)
        self._draw_price(line, currency, left, width, self.y + self.height * row_y)
        self._draw_third(extra, saved, left, width, self.y + self.height * 0.07)

    def _draw_price(self, line: Line, currency: Currency, left: float, width: float, row: float) -> None:
        """How much of it at what price, and what that comes to."""
        price = lettering(
            currency.plain(line.price_minor), look.bold, round(look.type_px(22)), width * 0.6, shrink=True
        )
        price_width = price.width if price else 0
        self._put(self._price, price, left + width - price_width, row)
        quantity = quantity_text(line.quantity_milli, currency.decimal)
        unit = line.item.unit
        detail = f"{quantity} {unit} {TIMES} " if line.item.is_weighed else f"{quantity} {TIMES} "
        detail += currency.plain(line.unit_minor) + unit_text(unit)
        space = width - price_width - look.px(8)
        off = lettering(
            discount_text(line.discount, currency), look.regular, round(look.type_px(look.small)), space * 0.5
        )
        off_width = off.width + look.px(8) if off else 0
        shown = lettering(detail, look.regular, round(look.type_px(look.small)), space - off_width, shrink=True)
        self._put(self._detail, shown, left, row + look.px(1))
        self._put(self._off, off, left + (shown.width if shown else 0) + look.px(8), row + look.px(1))

    def _draw_third(self, extra: str, saved: str, left: float, width: float, row: float) -> None:
        """What was asked for on the left, what promotions take off on the right."""
        size = round(look.px(EXTRA_DP))
        gain = lettering(saved, look.bold, size, width * (0.6 if extra else 1))
        gain_width = gain.width if gain else 0
        wish = lettering(extra, look.regular, size, width - gain_width - (look.px(10) if gain else 0))
        self._put(self._extra, wish, left, row)
        self._put(self._saved, gain, left + width - gain_width if wish else left, row)

    @staticmethod
    def _put(area: Any, texture: Any | None, x: float, y: float) -> None:
        if texture is None:
            area.size = 0, 0
            return
        area.texture, area.size, area.pos = texture, texture.size, (round(x), round(y))


def extra_text(line: Line) -> str:
    """Return the extras and the note of a line, and why its price is another one."""
    parts = [_("Comes back")] if line.quantity_milli < 0 else []
    parts += [modifier.name for modifier in line.modifiers]
    parts += [line.price_override.reason] if line.price_override else []
    parts += [f"“{line.note}”"] if line.note else []
    return ", ".join(parts)


def saved_text(line: Line, currency: Currency) -> str:
    """Return what promotions take off a line, each with its reason."""
    return " · ".join(f"{off.reason} {MINUS}{currency.plain(off.off_minor)}" for off in line.promotions)
