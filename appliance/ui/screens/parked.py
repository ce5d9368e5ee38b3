"""The sales that were put aside: a tap takes one back."""

from __future__ import annotations

from appliance.ui.text import _, ngettext
from appliance.ui.widgets.row import RowText

from .listing import Listing


class ParkedList(Listing):
    """Oldest first; it closes when the sale is back in the cart."""

    icon = "bookmarks"
    gives_way = True

    def title(self) -> str:
        """Return the heading."""
        return _("Parked sales")

    def empty_text(self) -> str:
        """Return what parking is for."""
        return _("Nothing is parked. Tap Park when a customer forgot something and the next one is waiting.")

    def rows(self) -> list[RowText]:
        """Return the parked sales."""
        return [
            RowText(
                "bookmark",
                parked.name or _("Parked at {time}", time=self.desk.clock_text(parked.at_ms)),
                ngettext("{n} line", "{n} lines", parked.lines),
                self.desk.money(parked.total_minor),
            )
            for parked in self.desk.till.parked()
        ]

    def chosen(self, index: int) -> None:
        """Take it back."""
        parked = self.desk.till.parked()
        if index < len(parked):
            self.desk.attempt(self.desk.till.recall, parked[index].key)

    def refresh(self) -> None:
        """Close once a sale is open."""
        if self.desk.till.sale.lines and self.desk.is_showing("parked") and self._rows:
            self._rows = []
            self.desk.home()
            return
        super().refresh()
