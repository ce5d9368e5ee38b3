"""The till: what a cashier can do with the open sale. Commands in, events out."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from appliance.core import entries, gtin
from appliance.core.cart import restored, snapshot
from appliance.core.cash import likely_sums, settle
from appliance.core.errors import LapakError
from appliance.core.rounding import divide
from appliance.core.sale import Item, Sale
from appliance.core.scale_label import read_label

from .errors import (
    CashTooLittle,
    CashUnlikely,
    ItemUnknown,
    LabelEmpty,
    NothingToPrint,
    PaymentRunning,
    SaleEmpty,
    SaleOpen,
    ShiftClosed,
)
from .events import CatalogueChanged, Failed, LineAdded, ParkedChanged, SaleChanged, SaleCompleted, ScanRefused
from .shifts import Shifts

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from appliance.core.discount import Discount
    from appliance.core.sale import Line

    from .events import Event
    from .ports import Books, Catalogue, Parked, Shop, Variant

log = logging.getLogger(__name__)

MOST_TENDERED = 100  # times the sum due, or of the largest note: past that it was a barcode, not an amount


class Till:
    """The open sale and everything a cashier does with it; lives on the screen's thread.

    dispatch runs a function on the screen's thread; new_key gives identities in order of time (UUIDv7); now_ms is UTC.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        books: Books,
        *,
        dispatch: Callable[[Callable[[], None]], None],
        new_key: Callable[[], str],
        now_ms: Callable[[], int],
    ) -> None:
        self.catalogue = catalogue
        self._books = books
        self.dispatch = dispatch
        self._new_key = new_key
        self._now_ms = now_ms
        self._listeners: list[Callable[[Event], None]] = []
        self.by = ""
        self.is_paying = False
        self.shop: Shop = catalogue.shop()
        self.last_entry = books.last_sale()
        self.shifts = Shifts(books, self)
        self._removed: tuple[int, Line] | None = None
        self._held: list[tuple[str, int]] = []  # scans that came while the sale was on its way to the disk
        self.sale = self._recovered() or self._new_sale()

    # --- telling -----------------------------------------------------------------------------------------------------

    def listen(self, listener: Callable[[Event], None]) -> None:
        """Call listener with every event, on the screen's thread."""
        self._listeners.append(listener)

    def tell(self, event: Event) -> None:
        """Tell everybody who listens; a listener that fails is logged and does not stop the others."""
        for listener in self._listeners:
            try:
                listener(event)
            except Exception:
                log.exception("A listener failed on %s", type(event).__name__)

    def tell_from_thread(self, event: Event) -> None:
        """Tell an event that happened on another thread."""
        self.dispatch(lambda: self.tell(event))

    def after(self, future: Future[Any], then: Callable[[Any], None], failed: Callable[[], None] | None = None) -> None:
        """Go on with the result on the screen's thread once it is on disk; a failure is told, not raised."""

        def settle_on_screen() -> None:
            error = future.exception()
            if error is None:
                then(future.result())
                return
            if failed:
                failed()
            if not isinstance(error, LapakError):
                log.error("The store failed", exc_info=error)
                error = LapakError()
            self.tell(Failed(error))

        future.add_done_callback(lambda _: self.dispatch(settle_on_screen))

    # --- filling the sale --------------------------------------------------------------------------------------------

    def scan(self, code: str, quantity: int = 1) -> None:
        """Add what a barcode or a scale label stands for, or tell why not; never raises.

        A scan that comes while a sale is being finished waits, and opens the next sale.
        """
        if self.is_paying:
            self._held.append((code, quantity))
            return
        try:
            variant, quantity_milli, label_minor = self._read(code.strip(), quantity)
            self._add(variant, quantity_milli, label_minor, scanned=True)
        except LapakError as error:
            self.tell(ScanRefused(code, error))
        except Exception:
            log.exception("The scan of %r failed", code)
            self.tell(ScanRefused(code, LapakError()))

    def _read(self, code: str, quantity: int) -> tuple[Variant, int, int | None]:
        if gtin.is_digits(code) and len(code) <= 14:
            variant = self.catalogue.by_barcode(gtin.to_gtin14(code)) or self._by_upc_e(code)
            if variant is not None:
                if any(rule.fits(code) for rule in self.shop.label_rules):
                    raise LabelEmpty(name=variant.name)
                return variant, quantity * 1000, None
            label = read_label(code, list(self.shop.label_rules), self.shop.currency.exponent)
            if label is not None:
                return self._labelled(code, label.base_code, label.price_minor, label.quantity_milli)
        gtin.require_valid(code)
        raise ItemUnknown(barcode=code)

    def _by_upc_e(self, code: str) -> Variant | None:
        is_short = len(code) == 8 and code[0] in "01"
        return self.catalogue.by_barcode(gtin.to_gtin14(gtin.expand_upc_e(code))) if is_short else None

    def _labelled(
        self, code: str, base_code: str, price_minor: int | None, quantity_milli: int | None
    ) -> tuple[Variant, int, int | None]:
        variant = self.catalogue.by_barcode(gtin.to_gtin14(base_code))
        if variant is None:
            raise ItemUnknown(barcode=code)
        if quantity_milli is None:
            quantity_milli = _quantity_milli(variant, price_minor or 0)
        return variant, quantity_milli, price_minor

    def add(self, variant: Variant, quantity_milli: int = 1000) -> None:
        """Add some of a variant that was tapped; raises QuantityImpossible, PaymentRunning."""
        self._add(variant, quantity_milli, None, scanned=False)

    def _add(self, variant: Variant, quantity_milli: int, label_minor: int | None, *, scanned: bool) -> None:
        self._editable()
        item = Item(variant.key, variant.sku, variant.name, variant.price_minor, variant.tax_class, unit=variant.unit)
        line = self.sale.add(item, quantity_milli, label_minor)
        self._changed()
        self.tell(LineAdded(line, scanned))

    def set_quantity(self, number: int, quantity_milli: int) -> None:
        """Change how much of a line is sold; nothing of it removes the line."""
        self._editable()
        if quantity_milli == 0:
            self.remove(number)
            return
        self.sale.set_quantity(number, quantity_milli)
        self._changed()

    def remove(self, number: int) -> None:
        """Take a line out; `undo_remove` puts it back."""
        self._editable()
        line = self.sale.line(number)
        self._removed = (self.sale.lines.index(line), line)
        self.sale.remove(number)
        self._changed()

    def undo_remove(self) -> None:
        """Put the line that was removed last back where it was."""
        if self._removed is not None:
            self._editable()
            index, line = self._removed
            self._removed = None
            self.sale.put_back(line, min(index, len(self.sale.lines)))
            self._changed()

    def discount_line(self, number: int, discount: Discount | None) -> None:
        """Set or clear a line's discount."""
        self._editable()
        self.sale.discount_line(number, discount)
        self._changed()

    def discount_sale(self, discount: Discount | None) -> None:
        """Set or clear the discount on the whole sale."""
        self._editable()
        self.sale.discounts = [discount] if discount else []
        self._changed()

    def _editable(self) -> None:
        if self.is_paying:
            raise PaymentRunning

    def _changed(self) -> None:
        self._books.save_cart(snapshot(self.sale) if self.sale.lines else None, at_ms=self._now_ms())
        self.tell(SaleChanged())

    # --- paying ------------------------------------------------------------------------------------------------------

    def due_minor(self) -> int:
        """Return what is to be paid, before cash rounding."""
        return self.sale.totals().total_minor

    def cash_due_minor(self) -> int:
        """Return what is to be paid in coins that exist."""
        return self.shop.rounding.round(self.due_minor())

    def likely_sums(self) -> list[int]:
        """Return the sums a customer is likely to hand over, besides the exact one."""
        return likely_sums(self.cash_due_minor(), list(self.shop.notes_minor))

    def pay_cash(self, tendered_minor: int) -> None:
        """Finish the sale with cash. `SaleCompleted` follows once it is on disk; raises TillError."""
        self._editable()
        if not self.sale.lines:
            raise SaleEmpty
        shift = self.shifts.current
        if shift is None:
            raise ShiftClosed
        due = self.due_minor()
        money = self.shop.currency.format
        settlement = settle(due, tendered_minor, self.shop.rounding)
        if settlement is None:
            raise CashTooLittle(tendered=money(tendered_minor), due=money(self.cash_due_minor()))
        if tendered_minor > MOST_TENDERED * max((due, *self.shop.notes_minor)):
            raise CashUnlikely(tendered=money(tendered_minor), due=money(due))
        self.is_paying = True
        sale, currency = self.sale, self.shop.currency.code
        future = self._books.complete_sale(
            lambda number: entries.sale_completed(sale, number, shift.key, currency, settlement),
            at_ms=self._now_ms(),
            by=self.by,
        )
        self.after(future, lambda entry: self._completed(entry, settlement.change_minor), self._stay)

    def _completed(self, entry: dict[str, Any], change_minor: int) -> None:
        self.last_entry = entry
        self.shifts.reload()
        self._go_on(self._new_sale(), SaleCompleted(entry, change_minor), SaleChanged())

    def _go_on(self, sale: Sale, *events: Event) -> None:
        """Let the cashier work on this sale now, and take in what was scanned meanwhile."""
        if sale is not self.sale:
            self._removed = None
        self.sale = sale
        self.is_paying = False
        for event in events:
            self.tell(event)
        held, self._held = self._held, []
        for code, quantity in held:
            self.scan(code, quantity)

    def _stay(self) -> None:
        self._go_on(self.sale)

    # --- parking -----------------------------------------------------------------------------------------------------

    def park(self, name: str = "") -> None:
        """Put the open sale aside; raises SaleEmpty."""
        self._editable()
        if not self.sale.lines:
            raise SaleEmpty
        body = entries.cart_parked(self.sale, name)
        self.is_paying = True
        future = self._books.park(snapshot(self.sale), name, body, at_ms=self._now_ms(), by=self.by)
        self.after(future, lambda _: self._go_on(self._new_sale(), SaleChanged(), ParkedChanged()), self._stay)

    def parked(self) -> list[Parked]:
        """Return the parked sales, oldest first."""
        return self._books.parked()

    def recall(self, key: str) -> None:
        """Take a parked sale back; raises SaleOpen while another one is open."""
        self._editable()
        if self.sale.lines:
            raise SaleOpen
        self.is_paying = True
        self.after(self._books.recall(key), self._recalled, self._stay)

    def _recalled(self, cart: dict[str, Any]) -> None:
        self._go_on(restored(cart, self.catalogue.tax_classes()), SaleChanged(), ParkedChanged())

    # --- the rest ----------------------------------------------------------------------------------------------------

    def reprint_last(self) -> None:
        """Print the last receipt again, marked as a copy; raises NothingToPrint."""
        if self.last_entry is None:
            raise NothingToPrint
        body = entries.receipt_reprinted(self.last_entry["body"]["sale"], self.last_entry["body"]["number"])
        future = self._books.reprint(self.last_entry["seq"], body, at_ms=self._now_ms(), by=self.by)
        self.after(future, lambda _: None)

    def record(self, kind: str, body: dict[str, Any], then: Callable[[Any], None]) -> None:
        """Write an entry and go on with it on the screen's thread."""
        self.after(self._books.record(kind, body, at_ms=self._now_ms(), by=self.by), then)

    def new_key(self) -> str:
        """Return a new identity."""
        return self._new_key()

    def feed_applied(self, tables: frozenset[str]) -> None:
        """Take in what the feed changed; call on the screen's thread."""
        self.catalogue.forget()
        if tables & {"merchant", "store", "till"}:
            self.shop = self.catalogue.shop()
            if not self.sale.lines:
                self.sale.policy = self.shop.policy
        self.tell(CatalogueChanged(tables))

    def _new_sale(self) -> Sale:
        return Sale(self._new_key(), self._now_ms(), self.shop.policy)

    def _recovered(self) -> Sale | None:
        try:
            cart = self._books.open_cart()
            sale = None if cart is None else restored(cart, self.catalogue.tax_classes())
        except (ValueError, KeyError, TypeError):
            log.exception("The sale that was open when the till stopped cannot be read")
            return None
        if sale is not None:
            log.info("The sale that was open when the till stopped is back: %d lines", len(sale.lines))
        return sale


def _quantity_milli(variant: Variant, price_minor: int) -> int:
    """Return how much of a variant a label's price pays for; what is counted is labelled one by one."""
    if variant.unit == "pcs" or not variant.price_minor:
        return 1000
    return max(1, divide(price_minor * 1000, variant.price_minor))
