"""Writing stock and prices: up to 100 in a call, of which each may be refused on its own inside a 200.

Products and the variations of each product have endpoints of their own. Numbers are absolute; nothing is compared.
Source: woocommerce-rest-api-docs, "Batch update products", "Batch update product variations".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import PriceWrite, StockWrite, WriteResult

from ._batches import until_silent
from ._fates import fate_of
from ._mapping import readable, to_amount
from ._products import PRODUCTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from appliance.core.money import Currency

    from ._app import App
    from ._reply import Json

BATCH = 100
STRANGE = "it is not named by a number, as WooCommerce names everything"
NOT_COUNTED = "the shop counts no stock (WooCommerce, Settings, Products, Inventory)"

Write = TypeVar("Write", StockWrite, PriceWrite)


class Writes:
    """What changes a shop's listings; everything written is absolute, so repeating it does no harm."""

    def __init__(self, app: App, currency: Currency) -> None:
        self._app = app
        self._currency = currency

    def stock(self, writes: Sequence[StockWrite]) -> tuple[WriteResult, ...]:
        """Set stock, and have it counted where it was not; see port.Connector.write_stock."""

        def change(write: StockWrite) -> Json:
            return {"manage_stock": True, "stock_quantity": write.stock}

        def missed(now: Json) -> str:
            return "" if now["manage_stock"] is True else NOT_COUNTED

        return self._all(writes, lambda batch: self._write(batch, change, missed, is_urgent=True))

    def price(self, writes: Sequence[PriceWrite]) -> tuple[WriteResult, ...]:
        """Set regular prices; a sale price is the seller's own doing and stays. See port.Connector.write_price."""

        def change(write: PriceWrite) -> Json:
            return {"regular_price": to_amount(write.price_minor, self._currency)}

        return self._all(writes, lambda batch: self._write(batch, change, lambda _: "", is_urgent=False))

    @staticmethod
    def _all(
        writes: Sequence[Write], send: Callable[[Sequence[Write]], Sequence[WriteResult]]
    ) -> tuple[WriteResult, ...]:
        """Send the last write of each listing; what is no listing of WooCommerce needs no call."""
        latest = {write.key: write for write in writes}.values()
        strange = tuple(WriteResult(write.key, STRANGE) for write in latest if not _is_ours(write))
        return strange + until_silent(_batches([write for write in latest if _is_ours(write)]), send)

    def _write(
        self,
        batch: Sequence[Write],
        change: Callable[[Write], Json],
        missed: Callable[[Json], str],
        *,
        is_urgent: bool,
    ) -> list[WriteResult]:
        """Send one batch; `missed` says why a change did not take although it was answered."""
        asked = [{"id": int(_number(write)), **change(write)} for write in batch]
        try:
            answer = self._app.post(f"{_place(batch[0])}/batch", {"update": asked}, is_urgent=is_urgent).object()
            with readable("a batch"):
                now = {int(one["id"]): one for one in answer["update"]}
                results = [(write, _refusal(now.get(int(_number(write))), missed)) for write in batch]
        except Refused as refused:
            return [WriteResult(write.key, str(refused.values["reason"])) for write in batch]
        return [WriteResult(write.key, reason) for write, reason in results if reason is not None]


def _refusal(now: Json | None, missed: Callable[[Json], str]) -> str | None:
    """Return why a change was refused, "" when it was made, None when it was not answered."""
    if now is None:
        return None
    if "error" not in now:
        return missed(now)
    error = now["error"]
    status = int((error.get("data") or {}).get("status") or 400)
    fate = fate_of(status, str(error.get("code") or ""), str(error.get("message") or ""))
    return None if isinstance(fate, TryLater) else str(fate.values["reason"])


def _batches(writes: Sequence[Write]) -> Iterator[Sequence[Write]]:
    """Yield what goes into one call."""
    by_place: dict[str, list[Write]] = {}
    for write in writes:
        by_place.setdefault(_place(write), []).append(write)
    for of_place in by_place.values():
        for start in range(0, len(of_place), BATCH):
            yield of_place[start : start + BATCH]


def _place(write: Write) -> str:
    """Return where a listing is written: among the products, or among the variations of its product."""
    return f"{PRODUCTS}/{write.key.product_id}/variations" if write.key.variant_id else PRODUCTS


def _is_ours(write: Write) -> bool:
    return write.key.product_id.isdecimal() and _number(write).isdecimal()


def _number(write: Write) -> str:
    return write.key.variant_id or write.key.product_id
