"""What tills did to their shelves: counts, deliveries, corrections, and goods they want from another store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloud_bridge.catalog.models import Variant
from cloud_bridge.database import find
from cloud_bridge.fleet.models import Store
from cloud_bridge.replication import feed
from cloud_bridge.stock import ledger
from cloud_bridge.stock.causes import source_of
from cloud_bridge.stock.models import Document, DocumentLine
from cloud_bridge.stock.rows import transfer_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_bridge.fleet.models import Till

    Entry = dict[str, Any]

KINDS = {
    "stock.counted": Document.COUNT,
    "stock.received": Document.DELIVERY,
    "stock.adjusted": Document.ADJUSTMENT,
    "transfer.requested": Document.TRANSFER,
}


def take_in(till: Till, entries: Sequence[Entry]) -> dict[int, str]:
    """Book checked entries one sheet after another; return why some were refused, by their seq.

    A count is the difference to what the books say at its place: the caller applies what the till did before it first.
    """
    known = _known_sheets(till, entries)
    variants = _known_variants(till, entries)
    refused: dict[int, str] = {}
    for entry in entries:
        body = entry["body"]
        strange = [line["variant"] for line in body["lines"] if line["variant"] not in variants]
        if body["document"] in known:
            refused[entry["seq"]] = f"Sheet {body['document']} is in the books already."
        elif strange:
            refused[entry["seq"]] = f"The catalogue does not have {', '.join(strange)[:100]}."
        else:
            known.add(body["document"])
            _book(till, entry)
    return refused


def _book(till: Till, entry: Entry) -> None:
    body, kind = entry["body"], KINDS[entry["type"]]
    document = Document.objects.create(
        merchant_id=till.merchant_id,
        store_id=till.store_id,
        kind=kind,
        number=body["document"],
        source=f"{till.key}:{entry['seq']}",
        by=entry["by"],
        reason=body.get("reason", "")[:120],
        wanted_from=Store.objects.filter(key=body.get("from", ""), merchant=till.merchant_id).first(),
        state=Document.REQUESTED if kind == Document.TRANSFER else Document.BOOKED,
        at_ms=entry["at_ms"],
    )
    moved = _move(till, entry, kind)
    DocumentLine.objects.bulk_create([
        DocumentLine(
            document=document,
            line=number,
            variant_id=line["variant"],
            quantity_milli=line["quantity_milli"],
            expected_milli=line.get("expected_milli"),
            moved_milli=moved.get(line["variant"], 0),
        )
        for number, line in enumerate(body["lines"], 1)
    ])  # fmt: skip
    if kind == Document.TRANSFER:
        feed.publish(till.merchant_id, transfer_rows([document]))
    elif body.get("transfer"):
        _arrived(till, body["transfer"])


def _move(till: Till, entry: Entry, kind: str) -> dict[str, int]:
    """Move what the sheet says and return by how much each variant's shelf changed."""
    body, at_ms = entry["body"], entry["at_ms"]
    reason = body.get("reason", "")
    sources = {line["variant"]: source_of(till.key, entry["seq"], n, reason) for n, line in enumerate(body["lines"], 1)}
    if kind == Document.COUNT:
        counted = {line["variant"]: (line["quantity_milli"], sources[line["variant"]]) for line in body["lines"]}
        return ledger.counts(till.merchant_id, till.store_id, counted, at_ms)
    if kind == Document.TRANSFER:
        return {}
    moved = {line["variant"]: line["quantity_milli"] for line in body["lines"]}
    ledger.move(
        till.merchant_id,
        [ledger.Move(till.store_id, key, kind, milli, sources[key], at_ms) for key, milli in moved.items()],
    )
    return moved


def _arrived(till: Till, number: str) -> None:
    """Take a transfer off the tills' boards, because its goods came."""
    transfers = Document.objects.filter(merchant=till.merchant_id, kind=Document.TRANSFER, number=number)
    move_on(transfers.exclude(state=Document.RECEIVED), Document.RECEIVED)


def move_on(transfers: Any, state: str) -> int:
    """Bring transfers (a query) to a state and tell the tills that asked; return how many there were."""
    found = list(transfers)
    for document in found:
        document.state = state
        document.save(update_fields=["state"])
        feed.publish(document.merchant_id, transfer_rows([document]))
    return len(found)


def _known_sheets(till: Till, entries: Sequence[Entry]) -> set[str]:
    numbers = [entry["body"]["document"] for entry in entries]
    return {number for (number,) in find(Document, ("number",), "number", numbers, merchant_id=till.merchant_id)}


def _known_variants(till: Till, entries: Sequence[Entry]) -> set[str]:
    keys = {line["variant"] for entry in entries for line in entry["body"]["lines"]}
    return {key for key, owner in find(Variant, ("key", "merchant_id"), "key", keys) if owner == till.merchant_id}
