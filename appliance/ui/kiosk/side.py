"""The column that is always there: what is to pay, the other way to find things, help, and the one next action."""

from __future__ import annotations

from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from appliance.till.calls import HELP, REMOVE
from appliance.till.kiosk_states import SELLING
from appliance.ui._signs import MINUS
from appliance.ui._theme import look
from appliance.ui.text import _, ngettext
from appliance.ui.widgets.button import BigButton
from appliance.ui.widgets.shape import Card
from appliance.ui.widgets.words import Words

WIDE_DP, LARGE_DP = 316, 380


class Side(BoxLayout):
    """Stands where the cart of a cashier's till stands, and answers to what is asked of it."""

    def __init__(self, desk: Any, **kwargs: Any) -> None:
        super().__init__(orientation="vertical", padding=look.px(10), spacing=look.px(look.gap), **kwargs)
        self.desk = desk
        self.size_hint_x, self.width = None, look.px(LARGE_DP if desk.panel.is_large else WIDE_DP)
        self._card = Card(self.canvas.before, look.surface, 2)
        self._shop = Words(size_dp=look.small, ink=look.muted, size_hint_y=None, height=look.px(28), shrink=True)
        self._label = Words(size_dp=look.body, ink=look.muted, size_hint_y=None, height=look.px(28))
        self._total = Words(bold=True, size_dp=50, shrink=True, size_hint_y=None, height=look.px(64))
        self._note = Words(size_dp=look.body, ink=look.muted, size_hint_y=None, height=look.px(28), shrink=True)
        self._saved = Words(
            size_dp=look.body, bold=True, ink=look.good, size_hint_y=None, height=look.px(28), shrink=True
        )
        self._find = self._button("category", lambda _button: self.desk.browse())
        self._help = self._button("bulb", lambda _button: self.desk.ask_help(HELP))
        self._leave = self._button("x", lambda _button: self.desk.ask_leave())
        self._find.wide, self._find.bold = True, True
        row = BoxLayout(size_hint_y=None, height=look.px(look.key + 2), spacing=look.px(look.gap))
        row.add_widget(self._help)
        row.add_widget(self._leave)
        self.foot = BigButton(kind="primary", bold=True, size_dp=38, size_hint_y=None, height=look.px(116))
        self.foot.bind(on_tap=lambda _button: self.desk.act())
        for part in (
            self._shop,
            self._label,
            self._total,
            self._note,
            self._saved,
            Widget(),
            self._find,
            row,
            self.foot,
        ):
            self.add_widget(part)
        self.fbind("pos", self._place)
        self.fbind("size", self._place)

    @staticmethod
    def _button(icon: str, do: Any) -> BigButton:
        button = BigButton(kind="quiet", icon=icon, icon_dp=34, size_dp=look.body, size_hint_y=None)
        button.height = look.px(look.key + 2)
        button.bind(on_tap=do)
        return button

    def _place(self, *_args: object) -> None:
        self._card.place(self.x, self.y, self.width, self.height)

    def tick(self) -> None:
        """Show the time."""
        self._shop.text = f"{self.desk.till.shop.name} · {self.desk.clock_text()}"

    def refresh(self) -> None:
        """Draw it again."""
        desk, kiosk = self.desk, self.desk.kiosk
        sale, money = desk.till.sale, desk.money
        self.tick()
        is_open = bool(sale.tenders)
        self._label.text = _("Still to pay") if is_open else _("Total")
        self._total.text = money(desk.till.checkout.left_minor("qr") if sale.lines else 0)
        limit, pieces = kiosk.terms.item_limit, kiosk.cart.pieces
        items = ngettext("{n} item", "{n} items", pieces)
        self._note.text = _("{items} of up to {limit}", items=items, limit=limit) if limit else items
        saved = sum(sale.offs()) + sum(line.off_minor for line in sale.lines)
        self._saved.text = f"{_('You save')} {MINUS}{desk.till.shop.currency.plain(saved)}" if saved else ""
        is_browsing = desk.view == "browse"
        self._find.icon = "shopping-cart" if is_browsing else "category"
        self._find.text = _("My basket") if is_browsing else _("Choose by picture")
        is_staff = desk.asks_pin or kiosk.attendant.staff is not None
        self._find.disabled = kiosk.state != SELLING or bool(kiosk.stopped_by) or is_staff
        self._help.disabled = is_staff
        is_called = HELP in kiosk.calls.open or REMOVE in kiosk.calls.open
        self._help.kind = "info" if is_called else "quiet"
        self._help.text = _("Help is coming") if is_called else _("Help")
        self._leave.text = _("Leave")
        self._leave.disabled = kiosk.state != SELLING or bool(kiosk.stopped_by) or is_staff
        self.refresh_foot()

    def refresh_head(self) -> None:
        """There is no head here."""

    def refresh_foot(self) -> None:
        """Draw the next action again."""
        act = self.desk.next_act()
        self.foot.caption, self.foot.text, self.foot.kind = act.caption, act.text, act.kind
        self.foot.size_dp = 38 if act.is_money else 26
        self.foot.disabled = act.do is None

    def quantity_of(self) -> dict[str, int]:
        """Return how much of each variant is in the basket."""
        counts: dict[str, int] = {}
        for line in self.desk.till.sale.lines:
            counts[line.item.variant] = counts.get(line.item.variant, 0) + line.quantity_milli
        return counts
