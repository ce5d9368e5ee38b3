"""Rights to sell what is scarce: wanted by a till, and given back by it (core.escrow)."""

from ._fields import BodyWrong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._fields import Entries

    Body = dict[str, Any]


def escrow_requested(variant: str, wanted_milli: int) -> "Body":
    """The till wants the rights to sell so much of a variant, all in all."""
    return {"variant": variant, "wanted_milli": wanted_milli}


def escrow_returned(variant: str, returned_milli: int) -> "Body":
    """The till has given so much back by now, all in all: the number only grows."""
    return {"variant": variant, "returned_milli": returned_milli}


ENTRIES: "Entries" = {
    "escrow.requested": (("variant", str), ("wanted_milli", int)),
    "escrow.returned": (("variant", str), ("returned_milli", int)),
}


def check_right(kind: str, body: "Body") -> None:
    """Raise BodyWrong unless it is about some of a variant."""
    if not body["variant"]:
        raise BodyWrong(kind=kind, reason="it names no variant")
    if body.get("wanted_milli", 1) <= 0 or body.get("returned_milli", 1) <= 0:
        raise BodyWrong(kind=kind, reason="a quantity cannot be")


CHECKS = {"escrow.requested": check_right, "escrow.returned": check_right}
