"""Money that goes back for goods, where it came from: what each kind of tender took and still has of what was paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from appliance.core.tender import ACCOUNT, CARD, CASH, CREDIT, GIFT_CARD, POINTS, QR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from appliance.core.tender import Tender

    from .ports import Books
    from .till import Till

ORDER = (ACCOUNT, CREDIT, GIFT_CARD, POINTS, CARD, QR, CASH)  # cash last: it is rounded on what nothing else gives back
HELD = (ACCOUNT, CREDIT, GIFT_CARD, POINTS)  # of a customer or a card, which the reference names


@dataclass(frozen=True)
class Part:
    """So much that goes back by a kind of tender; reference: whose account or which card, "" for what has no holder."""

    kind: str
    reference: str
    minor: int


class Payout:
    """How the open sale gives money back: the way it came, or another way by those who may.

    Sales that goods went to and fro between are looked at together: what an exchange was paid with is, in part, what
    paid for the goods that came back in it.
    """

    def __init__(self, books: Books, till: Till) -> None:
        self._books = books
        self._till = till

    def parts(self) -> list[Part]:
        """Return where what is left to give back goes, above zero; what no tender is known to have paid is cash."""
        checkout = self._till.checkout
        return self._split(-checkout.left_minor(ACCOUNT), self._kept(self._till.sale.tenders))

    def kinds(self) -> list[str]:
        """Return by which kinds all that goes back with the open sale does, if it goes back where it came from."""
        return [part.kind for part in self._split(-self._till.checkout.due_minor(), self._kept([]))]

    def give(self) -> None:
        """Give back what is left the way it came; a card is asked at its terminal, and what follows waits for it.

        Raises LapakError.
        """
        checkout = self._till.checkout
        for part in self.parts():
            if part.kind == CARD:
                self._till.charged.begin(-part.minor)
                return
            if part.kind == CASH:
                checkout.pay_cash(checkout.left_minor(CASH))
            else:
                checkout.pay(part.kind, -part.minor, reference=part.reference)

    def require(self, tender: Tender) -> None:
        """Ask for the right to give more back by a kind than it took; what comes back without a receipt took nothing.

        tender: one of the open sale's, or one that will be. Raises as `people.may`.
        """
        others = [known for known in self._till.sale.tenders if known is not tender]
        more = self._over_minor([*others, tender]) - self._over_minor(others)
        if more > 0:
            self._till.people.may("refund_other_way", more)

    def _over_minor(self, tenders: list[Tender]) -> int:
        """Return how much of what tenders give back is more than their kinds have, or goods without a receipt bring."""
        over = -sum(minor for minor in _by_kind(self._kept(tenders)).values() if minor < 0)
        sale = self._till.sale
        free = [line for line in sale.lines if line.quantity_milli < 0 and line.returned is None]
        return max(0, over + sum(sale.totals_beside(line).total_minor for line in free))

    def _kept(self, tenders: list[Tender]) -> dict[tuple[str, str], int]:
        """Return what each holder and kind took for the goods that come back, less what went back, also by tenders."""
        kept: dict[tuple[str, str], int] = {}
        for body in self._bodies():
            for (kind, reference), minor in _moved(body).items():
                kept[kind, reference] = kept.get((kind, reference), 0) + minor
        due_minor = self._till.checkout.due_minor()
        exact_cash = due_minor - sum(tender.tendered_minor for tender in tenders if tender.kind != CASH)
        for kind, reference, minor in _given(tenders, exact_cash):
            kept[kind, reference] = kept.get((kind, reference), 0) + minor
        return kept

    def _bodies(self) -> Iterator[dict[str, Any]]:
        """Yield every sale and refund that goods went to and fro between, beginning with those that come back now."""
        todo = [line.returned.sale for line in self._till.sale.lines if line.returned]
        seen: set[str] = set()
        while todo:
            key = todo.pop()
            sold = self._books.sold_as(key) if key not in seen else None
            seen.add(key)
            if sold is not None and not sold.is_voided:
                body = sold.entry["body"]
                yield body
                todo += [line["returned"]["sale"] for line in body["lines"] if "returned" in line]
                todo += [entry["body"]["sale"] for entry in sold.later]

    @staticmethod
    def _split(left_minor: int, kept: dict[tuple[str, str], int]) -> list[Part]:
        by_kind, parts = _by_kind(kept), []
        for kind in ORDER[:-1]:
            for (own, reference), minor in kept.items():
                part = min(left_minor, minor, by_kind[kind]) if own == kind else 0
                if part > 0:
                    parts.append(Part(kind, reference, part))
                    left_minor -= part
                    by_kind[kind] -= part
        return [*parts, Part(CASH, "", left_minor)] if left_minor > 0 else parts


def _by_kind(kept: dict[tuple[str, str], int]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for (kind, _reference), minor in kept.items():
        sums[kind] = sums.get(kind, 0) + minor
    return sums


def _given(tenders: Iterable[Tender], exact_cash_minor: int) -> Iterator[tuple[str, str, int]]:
    """Yield (kind, reference, minor below zero) of tenders that give back; cash without what rounding added."""
    cash = 0
    for tender in tenders:
        if tender.kind == CASH:
            cash += tender.tendered_minor
        elif tender.tendered_minor < 0:
            yield tender.kind, _holder(tender.kind, tender.reference), tender.tendered_minor
    if cash < 0:
        yield CASH, "", max(cash, min(exact_cash_minor, 0))


def _moved(body: dict[str, Any]) -> dict[tuple[str, str], int]:
    """Return what each holder and kind took with a finished sale, below zero what it gave back.

    Cash is without its rounding; what went back for goods without a receipt is left out, as cash where there was any.
    """
    moved: dict[tuple[str, str], int] = {}
    for tender in body["tenders"]:
        holder = tender["kind"], _holder(tender["kind"], tender.get("reference", ""))
        moved[holder] = moved.get(holder, 0) + tender["amount_minor"]
    if body["rounding_minor"]:
        moved[CASH, ""] = moved.get((CASH, ""), 0) - body["rounding_minor"]
    free = [line for line in body["lines"] if line["quantity_milli"] < 0 and "returned" not in line]
    free_minor = -sum(line["net_minor"] + sum(tax["tax_minor"] for tax in line["taxes"]) for line in free)
    for holder in sorted(moved, key=lambda holder: -ORDER.index(holder[0])):
        back = min(free_minor, -moved[holder])
        if back > 0:
            moved[holder] += back
            free_minor -= back
    return moved


def _holder(kind: str, reference: str) -> str:
    return reference if kind in HELD else ""
