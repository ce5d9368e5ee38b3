"""Stock on the till: what there is, and the sheets that change it; everything works without a network."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from appliance.core import entries

from .events import StockChanged
from .goods_errors import ReasonMissing, SheetEmpty
from .people import approved
from .sheet import ADJUST, COUNT, KINDS, RECEIVE, TRANSFER, Sheet, SheetLine
from .variant_scan import scanned_goods

if TYPE_CHECKING:
    from .catalogue import Catalogue, Variant
    from .ports import Books
    from .shelf import Shelf
    from .till import Till

log = logging.getLogger(__name__)

LOW_MILLI = 5_000  # so much or less runs low
TYPES = {
    COUNT: "stock.counted",
    RECEIVE: "stock.received",
    ADJUST: "stock.adjusted",
    TRANSFER: "transfer.requested",
}


class Stock:
    """One open sheet of each kind, and how much there is of everything."""

    def __init__(self, catalogue: Catalogue, books: Books, till: Till) -> None:
        self._catalogue = catalogue
        self._books = books
        self._till = till
        self._sheets = {kind: self._restored(kind) for kind in KINDS}

    # --- looking -----------------------------------------------------------------------------------------------------

    def shelf(self, variant: str) -> Shelf:
        """Return how much of a variant there is, here and elsewhere."""
        return self._catalogue.shelf(variant)

    def low(self) -> list[Variant]:
        """Return what runs low, the emptiest first."""
        return self._catalogue.low(LOW_MILLI)

    def find(self, code: str) -> Variant:
        """Return the variant a scan stands for; raises ItemUnknown and whatever `Reading.read` raises."""
        return scanned_goods(self._till.reading, code).variant

    # --- sheets ------------------------------------------------------------------------------------------------------

    def sheet(self, kind: str) -> Sheet:
        """Return the open sheet of a kind."""
        return self._sheets[kind]

    def scan(self, kind: str, code: str, quantity: int = 1) -> SheetLine:
        """Put so many more of what was scanned on a sheet; raises what `find` raises."""
        found = scanned_goods(self._till.reading, code, quantity)
        return self.add(kind, found.variant, found.quantity_milli)

    def add(self, kind: str, variant: Variant, quantity_milli: int = 1000) -> SheetLine:
        """Put more of a variant on a sheet; a correction takes it away until somebody turns it round."""
        line = self._sheets[kind].line(variant.key)
        if line is not None:
            by_milli = -quantity_milli if line.quantity_milli < 0 else quantity_milli
            return self.set_quantity(kind, variant, line.quantity_milli + by_milli)
        return self.set_quantity(kind, variant, -quantity_milli if kind == ADJUST else quantity_milli)

    def set_quantity(self, kind: str, variant: Variant, quantity_milli: int) -> SheetLine:
        """Say how much of a variant there is on a sheet; nobody practises on real goods (NotPractised)."""
        self._till.require_real()
        line = self._sheets[kind].put(variant, quantity_milli, self.shelf(variant.key).on_hand_milli)
        self._keep(kind)
        return line

    def remove(self, kind: str, variant: str) -> None:
        """Take a variant off a sheet."""
        self._sheets[kind].remove(variant)
        self._keep(kind)

    def give_reason(self, reason: str) -> None:
        """Say why stock is corrected."""
        self._sheets[ADJUST].reason = reason
        self._keep(ADJUST)

    def want_from(self, store: str) -> None:
        """Say which store the transfer is wanted from; "" for wherever there is some."""
        self._sheets[TRANSFER].store = store
        self._keep(TRANSFER)

    def discard(self, kind: str) -> list[SheetLine]:
        """Take everything off a sheet and return it, for `put_back`."""
        sheet = self._sheets[kind]
        lines, sheet.lines = sheet.lines, []
        self._keep(kind)
        return lines

    def put_back(self, kind: str, lines: list[SheetLine]) -> None:
        """Put lines that were discarded back, below what came since."""
        sheet = self._sheets[kind]
        sheet.lines += [line for line in lines if sheet.line(line.variant) is None]
        self._keep(kind)

    def book(self, kind: str) -> None:
        """Write a sheet down as one document; `StockChanged` follows.

        Raises SheetEmpty, ReasonMissing, and what `People.may` raises for who may not count or correct.
        """
        self._till.require_real()
        sheet = self._sheets[kind]
        body = self._body(sheet)
        if not body["lines"]:
            raise SheetEmpty
        if kind in {COUNT, ADJUST}:
            body |= approved(self._till.people.may("stock_adjust"))
        self._sheets[kind] = self._new(kind)  # a second tap finds nothing to book

        def booked(_entry: dict[str, Any]) -> None:
            variants = frozenset(line.variant for line in sheet.lines)
            self._till.tell(StockChanged(variants, kind))

        def kept() -> None:
            self._sheets[kind] = sheet

        at_ms = self._till.now_ms()
        self._till.after(self._books.record(TYPES[kind], body, at_ms=at_ms, by=self._till.by), booked, kept)

    def print_labels(self, variants: list[Variant], copies: int = 1) -> None:
        """Print shelf labels: name, price, and the barcode or (without one) the SKU as QR."""
        labels = [self._label(variant) for variant in variants for _copy in range(copies)]
        self._till.print_document("label.shelf", {"labels": labels})

    # --- inside ------------------------------------------------------------------------------------------------------

    def _label(self, variant: Variant) -> dict[str, Any]:
        codes = self._catalogue.barcodes(variant.key)
        return {
            "name": variant.name,
            "price_minor": variant.price_minor,
            "currency": self._till.shop.currency.code,
            "unit": variant.unit,
            "sku": variant.sku,
            "code": codes[0] if codes else "",
        }

    def _body(self, sheet: Sheet) -> dict[str, Any]:
        lines = [self._line(sheet.kind, line) for line in sheet.lines if sheet.kind == COUNT or line.quantity_milli]
        lines.reverse()
        if sheet.kind == COUNT:
            return entries.stock_counted(sheet.document, lines)
        if sheet.kind == RECEIVE:
            return entries.stock_received(sheet.document, lines, sheet.transfer)
        if sheet.kind == TRANSFER:
            return entries.transfer_requested(sheet.document, lines, sheet.store)
        if lines and not sheet.reason:
            raise ReasonMissing
        return entries.stock_adjusted(sheet.document, lines, sheet.reason)

    def _line(self, kind: str, line: SheetLine) -> dict[str, Any]:
        if kind != COUNT:
            return {"variant": line.variant, "quantity_milli": line.quantity_milli}
        now_milli = self.shelf(line.variant).on_hand_milli
        if now_milli is None or line.difference_milli is None:
            return {"variant": line.variant, "quantity_milli": line.quantity_milli}
        # What was sold or came in after the shelf was counted is not a difference.
        counted_milli = max(0, now_milli + line.difference_milli)
        return {"variant": line.variant, "quantity_milli": counted_milli, "expected_milli": now_milli}

    def _keep(self, kind: str) -> None:
        sheet = self._sheets[kind]
        body = sheet.snapshot() if sheet.lines else None
        self._books.save_draft(sheet.document, kind, body, at_ms=self._till.now_ms())

    def _new(self, kind: str) -> Sheet:
        return Sheet(kind, self._till.new_key())

    def _restored(self, kind: str) -> Sheet:
        try:
            drafts = self._books.drafts(kind)
            return Sheet.restored(drafts[-1]) if drafts else self._new(kind)
        except (ValueError, KeyError, TypeError):
            log.exception("The sheet that was open when the till stopped cannot be read")
            return self._new(kind)
