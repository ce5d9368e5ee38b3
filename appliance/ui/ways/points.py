"""Loyalty points of the customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core.tender import POINTS
from appliance.ui._state import Act
from appliance.ui.text import _, ngettext

from .note import Note
from .way import Way

if TYPE_CHECKING:
    from appliance.till.till import Till
    from appliance.ui.screens.pay import Pay


class WithPoints(Way):
    """As many points as the sale can take."""

    kind = POINTS
    icon = "star"

    def __init__(self, pay: Pay, **kwargs: Any) -> None:
        super().__init__(pay, **kwargs)
        self._note = Note(self.icon)
        self.add_widget(self._note)

    @staticmethod
    def label() -> str:
        """Return its name."""
        return _("Points")

    @classmethod
    def is_possible(cls, till: Till) -> bool:
        """Say whether the owner gives points and the customer is known."""
        return bool(till.shop.loyalty.value_minor) and till.sale.customer is not None

    def refresh(self) -> None:
        """Show what the points are worth."""
        points = self.till.customers.points
        worth = points.loyalty.worth_minor(points.most())
        self._note.say(
            self.desk.money(worth), ngettext("{n} point can be spent", "{n} points can be spent", points.most())
        )

    def most_minor(self) -> int:
        """Return what the points can pay."""
        points = self.till.customers.points
        return points.loyalty.worth_minor(points.most())

    def act(self) -> Act:
        """Spend them."""
        return super().act() if self.most_minor() else Act(_("No points to spend"))

    def take(self, minor: int) -> None:
        """Spend points worth an amount, rounded down to whole points."""
        self.till.customers.points.pay(minor // self.till.shop.loyalty.value_minor)
