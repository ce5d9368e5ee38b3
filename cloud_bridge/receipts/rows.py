"""What the feed says of receipts, on the rows of the store and its tills (the table in docs/protocol.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core.receipt_link import till_letters
from appliance.core.sale_receipt import LAYOUT, SALE
from cloud_bridge.receipts.models import ReceiptRules
from cloud_bridge.replication.sources import Source, watch

if TYPE_CHECKING:
    from cloud_bridge.fleet.models import Store, Till
    from cloud_bridge.replication.feed import Row


def of_store(store: Store) -> dict[str, Any]:
    """Return how the store's receipts look and whether they are printed unasked; nothing for the usual."""
    rules = ReceiptRules.objects.filter(store=store).first()
    said: dict[str, Any] = {}
    if rules is not None and rules.left_out:
        said["layout"] = {SALE: [block for block in LAYOUT[SALE] if block not in rules.left_out]}
    if rules is not None and rules.asks:
        said["print"] = "ask"
    return said


def of_till(till: Till) -> str:
    """Return what links to the till's receipts begin with, "" where they have no page."""
    address = address_of(till)
    return f"{address}/r/{till_letters(till.key)}" if address else ""


def address_of(till: Till) -> str:
    """Return where customers reach this bridge, without a slash at the end; "" where they do not."""
    rules = ReceiptRules.objects.filter(store=till.store_id).first()
    return rules.address.rstrip("/") if rules else ""


def connect() -> None:
    """Publish the rules from now on."""
    watch(lambda rules: rules.store.merchant_id, {ReceiptRules: Source(lambda _rules: (), _quoted)})


def _quoted(rules: ReceiptRules) -> list[Row]:
    from cloud_bridge.fleet.rows import store_rows, till_rows  # noqa: PLC0415 - which ask this module

    return [*store_rows(rules.store), *(row for till in rules.store.till_set.all() for row in till_rows(till))]
