"""Goods that were counted, received, corrected, or asked for from another store.

A document is one piece of work: `lines` is [{"variant", "quantity_milli"}], each variant at most once.
"""

from ._fields import BodyWrong, check_fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._fields import Entries

    Body = dict[str, Any]
    Lines = list[dict[str, Any]]


def stock_counted(document: str, lines: "Lines") -> "Body":
    """Shelves were counted: quantity_milli is what is there, `expected_milli` (if it was known) what was thought."""
    return {"document": document, "lines": lines}


def stock_received(document: str, lines: "Lines", transfer: str = "") -> "Body":
    """Goods came, from a supplier or with a transfer (its key)."""
    body: Body = {"document": document, "lines": lines}
    if transfer:
        body["transfer"] = transfer
    return body


def stock_adjusted(document: str, lines: "Lines", reason: str) -> "Body":
    """Goods were found (positive) or lost (negative), and why."""
    return {"document": document, "lines": lines, "reason": reason}


def transfer_requested(document: str, lines: "Lines", store: str) -> "Body":
    """Goods are wanted here from another store (its key, "" for wherever there are some)."""
    return {"document": document, "lines": lines, "from": store}


ENTRIES: "Entries" = {
    "stock.counted": (("document", str), ("lines", list)),
    "stock.received": (("document", str), ("lines", list)),
    "stock.adjusted": (("document", str), ("lines", list), ("reason", str)),
    "transfer.requested": (("document", str), ("lines", list), ("from", str)),
}  # fmt: skip
LINE_FIELDS = (("variant", str), ("quantity_milli", int))


def check_document(kind: str, body: "Body") -> None:
    """Raise BodyWrong unless the document moves something, each variant once and in a possible direction."""
    if not body["document"]:
        raise BodyWrong(kind=kind, reason="its document has no key")
    if not body["lines"]:
        raise BodyWrong(kind=kind, reason="it has no lines")
    if kind == "stock.adjusted" and not body["reason"]:
        raise BodyWrong(kind=kind, reason="it does not say why")
    if type(body.get("transfer", "")) is not str:
        raise BodyWrong(kind=kind, reason="“transfer” is of the wrong kind")
    seen = set()
    for line in body["lines"]:
        check_fields(kind, line, LINE_FIELDS)
        if not line["variant"] or line["variant"] in seen:
            raise BodyWrong(kind=kind, reason="a variant is missing or there twice")
        seen.add(line["variant"])
        if not _is_possible(kind, line["quantity_milli"]):
            raise BodyWrong(kind=kind, reason="a quantity cannot be")
        if type(line.get("expected_milli", 0)) is not int:
            raise BodyWrong(kind=kind, reason="“expected_milli” is of the wrong kind")


def _is_possible(kind: str, quantity_milli: int) -> bool:
    if kind == "stock.counted":
        return quantity_milli >= 0
    return quantity_milli != 0 if kind == "stock.adjusted" else quantity_milli > 0


CHECKS = {
    "stock.counted": check_document,
    "stock.received": check_document,
    "stock.adjusted": check_document,
    "transfer.requested": check_document,
}
