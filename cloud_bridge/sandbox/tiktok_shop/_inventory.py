"""The inventory and price calls: absolute numbers, every warehouse named, campaigns and promotions in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloud_bridge.sandbox._catalogue import VARIANTS_PER_ITEM

from ._gate import BAD_PARAMETER, ApiError
from ._words import ACTIVATE, PENDING, SELLER_DEACTIVATED, sku_of, status_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from sqlite3 import Row

    from cloud_bridge.sandbox._catalogue import Catalogue

    from ._gate import Call
    from ._products import Products
    from ._shelves import Shelves
    from ._switches import Switches

MOST_PRODUCTS, MOST_SKUS, MOST_UNITS = 100, 600, 99_999
OPEN_TO_WRITES = ("DRAFT", PENDING, "FAILED", ACTIVATE, SELLER_DEACTIVATED)
NO_SKU = (12019022, "sku ID is invalid")
NO_PLACE = (12052097, "The warehouse does not exist")
QUANTITY = (12052055, "The SKU inventory quantity for the warehouse must be within allowed limits.")
WRONG_STATUS = (12019113, "product status invalid")
PRICE_LOCKED = (12052038, "Product price locked due to ongoing promotion.")
# Not documented; the codes are this sandbox's own.
NOT_ALL_PLACES = (12059001, "All warehouses assigned to the SKU must be given")
CAMPAIGN_LOCKED = (12059002, "The stock cannot be less than what campaigns have locked")


class Inventory:
    """What the shop's owner reads and writes about stock and prices."""

    def __init__(self, catalogue: Catalogue, products: Products, shelves: Shelves, switches: Switches) -> None:
        self._catalogue = catalogue
        self._products = products
        self._shelves = shelves
        self._switches = switches

    def search(self, call: Call) -> dict[str, Any]:
        """POST /product/202309/inventory/search: SKU ids win over product ids; what is unknown is left out."""
        skus, products = call.body.get("sku_ids") or [], call.body.get("product_ids") or []
        if len(skus) > MOST_SKUS or len(products) > MOST_PRODUCTS:
            raise ApiError(BAD_PARAMETER, "too many ids")
        variants = (
            [found for sku_id in skus if (found := self._variant(sku_id)) is not None]
            if skus
            else [row for product_id in products for row in self._catalogue.variants(int(product_id))]
        )
        by_product: dict[str, list[dict[str, Any]]] = {}
        for variant in variants:
            by_product.setdefault(str(variant["item_id"]), []).append(self._shown(variant))
        return {"inventory": [{"product_id": product_id, "skus": rows} for product_id, rows in by_product.items()]}

    def update(self, call: Call) -> dict[str, Any]:
        """POST /product/202309/products/{product_id}/inventory/update: each SKU for itself, in an answer of success."""
        item = self._products.item(call)
        if status_of(item) not in OPEN_TO_WRITES:
            raise ApiError(*WRONG_STATUS)
        variants = {sku_of(row): row for row in self._catalogue.variants(item["item_id"])}
        errors = []
        for sku in call.body["skus"]:
            wrong = self._put(variants.get(str(sku["id"])), sku["inventory"])
            if wrong and self._switches.zero_spoils_all:
                raise ApiError(*wrong)
            if wrong:
                code, message = wrong
                errors.append({"code": code, "message": message, "detail": {"sku_id": sku["id"], "extra_errors": []}})
        return {"errors": errors} if errors else {}

    def price(self, call: Call) -> dict[str, Any]:
        """POST /product/202309/products/{product_id}/prices/update: all or none."""
        item = self._products.item(call)
        if status_of(item) != ACTIVATE:
            raise ApiError(*WRONG_STATUS)
        variants = {sku_of(row): row for row in self._catalogue.variants(item["item_id"])}
        wanted = {str(sku["id"]): sku["price"] for sku in call.body["skus"]}
        for sku_id, price in wanted.items():
            if sku_id not in variants:
                raise ApiError(*NO_SKU)
            if variants[sku_id]["reserved"]:
                raise ApiError(*PRICE_LOCKED)
            if price["currency"] != "IDR" or not isinstance(price["amount"], str) or not price["amount"].isdigit():
                raise ApiError(12052073, "The product price is invalid")
        for sku_id, price in wanted.items():
            self._catalogue.set_price(item["item_id"], variants[sku_id]["variant_id"], int(price["amount"]))
        return {}

    def _put(self, variant: Row | None, inventory: list[dict[str, Any]]) -> tuple[int, str] | None:
        """Set one SKU's stock, or return what is wrong with it."""
        if variant is None:
            return NO_SKU
        places = self._shelves.warehouses()
        given = {str(row.get("warehouse_id") or (places[0] if len(places) == 1 else "")): row for row in inventory}
        if given.keys() - set(places):
            return NO_PLACE
        if given.keys() != set(places):
            return NOT_ALL_PLACES
        return self._put_units(variant, {place: row["quantity"] for place, row in given.items()})

    def _put_units(self, variant: Row, units: Mapping[str, int]) -> tuple[int, str] | None:
        least = 0 if self._switches.zero_stock else 1
        if any(type(quantity) is not int or not least <= quantity <= MOST_UNITS for quantity in units.values()):
            return QUANTITY
        if sum(units.values()) < variant["reserved"]:
            return CAMPAIGN_LOCKED
        self._shelves.put(variant, units)
        return None

    def _variant(self, sku_id: str) -> Row | None:
        usual = self._catalogue.variants(int(sku_id) // VARIANTS_PER_ITEM)
        found = next((row for row in usual if sku_of(row) == sku_id), None)
        return found or next((row for row in self._catalogue.everything() if sku_of(row) == sku_id), None)

    def _shown(self, variant: Row) -> dict[str, Any]:
        places = [
            {"warehouse_id": place, "available_quantity": units, "committed_quantity": 0}
            for place, units in self._shelves.of(variant).items()
        ]
        held = variant["reserved"]
        distribution = {
            "in_shop_inventory": {"quantity": variant["stock"] - held},
            "campaign_inventory": [{"quantity": held, "campaign_name": "11.11"}] if held else [],
            "creator_inventory": [],
        }
        return {
            "id": sku_of(variant),
            "seller_sku": variant["sku"],
            "total_available_quantity": variant["stock"],
            "total_committed_quantity": 0,
            "warehouse_inventory": places,
            "total_available_inventory_distribution": distribution,
        }
