"""The store room and the packing table of the stall in memory."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from appliance.core.entries.order import later, stage_of
from appliance.core.gtin import check_digit
from appliance.core.on_hand import changes
from appliance.till.board import Channel, Order, OrderLine
from appliance.till.goods_errors import OrderGone
from appliance.till.shelf import Elsewhere, Shelf

from . import goods

NOW_MS = 1_795_146_120_000
MINUTE_MS = 60_000
PLACES = {name: index for index, (_category, name, *_more) in enumerate(goods.GOODS)}
CHANNELS = [
    Channel("lz", "Lazada", "down", 5_400),
    Channel("sh", "Shopee Bu Sri", "ok", 4),
    Channel("tk", "Tokopedia", "late", 260),
]


def barcode_of(index: int) -> str:
    body = f"899{index:09}"
    return body + check_digit(body)


def line(name: str, quantity: int, **more: Any) -> OrderLine:
    index = PLACES[name]
    found = OrderLine(name, quantity * 1_000, f"SKU{index:05}", f"v{index}", "0" + barcode_of(index))
    return replace(found, **more)


def order(key: str, channel: Channel, number: str, buyer: str, minutes: int, *lines: OrderLine, **more: Any) -> Order:
    at_ms = NOW_MS - minutes * MINUTE_MS
    return Order(key, channel.name, number, "to_prepare", buyer, at_ms, lines, channel.key, **more)


LAZADA, SHOPEE, TOKOPEDIA = CHANNELS
ORDERS = [
    order(
        "rina", SHOPEE, "251121KQ7P2M", "r***a", 13,
        line("Indomie Goreng", 4), line("Kecap Manis Bango 275 ml", 2), line("Teh Botol Sosro 450 ml", 1),
        courier="J&T Express",
    ),
    order("budi", TOKOPEDIA, "INV/20261121/4410", "b***o", 100, line("Rinso Anti Noda 770 g", 3)),
    order(
        "dewi", LAZADA, "4471902211", "d***i", 200,
        line("SilverQueen Chunky Bar", 5), line("Permen Kopiko 120 g", 4), line("Biskuit Roma Kelapa 300 g", 2),
    ),
    order("joko", SHOPEE, "251121M81RTX", "Pak Joko", 25, line("Beras Ramos 5 kg", 1), stage="packed", code="4821"),
]  # fmt: skip
ELSEWHERE = (
    Elsewhere("s2", "Gudang Cibubur", 144_000, NOW_MS - 4 * MINUTE_MS),
    Elsewhere("s3", "Pasar Senen", 6_000, NOW_MS - 190 * MINUTE_MS),
    Elsewhere("s4", "Kios Depok", 0, NOW_MS - 3_000 * MINUTE_MS),
)


class Room:
    """What a catalogue and books know of shelves and orders; `follow` does what follows from an entry."""

    def __init__(self, stocks: dict[int, int], orders: list[Order] | None) -> None:
        self.on_hand = {f"v{index}": milli for index, milli in stocks.items()}
        self.orders = list(orders or [])
        self.drafts: dict[str, tuple[str, dict[str, Any]]] = {}
        self.printed: list[dict[str, Any]] = []
        self.incoming: dict[str, int] = {}

    def shelf(self, key: str) -> Shelf:
        reserved = sum(
            line.quantity_milli for order in self.orders if order.stage != "handed_over"
            for line in order.lines if line.variant == key
        )  # fmt: skip
        return Shelf(self.on_hand.get(key), reserved, self.incoming.get(key, 0), ELSEWHERE)

    def follow(self, kind: str, body: dict[str, Any]) -> None:
        stage = stage_of(kind)
        if stage:
            known = next((order for order in self.orders if order.key == body["order"]), None)
            if known is not None and known.stage == "handed_over":
                raise OrderGone
            self.orders = [
                replace(order, stage=later(order.stage, stage)) if order.key == body["order"] else order
                for order in self.orders
            ]
        for change in changes(kind, body):
            if change.is_count or change.variant in self.on_hand or kind.startswith("stock."):
                self.on_hand[change.variant] = change.after(self.on_hand.get(change.variant, 0))
        if kind == "transfer.requested":
            for line in body["lines"]:
                self.incoming[line["variant"]] = self.incoming.get(line["variant"], 0) + line["quantity_milli"]
        self.drafts.pop(str(body.get("document", "")), None)

    def save_draft(self, key: str, kind: str, body: dict[str, Any] | None) -> None:
        self.drafts.pop(key, None)
        if body is not None:
            self.drafts[key] = kind, body

    def drafts_of(self, kind: str) -> list[dict[str, Any]]:
        return [body for known, body in self.drafts.values() if known == kind]

    def print(self, document: dict[str, Any]) -> Future[None]:
        self.printed.append(document)
        future: Future[None] = Future()
        future.set_result(None)
        return future
