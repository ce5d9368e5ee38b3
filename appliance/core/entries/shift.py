"""Shifts and the cash in their drawer."""

from ._fields import check_fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._fields import Entries

    Body = dict[str, Any]


def shift_opened(shift: str, float_minor: int, currency: str) -> "Body":
    """A shift began with so much cash in the drawer."""
    return {"shift": shift, "float_minor": float_minor, "currency": currency}


def shift_closed(
    shift: str,
    number: int,
    totals: "Body",
    counted_minor: int,
    *,
    counted: "dict[str, int] | None" = None,
    denominations: "dict[str, int] | None" = None,
    is_blind: bool = False,
    unsent: "dict[str, int] | None" = None,
    parked: "list[Body] | None" = None,
) -> "Body":
    """A shift ended: its Z number, its totals (core.shift) and the cash that was counted.

    counted: what was found of every other kind of tender; denominations: how many of which note or coin ("100000": 3);
    is_blind: whoever counted was not told what to expect; unsent: the sales the bridge does not have yet ("sales",
    "total_minor", "oldest_s"); parked: the carts that wait on ("name", "lines", "total_minor"). What is not given is
    left out.
    """
    body: Body = {"shift": shift, "number": number, "totals": totals, "counted_minor": counted_minor}
    for key, said in (("counted", counted), ("denominations", denominations), ("unsent", unsent), ("parked", parked)):
        if said:
            body[key] = said
    if is_blind:
        body["is_blind"] = True
    return body


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
UNSENT = (("sales", int), ("total_minor", int), ("oldest_s", int))
PARKED = (("name", str), ("lines", int), ("total_minor", int))


def check_closed(kind: str, body: "Body") -> None:
    """Raise BodyWrong unless what was counted is whole numbers, and what was left is said completely."""
    for key in ("counted", "denominations"):
        if key in body:
            check_fields(kind, body, ((key, dict),))
            check_fields(kind, body[key], tuple([(name, int) for name in body[key]]))
    if "unsent" in body:
        check_fields(kind, body, (("unsent", dict),))
        check_fields(kind, body["unsent"], UNSENT)
    if "parked" in body:
        check_fields(kind, body, (("parked", list),))
        for cart in body["parked"]:
            check_fields(kind, cart, PARKED)
    if "is_blind" in body:
        check_fields(kind, body, (("is_blind", bool),))


CHECKS = {"shift.closed": check_closed}
