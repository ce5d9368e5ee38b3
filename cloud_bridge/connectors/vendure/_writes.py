"""Writing stock and prices: up to a hundred variants in a call, which Vendure changes all or not at all.

Where it refuses a batch for the sake of one variant, the batch is halved until that one is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import PriceWrite, StockWrite, WriteResult

from ._documents import CHANGE_VARIANTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from appliance.core.money import Currency

    from ._client import Client
    from ._products import Products
    from ._shop import Shop
    from ._stock import Level

BATCH = 100
ROUNDS = 3  # a variant whose allocations fall again and again between reading and writing is left for later

Write = TypeVar("Write", StockWrite, PriceWrite)


class Writes:
    """What changes a channel's listings; everything written is absolute, so repeating it does no harm."""

    def __init__(self, client: Client, currency: Currency, shop: Shop, products: Products) -> None:
        self._client = client
        self._currency = currency
        self._shop = shop
        self._products = products

    def stock(self, writes: Sequence[StockWrite]) -> tuple[WriteResult, ...]:
        """Make buyers see these numbers; see port.Connector.write_stock and _stock.

        Vendure compares nothing before it sets. What is expected is compared with what is read a moment before.
        """
        return _each_batch(writes, self._write_stock)

    def price(self, writes: Sequence[PriceWrite]) -> tuple[WriteResult, ...]:
        """Set prices; see port.Connector.write_price."""
        return _each_batch(writes, self._write_price)

    def _write_stock(self, batch: Sequence[StockWrite]) -> list[WriteResult]:
        levels = self._products.levels([write.key.variant_id for write in batch])
        results, due = [], []
        for write in batch:
            level = levels.get(write.key.variant_id)
            if level is None:
                results.append(WriteResult(write.key, "there is no such variant"))
            elif not level.is_counted:
                results.append(WriteResult(write.key, "the shop does not track its stock"))
            elif level.saleable == write.stock:
                results.append(WriteResult(write.key))
            elif write.expected not in {None, level.saleable}:
                results.append(WriteResult(write.key, seen=level.saleable))
            else:
                due.append(write)
        return results + _halved(due, lambda some: self._set_stock(some, levels))

    def _set_stock(self, writes: Sequence[StockWrite], levels: dict[str, Level]) -> list[WriteResult]:
        """Write until nobody is offered more than should be; see _stock."""
        location_id = self._shop.facts().location_id
        due = list(writes)
        for _ in range(ROUNDS):
            rows = [
                {
                    "id": write.key.variant_id,
                    "stockLevels": [
                        {
                            "stockLocationId": location_id,
                            "stockOnHand": levels[write.key.variant_id].on_hand_for(write.stock),
                        }
                    ],
                }
                for write in due
            ]
            for shown in self._change(rows):
                number = str(shown["id"])
                levels[number] = levels[number].now(shown["stockLevels"], location_id)
            due = [write for write in due if levels[write.key.variant_id].saleable > write.stock]
            if not due:
                break
        return [WriteResult(write.key) for write in writes if write not in due]

    def _write_price(self, batch: Sequence[PriceWrite]) -> list[WriteResult]:
        return _halved(batch, self._set_price)

    def _set_price(self, writes: Sequence[PriceWrite]) -> list[WriteResult]:
        money = self._shop.facts().money
        self._change(
            [
                {"id": write.key.variant_id, "price": money.to_amount(write.price_minor, self._currency)}
                for write in writes
            ]
        )
        return [WriteResult(write.key) for write in writes]

    def _change(self, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        answer = self._client.ask(CHANGE_VARIANTS, {"input": rows}, is_urgent=True)
        return [variant for variant in answer["updateProductVariants"] if variant]


def _halved(writes: Sequence[Write], send: Callable[[Sequence[Write]], list[WriteResult]]) -> list[WriteResult]:
    """Send writes and return their results; find the ones that all the others are refused for."""
    if not writes:
        return []
    try:
        return send(writes)
    except Refused as refused:
        if len(writes) == 1:
            return [WriteResult(writes[0].key, str(refused.values["reason"]))]
    middle = len(writes) // 2
    return _halved(writes[:middle], send) + _halved(writes[middle:], send)


def _each_batch(
    writes: Sequence[Write], send: Callable[[Sequence[Write]], list[WriteResult]]
) -> tuple[WriteResult, ...]:
    """Return the results of all batches; when Vendure stops answering, of those before; TryLater if none were."""
    results: list[WriteResult] = []
    for batch in _cut(list({write.key: write for write in writes}.values())):
        try:
            results += send(batch)
        except TryLater:
            if not results:
                raise
            break
    return tuple(results)


def _cut(writes: Sequence[Write]) -> Iterator[Sequence[Write]]:
    for start in range(0, len(writes), BATCH):
        yield writes[start : start + BATCH]
