"""What a cashier can be told in the store room and at the packing table."""

from __future__ import annotations

from appliance.core.errors import N_

from .errors import TillError


class SheetEmpty(TillError):
    """Nothing to book."""

    code = "stock.empty"
    text = N_("There is nothing on this sheet yet. Scan something, or search for it.")


class ReasonMissing(TillError):
    """A correction that nobody could understand later."""

    code = "stock.reason"
    text = N_("Choose why first, so that it can be understood later.")


class OrderGone(TillError):
    """An order that is not on the board any more."""

    code = "order.gone"
    text = N_("This order is not to be prepared any more: it was handed over or cancelled.")


class NotInOrder(TillError):
    """A scan of something the buyer did not order."""

    code = "order.not_in_it"
    text = N_("{name} is not in this order. Put it back.")


class EnoughPicked(TillError):
    """One more than the buyer ordered."""

    code = "order.enough"
    text = N_("All {quantity} of {name} are in the box. Put this one back.")


class NotPicked(TillError):
    """Packing before everything is there."""

    code = "order.not_picked"
    text = N_("Not everything is picked yet. Scan what is missing into the box first.")


class CodeWrong(TillError):
    """A pickup code that opens nothing, or another order."""

    code = "order.code"
    text = N_("No order that waits here has the code {code}. Ask the buyer to show it again.")
