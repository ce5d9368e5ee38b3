"""The slip of a shift: Z when it is closed, X before."""

from .errors import N_
from .money import CURRENCIES
from .receipt import BOLD, LARGE, Heading, ReceiptLine, Writer
from .shift import expected_cash_minor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# The words of a shift's slip in English; the same keys come back in the shop's language.
WORDS = {
    "z": N_("Z report"),
    "x": N_("X report"),
    "sales": N_("Sales"),
    "net": N_("Net"),
    "tax": N_("Tax"),
    "discounts": N_("Discounts"),
    "rounding": N_("Rounding"),
    "total": N_("TOTAL"),
    "cash": N_("Cash"),
    "float": N_("Float"),
    "cash_in": N_("Cash in"),
    "cash_out": N_("Cash out"),
    "expected": N_("Expected in drawer"),
    "counted": N_("Counted"),
    "difference": N_("Difference"),
    "no_sales": N_("Drawer opened without sale"),
}


def shift_report(
    totals: "dict[str, Any]",
    currency_code: str,
    heading: Heading,
    when: str,
    *,
    number: "int | None" = None,
    counted_minor: "int | None" = None,
    columns: int = 32,
    words: "dict[str, str] | None" = None,
) -> list[ReceiptLine]:
    """Return the slip of a shift's totals (core.shift); with a number it is a Z, without an X."""
    word = WORDS if words is None else words
    plain = CURRENCIES[currency_code].plain
    out = Writer(columns)
    out.centre(heading.name, LARGE)
    out.centre(word["x"] if number is None else word["z"] + " " + str(number), BOLD)
    out.centre(when)
    out.rule()
    out.pair(word["sales"], str(totals["sales"]))
    out.pair(word["net"], plain(totals["net_minor"]))
    for tax in sorted(totals["taxes"]):
        out.pair(word["tax"] + " " + tax, plain(totals["taxes"][tax]))
    out.pair(word["total"], plain(totals["total_minor"]), BOLD)
    out.pair(word["discounts"], plain(-totals["discount_minor"]))
    if totals["rounding_minor"]:
        out.pair(word["rounding"], plain(totals["rounding_minor"]))
    out.rule()
    for kind in sorted(totals["tenders"]):
        out.pair(word.get(kind, kind), plain(totals["tenders"][kind]))
    out.pair(word["no_sales"], str(totals["no_sales"]))
    out.rule()
    expected = expected_cash_minor(totals)
    out.pair(word["float"], plain(totals["float_minor"]))
    out.pair(word["cash_in"], plain(totals["cash_in_minor"]))
    out.pair(word["cash_out"], plain(-totals["cash_out_minor"]))
    out.pair(word["expected"], plain(expected), BOLD)
    if counted_minor is not None:
        out.pair(word["counted"], plain(counted_minor), BOLD)
        out.pair(word["difference"], plain(counted_minor - expected), BOLD)
    return out.lines
