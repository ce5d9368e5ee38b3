"""Receipts as lines of text for 32, 42 or 48 columns, made from a journal entry: what is printed is what is stored."""

from .columns import centred, row, width, wrap
from .errors import N_
from .money import CURRENCIES, Currency
from .quantity import quantity_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Body = dict[str, Any]

NORMAL = "normal"
BOLD = "bold"
LARGE = "large"  # twice as wide and high: half as many columns

# The words of a receipt in English; a screen hands in the same keys in its own language.
WORDS = {
    "copy": N_("COPY"),
    "receipt": N_("Receipt"),
    "cashier": N_("Cashier"),
    "discount": N_("Discount"),
    "subtotal": N_("Subtotal"),
    "total": N_("TOTAL"),
    "included": N_("incl."),
    "rounding": N_("Rounding"),
    "cash": N_("Cash"),
    "change": N_("Change"),
    "journal": N_("Journal"),
}


class Heading:
    """What a store prints around every receipt."""

    def __init__(self, name: str, lines: "list[str] | None" = None, foot: "list[str] | None" = None) -> None:
        self.name = name
        self.lines = lines or []
        self.foot = foot or []


class ReceiptLine:
    """One printed line: text already padded to its columns, and how heavy it is."""

    def __init__(self, text: str, weight: str = NORMAL) -> None:
        self.text = text
        self.weight = weight


class Writer:
    """Collects lines of one width."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.lines: list[ReceiptLine] = []

    def text(self, text: str, weight: str = NORMAL) -> None:
        """Add text from the left, wrapped."""
        for part in wrap(text, self.columns):
            self.lines.append(ReceiptLine(part, weight))

    def centre(self, text: str, weight: str = NORMAL) -> None:
        """Add centred text, wrapped."""
        columns = self.columns // 2 if weight == LARGE else self.columns
        for part in wrap(text, columns):
            self.lines.append(ReceiptLine(centred(part, columns), weight))

    def pair(self, left: str, right: str, weight: str = NORMAL) -> None:
        """Add text left and an amount right; a long text takes lines of its own above the amount."""
        if weight == LARGE and width(right) > self.columns // 2:
            weight = BOLD
        columns = self.columns // 2 if weight == LARGE else self.columns
        for part in row(left, right, columns):
            self.lines.append(ReceiptLine(part, weight))

    def rule(self) -> None:
        """Add a line across the paper."""
        self.lines.append(ReceiptLine("-" * self.columns))


def sale_receipt(
    body: "Body",
    heading: Heading,
    when: str,
    *,
    columns: int = 32,
    words: "dict[str, str] | None" = None,
    cashier: str = "",
    fingerprint: str = "",
    copy: bool = False,
) -> list[ReceiptLine]:
    """Return the receipt of a `sale.completed` body.

    when: date and time as the customer reads them; fingerprint: the first digits of the entry's hash; copy: mark it so.
    """
    word = WORDS if words is None else words
    currency = CURRENCIES[body["currency"]]
    out = Writer(columns)
    if copy:
        out.centre("** " + word["copy"] + " **", LARGE)
    out.centre(heading.name, LARGE)
    for text in heading.lines:
        out.centre(text)
    out.rule()
    out.pair(word["receipt"] + " " + body["number"], when)
    if cashier:
        out.text(word["cashier"] + ": " + cashier)
    out.rule()
    for line in body["lines"]:
        _line(out, line, currency, word)
    out.rule()
    _sums(out, body, currency, word)
    for tender in body["tenders"]:
        out.pair(word.get(tender["kind"], tender["kind"]), currency.plain(tender["tendered_minor"]))
        if tender["change_minor"]:
            out.pair(word["change"], currency.plain(tender["change_minor"]), BOLD)
    if heading.foot:
        out.rule()
        for text in heading.foot:
            out.centre(text)
    if fingerprint:
        out.centre(word["journal"] + " " + fingerprint)
    return out.lines


def _line(out: Writer, line: "Body", currency: Currency, word: "dict[str, str]") -> None:
    out.text(line["name"])
    quantity = quantity_text(line["quantity_milli"], currency.decimal)
    unit = "" if line["unit"] == "pcs" else " " + line["unit"]
    before = line["price_minor"] + line["discount_minor"]
    out.pair("  " + quantity + unit + " x " + currency.plain(line["unit_price_minor"]), currency.plain(before))
    if line["discount_minor"]:
        out.pair("  " + word["discount"], currency.plain(-line["discount_minor"]))


def _sums(out: Writer, body: "Body", currency: Currency, word: "dict[str, str]") -> None:
    for discount in body["discounts"]:
        out.pair(discount["reason"] or word["discount"], currency.plain(-discount["minor"]))
    on_top = [tax for tax in body["taxes"] if not tax["included"]]
    if on_top:
        out.pair(word["subtotal"], currency.plain(body["total_minor"] - sum(tax["tax_minor"] for tax in on_top)))
    for tax in on_top:
        out.pair(tax["name"], currency.plain(tax["tax_minor"]))
    out.pair(word["total"], currency.format(body["total_minor"]), LARGE)
    for tax in body["taxes"]:
        if tax["included"]:
            out.pair(word["included"] + " " + tax["name"], currency.plain(tax["tax_minor"]))
    if body["rounding_minor"]:
        out.pair(word["rounding"], currency.plain(body["rounding_minor"]))
