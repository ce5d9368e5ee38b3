"""What somebody may be asked to approve, and the four levels, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .text import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.till.people_errors import NeedsApproval

PPM_PER_PERCENT = 10_000


def level_text(level: str) -> str:
    """Return a level of rights in words."""
    words = {
        "supervised": _("In training"),
        "cashier": _("Cashier"),
        "senior": _("Senior cashier"),
        "manager": _("Manager"),
    }
    return words.get(level, level)


def action_text(needs: NeedsApproval, money: Callable[[int], str]) -> str:
    """Return what is to be approved, short enough for a heading; money writes an amount."""
    percent = f"{needs.size / PPM_PER_PERCENT:g}"
    if needs.action == "discount_line":
        return _("{percent} % off this line", percent=percent)
    if needs.action == "discount_sale":
        return _("{percent} % off the sale", percent=percent)
    words = {
        "sell": _("Sell"),
        "override_price": _("Change the price"),
        "remove_line": _("Remove a line"),
        "park": _("Park the sale"),
        "refund": _("Refund"),
        "refund_without_receipt": _("Refund without a receipt"),
        "refund_other_way": _("Refund another way than it was paid"),
        "void": _("Void the sale"),
        "no_sale": _("Open the drawer"),
        "cash_move": _("Cash in or out"),
        "open_shift": _("Open shift"),
        "close_shift": _("Close shift"),
        "see_totals": _("See the totals"),
        "reprint": _("Print a receipt again"),
        "confirm_qr": _("Confirm a QR payment"),
        "account_sale": _("Sell on account"),
        "stock_adjust": _("Change the stock"),
        "settings": _("Change settings"),
        "leave_kiosk": _("Leave self-checkout"),
        "training": _("Training mode"),
    }
    said = words.get(needs.action, needs.action)
    return f"{said}: {money(needs.size)}" if needs.size else said
