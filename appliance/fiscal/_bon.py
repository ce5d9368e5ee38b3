"""A receipt as DSFinV-K sees it (Bon): what was done, at which rates, and how it was paid. Made from one entry."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from appliance.core.parts import parts
from appliance.core.totals import TaxTotal, Totals

if TYPE_CHECKING:
    Entry = dict[str, Any]
    Body = dict[str, Any]

SOLD = {"sale.completed": 1, "sale.refunded": 1, "sale.voided": -1}  # a void is the same receipt, taken back
# docs/fiscal.md says why each kind of tender is booked as it is
KINDS = {
    "cash": "Bar",
    "card": "Unbar",
    "qr": "ElZahlungsdienstleister",
    "gift_card": "Guthabenkarte",
    "credit": "Guthabenkarte",
    "points": "Guthabenkarte",
    "account": "Unbar",
}
UNTAXED = None


@dataclass(frozen=True)
class Share:
    """What of a position is at one rate (in millionths); None is not taxed."""

    rate_ppm: int | None
    net_minor: int
    tax_minor: int


@dataclass(frozen=True)
class Position:
    """A line of a receipt; `case` is a GV_TYP of DSFinV-K."""

    line: str
    text: str
    case: str
    shares: list[Share]
    sku: str = ""
    quantity_milli: int = 1000
    unit: str = ""
    voucher: str = ""

    @property
    def gross_minor(self) -> int:
        """What it comes to."""
        return sum(share.net_minor + share.tax_minor for share in self.shares)


@dataclass(frozen=True)
class Bon:
    """A receipt; `original` is the sale that it takes something back of."""

    seq: int
    number: int
    start_ms: int
    end_ms: int
    by: str
    positions: list[Position]
    payments: list[tuple[str, str, int]]  # ZAHLART_TYP, name, minor units
    note: str = ""
    customer: str = ""
    table: str = ""
    is_training: bool = False
    original: str = ""

    @property
    def gross_minor(self) -> int:
        """What all of it comes to."""
        return sum(position.gross_minor for position in self.positions)


@dataclass
class Closed:
    """A shift from its opening to its Z."""

    till: str
    currency: str
    number: int = 0
    at_ms: int = 0
    bons: list[Bon] = field(default_factory=list)


@dataclass
class Reference:
    """Where a receipt stands: the number of its Z, its own, and when it was."""

    z: int = 0
    seq: int = 0
    at_ms: int = 0


def bon_of(entry: Entry) -> Bon | None:
    """Return the receipt that an entry is, None for what is no matter of money."""
    kind, body = entry["type"], entry["body"]
    if kind in SOLD:
        return _sale(entry, SOLD[kind])
    if kind == "shift.opened" and body["float_minor"]:
        return _cash(entry, "Anfangsbestand", "Anfangsbestand", body["float_minor"])
    if kind == "cash.moved":
        return _cash(entry, "Einzahlung" if body["minor"] > 0 else "Auszahlung", body["reason"], body["minor"])
    return None


def difference(entry: Entry, expected_minor: int) -> Bon | None:
    """Return the receipt of what was counted too much or too little at a Z."""
    minor = entry["body"]["counted_minor"] - expected_minor
    return _cash(entry, "DifferenzSollIst", "Kassendifferenz", minor) if minor else None


def _cash(entry: Entry, case: str, text: str, minor: int) -> Bon:
    position = Position("1", text, case, [Share(UNTAXED, minor, 0)])
    seq, at_ms = entry["seq"], entry["at_ms"]
    return Bon(seq, seq, at_ms, at_ms, entry["by"], [position], [("Bar", "cash", minor)])


def _sale(entry: Entry, sign: int) -> Bon:
    body = entry["body"]
    positions = [_position(line, part, sign) for line, part in zip(body["lines"], _parts(body), strict=True)]
    rounding, tip = sign * body["rounding_minor"], sign * body.get("tip_minor", 0)
    if rounding:
        case = "Aufschlag" if rounding > 0 else "Rabatt"
        positions.append(Position("rounding", "Rundung", case, [Share(UNTAXED, rounding, 0)]))
    if tip:
        positions.append(Position("tip", "Trinkgeld", "TrinkgeldAN", [Share(UNTAXED, tip, 0)]))
    payments = [
        (
            KINDS.get(tender["kind"], "Unbar"),
            tender["kind"],
            sign * (tender["amount_minor"] + tender.get("tip_minor", 0)),
        )
        for tender in body["tenders"]
    ]
    is_void = entry["type"] == "sale.voided"
    return Bon(
        entry["seq"],
        int(body["number"].rpartition("-")[2]),
        entry["at_ms"] if is_void else body["opened_at_ms"],
        entry["at_ms"],
        entry["by"],
        positions,
        payments,
        " ".join(filter(None, (body["number"], body.get("reason", ""), body.get("note", "")))),
        body.get("customer", ""),
        body.get("table", ""),
        body.get("is_training", False),
        body["sale"] if is_void else body.get("refunds", ""),
    )


def _position(line: Body, part: Totals, sign: int) -> Position:
    shares = [Share(tax.rate_ppm, 0, sign * tax.tax_minor) for tax in part.taxes]
    if not shares:
        shares = [Share(UNTAXED, sign * part.net_minor, 0)]
    else:  # the net stands beside the first tax; German lines have one
        shares[0] = Share(shares[0].rate_ppm, sign * part.net_minor, shares[0].tax_minor)
    return Position(
        str(line["line"]),
        line["name"],
        "MehrzweckgutscheinKauf" if line.get("card") else "Umsatz",
        shares,
        line["sku"],
        sign * line["quantity_milli"],
        "Stk" if line["unit"] == "pcs" else line["unit"],
        line.get("card", "")[:12],
    )


def _parts(body: Body) -> list[Totals]:
    """Return what each line has of net and of every tax: as the entry says, or in proportion where it need not say."""
    if "net_minor" in body["lines"][0]:
        return [Totals(line["net_minor"], [_tax(tax) for tax in line["taxes"]]) for line in body["lines"]]
    totals = Totals(body["net_minor"], [_tax(tax) for tax in body["taxes"]], body.get("service_minor", 0))
    prices = [line["price_minor"] for line in body["lines"]]
    shares = [line["share_minor"] for line in body["lines"]]
    return parts(totals, prices, shares, prices, [prices] * len(totals.taxes))


def _tax(row: Body) -> TaxTotal:
    tax = TaxTotal(row["tax"], row.get("name", ""), row["rate_ppm"], row.get("included", True))
    tax.base_minor, tax.tax_minor = row["base_minor"], row["tax_minor"]
    return tax
