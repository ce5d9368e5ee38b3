"""Pay: how on the left, what is left in large; one tap in cash finishes the sale, and a part leaves the rest."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.properties import BooleanProperty, ColorProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from appliance.core.tender import CASH
from appliance.ui._digits import Digits
from appliance.ui._icons import ICONS
from appliance.ui._signs import NONE
from appliance.ui._state import Act
from appliance.ui._tenders import tender_name
from appliance.ui._theme import look
from appliance.ui.text import _
from appliance.ui.ways import WAYS
from appliance.ui.widgets.button import BigButton
from appliance.ui.widgets.shape import Card

from .pane import Pane

Builder.load_file(str(Path(__file__).with_name("pay.kv")))

TIP = "tip"
NAMES = {way.kind: way for way in WAYS}
WIDE = 4  # more ways to pay than that have two lines each for their names


class Received(BoxLayout):
    """What was typed, and what that leaves, in one line under what is to pay."""

    label = StringProperty("")
    amount = StringProperty("")
    ink = ColorProperty((0, 0, 0, 1))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._card = Card(self.canvas.before, look.surface)
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_args: object) -> None:
        self._card.place(self.x, self.y, self.width, self.height + look.px(look.radius))


class Pay(Pane):
    """The cart stays beside it, and scanning goes on."""

    has_pad = BooleanProperty(True)

    def __init__(self, **kwargs: Any) -> None:
        self._digits = Digits()
        self._parts = 0
        self._tip_minor = 0
        self._is_asked = False  # about a tip, for the part that is paid next
        self._ways: dict[str, Any] = {}
        self.way: Any = None
        super().__init__(**kwargs)
        self._sums = self.ids.sums.__self__  # kept: Kivy's ids hold nothing that is off the screen
        self._pad = self.ids.keypad.__self__

    @property
    def typed(self) -> int:
        """What was typed on the number pad; 0 for nothing."""
        return self._digits.number

    @property
    def tip_minor(self) -> int:
        """The tip that comes with what is paid next."""
        return self._tip_minor if self.way is not None and self.way.takes_tip and self.tips else 0

    @property
    def tips(self) -> list[tuple[int, int]]:
        """What is offered on the part that is paid next: (share in ppm, tip); nothing where no tips are taken."""
        return list(self.desk.till.checkout.tips_for(self.typed or self.desk.till.checkout.left_minor()))

    def shown(self, kind: str = "", card: str = "", tip_minor: int | None = None, part_minor: int = 0) -> None:
        """Begin with cash, or with the kind that is asked for; `card` is a gift card that was just scanned.

        tip_minor: what the customer said to add, None while nobody asked; part_minor: what was typed before.
        """
        self._digits.clear()
        self._digits.text = str(part_minor or "")
        self._tip_minor, self._is_asked = tip_minor or 0, tip_minor is not None
        self._parts = len(self.desk.till.sale.tenders)
        self._lay_kinds()
        self.choose(kind or self._usual())
        if card:
            self.way.use(card)
            self.refresh()

    def _usual(self) -> str:
        """Return the first way to offer: where money goes back, the one it came in by."""
        till = self.desk.till
        if till.checkout.due_minor() < 0:
            kinds = ("as_paid", *till.payout.kinds())
            return next((kind for kind in kinds if kind in NAMES and NAMES[kind].is_possible(till)), CASH)
        return CASH

    def left(self) -> None:
        """Leave no code on the screen that nobody waits for."""
        if self.way is not None:
            self.way.hidden()

    def choose(self, kind: str, *_button: object) -> None:
        """Pay this way what is left, or the part that is typed already; a card and a QR ask for a tip first."""
        if NAMES[kind].asks_tip and not self._is_asked and self.tips:
            self.ask_tip(kind)
            return
        if self.way is not None:
            self.way.hidden()
        if kind not in self._ways:
            self._ways[kind] = NAMES[kind](self)
        self.way = self._ways[kind]
        self.ids.way.clear_widgets()
        self.ids.way.add_widget(self.way)
        self._lay_pad()
        self.way.shown()
        self.refresh()

    def _lay_pad(self) -> None:
        """Put the sums in the place of the number pad where nothing is typed: a QR code wants the room."""
        ids = self.ids
        if self.way.has_pad == (self._pad.parent is not None):
            return
        self.has_pad = self.way.has_pad
        if self.has_pad:
            ids.task.remove_widget(self._sums)
            ids.left.add_widget(self._sums, index=1)
            ids.task.add_widget(self._pad)
        else:
            ids.task.remove_widget(self._pad)
            ids.left.remove_widget(self._sums)
            ids.task.add_widget(self._sums)

    def refresh(self) -> None:
        """Show what is left now: the sale may have grown, or a part was paid."""
        till = self.desk.till
        if not till.sale.lines:
            if not till.is_paying:
                self.desk.home()
            return
        if self.way is None:
            return
        self._pad.set_extra("000" if till.shop.currency.exponent == 0 else "00")
        if self._parts != len(till.sale.tenders):  # every part has a tip of its own
            self._parts = len(till.sale.tenders)
            self._tip_minor, self._is_asked = 0, False
        self._show_due()
        self._lay_kinds()
        self._lay_parts()
        self.way.refresh()
        self._show_typed()

    def _show_due(self) -> None:
        left, tip = self.way.left_minor(), self.tip_minor
        label = _("To give back") if left < 0 else _("To pay")
        if tip:
            label = _("To pay, with {tip} tip", tip=self.desk.till.shop.currency.plain(tip))
        has_room = left < 0 or not self.desk.till.sale.tenders  # a part that is paid needs it
        self.ids.due.label = label if has_room else ""
        self.ids.due.amount = self.desk.money(abs(left) + tip)

    def ask_tip(self, kind: str) -> None:
        """Ask what the customer leaves on top; the answer comes back with what was typed."""
        self.desk.show("tip", kind=kind, part_minor=self.typed)

    def took(self) -> None:
        """Go on after a part, with nothing typed."""
        self._digits.clear()
        self.refresh()

    def _lay_kinds(self) -> None:
        possible = [way for way in WAYS if way.is_possible(self.desk.till)]
        row = self.ids.kinds
        shown = [button.kind_of_tender for button in reversed(row.children)]
        has_tip = self.way is not None and self.way.takes_tip and bool(self.tips)
        wanted = [way.kind for way in possible] + [TIP] * has_tip
        if shown != wanted:
            row.clear_widgets()
            for way in possible:
                row.add_widget(self._kind_button(way, is_narrow=len(wanted) > WIDE))
            if has_tip:
                row.add_widget(self._tip_button(is_narrow=len(wanted) > WIDE))
        for button in row.children:
            is_open = self.way is not None and button.kind_of_tender == self.way.kind
            button.kind, button.bold = ("quiet", True) if is_open else ("plain", False)

    def _kind_button(self, way: Any, *, is_narrow: bool) -> BigButton:
        icon = way.icon if way.icon in ICONS else "coins"
        size, icon_dp, lines = (15, 22, 2) if is_narrow else (look.small, 26, 1)
        button = BigButton(icon=icon, text=way.label(), size_dp=size, icon_dp=icon_dp, lines=lines)
        button.kind_of_tender = way.kind
        button.bind(on_tap=partial(self.choose, way.kind))
        return button

    def _tip_button(self, *, is_narrow: bool) -> BigButton:
        button = BigButton(icon="coins", text=_("Tip"), size_dp=15 if is_narrow else look.small)
        button.icon_dp, button.kind_of_tender = 22 if is_narrow else 26, TIP
        button.bind(on_tap=lambda _button: self.ask_tip(self.way.kind))
        return button

    def _lay_parts(self) -> None:
        """Show what was taken so far; a tap gives it back."""
        row, tenders = self.ids.parts, self.desk.till.sale.tenders
        row.clear_widgets()
        row.height = look.px(look.target) if tenders else 0
        row.opacity = 1 if tenders else 0
        for tender in tenders:
            text = f"{tender_name(tender.kind)} {self._plain(tender)}"
            button = BigButton(icon="x", wide=True, text=text, size_dp=look.small, icon_dp=22)
            button.bind(on_tap=partial(self._give_back, tender.key))
            row.add_widget(button)

    def _plain(self, tender: Any) -> str:
        return str(self.desk.till.shop.currency.plain(abs(tender.tendered_minor) + tender.tip_minor))

    def _give_back(self, key: str, _button: BigButton) -> None:
        if self.desk.attempt(self.desk.till.checkout.remove, key):
            self.took()

    def push(self, key: str) -> None:
        """Take a key of the pad."""
        self._digits.push(key)
        self.way.refresh()
        self._show_typed()

    def _show_typed(self) -> None:
        given, left, figure = self.typed, abs(self.way.left_minor()) + self.way.tip_in_typed, self.ids.back
        plain = self.desk.till.shop.currency.plain
        figure.ink = look.muted if not given else look.ink
        if self.way.left_minor() < 0:
            figure.label = _("Give back now")
            figure.amount = self.desk.money(given) if given else NONE
        elif not given:
            figure.label, figure.amount = _("Received"), NONE
        elif given < left:
            figure.label = _("{given}, still missing", given=plain(given))
            figure.amount, figure.ink = self.desk.money(left - given), look.on_warn
        else:
            figure.label = _("{given}, change", given=plain(given))
            figure.amount, figure.ink = self.desk.money(given - left), look.good
        self.desk.cart.refresh_foot()

    def act(self) -> Act:
        """Do what the way to pay does next."""
        till = self.desk.till
        if till.is_paying or self.way is None:
            return Act(_("One moment"), kind="primary")
        if till.checkout.payment.is_settled:
            return Act(_("Finish"), do=partial(self.desk.attempt, till.checkout.finish))
        act: Act = self.way.act()
        return act
