"""What the feed says of orders: those that a store has to prepare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.catalog.models import Barcode
from cloud_bridge.connectors.port import CANCELLED, READY
from cloud_bridge.database import find
from cloud_bridge.orders.models import LabelPicture, Order
from cloud_bridge.orders.states import ON_THE_BOARD
from cloud_bridge.replication.feed import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cloud_bridge.orders.models import OrderLine

CHANNEL = "channel:"


def order_rows(orders: Sequence[tuple[Order, Sequence[OrderLine]]]) -> list[Row]:
    """Return what the stores' tills are told: the orders, or that there is nothing (more) to prepare."""
    open_lines = {
        order.key: [line for line in lines if line.quantity_milli] for order, lines in orders if _is_open(order)
    }
    codes = _barcodes({str(line.variant_id) for lines in open_lines.values() for line in lines if line.variant_id})
    labels = _labels([order.key for order, _lines in orders if order.key in open_lines and order.state == READY])
    return [_row(order, open_lines.get(order.key), codes, labels.get(order.key, {})) for order, _lines in orders]


def _is_open(order: Order) -> bool:
    """Say whether a store has to prepare it; nobody packs what the marketplace is asked to cancel."""
    return order.state in ON_THE_BOARD and order.wanted_state != CANCELLED


def _labels(orders: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the names of these orders' labels as pictures, by how many dots wide they are."""
    found = find(LabelPicture, ("label_id", "width", "name"), "label_id", orders) if orders else []
    labels: dict[str, dict[str, str]] = {}
    for order, width, name in sorted(found):
        labels.setdefault(order, {})[str(width)] = name
    return labels


def _barcodes(variants: set[str]) -> dict[str, str]:
    """Return one barcode of each variant that has any."""
    found = find(Barcode, ("variant_id", "gtin"), "variant_id", variants) if variants else []
    return dict(sorted(found, reverse=True))


def _row(order: Order, lines: Sequence[OrderLine] | None, codes: Mapping[str, str], labels: Mapping[str, str]) -> Row:
    if lines is None:
        return Row(order.store_id, "order", order.key, None)
    data = {
        "channel": order.origin.removeprefix(CHANNEL),
        "number": order.number,
        "state": order.state,
        "stage": order.stage,
        "code": order.pickup_code,
        "labels": labels,
        "buyer": order.buyer,
        "at_ms": order.at_ms,
        "lines": [
            {
                "variant": line.variant_id,
                "sku": line.sku,
                "barcode": codes.get(str(line.variant_id), ""),
                "name": line.name,
                "quantity_milli": line.quantity_milli,
            }
            for line in lines
        ],
    }
    return Row(order.store_id, "order", order.key, data)


def rows(merchant_key: str) -> Iterator[Row]:
    """Return every order that some store of the merchant has to prepare."""
    waiting = Order.objects.filter(merchant=merchant_key, state__in=ON_THE_BOARD)
    found = waiting.exclude(wanted_state=CANCELLED).prefetch_related("lines")
    yield from order_rows([(order, sorted(order.lines.all(), key=lambda line: line.line)) for order in found])
