"""The price of something that has none in the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.ui._goods import unit_text
from appliance.ui._state import Act
from appliance.ui.text import _

from .amount import Amount

if TYPE_CHECKING:
    from appliance.ui._adding import Wanted


class OpenPrice(Amount):
    """Type it and take it."""

    _wanted: Wanted | None = None

    def shown(self, wanted: Wanted | None = None) -> None:
        """Ask for the price of what is to be added."""
        self._wanted = wanted
        if wanted is None:
            self.desk.home()
            return
        super().shown()

    def refresh(self) -> None:
        """Show what is typed."""
        if self._wanted is None:
            return
        variant = self._wanted.found.variant
        self.ids.heading.text = variant.name
        self.ids.figure.label = _("Price") + (f" {unit_text(variant.unit)}" if variant.unit != "pcs" else "")
        self.ids.hint.text = _("This has no fixed price. Type what it costs today.")
        super().refresh()

    def act(self) -> Act:
        """Take what was typed."""
        if not self.typed.number:
            return Act(_("Type the price"))
        return Act(self.desk.money(self.typed.number), _("Add"), self._take, is_money=True)

    def _take(self) -> None:
        if self._wanted is not None:
            self._wanted.price_minor = self.typed.number
            self.desk.adding.go_on()

    def back(self) -> None:
        """Add nothing."""
        self.desk.adding.cancel()
