"""The till: what a cashier can do with the open sale. Commands in, events out."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from appliance.core import entries
from appliance.core.cart import restored, snapshot
from appliance.core.errors import LapakError
from appliance.core.sale import Sale

from .basket import Basket
from .boundary import attempt, keep_going
from .cards import Cards
from .charged import Charged
from .checkout import Checkout
from .customers import Customers
from .errors import NothingToPrint, NotPractised, PaymentRunning
from .escrow import Escrow
from .events import (
    CatalogueChanged,
    Failed,
    SaleChanged,
    ScanRefused,
)
from .kiosks import Kiosks
from .orders import OrderTray
from .parking import Parking
from .payout import Payout
from .people import People, approved
from .qr_payment import QrPayment
from .quotation import Quotation
from .reading import Reading
from .receipts import Receipts
from .returns import Returns
from .shifts import Shifts
from .stock import Stock
from .terms import Terms

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from .catalogue import Catalogue
    from .events import Event
    from .ports import Books, Shop

log = logging.getLogger(__name__)


class Till:
    """The open sale and everything a cashier does with it; lives on the screen's thread.

    dispatch runs a function on the screen's thread; new_key gives identities in order of time (UUIDv7); now_ms is UTC.
    is_training: nothing that is done is real (till.training).
    """

    def __init__(
        self,
        catalogue: Catalogue,
        books: Books,
        *,
        dispatch: Callable[[Callable[[], None]], None],
        new_key: Callable[[], str],
        now_ms: Callable[[], int],
        is_training: bool = False,
    ) -> None:
        self.catalogue = catalogue
        self.is_training = is_training
        self._books = books
        self.dispatch = dispatch
        self._new_key = new_key
        self._now_ms = now_ms
        self._listeners: list[Callable[[Event], None]] = []
        self.by = ""
        self.is_paying = False
        self.shop: Shop = self._shop()
        self.reading = Reading(catalogue, lambda: self.shop, now_ms)
        self.last_entry = books.last_sale()
        self.people = People(books.staff, self, now_ms)
        self.shifts = Shifts(books, self)
        self.terms = Terms(catalogue, self)
        self.basket = Basket(catalogue, self)
        self.escrow = Escrow(catalogue, self)
        self.checkout = Checkout(books, self)
        self.payout = Payout(books, self)
        self.qr = QrPayment(catalogue, books, self)
        self.charged = Charged(books, self)
        self.parking = Parking(books, self)
        self.quotation = Quotation(self)
        self.returns = Returns(books, self)
        self.receipts = Receipts(books, self)
        self.stock = Stock(catalogue, books, self)
        self.orders = OrderTray(catalogue, books, self)
        self.customers = Customers(books, self)
        self.cards = Cards(books, self)
        self.kiosks = Kiosks(catalogue, self)
        self._held: list[tuple[str, int]] = []  # scans that came while the sale was on its way to the disk
        self.sale = self._recovered() or self.new_sale()
        self.terms.put(self.sale)

    # --- telling -----------------------------------------------------------------------------------------------------

    def listen(self, listener: Callable[[Event], None]) -> None:
        """Call listener with every event, on the screen's thread."""
        self._listeners.append(listener)

    def tell(self, event: Event) -> None:
        """Tell everybody who listens; a listener that fails is logged and does not stop the others."""
        for listener in self._listeners:
            keep_going(log, f"A listener of {type(event).__name__}", listener, event)

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
        """Do what a scan stands for (add goods, or what `reading.when_found` says), or tell why not; never raises.

        A scan that comes while a sale is being finished waits, and opens the next sale.
        """
        if self.is_paying:
            self._held.append((code, quantity))
            return
        _, error = attempt(log, f"The scan of {code!r}", lambda: self.reading.act(code, quantity))
        if error is not None:
            self.tell(ScanRefused(code, error))

    def require_editable(self) -> None:
        """Raise PaymentRunning, SignInFirst or NotAllowed where the sale must not change now."""
        if self.is_paying:
            raise PaymentRunning
        self.people.may("sell")

    def require_real(self) -> None:
        """Raise NotPractised in training: what is done now would change goods, orders or hours that are real."""
        if self.is_training:
            raise NotPractised

    def changed(self) -> None:
        """Keep the open sale as it is now, on the terms of this minute, and tell."""
        self.terms.put(self.sale)
        self._books.save_cart(snapshot(self.sale) if self.sale.lines else None, at_ms=self._now_ms())
        self.tell(SaleChanged())

    def goods_left(self) -> None:
        """Go on after lines left the sale: with the last of them it ends, as nothing given for goods outlives them.

        The next one is for the same customer and table; discounts, coupons, approvals and codes stay behind.
        """
        before = self.sale
        if not before.lines:
            self.sale = self.new_sale()
            self.sale.customer, self.sale.table = before.customer, before.table
        self.changed()

    # --- going on ----------------------------------------------------------------------------------------------------

    def new_sale(self) -> Sale:
        """Return an empty sale."""
        sale = Sale(self._new_key(), self._now_ms(), self.shop.policy)
        sale.is_training = self.is_training
        return sale

    def go_on(self, sale: Sale, *events: Event) -> None:
        """Let the cashier work on this sale now, and take in what was scanned meanwhile."""
        self.sale = sale
        self.terms.put(sale)
        self.is_paying = False
        for event in events:
            self.tell(event)
        held, self._held = self._held, []
        for code, quantity in held:
            self.scan(code, quantity)

    def stay(self) -> None:
        """Let the cashier go on with the open sale: what was asked for did not happen."""
        self.go_on(self.sale)

    # --- the rest ----------------------------------------------------------------------------------------------------

    def reprint_last(self) -> None:
        """Print the last receipt again, marked as a copy; raises NothingToPrint."""
        if self.last_entry is None:
            raise NothingToPrint
        self.reprint(self.last_entry)

    def reprint(self, entry: dict[str, Any], *, is_gift: bool = False) -> None:
        """Print the receipt of an entry again, marked as a copy, or without prices as a gift receipt."""
        by = self.people.may("reprint")
        body = entries.receipt_reprinted(entry["body"]["sale"], entry["body"]["number"]) | approved(by)
        if is_gift:
            body["is_gift"] = True
        future = self._books.reprint(entry["seq"], body, at_ms=self._now_ms(), by=self.by)
        self.after(future, lambda _: None)

    def record(
        self,
        kind: str,
        body: dict[str, Any],
        then: Callable[[Any], None],
        *,
        by: str | None = None,
        failed: Callable[[], None] | None = None,
    ) -> None:
        """Write an entry and go on with it on the screen's thread; by somebody else than whoever is signed in."""
        self.after(self._books.record(kind, body, at_ms=self._now_ms(), by=self.by if by is None else by), then, failed)

    def print_document(self, kind: str, body: dict[str, Any]) -> None:
        """Print something that no entry stands for, such as a label."""
        document = {"seq": 0, "at_ms": self._now_ms(), "by": self.by, "type": kind, "body": body, "hash": ""}
        self.after(self._books.print(document), lambda _: None)

    def now_ms(self) -> int:
        """Return UTC milliseconds."""
        return self._now_ms()

    def new_key(self) -> str:
        """Return a new identity."""
        return self._new_key()

    def feed_applied(self, tables: frozenset[str]) -> None:
        """Take in what the feed changed; call on the screen's thread."""
        self.catalogue.forget()
        if "staff" in tables:
            self.people.reload()
        if tables & {"merchant", "store", "till", "logo"}:
            self.shop = self._shop()
            if not self.sale.lines:
                self.sale.policy = self.shop.policy
        self.terms.refresh()
        self.tell(CatalogueChanged(tables))
        if "payment" in tables:
            self.qr.look()
        if "order" in tables:
            self.orders.arrived()
        if tables & {"variant", "escrow"}:
            self.escrow.feed_applied()

    def _shop(self) -> Shop:
        """Return how the shop sells; practice shows nobody a code that takes real money, nor a page."""
        shop = self.catalogue.shop()
        return replace(shop, qr="", receipts_at="", prints=True) if self.is_training else shop

    def _recovered(self) -> Sale | None:
        try:
            cart = self._books.open_cart()
            sale = None if cart is None else restored(cart, self.catalogue.tax_classes())
        except (ValueError, KeyError, TypeError):
            log.exception("The sale that was open when the till stopped cannot be read")
            return None
        if sale is not None:
            self.checkout.forget_returned(sale)
            log.info("The sale that was open when the till stopped is back: %d lines", len(sale.lines))
        return sale
