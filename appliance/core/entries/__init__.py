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
    from .escrow import escrow_requested, escrow_returned
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
        "escrow_requested",
        "escrow_returned",
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

# Every subject: its file, and how its constructors and the types of its entries begin.
SUBJECTS = (
    ("machine", ("till", "receipt", "training", "fault")),
    ("shift", ("shift", "cash", "drawer")),
    ("sale", ("sale", "tender", "cart")),
    ("stock", ("stock", "transfer")),
    ("order", ("order",)),
    ("people", ("staff", "approval", "line")),
    ("customer", ("customer",)),
    ("card", ("card",)),
    ("escrow", ("escrow",)),
    ("fiscal", ("period",)),
    ("kiosk", ("kiosk",)),
)


def _subject(name: str) -> "Any":
    return __import__("appliance.core.entries." + name, None, None, ("ENTRIES",))


def _about(word: str) -> "Any":
    """Return the subject of what begins with a word, None for one that nothing begins with."""
    for name, words in SUBJECTS:
        if word in words:
            return _subject(name)
    return None


def __getattr__(name: str) -> "Any":
    """Return a constructor, or FIELDS: every type of entry with its fields."""
    if name == "FIELDS":
        fields: Entries = {}
        for subject, _ in SUBJECTS:
            fields.update(_subject(subject).ENTRIES)
        return fields
    found = getattr(_about(name.partition("_")[0]), name, None)
    if found is None:
        raise AttributeError(name)
    globals()[name] = found
    return found


def check_body(kind: str, body: "Any") -> "Body":
    """Return the body if an effect can be made of it, or raise BodyWrong with the reason."""
    subject = _about(kind.partition(".")[0])
    if subject is None or kind not in subject.ENTRIES:
        raise BodyWrong(kind=kind, reason="this version does not know it")
    checked = check_fields(kind, body, subject.ENTRIES[kind])
    if kind in getattr(subject, "CHECKS", {}):
        subject.CHECKS[kind](kind, checked)
    return checked
