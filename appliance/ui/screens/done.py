"""Done: the change, as large as the screen allows, until the drawer closes or the next thing is scanned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kivy.lang import Builder

from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _

from .pane import Pane

if TYPE_CHECKING:
    from appliance.till.events import SaleCompleted

Builder.load_file(str(Path(__file__).with_name("done.kv")))


class Done(Pane):
    """What to give back."""

    gives_way = True

    def shown(self, event: SaleCompleted | None = None) -> None:
        """Show how a sale ended."""
        if event is None:
            return
        body, change = event.entry["body"], event.change_minor
        tendered = sum(tender["tendered_minor"] for tender in body["tenders"])
        self.ids.paid.text = _(
            "{number} · paid {paid} of {total}",
            number=body["number"],
            paid=self.desk.money(tendered),
            total=self.desk.money(body["total_minor"] + body["rounding_minor"]),
        )
        self.ids.label.text = _("Change") if change else _("Paid exactly, nothing to give back")
        self.ids.change.text = self.desk.money(change)
        self.ids.change.ink = look.good if change else look.ink

    def act(self) -> Act:
        """Go on with the next customer."""
        return Act(_("New sale"), do=self.desk.home)

    def print_again(self) -> None:
        """Print the receipt once more; it says COPY."""
        if self.desk.attempt(self.desk.till.reprint_last):
            self.desk.tell(_("A copy is being printed."), "quiet")
