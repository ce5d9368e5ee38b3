"""Writing prices, and stock product by product; each SKU may be refused on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import PriceWrite, StockWrite, WriteResult

from ._fates import is_quantity, said
from ._known import halved
from ._mapping import to_price

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from appliance.core.money import Currency

    from ._client import Client
    from ._on_sale import OnSale
    from ._reply import Json
    from ._warehouses import Warehouses

STOCK = "/product/202309/products/{}/inventory/update"
PRICE = "/product/202309/products/{}/prices/update"
BATCH = 100  # a product of South-East Asia has at most so many SKUs
NOWHERE = "it lies in no warehouse; put it into one in Seller Center"

Write = TypeVar("Write", StockWrite, PriceWrite)


class Writes:
    """What changes a shop's listings; everything written is absolute, so repeating it does no harm."""

    def __init__(self, client: Client, warehouses: Warehouses, on_sale: OnSale, currency: Currency) -> None:
        self._client = client
        self._warehouses = warehouses
        self._on_sale = on_sale
        self._currency = currency

    def stock(self, writes: Sequence[StockWrite]) -> tuple[WriteResult, ...]:
        """Set stock; see port.Connector.write_stock."""
        self._warehouses.learn(_sku(write) for write in writes)
        results = _each_product(writes, self._write_stock)
        for result in results:
            if result.refused:
                self._warehouses.forget(result.key.variant_id)
        return results

    def price(self, writes: Sequence[PriceWrite]) -> tuple[WriteResult, ...]:
        """Set prices; see port.Connector.write_price."""
        return _each_product(writes, self._write_price)

    def _write_stock(self, product_id: str, writes: Sequence[StockWrite]) -> dict[str, str]:
        """Return why SKUs were refused.

        Whether 0 is taken is undocumented. Where it is not, a shelf shows 1 if the whole is still right then; and where
        nothing should be for sale, the product is switched off: hiding its other SKUs costs sales, showing what is not
        there costs a cancelled order and the shop's good name.
        """
        refused = self._send_stock(product_id, writes, least=0)
        no_zero = [write for write in writes if self._wanted_zero(write) and is_quantity(refused.get(_sku(write), ""))]
        if not no_zero:
            return refused
        with_one = [write for write in no_zero if self._warehouses.spread(_sku(write), write.stock, 1) is not None]
        for write in with_one:
            del refused[_sku(write)]
        refused |= self._send_stock(product_id, with_one, least=1)
        if len(with_one) < len(no_zero):
            told = self._on_sale.switch_off(product_id)
            refused |= {_sku(write): told for write in no_zero if write not in with_one}
        return refused

    def _wanted_zero(self, write: StockWrite) -> bool:
        return any(not row["quantity"] for row in self._warehouses.spread(_sku(write), write.stock, 0) or [])

    def _send_stock(self, product_id: str, writes: Sequence[StockWrite], least: int) -> dict[str, str]:
        spread = {_sku(write): self._warehouses.spread(_sku(write), write.stock, least) for write in writes}
        refused = {sku_id: NOWHERE for sku_id, places in spread.items() if not places}
        skus = [{"id": sku_id, "inventory": places} for sku_id, places in spread.items() if places]
        for batch, answer in halved(skus, BATCH, lambda part: self._send(STOCK, product_id, part)):
            refused |= _reasons(batch, answer)
        return refused

    def _write_price(self, product_id: str, writes: Sequence[PriceWrite]) -> dict[str, str]:
        skus = [{"id": _sku(write), "price": to_price(write.price_minor, self._currency)} for write in writes]
        refused: dict[str, str] = {}
        for batch, answer in halved(skus, BATCH, lambda part: self._send(PRICE, product_id, part)):
            refused |= _reasons(batch, answer)
        return refused

    def _send(self, path: str, product_id: str, skus: Sequence[Json]) -> list[Json]:
        """Return the errors that stand in an answer of success."""
        body = {"skus": list(skus)}
        return self._client.post(path.format(product_id), body, is_urgent=path == STOCK).checked().rows("errors")


def _each_product(
    writes: Sequence[Write], send: Callable[[str, Sequence[Write]], dict[str, str]]
) -> tuple[WriteResult, ...]:
    """Return the results of all; when TikTok Shop stops answering, of the products before; TryLater if none were.

    Of two writes for one SKU the later counts, as if both had been sent.
    """
    by_product: dict[str, list[Write]] = {}
    for write in {write.key: write for write in writes}.values():
        by_product.setdefault(write.key.product_id, []).append(write)
    results: list[WriteResult] = []
    for product_id, of_product in by_product.items():
        try:
            refused = send(product_id, of_product)
        except TryLater:
            if not results:
                raise
            break
        results += [WriteResult(write.key, refused.get(_sku(write), "")) for write in of_product]
    return tuple(results)


def _reasons(batch: Sequence[Json], answer: list[Json] | Refused) -> dict[str, str]:
    """Return why SKUs of a batch were refused; an error that names none is about all of them."""
    if isinstance(answer, Refused):
        return {str(sku["id"]): str(answer.values["reason"]) for sku in batch}
    refused: dict[str, str] = {}
    for error in answer:
        detail = error.get("detail") or {}
        deeper = [said(int(extra["code"]), str(extra["message"])) for extra in detail.get("extra_errors") or []]
        reason = "; ".join([said(int(error["code"]), str(error["message"])), *deeper])
        named = str(detail.get("sku_id") or "")
        refused |= {str(sku["id"]): reason for sku in batch if named in {"", str(sku["id"])}}
    return refused


def _sku(write: StockWrite | PriceWrite) -> str:
    return write.key.variant_id
