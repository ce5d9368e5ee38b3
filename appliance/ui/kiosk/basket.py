"""The shopper's basket: every line with its picture, its price, and large steps for how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kivy.graphics import Color, Rectangle
from kivy.properties import BooleanProperty
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from appliance.core.quantity import quantity_text
from appliance.ui._goods import unit_text
from appliance.ui._icons import ICONS
from appliance.ui._pictures import picture
from appliance.ui._signs import TIMES
from appliance.ui._theme import look
from appliance.ui.screens.pane import Pane
from appliance.ui.text import _
from appliance.ui.widgets.entry import extra_text, saved_text
from appliance.ui.widgets.lettering import lettering
from appliance.ui.widgets.recycler import Recycler
from appliance.ui.widgets.shape import Card
from appliance.ui.widgets.tile import initials
from appliance.ui.widgets.words import Words

from .notice import Notice

if TYPE_CHECKING:
    from appliance.core.line import Line

ROW_DP, STEP_DP, COUNT_DP = 108, 95, 52
LESS, MORE = "less", "more"


class BasketRow(Widget):
    """Draws itself; the list handles its touches and asks `part_at` what was touched."""

    is_down = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.index = -1
        self._shown: tuple[Any, ...] | None = None
        self._card = Card(self.canvas, look.surface)
        self._ground = Card(self.canvas, look.quiet)
        self._steps = [Card(self.canvas, look.quiet) for _place in (LESS, MORE)]
        self._areas: dict[str, Any] = {}
        inks = {"picture": (1, 1, 1, 1), "name": look.ink, "price": look.ink, "note": look.muted, "saved": look.good}
        inks |= {"count": look.ink, LESS: look.on_quiet, MORE: look.on_quiet, "letters": look.ink}
        with self.canvas:
            for name, ink in inks.items():
                color = Color(*ink)
                self._areas[name] = Rectangle(size=(0, 0))
                if name == "letters":
                    self._letters_ink = color
        for name in ("pos", "size"):
            self.fbind(name, self._draw)

    def fill(self, line: Line, currency: Any, image: str, color: str, *, is_wanted_out: bool) -> None:
        """Show a line."""
        self._shown = (line, currency, image, color, is_wanted_out)
        self._draw()

    @property
    def has_steps(self) -> bool:
        """Whether it is counted."""
        return self._shown is not None and not self._shown[0].item.is_weighed

    def part_at(self, x: float) -> str:
        """Return LESS, MORE or "" for a touch."""
        from_right = self.right - look.px(8) - x
        if from_right < 0 or not self._shown:
            return ""
        if from_right < look.px(STEP_DP):
            return MORE if self.has_steps else LESS
        near = look.px(STEP_DP + COUNT_DP)
        return LESS if self.has_steps and near < from_right < near + look.px(STEP_DP) else ""

    def _draw(self, *_args: object) -> None:
        if self._shown is None or self.x < -1000 or self.width < 10:
            return
        line, currency, image, color, is_wanted_out = self._shown
        self._card.place(self.x, self.y, self.width, self.height)
        self._card.color.rgba = look.warn if is_wanted_out else look.surface
        side, pad = self.height - look.px(12), look.px(6)
        self._ground.color.rgba = look.tint(color)
        self._ground.place(self.x + pad, self.y + pad, side, side)
        self._draw_picture(line, image, color, self.x + pad, side)
        self._draw_steps(line, currency)
        left = self.x + side + 3 * pad
        steps = STEP_DP * 2 + COUNT_DP if self.has_steps else STEP_DP
        self._draw_words(line, currency, left, self.right - look.px(steps + 20) - left, is_wanted_out=is_wanted_out)

    def _draw_picture(self, line: Line, image: str, color: str, x: float, side: float) -> None:
        texture, area = picture(image, self._draw), self._areas["picture"]
        letters = None
        if texture is not None:
            inner = side * 0.86
            area.texture, area.size = texture, (inner, inner)
            area.pos = round(x + (side - inner) / 2), round(self.center_y - inner / 2)
        else:
            area.size = 0, 0
            self._letters_ink.rgba = look.deep(color)
            letters = lettering(initials(line.item.name), look.bold, round(look.type_px(34)), side)
        wide, high = letters.size if letters else (0, 0)
        self._put("letters", letters, x + (side - wide) / 2, self.center_y - high / 2)

    def _draw_steps(self, line: Line, currency: Any) -> None:
        side, inset = look.px(STEP_DP), look.px(6)
        places = {MORE: self.right - look.px(8) - side, LESS: self.right - look.px(8 + COUNT_DP) - 2 * side}
        if not self.has_steps:
            places = {LESS: self.right - look.px(8) - side}
        icons = {MORE: "plus", LESS: "minus" if self.has_steps and line.quantity_milli > 1000 else "trash"}
        for card, name in zip(self._steps, (LESS, MORE), strict=True):
            x = places.get(name)
            card.place(x or 0, self.y + inset, side if x is not None else 0, self.height - 2 * inset)
            card.color.rgba = look.quiet_down if self.is_down else look.quiet
            glyph = lettering(ICONS[icons[name]], look.icons, round(look.px(34)), side) if x is not None else None
            wide, high = glyph.size if glyph else (0, 0)
            self._put(name, glyph, (x or 0) + (side - wide) / 2, self.center_y - high / 2)
        count = lettering(
            quantity_text(line.quantity_milli, currency.decimal),
            look.bold,
            round(look.px(30)),
            look.px(COUNT_DP),
            shrink=True,
        )
        wide, high = count.size if count and self.has_steps else (0, 0)
        middle = self.right - look.px(8 + COUNT_DP / 2) - side
        self._put("count", count if self.has_steps else None, middle - wide / 2, self.center_y - high / 2)

    def _draw_words(self, line: Line, currency: Any, left: float, width: float, *, is_wanted_out: bool) -> None:
        name = lettering(line.item.name, look.bold, round(look.type_px(21)), width, lines=1 if is_wanted_out else 2)
        price = lettering(currency.format(line.price_minor), look.bold, round(look.type_px(23)), width, shrink=True)
        beside, above = (price.width if price else 0) + look.px(10), (price.height if price else 0) + look.px(11)
        text = _("An attendant takes it out") if is_wanted_out else self._note(line, currency)
        space = width if is_wanted_out else width - beside
        note = lettering(text, look.regular, round(look.type_px(look.small)), space, shrink=True)
        saved = (
            None if note else lettering(saved_text(line, currency), look.bold, round(look.type_px(look.small)), space)
        )
        self._put("name", name, left, self.top - look.px(10) - (name.height if name else 0))
        self._put("price", price, left, self.y + look.px(9))
        x, y = (left, self.y + above) if is_wanted_out else (left + beside, self.y + look.px(11))
        self._put("note", note, x, y)
        self._put("saved", saved, x, y)

    @staticmethod
    def _note(line: Line, currency: Any) -> str:
        if line.item.is_weighed:
            amount = quantity_text(line.quantity_milli, currency.decimal)
            return f"{amount} {line.item.unit} {TIMES} {currency.plain(line.unit_minor)}{unit_text(line.item.unit)}"
        extra = extra_text(line)
        if extra or line.promotions:
            return extra
        return f"{currency.plain(line.unit_minor)} {_('each')}" if line.quantity_milli > 1000 else ""

    def _put(self, name: str, texture: Any, x: float, y: float) -> None:
        area = self._areas[name]
        if texture is None:
            area.size = 0, 0
            return
        area.texture, area.size, area.pos = texture, texture.size, (round(x), round(y))


class BasketList(Recycler):
    """Tells which step of which row was tapped."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.touched_x = 0.0
        super().__init__(*args, **kwargs)

    def on_touch_down(self, touch: Any) -> bool:
        """Remember where the finger is."""
        if self.collide_point(*touch.pos):
            self.touched_x = touch.x
        return bool(super().on_touch_down(touch))


class EmptyBasket(Notice):
    """Teaches how it works."""

    def refresh(self) -> None:
        """Say what to do first."""
        text = _("Hold its barcode under the scanner. Nothing to scan? Choose it by its picture.")
        self.say("barcode", _("Scan your first item"), text)


class Basket(Pane):
    """What is in the basket, the newest line in sight."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._title = Words(bold=True, size_dp=look.title, size_hint_y=None, height=look.px(44), shrink=True)
        self._list = BasketList(BasketRow, self._fill, self._tapped, pitch_dp=ROW_DP, gap_dp=look.gap)
        self._empty = EmptyBasket(desk=self.desk)
        self._body = FloatLayout()
        self._body.bind(pos=self._stretch, size=self._stretch)
        self.add_widget(self._title)
        self.add_widget(self._body)

    def _stretch(self, body: Any, _value: object) -> None:
        for child in body.children:
            child.pos, child.size = body.pos, body.size

    def refresh(self) -> None:
        """Draw the lines again."""
        lines = self.desk.till.sale.lines
        self._title.text = _("Your basket") if lines else _("Scan it yourself")
        wanted = self._list if lines else self._empty
        if wanted.parent is None:
            self._body.clear_widgets()
            self._body.add_widget(wanted)
            self._stretch(self._body, None)
        self._empty.refresh()
        self._list.show(len(lines))

    def see(self, line: Line) -> None:
        """Bring a line into sight."""
        lines = self.desk.till.sale.lines
        if line in lines:
            self._list.see(lines.index(line))

    def _fill(self, row: BasketRow, index: int) -> None:
        line = self.desk.till.sale.lines[index]
        image, color = self.desk.picture_of(line.item.variant)
        is_wanted_out = line.number in self.desk.kiosk.cart.removals
        row.fill(line, self.desk.till.shop.currency, image, color, is_wanted_out=is_wanted_out)

    def _tapped(self, index: int) -> None:
        row = next(cell for cell in self._list.cells if cell.index == index)
        part, number = row.part_at(self._list.touched_x), self.desk.till.sale.lines[index].number
        kiosk = self.desk.kiosk
        if part == MORE:
            self.desk.attempt(kiosk.cart.one_more, number)
        elif part == LESS:
            self.desk.attempt(kiosk.cart.one_less, number)
