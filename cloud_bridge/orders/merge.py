"""One order in memory, while what its marketplace says of it is merged into it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from cloud_bridge.orders import states
from cloud_bridge.orders.models import Order, OrderLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from cloud_bridge.connectors.port import ListingKey, MarketOrder
    from cloud_bridge.stock.kits import Parts

Line = TypeVar("Line")


def listing_text(key: ListingKey) -> str:
    """Return the text under which an order line remembers what it was sold as."""
    return f"{key.product_id}/{key.variant_id}"


@dataclass(frozen=True)
class Links:
    """What listings sell: their variants, and the parts of those that are kits."""

    variants: Mapping[ListingKey, str]
    parts: Mapping[str, Parts]

    def link(self, line: OrderLine, variant: str | None) -> bool:
        """Link a line to a variant; False if there is none."""
        if variant is None:
            return False
        line.variant_id, line.parts = variant, list(self.parts.get(variant, ()))
        return True


@dataclass
class Merged:
    """An order with its lines, and what of it is not in the database yet."""

    order: Order
    lines: list[OrderLine]
    is_new: bool = False
    is_changed: bool = False
    is_newer: bool = False  # an update was newer than all before it
    is_resized: bool = False  # a line that was promised before holds another quantity now
    added: list[OrderLine] = field(default_factory=list)
    edited: dict[int, OrderLine] = field(default_factory=dict)  # by their number

    def say(self, said: MarketOrder, links: Links) -> None:
        """Merge one update; whatever comes twice, late or in another order, it ends the same."""
        if self._decides_lines(said):
            self._say_lines(said, links)
        self._link(said, links)
        self._say_state(said)

    def _decides_lines(self, said: MarketOrder) -> bool:
        """Say whether this update decides what is in the order: the first that has left, else the newest.

        What a marketplace says about units after they left is for the shelf: they come back when somebody counts them.
        """
        left_at_ms = self.order.left_at_ms
        if states.has_left(said.state):
            return left_at_ms is None or said.updated_at_ms < left_at_ms
        # Of two updates in one second (Lazada counts no finer) the one that was read last decides.
        return left_at_ms is None and said.updated_at_ms >= self.order.updated_at_ms

    def _say_lines(self, said: MarketOrder, links: Links) -> None:
        """Make the lines those of the update: new ones are added, vanished ones stay with nothing in them."""
        known = dict(_placed(self.lines, lambda line: line.listing))
        for place, line in _placed(said.lines, lambda line: listing_text(line.key)):
            if place in known:
                self._resize(known.pop(place), line.quantity * 1000)
                continue
            added = OrderLine(
                order_id=self.order.key,
                line=len(self.lines) + 1,
                sku=line.sku,
                name=line.name,
                listing=place[0],
                quantity_milli=line.quantity * 1000,
                price_minor=line.price_minor,
            )
            links.link(added, links.variants.get(line.key))
            self.lines.append(added)
            self.added.append(added)
            self.is_changed = True
        for vanished in known.values():
            self._resize(vanished, 0)

    def _resize(self, line: OrderLine, quantity_milli: int) -> None:
        if line.quantity_milli != quantity_milli:
            line.quantity_milli = quantity_milli
            self.is_changed = self.is_resized = True
            self._edit(line)

    def _link(self, said: MarketOrder, links: Links) -> None:
        if all(line.variant_id for line in self.lines):
            return
        by_listing = {listing_text(line.key): links.variants.get(line.key) for line in said.lines}
        for line in self.lines:
            if line.variant_id is None and links.link(line, by_listing.get(line.listing)):
                self.is_changed = True
                self._edit(line)

    def _edit(self, line: OrderLine) -> None:
        if line not in self.added:
            self.edited[line.line] = line

    def _say_state(self, said: MarketOrder) -> None:
        order, left_at_ms = self.order, self.order.left_at_ms
        if states.has_left(said.state):
            left_at_ms = min(said.updated_at_ms, said.updated_at_ms if left_at_ms is None else left_at_ms)
        state, is_newer = states.later(order.state, said.state), said.updated_at_ms > order.updated_at_ms
        shown = states.later(order.shown_state, said.state)
        known = (order.state, order.shown_state, order.left_at_ms)
        if not is_newer and (state, shown, left_at_ms) == known:
            return
        self.is_changed = True
        order.state, order.shown_state, order.left_at_ms = state, shown, left_at_ms
        order.is_gone = order.is_gone or left_at_ms is not None
        if states.reached(shown, order.wanted_state):
            order.wanted_state = ""
        if is_newer:
            self.is_newer = True
            order.updated_at_ms, order.number, order.raw_state = said.updated_at_ms, said.order_id, said.raw_state
            order.currency, order.total_minor, order.buyer = said.currency, said.total_minor, said.buyer
            order.raw = dict(said.raw)


def _placed(lines: Iterable[Line], named: Callable[[Line], str]) -> Iterator[tuple[tuple[str, int], Line]]:
    """Yield lines with their places: the name, and how many of the same name came before."""
    counts: Counter[str] = Counter()
    for line in lines:
        name = named(line)
        yield (name, counts[name]), line
        counts[name] += 1
