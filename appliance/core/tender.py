"""Tenders: a sale paid in any number of parts, and a refund paid out in them.

Only the part in cash is rounded, after every other; only cash gives change. Amounts of a refund are negative.
"""

from .errors import N_, LapakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .cash import CashRounding

CASH = "cash"
CARD = "card"
QR = "qr"
GIFT_CARD = "gift_card"
CREDIT = "credit"
POINTS = "points"
ACCOUNT = "account"
KINDS = (CASH, CARD, QR, GIFT_CARD, CREDIT, POINTS, ACCOUNT)


class TenderTooMuch(LapakError):
    """More than is left to pay, with something that gives no change."""

    code = "tender.too_much"
    text = N_("That is more than is left to pay, and only cash gives change. Type a smaller amount.")


class TenderBounded(LapakError):
    """More than a card, an account or a customer's points hold."""

    code = "tender.bounded"
    text = N_("There is not enough left for that. Pay a part of it, and the rest another way.")


class TenderEmpty(LapakError):
    """Nothing, or money that goes the wrong way."""

    code = "tender.empty"
    text = N_("Nothing is paid with that. Type an amount.")


class PaymentSettled(LapakError):
    """Everything is paid already."""

    code = "tender.settled"
    text = N_("Everything is paid already. Remove a payment first to pay another way.")


class TenderUnknown(LapakError):
    """A tender that is not part of the payment, because it was just removed."""

    code = "tender.unknown"
    text = N_("This payment was removed already.")


class Tender:
    """One part of a payment: tendered - change = amount; the tip is on top of both.

    reference: an approval code, a card, a QR reference; key: its identity, so that nothing is charged twice; slip: what
    the card terminal wants the customer to have on paper, line by line.
    """

    def __init__(
        self,
        key: str,
        kind: str,
        amount_minor: int,
        tendered_minor: int,
        change_minor: int = 0,
        reference: str = "",
        tip_minor: int = 0,
        slip: "list[str] | None" = None,
    ) -> None:
        self.key = key
        self.kind = kind
        self.amount_minor = amount_minor
        self.tendered_minor = tendered_minor
        self.change_minor = change_minor
        self.reference = reference
        self.tip_minor = tip_minor
        self.slip = slip or []

    def body(self) -> "dict[str, Any]":
        """Return the tender as it stands in a journal entry; what says nothing is left out."""
        body: dict[str, Any] = {
            "kind": self.kind,
            "amount_minor": self.amount_minor,
            "tendered_minor": self.tendered_minor,
            "change_minor": self.change_minor,
        }
        if self.key:
            body["tender"] = self.key
        if self.reference:
            body["reference"] = self.reference
        if self.tip_minor:
            body["tip_minor"] = self.tip_minor
        if self.slip:
            body["slip"] = self.slip
        return body


def from_body(body: "dict[str, Any]") -> Tender:
    """Return the tender a body was made of."""
    return Tender(
        body.get("tender", ""),
        body["kind"],
        body["amount_minor"],
        body["tendered_minor"],
        body["change_minor"],
        body.get("reference", ""),
        body.get("tip_minor", 0),
        body.get("slip"),
    )


class Payment:
    """An open payment of what is due, over any number of tenders; negative dues are paid out.

    tenders may be the sale's own list, so that part payments are kept with the cart.
    """

    def __init__(self, due_minor: int, rounding: "CashRounding", tenders: "list[Tender] | None" = None) -> None:
        self.due_minor = due_minor
        self.rounding = rounding
        self.tenders: list[Tender] = [] if tenders is None else tenders

    def _sum(self, in_cash: bool) -> int:
        return sum([tender.tendered_minor for tender in self.tenders if (tender.kind == CASH) == in_cash])

    @property
    def _cash_due_minor(self) -> int:
        """What is not paid with anything else."""
        return self.due_minor - self._sum(False)

    def left_minor(self, kind: str, most_minor: "int | None" = None) -> int:
        """Return what is left to pay with this kind: in coins that exist for cash, at most most_minor if given.

        Negative while a refund is left to be paid out; 0 once settled.
        """
        if self.is_settled:
            return 0
        due = self._cash_due_minor
        if kind == CASH:
            due = self.rounding.round(due)
        left = due - self._sum(True)
        if most_minor is None or abs(left) <= most_minor:
            return left
        return most_minor if left > 0 else -most_minor

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to pay or to pay out."""
        due, cash = self._cash_due_minor, self._sum(True)
        if cash == due:
            return True
        if not any(tender.kind == CASH for tender in self.tenders):
            return False
        rounded = self.rounding.round(due)
        return cash == rounded or (cash > rounded and due > 0)

    @property
    def change_minor(self) -> int:
        """What goes back to the customer, in cash; 0 until settled."""
        due, cash = self._cash_due_minor, self._sum(True)
        return cash - self.rounding.round(due) if self.is_settled and cash != due else 0

    @property
    def rounding_minor(self) -> int:
        """What cash rounding adds to what was due; 0 until settled."""
        due, cash = self._cash_due_minor, self._sum(True)
        return self.rounding.round(due) - due if self.is_settled and cash != due else 0

    @property
    def tip_minor(self) -> int:
        """All tips, on top of what is due."""
        return sum([tender.tip_minor for tender in self.tenders])

    def pay(
        self,
        key: str,
        kind: str,
        minor: int,
        reference: str = "",
        tip_minor: int = 0,
        most_minor: "int | None" = None,
    ) -> Tender:
        """Add a tender of what is handed over (without its tip) and return it; negative amounts are paid out.

        most_minor: what a card, an account or points hold. Raises PaymentSettled, TenderEmpty, TenderTooMuch,
        TenderBounded.
        """
        if most_minor is not None and abs(minor) > most_minor:
            raise TenderBounded()
        return self.add(Tender(key, kind, minor, minor, 0, reference, tip_minor))

    def add(self, tender: Tender) -> Tender:
        """Add a tender and return it; one whose key is known is not taken twice. Raises as `pay` does."""
        for known in self.tenders:
            if tender.key and known.key == tender.key:
                return known
        if self.is_settled and (self.tenders or self.due_minor or tender.tendered_minor):
            raise PaymentSettled()
        self._check(tender)
        self.tenders.append(tender)
        return tender

    def _check(self, tender: Tender) -> None:
        left = self.left_minor(tender.kind)
        exact = self._cash_due_minor - self._sum(True)
        minor = tender.tendered_minor
        if tender.tip_minor < 0 or (minor == 0 and left != 0):
            raise TenderEmpty()
        if minor < 0 < exact or minor > 0 > exact:
            raise TenderEmpty()
        gives_change = tender.kind == CASH and exact > 0
        if not gives_change and minor not in (left, exact) and abs(minor) > abs(left):
            raise TenderTooMuch()

    def remove(self, key: str) -> Tender:
        """Take a tender back and return it, or raise TenderUnknown."""
        for tender in self.tenders:
            if tender.key == key:
                self.tenders.remove(tender)
                return tender
        raise TenderUnknown()

    def settled_tenders(self) -> list[Tender]:
        """Return the tenders as they are booked: the last cash gives the change; their amounts make due + rounding."""
        change = self.change_minor
        booked: list[Tender] = []
        for tender in reversed(self.tenders):
            given = change if tender.kind == CASH else 0
            change -= given
            tendered = tender.tendered_minor
            reference, tip, slip = tender.reference, tender.tip_minor, tender.slip
            booked.insert(0, Tender(tender.key, tender.kind, tendered - given, tendered, given, reference, tip, slip))
        return booked
