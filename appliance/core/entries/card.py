"""Money put on a card without a payment: a gift of the house, or a complaint that was settled.

What is paid for is a line of a sale (`card`), what is spent is a tender, what is given back is a tender of a refund.
"""

from ._fields import BodyWrong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._fields import Entries

    Body = dict[str, Any]

KINDS = ("gift", "credit", "account")


def card_issued(
    card: str, amount_minor: int, currency: str, reason: str, *, kind: str = "gift", tail: str = "", customer: str = ""
) -> "Body":
    """A card (its key, core.card) or a customer's account got money nobody paid, and why; one that is new begins so."""
    return {
        "card": card,
        "kind": kind,
        "amount_minor": amount_minor,
        "currency": currency,
        "reason": reason,
        "tail": tail,
        "customer": customer,
    }


ENTRIES: "Entries" = {
    "card.issued": (
        ("card", str), ("kind", str), ("amount_minor", int), ("currency", str), ("reason", str), ("tail", str),
        ("customer", str),
    ),
}  # fmt: skip


def check_card(kind: str, body: "Body") -> None:
    """Raise BodyWrong unless money is put on a card that can be, and it says why."""
    if not body["card"]:
        raise BodyWrong(kind=kind, reason="it names no card")
    if body["kind"] not in KINDS:
        raise BodyWrong(kind=kind, reason="there is no such kind of card")
    if body["amount_minor"] <= 0:
        raise BodyWrong(kind=kind, reason="it puts nothing on the card")
    if not body["reason"]:
        raise BodyWrong(kind=kind, reason="it does not say why")


CHECKS = {"card.issued": check_card}
