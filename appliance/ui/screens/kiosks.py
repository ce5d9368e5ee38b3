"""The store's self-checkouts, those that need somebody first."""

from __future__ import annotations

from appliance.ui._ages import age_text
from appliance.ui._kiosks import reason_text
from appliance.ui.text import _
from appliance.ui.widgets.row import RowText

from .listing import Listing


class Kiosks(Listing):
    """Only read: what is asked for is done at the self-checkout itself."""

    icon = "barcode"

    def title(self) -> str:
        """Return what the list is of."""
        return _("Self-checkouts")

    def empty_text(self) -> str:
        """Return the sentence for a store without one."""
        return _("No self-checkout of this store has told of itself yet.")

    def rows(self) -> list[RowText]:
        """Return a row for each."""
        kiosks = self.desk.till.kiosks
        waiting = kiosks.waiting()
        rows = []
        for kiosk in waiting:
            since = age_text(self.desk.app.now_ms() - kiosk.since_ms)
            rows.append(RowText("bulb", kiosk.name, reason_text(kiosk.reason), side=since, kind="warn"))
        well = [kiosk for kiosk in kiosks.all if not kiosk.needs_help]
        return rows + [RowText("circle-check", kiosk.name, _("Works by itself")) for kiosk in well]
