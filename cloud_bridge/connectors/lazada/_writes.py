"""Writing stock and prices: up to twenty SKUs of any products in a call, each of which may be refused on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import PriceWrite, StockWrite, WriteResult

from ._mapping import to_amount
from ._xml import payload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from appliance.core.money import Currency
    from cloud_bridge.connectors.port import ListingKey

    from ._client import Client
    from ._reply import Reply
    from ._xml import Node

UPDATE_SELLABLE = "/product/stock/sellable/update"
UPDATE_PRICE = "/product/price_quantity/update"
BATCH = 20  # "the maximum is 50, but 20 is recommended"; with more, error 513 comes often

Write = TypeVar("Write", StockWrite, PriceWrite)


class Writes:
    """What changes a shop's listings; everything written is absolute, so repeating it does no harm."""

    def __init__(self, client: Client, currency: Currency, warehouse: str) -> None:
        self._client = client
        self._currency = currency
        self._warehouse = warehouse

    def stock(self, writes: Sequence[StockWrite]) -> tuple[WriteResult, ...]:
        """Set what buyers can buy; see port.Connector.write_stock.

        Of Lazada's three calls this is the one that can be repeated: `sellable/adjust` adds each time it arrives, and
        `price_quantity/update` sets the total, which is refused or wrong as soon as an order comes in between, because
        it counts the units withheld, occupied and locked by campaigns as well.
        """
        return self._each_batch(writes, lambda batch: self._send(UPDATE_SELLABLE, batch, self._quantity))

    def price(self, writes: Sequence[PriceWrite]) -> tuple[WriteResult, ...]:
        """Set prices and leave quantities alone; see port.Connector.write_price."""
        return self._each_batch(writes, lambda batch: self._send(UPDATE_PRICE, batch, self._price))

    def _quantity(self, write: StockWrite) -> Node:
        quantity = ("SellableQuantity", str(write.stock))
        if not self._warehouse:
            return quantity
        place = ("MultiWarehouseInventory", [("WarehouseCode", self._warehouse), quantity])
        return ("MultiWarehouseInventories", [place])

    def _price(self, write: PriceWrite) -> Node:
        return ("Price", to_amount(write.price_minor, self._currency))

    def _send(self, path: str, batch: Sequence[Write], value_of: Callable[[Write], Node]) -> Reply:
        skus = [
            ("Sku", [("ItemId", write.key.product_id), ("SkuId", write.key.variant_id), value_of(write)])
            for write in batch
        ]
        return self._client.post(path, [("payload", payload(("Skus", skus)))], is_urgent=path == UPDATE_SELLABLE)

    def _each_batch(self, writes: Sequence[Write], send: Callable[[Sequence[Write]], Reply]) -> tuple[WriteResult, ...]:
        """Return the results of all batches; when Lazada stops answering, of those before; TryLater if none were."""
        results: list[WriteResult] = []
        latest = list({write.key: write for write in writes}.values())
        for start in range(0, len(latest), BATCH):
            try:
                for result in _settle(latest[start : start + BATCH], send):
                    results.append(result)  # noqa: PERF402 - what was answered before an error is kept
            except TryLater:
                if not results:
                    raise
                break
        return tuple(results)


def _settle(batch: Sequence[Write], send: Callable[[Sequence[Write]], Reply]) -> Iterator[WriteResult]:
    """Yield what became of each write of a batch.

    Whether the other SKUs of a refused batch were written is undocumented: they are written again without those that
    were named, and in halves where none was named.
    """
    reply = send(batch)
    fate = reply.fate
    if fate is not None and not isinstance(fate, Refused):
        raise fate
    refused = {} if fate is None else _named(batch, reply)
    if fate is not None and not refused and (len(batch) == 1 or not _is_of_skus(reply.code)):
        refused = dict.fromkeys((write.key for write in batch), str(fate.values["reason"]))
    yield from (WriteResult(key, reason) for key, reason in refused.items())
    others = [write for write in batch if write.key not in refused]
    if fate is None:
        yield from (WriteResult(write.key) for write in others)
    else:
        middle = len(others) if refused else len(others) // 2
        for part in (others[:middle], others[middle:]):
            if part:
                yield from _settle(part, send)


def _is_of_skus(code: str) -> bool:
    """Say whether an error is about single SKUs: 501 wraps them all, 212 and the 4xxx are what it wraps."""
    return code in {"501", "212"} or (len(code) == 4 and code.startswith("4"))


def _named(batch: Sequence[Write], reply: Reply) -> dict[ListingKey, str]:
    """Return the writes that the detail of an error names, and why; a product names its only SKU in the batch."""
    found: dict[ListingKey, str] = {}
    for entry in reply.detail:
        sku_id, item_id = str(entry.get("sku_id") or ""), str(entry.get("item_id") or "")
        same = [
            write.key
            for write in batch
            if (write.key.variant_id == sku_id if sku_id else write.key.product_id == item_id)
        ]
        if len(same) == 1:
            found[same[0]] = f"{reply.code}: {entry.get('message') or reply.message}"
    return found
