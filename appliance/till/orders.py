"""The order tray: pick, pack, print the label, hand over; all of it from the feed, without a network."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from appliance.core import entries, gtin
from appliance.core.errors import LapakError
from appliance.core.quantity import quantity_text

from .errors import ItemUnknown
from .events import OrderCalled, OrderMoved, OrdersArrived
from .found import FoundPickup
from .goods_errors import CodeWrong, EnoughPicked, NotInOrder, NotPicked, OrderGone
from .picking import Picking, PickLine
from .reading import PREFIXES
from .variant_scan import scanned_goods

if TYPE_CHECKING:
    from collections.abc import Callable

    from .board import Channel, Order
    from .catalogue import Catalogue
    from .ports import Books
    from .till import Till

    Data = dict[str, Any]

log = logging.getLogger(__name__)

PICK = "pick"  # the kind of draft
LATE_MS = 7_200_000  # an order is late when it is due, or has waited this long where nobody said when
SOON_MS = 1_800_000  # and it is soon late so long before


class OrderTray:
    """Orders that are to be prepared here, and the one on the packing table."""

    def __init__(self, catalogue: Catalogue, books: Books, till: Till) -> None:
        self._catalogue = catalogue
        self._books = books
        self._till = till
        self._dots = 0
        self._picture_of: Callable[[str], Data | None] = _no_picture
        self._packed: set[str] = set()  # here, since the till was started
        self._known = {order.key for order in self.waiting()}
        till.reading.when_found(FoundPickup, self._called)

    def fit(self, dots: int, picture_of: Callable[[str], Data | None]) -> None:
        """Say how wide the printer's paper is, and what knows the labels of marketplaces (core.picture) by name."""
        self._dots, self._picture_of = dots, picture_of

    # --- the tray ----------------------------------------------------------------------------------------------------

    def waiting(self) -> list[Order]:
        """Return the orders that are still here, the late ones first, then in the order they came."""
        here = [order for order in self._catalogue.orders() if order.stage != "handed_over"]
        return sorted(here, key=lambda order: (not self.is_late(order), self.due_ms(order), order.key))

    def channels(self) -> list[Channel]:
        """Return the channels by name, with how far behind each is."""
        return self._catalogue.channels()

    def due_ms(self, order: Order) -> int:
        """Return when an order must have left."""
        return order.due_ms or order.at_ms + LATE_MS

    def is_late(self, order: Order) -> bool:
        """Whether it should have left already."""
        return order.stage != "packed" and self._till.now_ms() >= self.due_ms(order)

    def is_soon_late(self, order: Order) -> bool:
        """Whether it should leave within half an hour."""
        return order.stage != "packed" and self._till.now_ms() >= self.due_ms(order) - SOON_MS

    def arrived(self) -> None:
        """Look what the feed brought; `OrdersArrived` tells of those that were not here before."""
        now = {order.key: order for order in self.waiting()}
        new = [order for key, order in now.items() if key not in self._known]
        self._known = set(now)
        if new:
            self._till.tell(OrdersArrived(tuple(new)))

    def labels(self) -> set[str]:
        """Return the names of the labels that marketplaces want on the parcels that are here."""
        return {order.label_for(self._dots) for order in self.waiting()} - {""}

    def label_came(self, name: str) -> None:
        """Print a label for which a parcel that was packed here has waited."""
        for order in self.waiting():
            if order.key in self._packed and order.label_for(self._dots) == name:
                self.print_label(Picking(order))

    def order(self, key: str) -> Order:
        """Return an order that is here; raises OrderGone."""
        found = next((order for order in self.waiting() if order.key == key), None)
        if found is None:
            raise OrderGone
        return found

    def by_code(self, code: str) -> Order:
        """Return the order a buyer may collect with this code; raises CodeWrong."""
        wanted = _plain(_without_prefix(code))
        found = [order for order in self.waiting() if order.code and _plain(order.code) == wanted]
        if not wanted or len(found) != 1:
            raise CodeWrong(code=code.strip() or "?")
        return found[0]

    # --- the packing table -------------------------------------------------------------------------------------------

    def picking(self, key: str) -> Picking:
        """Return an order as it lies on the table; raises OrderGone."""
        picking = Picking(self.order(key))
        try:
            for draft in self._books.drafts(PICK):
                if draft["order"] == key:
                    picking.restore(draft)
        except (ValueError, KeyError, TypeError, AttributeError):
            log.exception("How far order %s was picked cannot be read", key)
        return picking

    def renewed(self, picking: Picking) -> Picking:
        """Return the same table with the order as it is now, and what is in the box; raises OrderGone."""
        order = self.order(picking.order.key)
        if order == picking.order:
            return picking
        now = Picking(order)
        now.restore(picking.snapshot())
        return now

    def scan(self, picking: Picking, code: str, quantity: int = 1) -> PickLine:
        """Put what was scanned into the box.

        Raises NotInOrder for something else, EnoughPicked for too many, ItemUnknown and what a misread code raises.
        """
        code = code.strip()
        gtin14 = gtin.to_gtin14(code) if gtin.is_digits(code) and len(code) <= 14 else ""
        name, variant = code, ""
        unknown: LapakError | None = None
        try:
            found = scanned_goods(self._till.reading, code).variant
            name, variant = found.name, found.key
        except LapakError as error:
            unknown = error
        lines = picking.lines_of(variant, gtin14, code)
        if not lines:
            if unknown is not None and not isinstance(unknown, ItemUnknown):
                raise unknown
            raise NotInOrder(name=name)
        line = next((line for line in lines if not line.is_done), lines[0])
        return self.pick(picking, line.number, quantity)

    def pick(self, picking: Picking, number: int, quantity: int = 1) -> PickLine:
        """Put so many of a line into the box, also without a scan; raises EnoughPicked."""
        self._till.require_real()
        line = picking.line(number)
        by_milli = line.step_milli * quantity
        if line.is_done or by_milli > line.left_milli:
            decimal = self._till.shop.currency.decimal
            raise EnoughPicked(quantity=quantity_text(line.line.quantity_milli, decimal), name=line.line.name)
        if not picking.picked_milli and not picking.order.stage:
            self._move(picking, "accepted", entries.order_accepted(picking.order.key))
        line.picked_milli += by_milli
        self._keep(picking)
        if picking.is_done:
            self._move(picking, "picked", entries.order_picked(picking.order.key, picking.body_lines()))
        return line

    def put_back(self, picking: Picking, number: int) -> None:
        """Take a line out of the box again."""
        if picking.order.stage in {"", "accepted"}:
            picking.line(number).picked_milli = 0
            self._keep(picking)

    def pack(self, picking: Picking) -> None:
        """Close the parcel; raises NotPicked."""
        self._till.require_real()
        if not picking.is_done:
            raise NotPicked
        self._packed.add(picking.order.key)
        self._move(picking, "packed", entries.order_packed(picking.order.key))

    def hand_over(self, picking: Picking, code: str = "") -> None:
        """Give the parcel away; raises NotPicked, and CodeWrong where the buyer's code is another one."""
        self._till.require_real()
        if not picking.is_done:
            raise NotPicked
        wanted = picking.order.code
        code = _without_prefix(code)
        if wanted and _plain(code) != _plain(wanted):
            raise CodeWrong(code=code.strip() or "?")
        body = entries.order_handed_over(picking.order.key, picking.body_lines(), code.strip())
        self._move(picking, "handed_over", body)

    def print_label(self, picking: Picking) -> None:
        """Print the label that the marketplace wants on the parcel; our own while there is none."""
        order = picking.order
        name = order.label_for(self._dots)
        picture = self._picture_of(name) if name else None
        if picture is not None:
            self._till.print_document("label.market", picture)
            return
        weight_g = sum(self._weight_g(line.line.variant) * line.line.quantity_milli // 1000 for line in picking.lines)
        body = {
            "number": order.number,
            "channel": order.channel,
            "buyer": order.buyer,
            "address": list(order.address),
            "courier": order.courier,
            "code": order.code,
            "weight_g": weight_g,
            "lines": [
                {"name": line.name, "sku": line.sku, "quantity_milli": line.quantity_milli} for line in order.lines
            ],
        }
        self._till.print_document("label.order", body)

    def _called(self, found: FoundPickup) -> None:
        """Open the order of a pickup code that was scanned while nobody asked for one."""
        self._till.require_real()
        self._till.tell(OrderCalled(self.by_code(found.text).key, found.text))

    # --- inside ------------------------------------------------------------------------------------------------------

    def _weight_g(self, variant: str) -> int:
        found = self._catalogue.by_key(variant) if variant else None
        return int(getattr(found, "weight_g", 0) or 0)

    def _keep(self, picking: Picking) -> None:
        key = picking.order.key
        body = picking.snapshot() if picking.picked_milli else None
        self._books.save_draft(key, PICK, body, at_ms=self._till.now_ms())

    def _move(self, picking: Picking, stage: str, body: dict[str, Any]) -> None:
        key = picking.order.key
        self._till.record(f"order.{stage}", body, lambda _entry: self._till.tell(OrderMoved(key, stage)))


def _no_picture(_name: str) -> Data | None:
    return None


def _without_prefix(code: str) -> str:
    """Return what a buyer's code says, whether it was typed or scanned."""
    return code.strip().removeprefix(PREFIXES["pickup"][0])


def _plain(code: str) -> str:
    """Return a code as it is compared: letters large, nothing between them."""
    return "".join(char for char in code.upper() if char.isalnum())
