"""The three stock calls: what buyers can buy, by how much that changes, and the total with all that is promised."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from ._errors import ApiError
from ._payload import product_of, skus_of
from ._shelf import OCCUPIED, WITHHELD

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Row

    from cloud_bridge.sandbox._catalogue import Catalogue
    from cloud_bridge.sandbox._store import Store

    from ._gate import Call
    from ._shelf import Shelf
    from ._switches import Switches

MOST_SKUS = 50
LOCKED = "negative sellable on channel inventory"
MEGA = "During the campaign there are restrictions in effect. Sellers can increase stocks, but may not decrease stocks."


class Refusal(Exception):
    """Why one SKU of a batch is not written."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


class Stock:
    """What the shop's owner writes about stock and price; `written` is told of each SKU that was."""

    def __init__(
        self, store: Store, catalogue: Catalogue, shelf: Shelf, switches: Switches, written: Callable[[Row], None]
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._shelf = shelf
        self._switches = switches
        self._written = written
        self._calls: deque[float] = deque()

    def update_sellable(self, call: Call) -> dict[str, Any]:
        """POST /product/stock/sellable/update: absolute."""
        return self._each(call, lambda _, __, given: given)

    def adjust_sellable(self, call: Call) -> dict[str, Any]:
        """POST /product/stock/sellable/adjust: by so much more or less, each time it arrives."""
        return self._each(call, lambda _, now, given: now + given)

    def update_price_quantity(self, call: Call) -> dict[str, Any]:
        """POST /product/price_quantity/update: prices, and the total of all warehouse stock."""

        def total(sku: Row, _: int, given: int) -> int:
            held = self._shelf.on_order(sku["variant_id"], (*WITHHELD, *OCCUPIED))
            if given < held + sku["reserved"]:
                raise Refusal("E0501", LOCKED)
            return given - held

        return self._each(call, total, quantity="Quantity")

    def _each(
        self, call: Call, stock_of: Callable[[Row, int, int], int], quantity: str = "SellableQuantity"
    ) -> dict[str, Any]:
        self._count_call()
        skus = skus_of(product_of(call.text("payload")), MOST_SKUS)
        detail: list[dict[str, Any]] = []
        written: list[Row] = []
        with self._store.transaction():
            plans: list[Callable[[], None]] = []
            for asked in skus:
                try:
                    sku = self._found(asked)
                    plans += self._plans(sku, asked, stock_of, quantity)
                    written.append(sku)
                except Refusal as refusal:
                    detail.append(self._named(asked, refusal))
            if detail and not self._switches.others_are_written:
                plans, written = [], []
            for write in plans:
                write()
            for sku in written:
                self._written(sku)
        if detail:
            named = [] if self._switches.detail_names == "nothing" else detail
            raise ApiError("501", "E501: Update product failed", detail=named)
        return {"data": {}}

    def _found(self, asked: dict[str, Any]) -> Row:
        item_id, sku_id = str(asked.get("ItemId", "")), str(asked.get("SkuId", ""))
        sku = self._shelf.sku(int(sku_id), int(item_id)) if item_id.isdigit() and sku_id.isdigit() else None
        if sku is None or sku["status"] == "DELETED":
            raise Refusal("4137", "ITEM_NOT_FOUND")
        return sku

    def _plans(
        self, sku: Row, asked: dict[str, Any], stock_of: Callable[[Row, int, int], int], quantity: str
    ) -> list[Callable[[], None]]:
        """Return what is to be written of one SKU, or raise Refusal before anything is."""
        key = sku["item_id"], sku["variant_id"]
        plans: list[Callable[[], None]] = []
        for place in self._places(asked, quantity):
            if place["WarehouseCode"].lower() == self._switches.warehouse:
                stock = self._checked(sku, stock_of(sku, sku["stock"], int(place[quantity])))
                plans.append(lambda stock=stock: self._catalogue.set_stock(*key, stock))  # type: ignore[misc]
            elif place["WarehouseCode"].lower() == self._switches.other_warehouse:
                other = stock_of(sku, self._shelf.elsewhere(key[1]), int(place[quantity]))
                plans.append(lambda other=other: self._shelf.set_elsewhere(key[1], other))  # type: ignore[misc]
            else:
                raise Refusal("4152", "THD_INVENTORY_ERR_INV_PARAM_ILLEGAL:illegal parameter:warehouseCode")
        if quantity == "Quantity" and asked.get("Price"):
            price = self._price(str(asked["Price"]))
            plans.append(lambda: self._catalogue.set_price(*key, price))
        if not plans:
            raise Refusal("4152", f"THD_INVENTORY_ERR_INV_PARAM_ILLEGAL:illegal parameter:{quantity}")
        return plans

    def _places(self, asked: dict[str, Any], quantity: str) -> list[dict[str, str]]:
        """Return what is asked of each warehouse; a plain number is for the seller's own, which is not always there."""
        several = (asked.get("MultiWarehouseInventories") or {}).get("MultiWarehouseInventory") or []
        if not several and asked.get(quantity, "") != "":
            return [{"WarehouseCode": "dropshipping", quantity: asked[quantity]}]
        return list(several)

    def _checked(self, sku: Row, stock: int) -> int:
        if stock < 0:
            raise Refusal("212", "INV_NEGATIVE_SELLABLE")
        if self._switches.mega_campaign and sku["reserved"] and stock < sku["stock"]:
            raise Refusal("4170", MEGA)
        if stock < sku["reserved"]:
            raise Refusal("E0501", f"{LOCKED},entityId={sku['variant_id']},id={sku['item_id']}")
        return stock

    def _price(self, given: str) -> int:
        whole, _, decimals = given.partition(".")
        if not whole.isdigit() or decimals.strip("0"):
            raise Refusal("4104", "BIZ_CHECK_PRICE_PRECISION_INVALID")
        if int(whole) == 0:
            raise Refusal("4118", "BIZ_CHECK_PRICE_IS_ZERO")
        return int(whole)

    def _named(self, asked: dict[str, Any], refusal: Refusal) -> dict[str, Any]:
        sku = {"sku_id": str(asked.get("SkuId"))} if self._switches.detail_names == "sku" else {}
        return {
            "code": refusal.code,
            "field": "bizCheck",
            "message": refusal.message,
            "item_id": asked.get("ItemId"),
        } | sku

    def _count_call(self) -> None:
        now = self._shelf.clock()
        while self._calls and self._calls[0] <= now - 1:
            self._calls.popleft()
        if len(self._calls) >= self._switches.inventory_calls_per_s:
            raise ApiError("901", "E901: The request is too frequent, or the functionality is temporarily disabled.")
        self._calls.append(now)
