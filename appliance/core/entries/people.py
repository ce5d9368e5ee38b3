"""Who was at the till, who was let do what by whom, and what a sale lost on its way."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._fields import Entries

    Body = dict[str, Any]


def staff_clocked(staff: str, is_in: bool) -> "Body":
    """Somebody began to work, or ended."""
    return {"staff": staff, "is_in": is_in}


def staff_signed_in(staff: str, how: str, wrong: int) -> "Body":
    """Somebody took over the till by "pin" or "badge", after so many wrong PINs in a row."""
    return {"staff": staff, "how": how, "wrong": wrong}


def staff_signed_out(staff: str, why: str) -> "Body":
    """Somebody left the till: "left", "handed_over", "idle", "removed" (by the owner)."""
    return {"staff": staff, "why": why}


def staff_locked(staff: str, wrong: int, until_ms: int) -> "Body":
    """So many wrong PINs in a row locked somebody until then."""
    return {"staff": staff, "wrong": wrong, "until_ms": until_ms}


def staff_unlocked(staff: str, by: str) -> "Body":
    """A supervisor let somebody try again."""
    return {"staff": staff, "by": by}


def approval_given(action: str, by: str, asked: str, sale: str = "", size: int = 0) -> "Body":
    """Somebody let the person who asked do a thing once (core.rights), in a sale if it is about one."""
    body: Body = {"action": action, "by": by, "for": asked}
    if sale:
        body["sale"] = sale
    if size:
        body["size"] = size
    return body


def line_removed(
    sale: str,
    number: int,
    variant: str,
    name: str,
    quantity_milli: int,
    price_minor: int,
    is_back: bool = False,
) -> "Body":
    """A line left an open sale before it was paid, or so much of it, and what that came to.

    is_back: it was put back; then both are taken back, too, so that the entries of a line add up to what is gone.
    """
    sign = -1 if is_back else 1
    body: Body = {
        "sale": sale,
        "line": number,
        "variant": variant,
        "name": name,
        "quantity_milli": sign * quantity_milli,
        "price_minor": sign * price_minor,
    }
    if is_back:
        body["is_back"] = True
    return body


ENTRIES: "Entries" = {
    "staff.clocked": (("staff", str), ("is_in", bool)),
    "staff.signed_in": (("staff", str), ("how", str), ("wrong", int)),
    "staff.signed_out": (("staff", str), ("why", str)),
    "staff.locked": (("staff", str), ("wrong", int), ("until_ms", int)),
    "staff.unlocked": (("staff", str), ("by", str)),
    "approval.given": (("action", str), ("by", str), ("for", str)),
    "line.removed": (
        ("sale", str), ("line", int), ("variant", str), ("name", str), ("quantity_milli", int), ("price_minor", int),
    ),
}  # fmt: skip
