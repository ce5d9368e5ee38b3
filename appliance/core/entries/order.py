"""How far an order came that is prepared here: accepted, picked, packed, handed over."""

from ._fields import BodyWrong, check_fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._fields import Entries

    Body = dict[str, Any]
    Lines = list[dict[str, Any]]

# The stages of an order at a till, each later than the one before, and the entries that bring them.
STAGES = ("accepted", "picked", "packed", "handed_over")


def order_accepted(order: str) -> "Body":
    """Somebody began to prepare it."""
    return {"order": order}


def order_picked(order: str, lines: "Lines") -> "Body":
    """Everything is off the shelves: lines are {"line", "variant" ("" where nobody linked it), "quantity_milli"}."""
    return {"order": order, "lines": lines}


def order_packed(order: str) -> "Body":
    """It is in its parcel."""
    return {"order": order}


def order_handed_over(order: str, lines: "Lines", code: str = "") -> "Body":
    """A courier or the buyer has it; lines as in order_picked, code: the pickup code that was shown."""
    body: Body = {"order": order, "lines": lines}
    if code:
        body["code"] = code
    return body


def stage_of(kind: str) -> str:
    """Return the stage that an entry of this type brings, "" if it is not about an order."""
    stage = kind[len("order.") :] if kind.startswith("order.") else ""
    return stage if stage in STAGES else ""


def later(known: str, said: str) -> str:
    """Return the later of two stages; "" is before all of them."""
    rank = ("",) + STAGES
    if said not in rank:
        return known
    return said if known not in rank or rank.index(said) > rank.index(known) else known


ENTRIES: "Entries" = {
    "order.accepted": (("order", str),),
    "order.picked": (("order", str), ("lines", list)),
    "order.packed": (("order", str),),
    "order.handed_over": (("order", str), ("lines", list)),
}  # fmt: skip
LINE_FIELDS = (("line", int), ("variant", str), ("quantity_milli", int))


def check_order(kind: str, body: "Body") -> None:
    """Raise BodyWrong unless the entry names an order and its lines are some of something."""
    if not body["order"]:
        raise BodyWrong(kind=kind, reason="it names no order")
    if type(body.get("code", "")) is not str:
        raise BodyWrong(kind=kind, reason="“code” is of the wrong kind")
    for line in body.get("lines", []):
        check_fields(kind, line, LINE_FIELDS)
        if line["quantity_milli"] <= 0:
            raise BodyWrong(kind=kind, reason="a quantity cannot be")


CHECKS = {
    "order.accepted": check_order,
    "order.picked": check_order,
    "order.packed": check_order,
    "order.handed_over": check_order,
}
