"""Writing stock and prices: compared before it is set, every row refused by its place in the input."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ._nodes import Node, gid, number_of, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from sqlite3 import Row

    from cloud_bridge.sandbox._catalogue import Catalogue
    from cloud_bridge.sandbox._store import Store

    from ._places import Places
    from ._products import Products
    from ._switches import Switches

MOST_ROWS = 250
MOST_UNITS = 1_000_000_000


class Stock:
    """What changes the numbers of a listing; `changed` is told of every product that was touched."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        switches: Switches,
        products: Products,
        places: Places,
        changed: Callable[[int], None],
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._switches = switches
        self._products = products
        self._places = places
        self._changed = changed

    def set_quantities(self, _: Any, **asked: Any) -> Node:
        """Mutation `inventorySetQuantities`."""
        given = asked["input"]
        rows = limited(given["quantities"])
        if any("changeFromQuantity" not in row for row in rows):
            raise refused("BAD_REQUEST", "changeFromQuantity is required for every quantity; null skips the check.")
        if given["name"] != "available":
            return {"userErrors": [_error("INVALID_NAME", ["input", "name"], "The name is not one that can be set.")]}
        with self._store.transaction():
            twice = Counter(row["inventoryItemId"] for row in rows)
            errors = [error for at, row in enumerate(rows) if (error := self._wrong(at, row, twice))]
            if not (errors and self._switches.stock_is_whole):
                wrong = {int(error["field"][2]) for error in errors}
                for row in (row for at, row in enumerate(rows) if at not in wrong):
                    self._set(row)
        group = {"id": gid("InventoryAdjustmentGroup", "1"), "reason": given["reason"]}
        return {"inventoryAdjustmentGroup": None if errors else group, "userErrors": errors}

    def update_variants(self, _: Any, **asked: Any) -> Node:
        """Mutation `productVariantsBulkUpdate`: prices, all or as many as are right."""
        item_id = int(number_of("Product", asked["productId"]))
        rows, errors, found = limited(asked["variants"]), [], []
        item = self._catalogue.item(item_id)
        if item is None:
            return {"userErrors": [_error("PRODUCT_DOES_NOT_EXIST", ["productId"], "Product does not exist")]}
        for at, row in enumerate(rows):
            variant = self._products.variant(int(number_of("ProductVariant", row["id"])))
            if variant is None or variant["item_id"] != item_id:
                errors.append(_error("PRODUCT_VARIANT_DOES_NOT_EXIST", ["variants", str(at), "id"], "No such variant"))
            elif (price := whole_price(row.get("price"))) is None:
                errors.append(_error("INVALID_INPUT", ["variants", str(at), "price"], "Price is not valid"))
            else:
                found.append((variant, price))
        if errors and not asked.get("allowPartialUpdates"):
            return {"userErrors": errors}
        with self._store.transaction():
            for variant, price in found:
                self._catalogue.set_price(item_id, variant["variant_id"], price)
            if found:
                self._changed(item_id)
        return {"product": self._products.product_node(item), "userErrors": errors}

    def _wrong(self, at: int, row: Mapping[str, Any], twice: Counter[str]) -> Node | None:
        def error(code: str, field: str, message: str) -> Node:
            return _error(code, ["input", "quantities", str(at), field], message)

        variant = self._products.of_inventory_item(row["inventoryItemId"])
        if variant is None:
            return error(
                "INVALID_INVENTORY_ITEM", "inventoryItemId", "The specified inventory item could not be found."
            )
        if not self._places.known(row):
            return error("INVALID_LOCATION", "locationId", "The inventory item is not stocked at the location.")
        if row["quantity"] < 0:
            return error("INVALID_QUANTITY_NEGATIVE", "quantity", "The quantity can't be negative.")
        if row["quantity"] > MOST_UNITS:
            return error("INVALID_QUANTITY_TOO_HIGH", "quantity", "The quantity is too high.")
        if twice[row["inventoryItemId"]] > 1:
            code = "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR"
            return error(code, "inventoryItemId", "The combination of item and location must be unique.")
        expected = row["changeFromQuantity"]
        if expected is not None and expected != _available(variant):
            return error("CHANGE_FROM_QUANTITY_STALE", "changeFromQuantity", "The quantity is not what was expected.")
        return None

    def _set(self, row: Mapping[str, Any]) -> None:
        variant = self._products.of_inventory_item(row["inventoryItemId"])
        if variant is not None:
            self._catalogue.set_stock(variant["item_id"], variant["variant_id"], row["quantity"] + variant["reserved"])


def limited(rows: list[Any]) -> list[Any]:
    """Return the rows, or refuse more than an array may hold."""
    if len(rows) > MOST_ROWS:
        raise refused("MAX_INPUT_SIZE_EXCEEDED", f"The input array size of {len(rows)} is greater than {MOST_ROWS}.")
    return rows


def whole_price(price: Any) -> int | None:
    """Return a price in rupiah, None for what is none."""
    whole, _, decimals = str(price).partition(".")
    return int(whole) if whole.isdigit() and not decimals.strip("0") else None


def _available(variant: Row) -> int:
    return int(variant["stock"] - variant["reserved"])


def _error(code: str, field: list[str], message: str) -> Node:
    return {"code": code, "field": field, "message": message}
