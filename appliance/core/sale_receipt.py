"""The receipt of a sale, made from its journal entry: what is printed is what is stored. Its layout is data."""

from . import receipt_blocks
from .receipt import Heading
from .receipt_blocks import WORDS, Slip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .money import Currency
    from .receipt import ReceiptLine
    from .symbol import Symbol

    Body = dict[str, Any]
    Document = list[ReceiptLine | Symbol]

SALE = "sale"
GIFT = "gift"
QUOTATION = "quotation"

# Which blocks of core.receipt_blocks in which order, by kind of paper; a shop's layout may say another order for each.
LAYOUT = {
    SALE: (
        "marks", "heading", "number", "people", "lines", "sums", "tenders", "taxes", "legends", "points", "note",
        "foot", "journal", "link", "code",
    ),
    GIFT: ("marks", "heading", "number", "goods", "foot", "journal", "code"),
    QUOTATION: ("marks", "heading", "number", "people", "lines", "sums", "taxes", "legends", "note", "foot"),
}  # fmt: skip
BLOCKS = LAYOUT[SALE] + ("goods",)  # all there are; a name that a later version knows is passed over


def sale_receipt(
    body: "Body",
    heading: Heading,
    when: str,
    *,
    columns: int = 32,
    words: "dict[str, str] | None" = None,
    kind: str = "sale.completed",
    paper: str = SALE,
    cashier: str = "",
    customer: str = "",
    fingerprint: str = "",
    title: str = "",
    link: str = "",
    copy: bool = False,
    legends: "dict[str, str] | None" = None,
    layout: "dict[str, Any] | None" = None,
    currency: "Currency | None" = None,
) -> "Document":
    """Return the receipt of a `sale.completed`, `sale.refunded` or `sale.voided` body (`kind`).

    when: date and time as the customer reads them; paper: SALE, GIFT (no prices) or QUOTATION; fingerprint: the first
    digits of the entry's hash; title: what a receipt is called here; link: where the customer finds it; copy: mark it
    so; legends: texts by tax class; layout: as LAYOUT, what it does not say stays as there; currency: as it is written
    here.
    """
    about = {
        "marks": _marks(body, kind, paper, copy),
        "cashier": cashier,
        "customer": customer,
        "fingerprint": fingerprint,
        "title": title,
        "link": link,
        "legends": legends or {},
        "currency": currency,
    }
    slip = Slip(body, heading, when, columns, WORDS if words is None else words, about)
    for name in (layout or {}).get(paper) or LAYOUT[paper]:
        if name in BLOCKS:
            getattr(receipt_blocks, name)(slip)
    if paper == SALE:
        receipt_blocks.slips(slip)
    return slip.document


def _marks(body: "Body", kind: str, paper: str, copy: bool) -> "list[str]":
    marks = ["copy"] if copy else []
    if body.get("is_training"):
        marks.append("training")
    if kind == "sale.voided":
        marks.append("void")
    elif kind == "sale.refunded":
        marks.append("refund")
    elif any(line["quantity_milli"] < 0 for line in body["lines"]):
        marks.append("exchange")
    if paper in (GIFT, QUOTATION):
        marks.append(paper)
    return marks
