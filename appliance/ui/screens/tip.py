"""A tip: none, a share of what is paid, or what the customer names; then back to paying."""

from __future__ import annotations

from functools import partial
from typing import Any

from kivy.uix.gridlayout import GridLayout

from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _
from appliance.ui.widgets.button import BigButton

from .amount import Amount

PPM_PER_PERCENT = 10_000


class TipAmount(Amount):
    """Comes from the pay screen and goes back to it; `kind` is the way that is paid in, part_minor what of the sale."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._kind, self._part_minor = "", 0
        self._box = GridLayout(cols=2, spacing=look.px(look.gap))
        self.ids.side.remove_widget(self.ids.hint)
        self.ids.side.add_widget(self._box)

    def shown(self, kind: str = "", part_minor: int = 0) -> None:
        """Offer the shares; nothing is typed."""
        self._kind, self._part_minor = kind, part_minor
        self._lay_offers()
        super().shown()

    def _paid_minor(self) -> int:
        return self._part_minor or int(self.desk.till.checkout.left_minor(self._kind))

    def _lay_offers(self) -> None:
        till = self.desk.till
        offers = [(f"{ppm / PPM_PER_PERCENT:g} %", tip) for ppm, tip in till.checkout.tips_for(self._paid_minor())]
        self._box.clear_widgets()
        for caption, tip in [("", 0), *offers]:
            text = till.shop.currency.plain(tip) if tip else _("No tip")
            button = BigButton(text=text, caption=caption, size_dp=22 if tip else look.body, bold=True, lines=1)
            button.kind = "plain" if tip else "quiet"
            button.bind(on_tap=partial(self._choose, tip))
            self._box.add_widget(button)

    def _choose(self, tip_minor: int, _button: object = None) -> None:
        self.desk.show("pay", kind=self._kind, tip_minor=tip_minor, part_minor=self._part_minor)

    def refresh(self) -> None:
        """Say what it is on top of; without a sale there is nothing to add to."""
        if not self.desk.till.sale.lines:
            self.desk.home()
            return
        self.ids.heading.text = _("Tip")
        self.ids.heading.note = _("On top of {amount}", amount=self.desk.money(self._paid_minor()))
        self.ids.figure.label = _("What the customer says")
        super().refresh()

    def act(self) -> Act:
        """Add what was typed."""
        if not self.typed.number:
            return Act(_("Tap what the customer leaves"))
        return Act(self.desk.money(self.typed.number), _("Add the tip"), self._add, is_money=True)

    def _add(self) -> None:
        self._choose(self.typed.number)

    def back(self) -> None:
        """Go back to paying, without a tip."""
        self._choose(0)
