"""A till as a self-checkout: when it is one, and when its shoppers need somebody."""

from ._fields import BodyWrong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._fields import Entries

    Body = dict[str, Any]

# Why an attendant is called, the most urgent first.
REASONS = ("payment", "age", "check", "bag", "remove", "help")


def kiosk_begun() -> "Body":
    """The till is a self-checkout from now on; nobody needs help yet."""
    return {}


def kiosk_left(by: str) -> "Body":
    """Somebody with the right to made it an ordinary till again."""
    return {"by": by}


def kiosk_help_called(reason: str, sale: str) -> "Body":
    """Somebody has to come, for one of REASONS; sale is the open one. A later call takes the place of this one."""
    return {"reason": reason, "sale": sale}


def kiosk_help_ended(by: str) -> "Body":
    """Nobody has to come any more; by is the attendant who came, "" where the shopper managed alone."""
    return {"by": by}


ENTRIES: "Entries" = {
    "kiosk.begun": (),
    "kiosk.left": (("by", str),),
    "kiosk.help_called": (("reason", str), ("sale", str)),
    "kiosk.help_ended": (("by", str),),
}  # fmt: skip


def check_called(kind: str, body: "Body") -> None:
    """Raise BodyWrong for a reason this version cannot show."""
    if body["reason"] not in REASONS:
        raise BodyWrong(kind=kind, reason="nobody knows the reason “" + body["reason"] + "”")


CHECKS = {"kiosk.help_called": check_called}
