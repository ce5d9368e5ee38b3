"""From the journal to the list of what an owner may want to ask somebody about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloud_bridge.database import insert
from cloud_bridge.people.models.deed import Deed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cloud_bridge.fleet.models import Till

    Body = dict[str, Any]
    Found = tuple[str, int, str, str] | tuple[str, int, str, str, str]  # kind, amount_minor, note, approved_by, by
    Reader = Callable[[Body], Iterator[Found]]

COLUMNS = ("till_id", "merchant_id", "seq", "kind", "by", "approved_by", "amount_minor", "note", "at_ms")
ONCE = "ON CONFLICT (till_id, seq, kind) DO NOTHING"
MOST_NOTE, MOST_KEY = 200, 36


def concerns(entry: dict[str, Any]) -> bool:
    """Say whether an entry may be about such a thing."""
    return entry["type"] in READERS


def take_in(till: Till, entries: Sequence[dict[str, Any]]) -> dict[int, str]:
    """Keep what checked entries say of such things; nothing of it is ever refused."""
    rows = []
    for entry in entries:
        for kind, amount_minor, note, approved_by, *by in READERS[entry["type"]](entry["body"]):
            who = ((by[0] if by else entry["by"])[:MOST_KEY], approved_by[:MOST_KEY])
            rows.append(
                (till.key, till.merchant_id, entry["seq"], kind, *who, amount_minor, note[:MOST_NOTE], entry["at_ms"])
            )
    insert(Deed, COLUMNS, rows, ONCE)
    return {}


def _sale(body: Body) -> Iterator[Found]:
    """Discounts people gave (promotions are the owner's own), prices they changed, tips they were given."""
    if body.get("is_training"):
        return
    if body.get("tip_minor"):
        yield "tip", body["tip_minor"], str(body["number"]), ""
    approvals = {str(one.get("action")): str(one.get("by") or "") for one in body.get("approved") or []}
    off = sum(int(one["minor"]) for one in body["discounts"])
    for line in body["lines"]:
        promoted = sum(int(one.get("minor") or 0) for one in line.get("promotions") or [])
        off += max(0, line["discount_minor"] - promoted) if not line.get("returned") else 0
    if off > 0:
        approved_by = approvals.get("discount_sale") or approvals.get("discount_line") or ""
        yield "discount", off, str(body["number"]), approved_by
    changed = [line for line in body["lines"] if line.get("override")]
    if changed:
        worth = sum(line["price_minor"] for line in changed)
        note = ", ".join(
            [str(body["number"])] + [str(line["override"].get("reason") or line["name"]) for line in changed]
        )
        yield "override", worth, note, approvals.get("override_price", "")


def _refund(body: Body) -> Iterator[Found]:
    if not body.get("is_training"):
        approvals = {str(one.get("action")): str(one.get("by") or "") for one in body.get("approved") or []}
        by = approvals.get("refund") or approvals.get("refund_without_receipt") or ""
        yield "refund", -int(body["total_minor"]), str(body["number"]), by


def _void(body: Body) -> Iterator[Found]:
    note = " · ".join(str(part) for part in (body.get("number"), body.get("reason")) if part)
    yield "void", abs(int(body.get("total_minor") or 0)), note, str(body.get("approved_by") or "")
    if body.get("tip_minor") and "sold_by" in body:
        yield "tip", -body["tip_minor"], str(body["number"]), "", str(body["sold_by"])


def _drawer(body: Body) -> Iterator[Found]:
    yield "no_sale", 0, body["reason"], str(body.get("approved_by") or "")


def _line(body: Body) -> Iterator[Found]:
    """What was taken out of an open sale; what was put back takes it back."""
    worth = abs(body["price_minor"])
    yield "line_removed", -worth if body.get("is_back") else worth, body["name"], str(body.get("approved_by") or "")


def _cash(body: Body) -> Iterator[Found]:
    if body["minor"] < 0:
        yield "cash_out", -body["minor"], body["reason"], str(body.get("approved_by") or "")


def _reprint(body: Body) -> Iterator[Found]:
    yield "reprint", 0, body["number"], str(body.get("approved_by") or "")


def _approval(body: Body) -> Iterator[Found]:
    yield "approval", 0, body["action"], body["by"]


def _locked(body: Body) -> Iterator[Found]:
    yield "locked", 0, body["staff"], ""


READERS: dict[str, Reader] = {
    "sale.completed": _sale,
    "sale.refunded": _refund,
    "sale.voided": _void,
    "drawer.opened": _drawer,
    "line.removed": _line,
    "cash.moved": _cash,
    "receipt.reprinted": _reprint,
    "approval.given": _approval,
    "staff.locked": _locked,
}
