"""Goods that come back to a sale that is known: at what was paid for them, at the taxes of that day.

Every amount of a line is cut by the quantity that has come back so far, rounded, less what came back before: whatever
the pieces, all of them together are exactly the line, per tax too. Worked figures stand in docs/money.md.
"""

from .errors import N_, LapakError
from .line import Item, Line, Returned
from .parts import parts, row_of
from .rounding import divide
from .tax import TaxClass
from .totals import TaxTotal, Totals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Body = dict[str, Any]


class ReturnedTooMuch(LapakError):
    """More than was bought, or than has not come back yet."""

    code = "refund.too_much"
    text = N_("“{name}”: more cannot come back than was sold and has not been returned yet.")


class ReturnImpossible(LapakError):
    """A line that was not sold with that receipt."""

    code = "refund.line"
    text = N_("This was not sold with that receipt. Scan the receipt it was sold with.")


class Original:
    """A finished sale that goods come back to, and what has come back to it already.

    body: its `sale.completed`; later: the bodies of refunds and exchanges since, in any order.
    """

    def __init__(self, body: "Body", later: "list[Body] | tuple[()]" = ()) -> None:
        self.body = body
        self.key: str = body["sale"]
        self._later = later
        self.back_milli: dict[int, int] = {}
        self.back_minor = 0  # money that went back, above zero
        self._lines: dict[int, Body] = {}
        self._parts: dict[int, Totals] = {}
        sold = [line for line in body["lines"] if line["quantity_milli"] > 0 and not line.get("card")]
        for line, part in zip(sold, _parts(body, sold)):
            self._lines[line["line"]] = line
            self._parts[line["line"]] = part
        for other in later:
            for line in other["lines"]:
                origin = line.get("returned")
                if origin and origin["sale"] == self.key and origin["line"] in self._lines:
                    number = origin["line"]
                    self.back_minor -= self.back(number, -line["quantity_milli"]).totals.total_minor
                    self.back_milli[number] = self.back_milli.get(number, 0) - line["quantity_milli"]

    @property
    def numbers(self) -> list[int]:
        """The lines of which something can still come back."""
        return [number for number in self._lines if self.left_milli(number)]

    def left_milli(self, number: int) -> int:
        """Return how much of a line can still come back."""
        quantity: int = self._sold(number)["quantity_milli"]
        return quantity - self.back_milli.get(number, 0)

    def _sold(self, number: int) -> "Body":
        if number not in self._lines:
            raise ReturnImpossible()
        return self._lines[number]

    def back(self, number: int, quantity_milli: int) -> Returned:
        """Return what so much of a line brings back now; raises ReturnImpossible, ReturnedTooMuch."""
        line = self._sold(number)
        whole, before = line["quantity_milli"], self.back_milli.get(number, 0)
        upto = before + quantity_milli
        if quantity_milli <= 0 or upto > whole:
            raise ReturnedTooMuch(name=line["name"])

        def cut(minor: int) -> int:
            return divide(minor * before, whole) - divide(minor * upto, whole)

        part = self._parts[number]
        taxes = []
        for tax in part.taxes:
            taxes.append(row_of(tax, cut(tax.base_minor), cut(tax.tax_minor)))
        total, service = cut(part.total_minor), cut(part.service_minor)
        totals = Totals(total - sum([tax.tax_minor for tax in taxes]), taxes, service)
        share = cut(line["share_minor"])
        price = cut(line["price_minor"])
        if _is_tagged(line, part):
            price = total + share  # what is printed adds up in every piece
        return Returned(self.key, number, price, cut(line["discount_minor"]), share, totals)

    def line(self, number: int, quantity_milli: int) -> Line:
        """Return a line for `Sale.add_returned`; raises ReturnImpossible, ReturnedTooMuch."""
        sold = self._sold(number)
        item = Item(
            sold["variant"],
            sold["sku"],
            sold["name"],
            sold["unit_price_minor"],
            TaxClass(sold["tax_class"], "", []),  # its taxes come back as they were: in `returned`
            unit=sold["unit"],
        )
        line = Line(0, item, -quantity_milli)
        line.batch, line.expires = sold.get("batch", ""), sold.get("expires", "")
        line.returned = self.back(number, quantity_milli)
        return line

    def left_by_kind(self) -> "dict[str, int]":
        """Return what each kind of tender paid and has not given back yet: how a refund is best paid out."""
        left: dict[str, int] = {}
        for tender in self.body["tenders"]:
            left[tender["kind"]] = left.get(tender["kind"], 0) + tender["amount_minor"]
        for body in self._later:
            for tender in body["tenders"]:
                if tender["amount_minor"] < 0 and tender["kind"] in left:
                    left[tender["kind"]] += tender["amount_minor"]
        return {kind: left[kind] for kind in left if left[kind] > 0}


def _is_tagged(line: "Body", part: Totals) -> bool:
    """Say whether a line cost what its tag said, less discounts: all tax in the price, nothing added, none exempt."""
    return bool(line["price_minor"] - line["share_minor"] == part.total_minor)


def _parts(body: "Body", sold: "list[Body]") -> list[Totals]:
    """Return what each sold line has of a sale's total, its taxes and its service; the parts sum to all of it."""
    said = [_said(body, line) for line in sold]
    known = [part for part in said if part is not None]
    if len(known) == len(sold):
        return known
    rows = []
    for tax in body["taxes"]:
        rows.append(_row(tax, tax["base_minor"], tax["tax_minor"]))
    totals = Totals(body["net_minor"], rows, body.get("service_minor", 0))
    prices = [line["price_minor"] for line in sold]
    return parts(totals, prices, [line["share_minor"] for line in sold], prices, [prices] * len(rows))


def _said(body: "Body", line: "Body") -> "Totals | None":
    """Return a line's part where the entry says it: it does unless all lines share the taxes alike."""
    if "net_minor" not in line:
        return None
    rows = []
    for part in line["taxes"]:
        for tax in body["taxes"]:
            if (tax["tax"], tax["rate_ppm"]) == (part["tax"], part["rate_ppm"]):
                rows.append(_row(tax, part["base_minor"], part["tax_minor"]))
                break
    return Totals(line["net_minor"], rows, line.get("service_minor", 0))


def _row(tax: "Body", base_minor: int, tax_minor: int) -> TaxTotal:
    row = TaxTotal(tax["tax"], tax["name"], tax["rate_ppm"], tax["included"])
    row.base_minor, row.tax_minor = base_minor, tax_minor
    return row
