"""Writing stock and prices: up to fifty models of one item in a call, each of which may be refused on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import PriceWrite, StockWrite, WriteResult

from ._fates import name_of
from ._numbers import decimal, to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from appliance.core.money import Currency

    from ._client import Client
    from ._reply import Reply

UPDATE_STOCK = "/api/v2/product/update_stock"
UPDATE_PRICE = "/api/v2/product/update_price"
BATCH = 50
SEE_FAILURE_LIST = "error_busi_update_stock_failed"  # an error that is not one: the reasons stand in failure_list

Write = TypeVar("Write", StockWrite, PriceWrite)


class Writes:
    """What changes a shop's listings; everything written is absolute, so repeating it does no harm."""

    def __init__(self, client: Client, currency: Currency, location_id: str) -> None:
        self._client = client
        self._currency = currency
        self._location_id = location_id

    def stock(self, writes: Sequence[StockWrite]) -> tuple[WriteResult, ...]:
        """Set stock; see port.Connector.write_stock."""
        return _each_batch(writes, self._write_stock)

    def price(self, writes: Sequence[PriceWrite]) -> tuple[WriteResult, ...]:
        """Set prices; see port.Connector.write_price."""
        return _each_batch(writes, self._write_price)

    def _write_stock(self, batch: Sequence[StockWrite]) -> Reply:
        place = {"location_id": self._location_id} if self._location_id else {}
        stocks = [{"model_id": _model_id(write), "seller_stock": [{**place, "stock": write.stock}]} for write in batch]
        body = {"item_id": int(batch[0].key.product_id), "stock_list": stocks}
        return self._client.ask(UPDATE_STOCK, body=to_json(body), is_urgent=True)

    def _write_price(self, batch: Sequence[PriceWrite]) -> Reply:
        places = self._currency.exponent
        prices = [
            {"model_id": _model_id(write), "original_price": decimal(write.price_minor, places)} for write in batch
        ]
        body = {"item_id": int(batch[0].key.product_id), "price_list": prices}
        return self._client.ask(UPDATE_PRICE, body=to_json(body))


def _each_batch(writes: Sequence[Write], send: Callable[[Sequence[Write]], Reply]) -> tuple[WriteResult, ...]:
    """Return the results of all batches; when Shopee stops answering, of those before; TryLater if none were."""
    results: list[WriteResult] = []
    for batch in _batches(writes):
        try:
            results += _results(batch, send(batch))
        except Refused as refused:
            results += [WriteResult(write.key, str(refused.values["reason"])) for write in batch]
        except TryLater:
            if not results:
                raise
            break
    return tuple(results)


def _batches(writes: Sequence[Write]) -> Iterator[Sequence[Write]]:
    """Yield the writes item by item; of two for the same model the later one counts, as if both had been sent."""
    by_item: dict[str, list[Write]] = {}
    for write in {write.key: write for write in writes}.values():
        by_item.setdefault(write.key.product_id, []).append(write)
    for of_item in by_item.values():
        for start in range(0, len(of_item), BATCH):
            yield of_item[start : start + BATCH]


def _results(batch: Sequence[Write], reply: Reply) -> list[WriteResult]:
    failures = reply.data.get("failure_list") or []
    if name_of(reply.error) != SEE_FAILURE_LIST or not failures:
        reply.checked()
    refused = {int(failure["model_id"]): str(failure["failed_reason"]) for failure in failures}
    done = {int(success["model_id"]) for success in reply.data.get("success_list") or []}
    return [
        WriteResult(
            write.key,
            refused.get(_model_id(write)) or ("" if _model_id(write) in done else reply.warning),
        )
        for write in batch
    ]


def _model_id(write: StockWrite | PriceWrite) -> int:
    return int(write.key.variant_id or 0)
