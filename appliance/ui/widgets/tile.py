"""A product on the grid: its picture on its category's colour, its name in two lines, its price."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kivy.graphics import Color, Rectangle
from kivy.properties import BooleanProperty
from kivy.uix.widget import Widget

from appliance.ui._icons import ICONS
from appliance.ui._pictures import picture
from appliance.ui._theme import look

from .lettering import lettering
from .shape import Card

if TYPE_CHECKING:
    from appliance.ui._goods import Goods

INSET = 5  # dp between the card's edge and the picture's ground
NAME_DP, PRICE_DP = 18, 20
LOW_DP = 122  # below this height the picture stands beside the words


def initials(name: str) -> str:
    """Return up to two letters that stand for a name where there is no picture."""
    return "".join(word[0] for word in name.split() if word[0].isalnum())[:2].upper()


class Tile(Widget):
    """Draws itself in one go when it is filled; the grid handles its touches."""

    is_down = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.index = -1
        self._goods: Goods | None = None
        self._card = Card(self.canvas, look.surface)
        self._ground = Card(self.canvas, look.surface, look.radius - 3)
        with self.canvas:
            self._picture_color = Color(1, 1, 1)
            self._picture = Rectangle(size=(0, 0))
            self._name_color = Color(*look.ink)
            self._name = Rectangle(size=(0, 0))
            self._price_color = Color(*look.ink)
            self._price = Rectangle(size=(0, 0))
        self._badge = Card(self.canvas, look.primary, 13)
        with self.canvas:
            self._badge_ink = Color(*look.on_primary)
            self._badge_text = Rectangle(size=(0, 0))
        with self.canvas:
            self._glyph_color = Color(*look.ink)
            self._glyph = Rectangle(size=(0, 0))
        self._mark = Card(self.canvas, look.warn, 8)
        with self.canvas:
            self._mark_ink = Color(*look.on_warn)
            self._mark_text = Rectangle(size=(0, 0))
        self.fbind("pos", self._draw)
        self.fbind("size", self._draw)
        self.fbind("is_down", self._press)

    def fill(self, goods: Goods) -> None:
        """Show a product."""
        self._goods = goods
        self._draw()

    def _press(self, *_args: object) -> None:
        self._card.color.rgba = look.quiet_down if self.is_down else look.surface

    def _draw(self, *_args: object) -> None:
        goods = self._goods
        if goods is None or self.x < -1000 or self.height < 20:
            return
        inset = look.px(INSET)
        self._card.place(self.x, self.y, self.width, self.height)
        self._ground.color.rgba = look.tint(goods.color)
        if self.height < look.px(LOW_DP):
            self._draw_low(goods, inset)
            return
        price_y = self.y + look.px(5)
        name_y = price_y + look.type_px(PRICE_DP * 1.25)
        name_height = look.type_px(NAME_DP * 2.36)
        ground_y = name_y + name_height + look.px(3)
        ground_height = self.top - inset - ground_y
        self._ground.place(self.x + inset, ground_y, self.width - 2 * inset, ground_height)
        self._draw_picture(goods, self.center_x, ground_y, ground_height)
        width = self.width - look.px(16)
        left = self.x + look.px(8)
        name = lettering(goods.name, look.regular, round(look.type_px(NAME_DP)), width, lines=2)
        self._put(self._name, name, left, name_y + name_height - (name.height if name else 0))
        price = lettering(goods.price, look.bold, round(look.type_px(PRICE_DP)), width, shrink=True)
        self._put(self._price, price, left, price_y)
        self._draw_marks(goods)

    def _draw_low(self, goods: Goods, inset: float) -> None:
        """In a low row the picture stands beside the words."""
        side = min(self.height - 2 * inset, look.px(64))
        self._ground.place(self.x + inset, self.y + inset, side, self.height - 2 * inset)
        self._draw_picture(goods, self.x + inset + side / 2, self.y + inset, self.height - 2 * inset)
        left = self.x + 2 * inset + side + look.px(3)
        width = self.right - left - inset
        name = lettering(goods.name, look.regular, round(look.type_px(NAME_DP)), width, lines=2)
        price = lettering(goods.price, look.bold, round(look.type_px(PRICE_DP)), width, shrink=True)
        self._put(self._name, name, left, self.top - look.px(6) - (name.height if name else 0))
        self._put(self._price, price, left, self.y + look.px(5))
        self._draw_marks(replace(goods, mark=""))

    def _draw_picture(self, goods: Goods, center_x: float, y: float, height: float) -> None:
        texture = picture(goods.picture, self._draw)
        self._draw_glyph(goods, center_x, y, height, is_small=texture is not None)
        if goods.icon and texture is None:
            self._picture.size = 0, 0
            return
        if texture is not None:
            side = min(height - look.px(4), look.px(104), 2 * (center_x - self.x) - look.px(12))
            self._picture_color.rgba = (1, 1, 1, 1)
            self._picture.texture = texture
            self._picture.size = side, side
            self._picture.pos = round(center_x - side / 2), round(y + (height - side) / 2)
            return
        letters = lettering(initials(goods.name), look.bold, round(min(height, look.px(70)) * 0.55), self.width)
        self._picture_color.rgba = look.deep(goods.color)
        if letters is not None:
            self._put(self._picture, letters, center_x - letters.width / 2, y + (height - letters.height) / 2)

    def _draw_glyph(self, goods: Goods, center_x: float, y: float, height: float, *, is_small: bool) -> None:
        """Draw the icon of its kind: alone, or small in the corner of a picture."""
        size = look.px(24) if is_small else min(height, look.px(64)) * 0.7
        glyph = lettering(ICONS[goods.icon], look.icons, round(size), self.width) if goods.icon else None
        self._glyph_color.rgba = look.deep(goods.color)
        if glyph is not None and is_small:
            self._put(self._glyph, glyph, self.right - look.px(36), y + look.px(4))
            return
        wide, high = glyph.size if glyph else (0, 0)
        self._put(self._glyph, glyph, center_x - wide / 2, y + (height - high) / 2)

    def _draw_marks(self, goods: Goods) -> None:
        """How many are in the cart (right), and a stock that runs low (left)."""
        side = look.px(27)
        count = lettering(goods.in_cart, look.bold, round(look.type_px(17)), self.width) if goods.in_cart else None
        wide = max(side, (count.width if count else 0) + look.px(14))
        x, y = self.right - wide - look.px(2), self.top - side - look.px(2)
        self._badge.place(x, y, wide if count else 0, side if count else 0)
        self._put(self._badge_text, count, x + (wide - (count.width if count else 0)) / 2, y + look.px(3))
        mark = lettering(goods.mark, look.bold, round(look.type_px(16)), self.width * 0.66) if goods.mark else None
        wide = (mark.width if mark else 0) + look.px(14)
        x, y = self.x + look.px(8), self.top - look.px(33)
        kind = "danger" if goods.is_out else "warn"
        self._mark.color.rgba, self._mark_ink.rgba = getattr(look, kind), getattr(look, f"on_{kind}")
        self._mark.place(x, y, wide if mark else 0, look.px(24) if mark else 0)
        self._put(self._mark_text, mark, x + look.px(7), y + look.px(2))

    @staticmethod
    def _put(area: Any, texture: Any | None, x: float, y: float) -> None:
        """Draw a texture at whole pixels, or nothing."""
        if texture is None:
            area.size = 0, 0
            return
        area.texture = texture
        area.size = texture.size
        area.pos = round(x), round(y)
