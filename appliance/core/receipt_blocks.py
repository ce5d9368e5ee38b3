"""The blocks a receipt is made of: each prints one thing of an entry's body, or nothing if there is nothing to say."""

from .errors import N_
from .money import CURRENCIES
from .quantity import quantity_text
from .receipt import BOLD, LARGE, Heading, ReceiptLine, Writer
from .symbol import QR, Symbol, bars_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .money import Currency

    Body = dict[str, Any]

# The words of a receipt in English; a screen hands in the same keys in its own language.
WORDS = {
    "copy": N_("COPY"),
    "training": N_("TRAINING - NOT A RECEIPT"),
    "refund": N_("REFUND"),
    "exchange": N_("EXCHANGE"),
    "void": N_("VOID"),
    "quotation": N_("QUOTATION"),
    "gift": N_("Gift receipt"),
    "receipt": N_("Receipt"),
    "cashier": N_("Cashier"),
    "customer": N_("Customer"),
    "table": N_("Table"),
    "reason": N_("Reason"),
    "return": N_("Return"),
    "price_changed": N_("Price changed"),
    "discount": N_("Discount"),
    "service": N_("Service"),
    "exempt": N_("Exempt from tax"),
    "subtotal": N_("Subtotal"),
    "total": N_("TOTAL"),
    "tax": N_("Tax"),
    "base": N_("Base"),
    "included": N_("incl."),
    "rounding": N_("Rounding"),
    "cash": N_("Cash"),
    "card": N_("Card"),
    "qr": N_("QR payment"),
    "gift_card": N_("Gift card"),
    "credit": N_("Store credit"),
    "points": N_("Points"),
    "account": N_("On account"),
    "change": N_("Change"),
    "tip": N_("Tip"),
    "points_earned": N_("Points earned"),
    "points_spent": N_("Points spent"),
    "journal": N_("Journal"),
}


class Slip:
    """What the blocks print from: the body, what is known around it, and the words.

    marks: keys of WORDS that stand on top; names: keys of people and things as a person reads them.
    """

    def __init__(
        self, body: "Body", heading: Heading, when: str, columns: int, word: "dict[str, str]", about: "dict[str, Any]"
    ) -> None:
        self.body = body
        self.heading = heading
        self.when = when
        self.word = word
        self.marks: list[str] = about["marks"]
        self.cashier: str = about["cashier"]
        self.customer: str = about["customer"]
        self.fingerprint: str = about["fingerprint"]
        self.called: str = about["title"]
        self.link: str = about["link"]
        self.legends: dict[str, str] = about["legends"]
        written: Currency | None = about["currency"]
        self.currency = written if written and written.code == body["currency"] else CURRENCIES[body["currency"]]
        self.out = Writer(columns)
        self.document: list[ReceiptLine | Symbol] = self.out.lines

    def plain(self, minor: int) -> str:
        """Return an amount without its symbol."""
        return self.currency.plain(minor)

    def said(self, key: str) -> bool:
        """Say whether the body says something under an optional key."""
        return bool(self.body.get(key))


def marks(slip: Slip) -> None:
    """Print what kind of paper it is, large."""
    for mark in slip.marks:
        slip.out.centre("** " + slip.word[mark] + " **", LARGE)


def heading(slip: Slip) -> None:
    """Print the store, below its logo."""
    if slip.heading.logo is not None:
        slip.document.append(slip.heading.logo)
    slip.out.centre(slip.heading.name, LARGE)
    for text in slip.heading.lines:
        slip.out.centre(text)
    slip.out.rule()


def number(slip: Slip) -> None:
    """Print the number and when it was."""
    slip.out.pair((slip.called or slip.word["receipt"]) + " " + slip.body["number"], slip.when)


def people(slip: Slip) -> None:
    """Print who sold, who bought, and for which table."""
    if slip.cashier:
        slip.out.text(slip.word["cashier"] + ": " + slip.cashier)
    if slip.customer:
        slip.out.text(slip.word["customer"] + ": " + slip.customer)
    if slip.said("table"):
        slip.out.text(slip.word["table"] + " " + slip.body["table"], BOLD)
    if slip.said("reason"):
        slip.out.text(slip.word["reason"] + ": " + slip.body["reason"])
    slip.out.rule()


def lines(slip: Slip) -> None:
    """Print every line with its price and everything that changed it."""
    for line in slip.body["lines"]:
        _line(slip, line)
    slip.out.rule()


def goods(slip: Slip) -> None:
    """Print every line without its price, for whoever gets it as a present."""
    for line in slip.body["lines"]:
        slip.out.text(_quantity(slip, line) + " x " + line["name"])
        _choices(slip, line)
    slip.out.rule()


def _quantity(slip: Slip, line: "Body") -> str:
    unit = "" if line["unit"] == "pcs" else " " + line["unit"]
    return quantity_text(line["quantity_milli"], slip.currency.decimal) + unit


def _choices(slip: Slip, line: "Body") -> None:
    for choice in line.get("modifiers", ()):
        slip.out.text("  + " + choice["name"])
    if line.get("note"):
        slip.out.text("  " + line["note"])


def _line(slip: Slip, line: "Body") -> None:
    out, word = slip.out, slip.word
    out.text((word["return"] + ": " if line["quantity_milli"] < 0 else "") + line["name"])
    _choices(slip, line)
    before = line["price_minor"] + line["discount_minor"]
    out.pair("  " + _quantity(slip, line) + " x " + slip.plain(line["unit_price_minor"]), slip.plain(before))
    if "override" in line:
        out.text("  " + word["price_changed"] + ": " + line["override"]["reason"])
    left = line["discount_minor"]
    for off in line.get("promotions", ()):
        out.pair("  " + (off["reason"] or word["discount"]), slip.plain(-off["minor"]))
        left -= off["minor"]
    if left:
        out.pair("  " + (line.get("reason") or word["discount"]), slip.plain(-left))
    if "returned" in line and line["share_minor"]:
        out.pair("  " + word["discount"], slip.plain(-line["share_minor"]))


def sums(slip: Slip) -> None:
    """Print what comes off and on the lines, and the total."""
    out, body, word = slip.out, slip.body, slip.word
    for discount in body["discounts"]:
        out.pair(discount["reason"] or word["discount"], slip.plain(-discount["minor"]))
    for key, sign in (("service", 1), ("exempt", -1)):
        if slip.said(key + "_minor"):
            out.pair(word[key], slip.plain(sign * body[key + "_minor"]))
    on_top = [tax for tax in body["taxes"] if not tax["included"]]
    if on_top:
        out.pair(word["subtotal"], slip.plain(body["total_minor"] - sum([tax["tax_minor"] for tax in on_top])))
    for tax in on_top:
        out.pair(tax["name"], slip.plain(tax["tax_minor"]))
    out.pair(word["total"], slip.currency.format(body["total_minor"]), LARGE)
    if body["rounding_minor"]:
        out.pair(word["rounding"], slip.plain(body["rounding_minor"]))


def tenders(slip: Slip) -> None:
    """Print how it was paid, or what was given back."""
    out, word = slip.out, slip.word
    sign = -1 if "void" in slip.marks else 1
    for tender in slip.body["tenders"]:
        tip = tender.get("tip_minor", 0)
        change = 0 if sign < 0 else tender["change_minor"]
        paid = tender["amount_minor"] + change + tip
        out.pair(word.get(tender["kind"], tender["kind"]), slip.plain(sign * paid))
        if tip:
            out.pair("  " + word["tip"], slip.plain(sign * tip))
        if change:
            out.pair(word["change"], slip.plain(change), BOLD)


def slips(slip: Slip) -> None:
    """Print what card terminals want the customer to have, as they laid it out."""
    for tender in slip.body["tenders"]:
        if tender.get("slip"):
            slip.out.rule()
            for text in tender["slip"]:
                slip.out.as_given(text)


def taxes(slip: Slip) -> None:
    """Print a table of every tax: what it was charged on, and what it comes to."""
    out, rows = slip.out, slip.body["taxes"]
    if not rows:
        return
    out.rule()
    out.pair(slip.word["tax"], _cells(slip.word["base"], slip.word["tax"]))
    for tax in rows:
        name = slip.word["included"] + " " + tax["name"] if tax["included"] else tax["name"]
        out.pair(name, _cells(slip.plain(tax["base_minor"]), slip.plain(tax["tax_minor"])))


def _cells(base: str, tax: str) -> str:
    return base + " " * max(1, 10 - len(tax)) + tax


def legends(slip: Slip) -> None:
    """Print what the law wants to be said about the classes of goods that were sold."""
    told = []
    for line in slip.body["lines"]:
        text = slip.legends.get(line["tax_class"])
        if text and text not in told:
            told.append(text)
            slip.out.text(text)


def points(slip: Slip) -> None:
    """Print the points the customer earned and spent."""
    moved = slip.body.get("points", {})
    for side in ("earned", "spent"):
        if moved.get(side):
            slip.out.pair(slip.word["points_" + side], str(moved[side]))


def note(slip: Slip) -> None:
    """Print what was noted on the sale."""
    if slip.said("note"):
        slip.out.rule()
        slip.out.text(slip.body["note"])


def foot(slip: Slip) -> None:
    """Print what the store says below every receipt."""
    if slip.heading.foot:
        slip.out.rule()
        for text in slip.heading.foot:
            slip.out.centre(text)


def journal(slip: Slip) -> None:
    """Print the first digits of the entry's hash."""
    if slip.fingerprint:
        slip.out.centre(slip.word["journal"] + " " + slip.fingerprint)


def code(slip: Slip) -> None:
    """Print the number as bars, to be scanned when something comes back."""
    symbol = bars_of(slip.body["number"])
    if symbol is not None:
        slip.document.append(symbol)


def link(slip: Slip) -> None:
    """Print a QR code that leads to this receipt on the customer's phone."""
    if slip.link:
        slip.document.append(Symbol(QR, slip.link))
