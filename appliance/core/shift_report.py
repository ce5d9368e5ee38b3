"""The slip of a shift: Z when it is closed, X before."""

from .errors import N_
from .money import CURRENCIES
from .receipt import BOLD, LARGE, Heading, ReceiptLine, Writer
from .shift import expected, expected_cash_minor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .money import Currency
    from .symbol import Symbol

    Totals = dict[str, Any]

# The words of a shift's slip in English; the same keys come back in the shop's language.
WORDS = {
    "z": N_("Z report"),
    "x": N_("X report"),
    "sales": N_("Sales"),
    "refunds": N_("Refunds"),
    "voids": N_("Voids"),
    "net": N_("Net"),
    "tax": N_("Tax"),
    "discounts": N_("Discounts"),
    "service": N_("Service"),
    "rounding": N_("Rounding"),
    "total": N_("TOTAL"),
    "cards": N_("Put on cards"),
    "tips": N_("Tips"),
    "cash": N_("Cash"),
    "card": N_("Card"),
    "qr": N_("QR payment"),
    "gift_card": N_("Gift card"),
    "credit": N_("Store credit"),
    "points": N_("Points"),
    "account": N_("On account"),
    "float": N_("Float"),
    "cash_in": N_("Cash in"),
    "cash_out": N_("Cash out"),
    "expected": N_("Expected in drawer"),
    "counted": N_("Counted"),
    "blind": N_("Counted blind"),
    "difference": N_("Difference"),
    "no_sales": N_("Drawer opened without sale"),
    "discounts_by": N_("Discounts by"),
    "overrides_by": N_("Prices changed by"),
    "refunds_by": N_("Refunds by"),
    "voids_by": N_("Voids by"),
    "no_sales_by": N_("Drawer opened by"),
    "tips_by": N_("Tips of"),
    "unsent": N_("Not sent yet"),
    "oldest": N_("The oldest waits"),
    "parked": N_("Parked, for the next shift"),
    "nameless": N_("Without a name"),
    "lines": N_("lines"),
}
PEOPLE = ("discounts_by", "overrides_by", "refunds_by", "voids_by", "no_sales_by", "tips_by")


class Slip:
    """The slip of a shift's totals (core.shift) while it is written.

    words: as WORDS; names: what people read for the keys of those who worked.
    """

    def __init__(
        self,
        totals: "Totals",
        currency_code: str,
        columns: int,
        words: "dict[str, str] | None",
        names: "dict[str, str] | None" = None,
        currency: "Currency | None" = None,
    ) -> None:
        self.totals = totals
        self.currency = currency if currency and currency.code == currency_code else CURRENCIES[currency_code]
        self.word = WORDS if words is None else words
        self.names = names or {}
        self.out = Writer(columns)

    def money(self, key: str, minor: int, weight: str = "normal") -> None:
        """Print an amount under its word."""
        self.out.pair(self.word.get(key, key), self.currency.plain(minor), weight)

    def earned(self) -> None:
        """Print what was sold."""
        out, word, totals = self.out, self.word, self.totals
        out.pair(word["sales"], str(totals["sales"]))
        for key in ("refunds", "voids"):
            if totals.get(key):
                out.pair(word[key] + " (" + str(totals[key]) + ")", self.currency.plain(-totals[key + "_minor"]))
        self.money("net", totals["net_minor"])
        for tax in sorted(totals["taxes"]):
            out.pair(word["tax"] + " " + tax, self.currency.plain(totals["taxes"][tax]))
        self.money("total", totals["total_minor"], BOLD)
        self.money("discounts", -totals["discount_minor"])
        for key in ("service", "rounding", "cards"):
            if totals.get(key + "_minor"):
                self.money(key, totals[key + "_minor"])
        tips = sum(totals.get("tips", {}).values())
        if tips:
            self.money("tips", tips)

    def tenders(self) -> None:
        """Print how it was paid, and the tips that came on top."""
        tips = self.totals.get("tips", {})
        for kind in sorted(self.totals["tenders"]):
            self.money(kind, self.totals["tenders"][kind])
            if tips.get(kind):
                self.out.pair("  " + self.word["tips"], self.currency.plain(tips[kind]))
        self.out.pair(self.word["no_sales"], str(self.totals["no_sales"]))

    def people(self) -> None:
        """Print how often who did what a shop owner wants to know about, and whose the tips are."""
        for key in PEOPLE:
            counts = self.totals.get(key, {})
            for by in sorted(counts):
                if by:
                    said = self.currency.plain(counts[by]) if key == "tips_by" else str(counts[by])
                    self.out.pair(self.word[key] + " " + self.names.get(by, by), said)

    def drawer(self, body: "Totals") -> None:
        """Print what the drawer should hold, and what was counted."""
        totals = self.totals
        self.money("float", totals["float_minor"])
        self.money("cash_in", totals["cash_in_minor"])
        self.money("cash_out", -totals["cash_out_minor"])
        should = expected_cash_minor(totals)
        self.money("expected", should, BOLD)
        if "counted_minor" not in body:
            return
        for coin in sorted(body.get("denominations", {}), key=int, reverse=True):
            count = body["denominations"][coin]
            self.out.pair(
                "  " + str(count) + " x " + self.currency.plain(int(coin)), self.currency.plain(count * int(coin))
            )
        self.money("blind" if body.get("is_blind") else "counted", body["counted_minor"], BOLD)
        self.money("difference", body["counted_minor"] - should, BOLD)
        for kind in sorted(body.get("counted", {})):
            if kind == "cash":
                continue
            counted = body["counted"][kind]
            should = expected(totals).get(kind, 0)
            self.out.rule()
            self.money(kind, should)
            self.money("counted", counted)
            self.money("difference", counted - should, BOLD)

    def left_open(self, body: "Totals") -> None:
        """Print what goes on after the shift: sales that are still to be sent, carts that wait."""
        out, word, plain = self.out, self.word, self.currency.plain
        if "unsent" in body:
            unsent = body["unsent"]
            out.rule()
            out.pair(word["unsent"] + " (" + str(unsent["sales"]) + ")", plain(unsent["total_minor"]))
            out.pair("  " + word["oldest"], _span(unsent["oldest_s"]))
        if "parked" in body:
            out.rule()
            out.text(word["parked"])
            for cart in body["parked"]:
                name = "  " + (cart["name"] or word["nameless"]) + " (" + str(cart["lines"]) + " " + word["lines"] + ")"
                out.pair(name, plain(cart["total_minor"]))


def _span(seconds: int) -> str:
    """Return how long something took, in hours and minutes: 27:05 h."""
    minutes = seconds // 60
    return str(minutes // 60) + ":" + "%02d" % (minutes % 60) + " h"


def shift_report(
    totals: "Totals",
    currency_code: str,
    heading: Heading,
    when: str,
    *,
    number: "int | None" = None,
    counted_minor: "int | None" = None,
    columns: int = 32,
    words: "dict[str, str] | None" = None,
    names: "dict[str, str] | None" = None,
    body: "Totals | None" = None,
    currency: "Currency | None" = None,
) -> "list[ReceiptLine | Symbol]":
    """Return the slip of a shift's totals (core.shift); with a number it is a Z, without an X.

    body: the `shift.closed` body, for what was counted besides cash; names: names of people by their keys;
    currency: as it is written here.
    """
    closed = dict(body or {})
    if counted_minor is not None:
        closed["counted_minor"] = counted_minor
    slip = Slip(totals, currency_code, columns, words, names, currency)
    out = slip.out
    out.centre(heading.name, LARGE)
    out.centre(slip.word["x"] if number is None else slip.word["z"] + " " + str(number), BOLD)
    out.centre(when)
    out.rule()
    slip.earned()
    out.rule()
    slip.tenders()
    slip.people()
    out.rule()
    slip.drawer(closed)
    slip.left_open(closed)
    return out.lines
