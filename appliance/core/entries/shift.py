"""Shifts and the cash in their drawer."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._fields import Entries

    Body = dict[str, Any]


def shift_opened(shift: str, float_minor: int, currency: str) -> "Body":
    """A shift began with so much cash in the drawer."""
    return {"shift": shift, "float_minor": float_minor, "currency": currency}


def shift_closed(shift: str, number: int, totals: "Body", counted_minor: int) -> "Body":
    """A shift ended: its Z number, its totals (core.shift) and the cash that was counted."""
    return {"shift": shift, "number": number, "totals": totals, "counted_minor": counted_minor}


def cash_moved(shift: str, minor: int, reason: str) -> "Body":
    """Cash was put in (positive) or taken out (negative)."""
    return {"shift": shift, "minor": minor, "reason": reason}


def drawer_opened(reason: str) -> "Body":
    """The drawer was opened without a sale."""
    return {"reason": reason}


ENTRIES: "Entries" = {
    "shift.opened": (("shift", str), ("float_minor", int), ("currency", str)),
    "shift.closed": (("shift", str), ("number", int), ("totals", dict), ("counted_minor", int)),
    "cash.moved": (("shift", str), ("minor", int), ("reason", str)),
    "drawer.opened": (("reason", str),),
}  # fmt: skip
