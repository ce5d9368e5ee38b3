"""A new customer in seconds, without the network: name and phone, and whether the shop may write to them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui._typed import CODE, NAME
from appliance.ui.text import _
from appliance.ui.widgets.button import BigButton

from .text_pane import TextPane

if TYPE_CHECKING:
    from appliance.till.customer_port import Customer

FIELDS = ("name", "phone")


class CustomerNew(TextPane):
    """Two fields, the one in hand in the box above the keyboard; also changes somebody who is known."""

    def __init__(self, **kwargs: Any) -> None:
        self._said = dict.fromkeys(FIELDS, "")
        self._field = "name"
        self._has_consent = False
        self._known: Customer | None = None
        super().__init__(**kwargs)
        row = BoxLayout(spacing=look.px(look.gap), size_hint_y=None, height=look.px(look.key))
        self._buttons: dict[str, BigButton] = {}
        for field in (*FIELDS, "consent"):
            button = BigButton(size_dp=look.strong, icon_dp=26)
            button.bind(on_tap=partial(self._tapped, field))
            row.add_widget(button)
            self._buttons[field] = button
        self.ids.middle.add_widget(Widget())
        self.ids.middle.add_widget(row)

    def shown(self, called: str = "", phone: str = "", customer: Customer | None = None) -> None:
        """Begin with what was typed in the search, or with what is known of somebody."""
        self._known = customer
        self._has_consent = customer is not None and customer.has_consent
        self._said = {"name": called, "phone": phone}
        if customer is not None:
            self._said = {"name": customer.name, "phone": customer.phone}
        self._take_up("phone" if called and not phone else "name")

    def _take_up(self, field: str) -> None:
        self._field = field
        self.style = NAME if field == "name" else CODE
        self.begin(self._said[field], signs=field == "phone")

    def typed(self) -> None:
        """Keep what is typed in its field."""
        self._said[self._field] = self.text
        labels = {"name": _("Name"), "phone": _("Phone")}
        self.ids.box.label = labels[self._field]
        for field in FIELDS:
            button = self._buttons[field]
            button.caption = labels[field]
            button.text = self._said[field].strip() or "…"
            button.kind = "info" if field == self._field else "plain"
        consent = self._buttons["consent"]
        consent.icon = "circle-check" if self._has_consent else "circle"
        consent.text = _("May write to them")
        consent.kind = "quiet" if self._has_consent else "plain"
        self.desk.cart.refresh_foot()

    def _tapped(self, field: str, _button: BigButton) -> None:
        if field == "consent":
            self._has_consent = not self._has_consent
            self.typed()
        else:
            self._take_up(field)

    def act(self) -> Act:
        """Write it down."""
        name, phone = (self._said[field].strip() for field in FIELDS)
        if not name and not phone:
            return Act(_("Type a name or a phone"))
        return Act(name or phone, _("Add to the sale") if self._known is None else _("Keep"), self._keep)

    def enter(self) -> None:
        """Go on to the phone, then take it."""
        if self._field == "name" and not self._said["phone"]:
            self._take_up("phone")
        else:
            super().enter()

    def _keep(self) -> None:
        self.desk.attempt(self._add if self._known is None else self._change)

    def _add(self) -> None:
        customers = self.desk.till.customers
        name, phone = (self._said[field].strip() for field in FIELDS)
        self.desk.till.require_editable()
        self.desk.till.checkout.require_unpaid()
        customers.choose(customers.add(name, phone, consent=self._has_consent))
        self.desk.home()
        self.desk.tell(_("{name} is a customer now.", name=name or phone), "quiet")

    def _change(self) -> None:
        if self._known is None:
            return
        name, phone = (self._said[field].strip() for field in FIELDS)
        changed = replace(self._known, name=name, phone=phone, has_consent=self._has_consent)
        self.desk.till.customers.change(changed)
        self.desk.show("customer", customer=changed)

    def back(self) -> None:
        """Back to where it began."""
        if self._known is None:
            self.desk.show("customers")
        else:
            self.desk.show("customer", customer=self._known)
