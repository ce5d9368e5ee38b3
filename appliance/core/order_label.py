"""Our own label for a parcel: from whom, for whom, the order's number as bars, what is in it and what it weighs."""

from .errors import N_
from .quantity import quantity_text
from .receipt import BOLD, LARGE, Heading, ReceiptLine, Writer
from .symbol import bars_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .symbol import Symbol

    Body = dict[str, Any]
    Document = list[ReceiptLine | Symbol]

WORDS = {
    "from": N_("From"),
    "to": N_("To"),
    "collect": N_("Collected in the store"),
    "code": N_("Code"),
    "courier": N_("Courier"),
    "weight": N_("Weight"),
    "order": N_("Order"),
}


def order_label(
    body: "Body", heading: Heading, when: str, columns: int = 32, words: "dict[str, str] | None" = None
) -> "Document":
    """Return the label of a parcel.

    body: {"number", "channel", "buyer", "address" [...], "courier", "code", "weight_g", "lines" [{"name", "sku",
    "quantity_milli"}]}; heading: the store that sends it; when: date and time as people read them.
    """
    word = WORDS if words is None else words
    out = Writer(columns)
    out.centre(body["channel"], LARGE)
    out.rule()
    out.text(word["to"] + ":")
    out.text(body["buyer"], BOLD)
    for line in body["address"]:
        out.text(line)
    if body["code"]:
        out.pair(word["collect"], word["code"] + " " + body["code"], BOLD)
    if body["courier"]:
        out.pair(word["courier"], body["courier"])
    out.rule()
    out.text(word["from"] + ":")
    out.text(heading.name, BOLD)
    for line in heading.lines:
        out.text(line)
    out.rule()
    out.centre(word["order"] + " " + body["number"], BOLD)
    lines: Document = list(out.lines)
    symbol = bars_of(body["number"])
    if symbol is not None:
        lines.append(symbol)
    foot = Writer(columns)
    for line in body["lines"]:
        foot.text(quantity_text(line["quantity_milli"]) + " x " + line["name"])
    foot.rule()
    foot.pair(when, _weight(body["weight_g"], word["weight"]))
    return lines + foot.lines


def _weight(weight_g: int, word: str) -> str:
    return word + " " + quantity_text(weight_g) + " kg" if weight_g else ""
