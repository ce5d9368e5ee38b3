"""What a customer bought, paid and was given: a statement, newest first."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cloud_bridge.office.formats import money
from cloud_bridge.people.models import CardMove, PointMove, Purchase
from cloud_bridge.people.models.move import SHORT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cloud_bridge.people.models import Customer

LONGEST = 100
KINDS = {
    "sold": _("paid in"),
    "given": _("given"),
    "spent": _("spent"),
    "returned": _("given back"),
    "voided": _("undone"),
    "merged": _("taken over"),
    "earned": _("earned"),
}


class Line(NamedTuple):
    """One thing that happened: an amount of money, or of points."""

    at_ms: int
    text: str
    amount: int
    is_points: bool = False

    def shown(self, currency: str) -> str:
        """Return the amount as people read it."""
        if self.is_points:
            return ngettext("%d point", "%d points", self.amount) % self.amount
        return money(self.amount, currency)


def of(customer: Customer, most: int = LONGEST) -> list[Line]:
    """Return the newest lines of a customer's statement."""
    lines = chain(_purchases(customer, most), _cards(customer, most), _points(customer, most))
    return sorted(lines, key=lambda line: -line.at_ms)[:most]


def kind_text(kind: str) -> str:
    """Return what kind of move it was, in words."""
    return str(KINDS.get(kind, kind))


def _purchases(customer: Customer, most: int) -> Iterator[Line]:
    for bought in Purchase.objects.filter(customer=customer).order_by("-at_ms")[:most]:
        text = gettext("Receipt %s") if bought.total_minor >= 0 else gettext("Refund %s")
        yield Line(bought.at_ms, text % bought.number, bought.total_minor)


def _cards(customer: Customer, most: int) -> Iterator[Line]:
    moves = CardMove.objects.filter(card__customer=customer).select_related("card").order_by("-at_ms")
    for move in moves[:most]:
        yield Line(move.at_ms, f"{move.card}: {_state(move)}", move.amount_minor)


def _points(customer: Customer, most: int) -> Iterator[Line]:
    for move in PointMove.objects.filter(customer=customer).order_by("-at_ms")[:most]:
        yield Line(move.at_ms, _state(move), move.points, is_points=True)


def _state(move: CardMove | PointMove) -> str:
    text = kind_text(move.kind)
    return f"{text} ({move.get_state_display()})" if move.state == SHORT else text
