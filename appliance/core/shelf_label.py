"""Shelf labels: the name, the price as large as it goes, and a code to scan."""

from .columns import clip, width, wrap
from .money import CURRENCIES
from .receipt import BOLD, LARGE, NORMAL, ReceiptLine, Writer
from .symbol import symbol_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .symbol import Symbol

    Body = dict[str, Any]
    Document = list[ReceiptLine | Symbol]

NAME_LINES = 2


def shelf_label(label: "Body", columns: int = 32) -> "Document":
    """Return one label: {"name", "price_minor", "currency", "unit", "sku", "code" (14 digits or "")}."""
    out = Writer(columns)
    names = wrap(label["name"], columns)
    if len(names) > NAME_LINES:
        names = names[: NAME_LINES - 1] + [clip(" ".join(names[NAME_LINES - 1 :]), columns - 1) + "…"]
    for name in names:
        out.centre(name, BOLD)
    price = CURRENCIES[label["currency"]].format(label["price_minor"])
    if label["unit"] != "pcs":
        price += "/" + label["unit"]
    out.centre(price, LARGE if width(price) <= columns // 2 else BOLD)
    lines: Document = list(out.lines)
    symbol = symbol_of(label["code"], label["sku"])
    if symbol is not None:
        lines.append(symbol)
    if label["sku"]:
        foot = Writer(columns)
        foot.centre(label["sku"], NORMAL)
        lines += foot.lines
    return lines


def shelf_labels(labels: "list[Body]", columns: int = 32) -> "Document":
    """Return labels one under the other, with a line to cut along between them."""
    lines: Document = []
    for label in labels:
        if lines:
            lines.append(ReceiptLine("- " * (columns // 2)))
        lines += shelf_label(label, columns)
    return lines
