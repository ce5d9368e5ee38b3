"""The last receipts, newest first; typed digits find one by the end of its number, a scan opens it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.lang import Builder

from appliance.ui._ages import DAY_MS
from appliance.ui._signs import NONE
from appliance.ui.text import _
from appliance.ui.widgets.keypad import BACK
from appliance.ui.widgets.row import RowText

from .listing import Listing

if TYPE_CHECKING:
    from appliance.till.ports import Sold

Builder.load_file(str(Path(__file__).with_name("receipts.kv")))

LONGEST = 9
SIGNS = {  # icon, colour and word by how it stands
    "": ("receipt", "quiet"),
    "refund": ("arrow-back-up", "info"),
    "part": ("arrow-back-up", "warn"),
    "back": ("arrow-back-up", "warn"),
    "void": ("x", "danger"),
}


def standing(desk: Any, sold: Sold) -> str:
    """Return what became of a sale: "" (it stands), part (something came back), back (all did), void, refund."""
    if sold.is_voided:
        return "void"
    if sold.entry["type"] == "sale.refunded":
        return "refund"
    original = desk.till.returns.original(sold)
    if not original.back_milli:
        return ""
    return "part" if original.numbers else "back"


def standing_text(state: str) -> str:
    """Return it in a word."""
    words = {
        "refund": _("Refund"),
        "part": _("Partly returned"),
        "back": _("All returned"),
        "void": _("Voided"),
    }
    return words.get(state, "")


class Receipts(Listing):
    """Beside the list stands the number pad; nothing here changes anything."""

    icon = "receipt"

    def __init__(self, **kwargs: Any) -> None:
        self._typed = ""
        self._found: list[Sold] = []
        super().__init__(**kwargs)
        self.ids.keypad.set_extra("")

    def shown(self) -> None:
        """Begin with the last ones."""
        self._typed = ""
        self.refresh()

    def refresh(self) -> None:
        """Read the receipts again."""
        self._found = self.desk.till.returns.recent(self._typed)
        super().refresh()
        self.ids.typed.label = _("Last digits of the number")
        self.ids.typed.amount = self._typed or NONE

    def push(self, key: str) -> None:
        """Take a key of the pad."""
        self._typed = self._typed[:-1] if key == BACK else (self._typed + key)[:LONGEST]
        self.refresh()

    def title(self) -> str:
        """Return the heading."""
        return _("Receipts")

    def empty_text(self) -> str:
        """Return why nothing is there."""
        if self._typed:
            return _("No receipt of this till ends with {digits}.", digits=self._typed)
        return _("Nothing has been sold here yet. Every receipt of this till will be listed here.")

    def rows(self) -> list[RowText]:
        """Return the receipts."""
        return [self._row(sold) for sold in self._found]

    def _row(self, sold: Sold) -> RowText:
        body, state = sold.entry["body"], standing(self.desk, sold)
        icon, kind = SIGNS[state]
        names = ", ".join(line["name"] for line in body["lines"])
        note = f"{when_text(self.desk, sold.entry['at_ms'])} · {names}"
        amount = self.desk.till.shop.currency.plain(body["total_minor"] + body["rounding_minor"])
        return RowText(icon, body["number"], note, amount, kind, standing_text(state))

    def chosen(self, index: int) -> None:
        """Open it."""
        self.desk.show("receipt", sold=self._found[index])

    def scan_text(self) -> str:
        """Scans go to the till as ever: a receipt opens, goods are sold."""
        return ""


def when_text(desk: Any, at_ms: int) -> str:
    """Return the time of day of something, with its age in days once it is not of today."""
    now_ms, offset_ms = desk.app.now_ms(), desk.till.shop.utc_offset_minutes * 60_000
    days = (now_ms + offset_ms) // DAY_MS - (at_ms + offset_ms) // DAY_MS
    time: str = desk.clock_text(at_ms)
    if days <= 0:
        return time
    return _("Yesterday {time}", time=time) if days == 1 else _("{n} days ago, {time}", n=days, time=time)
