"""On account: the customer's credit first, then what they may owe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core.tender import ACCOUNT
from appliance.ui._state import Act
from appliance.ui.text import _

from .note import Note
from .way import Way

if TYPE_CHECKING:
    from appliance.till.till import Till
    from appliance.ui.screens.pay import Pay


class OnAccount(Way):
    """What the customer may still take with them unpaid."""

    kind = ACCOUNT
    icon = "user"

    def __init__(self, pay: Pay, **kwargs: Any) -> None:
        super().__init__(pay, **kwargs)
        self._note = Note(self.icon)
        self.add_widget(self._note)

    @staticmethod
    def label() -> str:
        """Return its name."""
        return _("On account")

    @classmethod
    def is_possible(cls, till: Till) -> bool:
        """Say whether the customer is known."""
        return till.sale.customer is not None

    def refresh(self) -> None:
        """Show how much may go on the account."""
        customer = self.till.customers.current
        name = customer.name if customer else ""
        self._note.say(self.desk.money(self.till.customers.account_minor()), _("{name} may take so much", name=name))

    def most_minor(self) -> int:
        """Return what may go on the account."""
        left = self.left_minor()
        return left if left < 0 else min(left, self.till.customers.account_minor())

    def act(self) -> Act:
        """Put it on the account."""
        return super().act() if self.most_minor() else Act(_("Nothing may go on this account"))

    def take(self, minor: int) -> None:
        """Use what credit there is, then the account."""
        credit = self.till.customers.credit_minor()
        if 0 < credit < minor:
            self.till.customers.pay_credit(credit)
            minor -= credit
        if 0 < minor <= credit:
            self.till.customers.pay_credit(minor)
        else:
            self.till.customers.pay_account(minor)
