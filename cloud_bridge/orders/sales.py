"""The order book's till side: finished sales and refunds by the hundred, in a handful of statements."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cloud_bridge.catalog.models import Variant
from cloud_bridge.connectors.port import COMPLETED
from cloud_bridge.database import find, insert
from cloud_bridge.keys import new_key
from cloud_bridge.orders.models import Order, OrderLine, Payment
from cloud_bridge.stock import kits, ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_bridge.fleet.models import Till

    Entry = dict[str, Any]

TILL = "till:"
ORDER = (
    "key", "merchant_id", "store_id", "origin", "external_id", "number", "state", "raw_state", "is_gone", "currency",
    "total_minor", "tax_minor", "buyer", "at_ms", "updated_at_ms", "raw",
)  # fmt: skip
LINE = ("order_id", "line", "variant_id", "sku", "name", "listing", "quantity_milli", "price_minor", "parts")
PAYMENT = ("order_id", "number", "kind", "amount_minor", "tip_minor")


def take_in_sales(till: Till, entries: Sequence[Entry]) -> dict[int, str]:
    """Book checked `sale.completed` and `sale.refunded` entries; return why some were refused, by their seq.

    A sale is a completed order; a refund is one that comes to less than nothing, and its goods come back.

    A line whose variant the catalogue does not know is booked without one and moves no stock: the money is right. Money
    that was put on a card is paid but not earned: such a line is in no order and in no total (people/holdings.py).
    """
    origin = TILL + till.key
    known, variants = _known_sales(origin, entries), _known_variants(till.merchant_id, entries)
    parts = kits.parts_of(variants)
    refused: dict[int, str] = {}
    orders: list[tuple[Any, ...]] = []
    lines: list[tuple[Any, ...]] = []
    payments: list[tuple[Any, ...]] = []
    moves: list[ledger.Move] = []
    for entry in entries:
        body, seq, at_ms = entry["body"], entry["seq"], entry["at_ms"]
        sale, key = body["sale"], new_key()
        if sale in known:
            refused[seq] = f"Sale {sale} is in the books already."
            continue
        known.add(sale)
        tax_minor = sum(tax["tax_minor"] for tax in body["taxes"])
        earned_minor = body["total_minor"]
        for line in body["lines"]:
            if "card" in line:
                earned_minor -= line["price_minor"]
                continue
            number, quantity_milli = line["line"], line["quantity_milli"]
            variant = line["variant"] if line["variant"] in variants else None
            made_of = parts.get(variant or "", ())
            lines.append((
                key, number, variant, line["sku"], line["name"], "", quantity_milli, line["price_minor"],
                json.dumps(made_of),
            ))  # fmt: skip
            if variant:
                source = f"{till.key}:{seq}:{number}"
                moves += (
                    ledger.Move(till.store_id, moved, "sale", milli, cause, at_ms)
                    for moved, milli, cause in kits.taken_apart(variant, -quantity_milli, source, made_of)
                )
        orders.append((
            key, till.merchant_id, till.store_id, origin, sale, body["number"], COMPLETED, "", True, body["currency"],
            earned_minor, tax_minor, "", at_ms, at_ms, "{}",
        ))  # fmt: skip
        for number, tender in enumerate(body["tenders"], 1):
            payments.append((key, number, tender["kind"], tender["amount_minor"], tender.get("tip_minor", 0)))
    insert(Order, ORDER, orders)
    insert(OrderLine, LINE, lines)
    insert(Payment, PAYMENT, payments)
    ledger.move(till.merchant_id, moves)
    return refused


def _known_sales(origin: str, entries: Sequence[Entry]) -> set[str]:
    sales = [entry["body"]["sale"] for entry in entries]
    return {sale for (sale,) in find(Order, ("external_id",), "external_id", sales, origin=origin)}


def _known_variants(merchant_key: str, entries: Sequence[Entry]) -> set[str]:
    keys = {line["variant"] for entry in entries for line in entry["body"]["lines"]}
    return {key for key, owner in find(Variant, ("key", "merchant_id"), "key", keys) if owner == merchant_key}
