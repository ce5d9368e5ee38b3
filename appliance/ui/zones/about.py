"""One line over the cart's lines that says who the sale is for; it takes no room where there is nothing to say."""

from __future__ import annotations

from typing import Any

from kivy.properties import ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from appliance.ui._customers import holding_text, name_text
from appliance.ui._theme import look
from appliance.ui.text import _
from appliance.ui.widgets.lettering import width_of
from appliance.ui.widgets.words import Icon, Words

HEIGHT_DP, TYPE_DP = 34, 17


class About(BoxLayout):
    """Customer, table, note and coupons of the open sale; a tap opens them (as the button above it does)."""

    desk = ObjectProperty(None)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(size_hint_y=None, height=0, padding=(look.px(10), 0), spacing=look.px(4), **kwargs)
        self._drawn: list[tuple[str, str]] = []

    def refresh(self) -> None:
        """Draw what changed."""
        said = self._said()
        if said == self._drawn:
            return
        self._drawn = said
        self.clear_widgets()
        self.height = look.px(HEIGHT_DP) if said else 0
        for place, (icon, text) in enumerate(said):
            self.add_widget(Icon(icon=icon, size_dp=20, size_hint_x=None, width=look.px(24), ink=look.on_info))
            words = Words(text=text, size_dp=TYPE_DP, bold=place == 0, shrink=True, ink=look.on_info)
            if place:
                natural = width_of(text, look.regular, round(look.type_px(TYPE_DP))) + look.px(10)
                words.size_hint_x, words.width = None, min(natural, look.px(110))
            self.add_widget(words)

    def _said(self) -> list[tuple[str, str]]:
        till = self.desk.till
        sale, customer = till.sale, till.customers.current
        said = []
        if customer is not None:
            held = holding_text(customer, till.shop.currency)
            said.append(("user", " · ".join(part for part in (name_text(customer), held) if part)))
        if sale.table:
            said.append(("armchair", sale.table))
        if sale.coupons:
            said.append(("ticket", sale.coupons[0]))
        if sale.note:
            said.append(("note", sale.note if not said else _("Note")))
        return said

    def on_touch_up(self, touch: Any) -> bool:
        """Open the sale's pane."""
        if self.height and self.collide_point(*touch.pos) and self.collide_point(*touch.opos):
            self.desk.show("sale")
            return True
        return bool(super().on_touch_up(touch))
