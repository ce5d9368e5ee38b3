"""Writing stock and prices: up to 250 in a call, of which each may be refused on its own.

Stock is compared before it is set where it is known what should stand there. A batch with one wrong row may be dropped
whole (it is not published whether it is): the wrong rows are taken out and the rest is sent again, which does no harm.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, TypeVar

from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import PriceWrite, StockWrite, WriteResult

from ._documents import SET_PRICES, SET_STOCK
from ._fates import LATER, fate_of
from ._ids import PRODUCT, VARIANT, to_gid
from ._mapping import to_amount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from appliance.core.money import Currency

    from ._client import Client
    from ._place import Place
    from ._products import Products
    from ._reply import Json

BATCH = 250
STALE = ("CHANGE_FROM_QUANTITY_STALE", "COMPARE_QUANTITY_STALE")

Write = TypeVar("Write", StockWrite, PriceWrite)


class Writes:
    """What changes a shop's listings; everything written is absolute, so repeating it does no harm."""

    def __init__(self, client: Client, currency: Currency, place: Place, products: Products) -> None:
        self._client = client
        self._currency = currency
        self._place = place
        self._products = products

    def stock(self, writes: Sequence[StockWrite]) -> tuple[WriteResult, ...]:
        """Set stock at the place; see port.Connector.write_stock."""
        return _each_batch(_cut(_latest(writes)), self._write_stock)

    def price(self, writes: Sequence[PriceWrite]) -> tuple[WriteResult, ...]:
        """Set prices; see port.Connector.write_price."""
        by_product: dict[str, list[PriceWrite]] = {}
        for write in _latest(writes):
            by_product.setdefault(write.key.product_id, []).append(write)
        return _each_batch((batch for of_one in by_product.values() for batch in _cut(of_one)), self._write_price)

    def _write_stock(self, batch: Sequence[StockWrite]) -> list[WriteResult]:
        items = self._products.items([write.key.variant_id for write in batch])
        gone = [
            WriteResult(write.key, "there is no such variant") for write in batch if write.key.variant_id not in items
        ]
        return gone + self._set(items, [write for write in batch if write.key.variant_id in items])

    def _set(self, items: dict[str, str], batch: Sequence[StockWrite]) -> list[WriteResult]:
        if not batch:
            return []
        rows = [
            {
                "inventoryItemId": items[write.key.variant_id],
                "locationId": self._place.gid(),
                "quantity": write.stock,
                "changeFromQuantity": write.expected,
            }
            for write in batch
        ]
        asked = {"name": "available", "reason": "correction", "quantities": rows}
        # A key of its own for each call: the same number written again later is another call, not the same one.
        answer = self._client.ask(SET_STOCK, {"input": asked, "key": str(uuid.uuid4())}, is_urgent=True)
        errors = answer["inventorySetQuantities"]["userErrors"]
        if not errors:
            return [WriteResult(write.key) for write in batch]
        wrong = _by_row(errors, 2, len(batch))
        if not wrong:
            return self._halved(items, batch, errors[0])
        stale = [batch[at] for at, error in wrong.items() if error.get("code") in STALE]
        refused = [
            WriteResult(batch[at].key, _reason(error)) for at, error in wrong.items() if error.get("code") not in STALE
        ]
        rest = [write for at, write in enumerate(batch) if at not in wrong]
        return refused + self._seen(stale) + self._set(items, rest)

    def _halved(self, items: dict[str, str], batch: Sequence[StockWrite], error: Json) -> list[WriteResult]:
        """Find the row that an error does not name."""
        if error.get("code") in LATER:
            raise fate_of(str(error["code"]), str(error["message"]))
        if len(batch) == 1:
            return [WriteResult(batch[0].key, _reason(error))]
        middle = len(batch) // 2
        return self._set(items, batch[:middle]) + self._set(items, batch[middle:])

    def _seen(self, stale: Sequence[StockWrite]) -> list[WriteResult]:
        """Return what stands where something else was expected; what was to be written is as good as written."""
        shown = self._products.stocks([write.key.variant_id for write in stale]) if stale else {}
        results = []
        for write in stale:
            seen = shown.get(write.key.variant_id)
            if seen is None:
                results.append(WriteResult(write.key, "its stock is not kept at this location"))
            else:
                is_there = seen == write.stock
                results.append(WriteResult(write.key, seen=None if is_there else seen, was_there=is_there))
        return results

    def _write_price(self, batch: Sequence[PriceWrite]) -> list[WriteResult]:
        variants = [
            {"id": to_gid(VARIANT, write.key.variant_id), "price": to_amount(write.price_minor, self._currency)}
            for write in batch
        ]
        asked: dict[str, Any] = {"productId": to_gid(PRODUCT, batch[0].key.product_id), "variants": variants}
        errors = self._client.ask(SET_PRICES, asked)["productVariantsBulkUpdate"]["userErrors"]
        wrong = _by_row(errors, 1, len(batch))
        everywhere = _reason(errors[0]) if errors and not wrong else ""
        return [
            WriteResult(write.key, _reason(wrong[at]) if at in wrong else everywhere) for at, write in enumerate(batch)
        ]


def _each_batch(
    batches: Iterable[Sequence[Write]], send: Callable[[Sequence[Write]], list[WriteResult]]
) -> tuple[WriteResult, ...]:
    """Return the results of all batches; when Shopify stops answering, of those before; TryLater if none were."""
    results: list[WriteResult] = []
    for batch in batches:
        try:
            results += send(batch)
        except Refused as refused:
            results += [WriteResult(write.key, str(refused.values["reason"])) for write in batch]
        except TryLater:
            if not results:
                raise
            break
    return tuple(results)


def _latest(writes: Sequence[Write]) -> list[Write]:
    """Return the writes without those that a later one for the same listing replaces."""
    return list({write.key: write for write in writes}.values())


def _cut(writes: Sequence[Write]) -> Iterator[Sequence[Write]]:
    for start in range(0, len(writes), BATCH):
        yield writes[start : start + BATCH]


def _by_row(errors: Sequence[Json], at: int, most: int) -> dict[int, Json]:
    """Return the first error of each row; the row's place stands at a fixed depth of the path to the field."""
    found: dict[int, Json] = {}
    for error in errors:
        path = error.get("field") or ()
        if len(path) > at and str(path[at]).isdecimal() and int(path[at]) < most:
            found.setdefault(int(path[at]), error)
    return found


def _reason(error: Json) -> str:
    return ": ".join(str(error[part]) for part in ("code", "message") if error.get(part)) or "no reason given"
