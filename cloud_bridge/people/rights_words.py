"""The rights of a till's people, in an owner's words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from appliance.core.rights import ASK, LEVELS, NO, YES, decide, limit_of

PPM_PER_PERCENT = 10_000
ACTIONS = {
    "sell": _("sell"),
    "park": _("put a sale aside"),
    "remove_line": _("take a line out of a sale"),
    "discount_line": _("discount on a line"),
    "discount_sale": _("discount on a sale"),
    "override_price": _("change a price"),
    "refund": _("refund with a receipt"),
    "refund_without_receipt": _("refund without a receipt"),
    "refund_other_way": _("refund another way than it was paid"),
    "void": _("void a sale"),
    "reprint": _("print a receipt again"),
    "no_sale": _("open the drawer without a sale"),
    "cash_move": _("put cash in or take it out"),
    "open_shift": _("open a shift"),
    "close_shift": _("close a shift"),
    "see_totals": _("see the totals"),
    "confirm_qr": _("confirm a QR payment by hand"),
    "account_sale": _("sell on account"),
    "stock_adjust": _("correct the stock"),
    "training": _("practise in training mode"),
    "leave_kiosk": _("leave self-checkout"),
    "settings": _("change the till's settings, unlock people"),
}
ANSWERS = {YES: _("yes"), ASK: _("asks"), NO: _("no")}


def action_words(action: str) -> str:
    """Return an action in words; one this version has no words for as it is."""
    return str(ACTIONS.get(action, action))


def answer_words(level: str, action: str) -> str:
    """Return what a level may do: "yes", "up to 10 %", "asks", "no"."""
    answer, limit = decide(level, {}, action), limit_of(level, {}, action)
    if answer == YES and limit is not None:
        return str(_("up to %d %%")) % (limit // PPM_PER_PERCENT)
    return str(ANSWERS[answer])


def table() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every action with (answer, words) for each level, for a page to show."""
    return [
        (str(words), [(decide(level, {}, action), answer_words(level, action)) for level in LEVELS])
        for action, words in ACTIONS.items()
    ]
