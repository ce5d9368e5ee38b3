"""Back the way it was paid: says in words where the money goes, and does it in one tap after the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from appliance.core.tender import CARD, CASH
from appliance.ui._state import Act
from appliance.ui._tenders import tender_name
from appliance.ui.text import _

from .note import Note
from .way import Way

if TYPE_CHECKING:
    from appliance.till.till import Till
    from appliance.ui.screens.pay import Pay

PLAIN = ([CASH], [CARD])  # what has a panel that does as much


class AsPaid(Way):
    """What each tender that paid gets back."""

    kind = "as_paid"
    icon = "arrow-back-up"
    has_pad = False

    def __init__(self, pay: Pay, **kwargs: Any) -> None:
        super().__init__(pay, **kwargs)
        self._note = Note(self.icon)
        self.add_widget(self._note)

    @staticmethod
    def label() -> str:
        """Return its name."""
        return _("As it was paid")

    @classmethod
    def is_possible(cls, till: Till) -> bool:
        """Say whether goods come back that were paid with more than cash or a card."""
        return till.checkout.due_minor() < 0 and till.payout.kinds() not in PLAIN

    def refresh(self) -> None:
        """Say what goes where."""
        plain = self.till.shop.currency.plain
        said = [f"{tender_name(part.kind)} {plain(part.minor)}" for part in self.till.payout.parts()]
        self._note.say("", "\n".join(said[:3]) if len(said) <= 3 else " · ".join(said))

    def act(self) -> Act:
        """Give it back; while the terminal is asked, the rest waits."""
        charged = self.till.charged
        if charged.is_fitted and charged.payment.open_key:
            return Act(_("At the terminal"), self.desk.money(abs(self.left_minor())), None)
        parts = self.till.payout.parts()
        if not parts:
            return Act(_("Nothing to pay this way"))
        left = self.till.checkout.left_minor(CASH if parts[0].kind == CASH else self.kind)
        return Act(self.desk.money(abs(left)), _("Give back"), partial(self.attempt, left), is_money=True)

    def take(self, minor: int) -> None:  # noqa: ARG002 - the shape of all ways
        """Give back all that can be now."""
        self.till.payout.give()
