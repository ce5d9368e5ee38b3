"""What an entry does to money and points that customers hold; asked alike by the till and by the bridge."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    Body = dict[str, Any]

SALES = ("sale.completed", "sale.refunded")
TENDERS = ("gift_card", "credit", "account")
POINTS = ("spent", "earned")


class Part:
    """So much comes to (or goes from) a holder: a card's key, or a customer's key for their account.

    place: where in its entry it stands; is_debt: it may take an account below nothing; tail: the end of a card's code.
    """

    def __init__(
        self, holder: str, what: str, amount_minor: int, place: str, is_debt: bool = False, tail: str = ""
    ) -> None:
        self.holder = holder
        self.what = what
        self.amount_minor = amount_minor
        self.place = place
        self.is_debt = is_debt
        self.tail = tail


def concerns(kind: str, body: "Body") -> bool:
    """Say whether an entry may do something to holders; most sales do not, and this is asked of every one."""
    if kind in SALES:
        if "customer" in body or "points" in body:
            return True
        for tender in body["tenders"]:
            if tender["kind"] in TENDERS:
                return True
        for line in body["lines"]:
            if "card" in line:
                return True
        return False
    return kind in ("card.issued", "sale.voided")


def parts(kind: str, body: "Body") -> "Iterator[Part]":
    """Yield what an entry moves on cards and accounts."""
    if kind == "card.issued":
        yield Part(body["card"], "given", body["amount_minor"], "given", False, body["tail"][-4:])
    elif kind in SALES:
        for line in body["lines"]:
            if line.get("card"):
                yield Part(
                    line["card"], "sold", line["price_minor"], "line%d" % line["line"], False, text(line, "sku")[-4:]
                )
        for number, tender in enumerate(body["tenders"]):
            if tender["kind"] in TENDERS:
                holder = text(tender, "reference") or text(body, "customer")
                amount = -tender["amount_minor"]
                what = "spent" if amount < 0 else "returned"
                yield Part(holder, what, amount, "tender%d" % (number + 1), tender["kind"] == "account")


def points(kind: str, body: "Body") -> "Iterator[tuple[str, int]]":
    """Yield (side, points) that an entry gives its customer (positive) or takes: first what was spent, then earned."""
    if kind in SALES:
        said = body.get("points") or {}
        for side in POINTS:
            amount = said.get(side, 0)
            if amount:
                yield side, -amount if side == "spent" else amount


def text(thing: "Body", key: str) -> str:
    """Return a text of a body; "" where there is none."""
    value = thing.get(key)
    return value if type(value) is str else ""
