"""The sales that were put aside: a tap takes one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.ui._ages import age_text
from appliance.ui.text import _, ngettext
from appliance.ui.widgets.row import RowText

from .listing import Listing

if TYPE_CHECKING:
    from appliance.till.ports import Parked


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
        return [self._row(parked) for parked in self.desk.till.parking.all()]

    def _row(self, parked: Parked) -> RowText:
        notes = [_("Table {table}", table=parked.table)] if parked.table else []
        notes += [ngettext("{n} line", "{n} lines", parked.lines), age_text(self.desk.app.now_ms() - parked.at_ms)]
        title = parked.name or _("Parked at {time}", time=self.desk.clock_text(parked.at_ms))
        return RowText("bookmark", title, " · ".join(notes), self.desk.money(parked.total_minor))

    def chosen(self, index: int) -> None:
        """Take it back."""
        parked = self.desk.till.parking.all()
        if index < len(parked):
            self.desk.attempt(self.desk.till.parking.recall, parked[index].key)

    def refresh(self) -> None:
        """Close once a sale is open."""
        if self.desk.till.sale.lines and self.desk.is_showing("parked") and self._rows:
            self._rows = []
            self.desk.home()
            return
        super().refresh()
