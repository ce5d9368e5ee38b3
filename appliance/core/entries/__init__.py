"""The bodies of journal entries: what each type of entry says, and whether a received one says it completely.

One file per subject; each has the constructors of its entries and tables (`ENTRIES`: type to fields, `CHECKS`: type to
a function for what fields alone cannot say). A subject is loaded when the first of its entries is made or checked, so
that a small machine holds what it uses and nothing else.
"""

from ._fields import BodyWrong, check_fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._fields import Entries
    from .card import card_issued
    from .customer import customer_added, customer_forgotten
    from .fiscal import period_closed
    from .kiosk import kiosk_begun, kiosk_help_called, kiosk_help_ended, kiosk_left
    from .machine import fault, receipt_reprinted, receipt_sent, till_claimed
    from .order import order_accepted, order_handed_over, order_packed, order_picked
    from .people import (
        approval_given,
        line_removed,
        staff_clocked,
        staff_locked,
        staff_signed_in,
        staff_signed_out,
        staff_unlocked,
    )
    from .sale import cart_parked, sale_completed, sale_refunded, sale_voided, tender_returned
    from .shift import cash_moved, drawer_opened, shift_closed, shift_opened
    from .stock import stock_adjusted, stock_counted, stock_received, transfer_requested

    Body = dict[str, Any]
    FIELDS: Entries

# Every subject: its file, how the types of its entries begin, and its constructors.
SUBJECTS = (
    ("machine", ("till", "receipt", "training", "fault"),
     ("fault", "receipt_reprinted", "receipt_sent", "till_claimed")),
    ("shift", ("shift", "cash", "drawer"), ("cash_moved", "drawer_opened", "shift_closed", "shift_opened")),
    ("sale", ("sale", "tender", "cart"),
     ("cart_parked", "sale_completed", "sale_refunded", "sale_voided", "tender_returned")),
    ("stock", ("stock", "transfer"), ("stock_adjusted", "stock_counted", "stock_received", "transfer_requested")),
    ("order", ("order",), ("order_accepted", "order_handed_over", "order_packed", "order_picked")),
    ("people", ("staff", "approval", "line"),
     ("approval_given", "line_removed", "staff_clocked", "staff_locked", "staff_signed_in", "staff_signed_out",
      "staff_unlocked")),
    ("customer", ("customer",), ("customer_added", "customer_forgotten")),
    ("card", ("card",), ("card_issued",)),
    ("fiscal", ("period",), ("period_closed",)),
    ("kiosk", ("kiosk",), ("kiosk_begun", "kiosk_help_called", "kiosk_help_ended", "kiosk_left")),
)  # fmt: skip

__all__ = (
    "FIELDS",
    "BodyWrong",
    "approval_given",
    "card_issued",
    "cart_parked",
    "cash_moved",
    "check_body",
    "customer_added",
    "customer_forgotten",
    "drawer_opened",
    "fault",
    "kiosk_begun",
    "kiosk_help_called",
    "kiosk_help_ended",
    "kiosk_left",
    "line_removed",
    "order_accepted",
    "order_handed_over",
    "order_packed",
    "order_picked",
    "period_closed",
    "receipt_reprinted",
    "receipt_sent",
    "sale_completed",
    "sale_refunded",
    "sale_voided",
    "shift_closed",
    "shift_opened",
    "staff_clocked",
    "staff_locked",
    "staff_signed_in",
    "staff_signed_out",
    "staff_unlocked",
    "stock_adjusted",
    "stock_counted",
    "stock_received",
    "tender_returned",
    "till_claimed",
    "transfer_requested",
)


def _subject(name: str) -> "Any":
    return __import__("appliance.core.entries." + name, None, None, ("ENTRIES",))


def __getattr__(name: str) -> "Any":
    """Return a constructor, or FIELDS: every type of entry with its fields."""
    if name == "FIELDS":
        fields: Entries = {}
        for subject, _, _ in SUBJECTS:
            fields.update(_subject(subject).ENTRIES)
        return fields
    for subject, _, constructors in SUBJECTS:
        if name in constructors:
            found = globals()[name] = getattr(_subject(subject), name)
            return found
    raise AttributeError(name)


def check_body(kind: str, body: "Any") -> "Body":
    """Return the body if an effect can be made of it, or raise BodyWrong with the reason."""
    word = kind.partition(".")[0]
    for name, words, _ in SUBJECTS:
        if word in words:
            subject = _subject(name)
            if kind in subject.ENTRIES:
                checked = check_fields(kind, body, subject.ENTRIES[kind])
                if kind in getattr(subject, "CHECKS", {}):
                    subject.CHECKS[kind](kind, checked)
                return checked
    raise BodyWrong(kind=kind, reason="this version does not know it")
