"""DSFinV-K 2.4: the files a German audit reads, made from a till's journal; a Z closes what stands in them together.

There is no TSE (the certified device that must sign every receipt in Germany): what it would say is left empty, and
each receipt says so. docs/fiscal.md tells what else is missing and how tenders and cash are booked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core.shift import expected_cash_minor

from ._bon import SOLD, Closed, Reference, bon_of, difference
from ._closing import Closing, Seller
from ._tables import Files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    Entry = dict[str, Any]


def write_dsfinvk(read: Callable[[], Iterable[Entry]], folder: Path, seller: Seller, software: str) -> int:
    """Write the tables of every closed shift of a journal and return how many there are; `read` is called twice.

    What was booked since the last Z is not in them: it has no closing yet. Raises OSError.
    """
    writer = _Writer(Files(folder), seller, software, _originals(read()))
    try:
        for entry in read():
            writer.take(entry)
    finally:
        writer.files.close(seller.name, seller.city)
    return writer.closings


def _originals(entries: Iterable[Entry]) -> dict[str, Reference]:
    """Return the sales that something was taken back of, to be found when they pass again."""
    bons = (bon_of(entry) for entry in entries if entry["type"] in SOLD)
    return {bon.original: Reference() for bon in bons if bon is not None and bon.original}


class _Writer:
    """Collects a shift, and writes it once its number is known."""

    def __init__(self, files: Files, seller: Seller, software: str, originals: dict[str, Reference]) -> None:
        self.closings = 0
        self.files = files
        self._seller = seller
        self._software = software
        self._originals = originals
        self._till = ""
        self._open: Closed | None = None
        self._here: list[Reference] = []

    def take(self, entry: Entry) -> None:
        """Take in the next entry."""
        kind, body = entry["type"], entry["body"]
        if kind == "till.claimed":
            self._till = body["till"]
        elif kind == "shift.opened":
            self._open, self._here = Closed(self._till, body["currency"]), []
        if self._open is None:
            return
        bon = bon_of(entry)
        if bon is not None:
            self._open.bons.append(bon)
            if kind == "sale.completed" and body["sale"] in self._originals:
                reference = self._originals[body["sale"]]
                reference.seq, reference.at_ms = bon.seq, bon.end_ms
                self._here.append(reference)
        if kind == "shift.closed":
            self._close(self._open, entry)
            self._open = None

    def _close(self, shift: Closed, entry: Entry) -> None:
        shift.number, shift.at_ms = entry["body"]["number"], entry["at_ms"]
        missing = difference(entry, expected_cash_minor(entry["body"]["totals"]))
        if missing is not None:
            shift.bons.append(missing)
        for reference in self._here:
            reference.z = shift.number
        self.closings += 1
        Closing(self.files, shift, self._originals).write(self._seller, self._software)
