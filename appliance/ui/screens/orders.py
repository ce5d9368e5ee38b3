"""Orders of marketplaces that this stall has to prepare; they come with the feed."""

from __future__ import annotations

from appliance.core.quantity import quantity_text
from appliance.ui._signs import TIMES
from appliance.ui.text import _, ngettext
from appliance.ui.widgets.row import RowText

from .listing import Listing


def state_text(state: str) -> str:
    """Return an order's state in words; one we have no word for is shown as it came."""
    words = {
        "unpaid": _("Not paid yet"),
        "to_prepare": _("Prepare now"),
        "ready": _("Ready to hand over"),
        "shipped": _("Shipped"),
        "cancelled": _("Cancelled"),
    }
    return words.get(state, state)


def line_text(line: tuple[str, int]) -> str:
    """Return a line of an order (name, quantity_milli)."""
    name, quantity_milli = line
    return f"{quantity_text(quantity_milli)} {TIMES} {name}"


class Orders(Listing):
    """A list to read from while packing."""

    icon = "package"

    def title(self) -> str:
        """Return the heading."""
        return _("Orders to prepare")

    def empty_text(self) -> str:
        """Return where orders come from."""
        return _("No orders to prepare. Orders from your online shops show up here by themselves.")

    def rows(self) -> list[RowText]:
        """Return the orders."""
        return [
            RowText(
                "package",
                f"{order.channel} · {order.buyer}",
                ", ".join(line_text(line) for line in order.lines),
                state_text(order.state),
                "warn" if order.state == "to_prepare" else "quiet",
                f"{self.desk.clock_text(order.at_ms)} · {ngettext('{n} line', '{n} lines', len(order.lines))}",
            )
            for order in self.desk.app.orders()
        ]
