"""What the feed says of stock besides the levels: transfers on their way, and what other stores have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.replication.feed import Row
from cloud_bridge.stock import escrow
from cloud_bridge.stock.models import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ON_THE_WAY = (Document.REQUESTED, Document.SENT)


def transfer_rows(documents: Sequence[Document]) -> list[Row]:
    """Return what the tills of the store that asked are told: what is on its way, or that nothing is any more."""
    return [_transfer_row(document) for document in documents]


def _transfer_row(document: Document) -> Row:
    if document.state not in ON_THE_WAY:
        return Row(document.store_id, "transfer", document.number, None)
    lines = document.lines.order_by("line").values("variant", "quantity_milli")
    data = {
        "state": document.state,
        "from": document.wanted_from.name if document.wanted_from else "",
        "at_ms": document.at_ms,
        "lines": list(lines),
    }
    return Row(document.store_id, "transfer", document.number, data)


def rows(merchant_key: str) -> Iterator[Row]:
    """Return every transfer that some store of the merchant waits for, and every till's rights to scarce goods."""
    waiting = Document.objects.filter(merchant=merchant_key, kind=Document.TRANSFER, state__in=ON_THE_WAY)
    yield from transfer_rows(list(waiting.select_related("wanted_from")))
    yield from escrow.rows(merchant_key)
