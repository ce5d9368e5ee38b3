"""The shift so far (X): what was sold, and what the drawer should hold. Looking changes nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from kivy.lang import Builder

from appliance.ui._state import Act
from appliance.ui._theme import look
from appliance.ui.text import _, ngettext
from appliance.ui.zones.cart import SummaryRow

from .pane import Pane

Builder.load_file(str(Path(__file__).with_name("shift.kv")))


class ShiftReport(Pane):
    """Two large figures and the facts behind them; the next action is to count and close."""

    def refresh(self) -> None:
        """Read the totals again."""
        if self.desk.till.shifts.current is None:
            self.desk.home()
            return
        report = self.desk.till.shifts.x_report()
        money, ids = self.desk.money, self.ids
        ids.heading.text = _("Shift and totals")
        opened = self.desk.clock_text(self.desk.till.shifts.current.opened_at_ms)
        ids.heading.note = _("Open since {time}", time=opened)
        ids.total.label = ngettext("Sold, {n} sale", "Sold, {n} sales", report["sales"])
        ids.total.amount = money(report["total_minor"])
        ids.expected.label = _("Cash expected in the drawer")
        ids.expected.amount = money(report["expected_cash_minor"])
        facts = [
            (_("Cash at the start"), money(report["float_minor"])),
            (_("Cash sales"), money(report["tenders"].get("cash", 0))),
            (_("Cash put in"), money(report["cash_in_minor"])),
            (_("Cash taken out"), money(-report["cash_out_minor"])),
            (_("Discounts given"), money(report["discount_minor"])),
        ]
        facts += [(key.upper(), money(minor)) for key, minor in sorted(report["taxes"].items())]
        ids.facts.clear_widgets()
        for label, amount in facts:
            ids.facts.add_widget(SummaryRow(label=label, amount=amount, ink=look.ink, size_dp=look.strong))

    def act(self) -> Act:
        """Count the drawer and close."""
        return Act(_("Count and close"), do=partial(self.desk.show, "shift_close"), kind="primary")
