"""The catalogue as Shopify shows it: every product has at least one variant, every variant an inventory item."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cloud_bridge.sandbox._catalogue import VARIANTS_PER_ITEM

from ._nodes import Node, gid, moment, money, number_of, page, read_cursor
from ._search import Search

if TYPE_CHECKING:
    from sqlite3 import Row

    from cloud_bridge.sandbox._catalogue import Catalogue
    from cloud_bridge.sandbox._store import Store

    from ._places import Places
    from ._switches import Switches

ITEM_OFFSET = 40_000_000_000  # an inventory item's number has nothing to do with its variant's
NO_NAME = "Default Title"
SHELF = (
    "SELECT i.name AS item_name, i.updated_at, i.status, i.has_variants, v.* FROM variant v JOIN item i USING (item_id)"
)


class Products:
    """Products, variants and their stock."""

    def __init__(self, store: Store, catalogue: Catalogue, switches: Switches, places: Places) -> None:
        self._store = store
        self._catalogue = catalogue
        self._switches = switches
        self._places = places

    def products(self, _: Any, **asked: Any) -> Node:
        """Query `products`: by `updated_at`, in the order of that or of ids."""
        search = Search.read(asked.get("query"))
        by_time = asked.get("sortKey") == "UPDATED_AT"
        depth, after = read_cursor(asked.get("after"), self._switches.page_depth)

        def key(row: Row) -> list[int]:
            return [row["updated_at"], row["item_id"]] if by_time else [row["item_id"]]

        rows = [row for row in self._catalogue.items() if search.first_s <= row["updated_at"] <= search.last_s]
        rows = sorted((row for row in rows if key(row) > after), key=key)
        return page(rows, self.product_node, key, asked, depth)

    def variants(self, _: Any, **asked: Any) -> Node:
        """Query `productVariants`: by `sku`."""
        search = Search.read(asked.get("query"))
        depth, after = read_cursor(asked.get("after"), self._switches.page_depth)
        rows = self._store.rows(SHELF + " WHERE ?1 IN ('', v.sku) ORDER BY v.item_id, v.variant_id", search.sku)
        return self._variant_page(rows, after, asked, depth)

    def product(self, _: Any, **asked: Any) -> Node | None:
        """Query `product`."""
        return self.of_number(number_of("Product", asked["id"]))

    def of_number(self, number: str) -> Node | None:
        """Return the product of a number, None where there is none."""
        row = self._catalogue.item(int(number))
        return None if row is None else self.product_node(row)

    def variant_of_number(self, number: str) -> Node | None:
        """Return the variant of a number, None where there is none."""
        row = self.variant(int(number))
        return None if row is None else self.variant_node(row)

    def variant(self, number: int) -> Row | None:
        """Return the variant of a number; the only one of a product has a number too."""
        item_id, rest = divmod(number, VARIANTS_PER_ITEM)
        here = SHELF + " WHERE v.item_id = ? AND v.variant_id = ?"
        return self._store.row(here, item_id, number if rest else 0) or self._store.row(
            SHELF + " WHERE v.variant_id = ? AND v.variant_id > 0", number
        )

    def of_inventory_item(self, global_id: str) -> Row | None:
        """Return the variant whose stock an inventory item is."""
        return self.variant(int(number_of("InventoryItem", global_id)) - ITEM_OFFSET)

    def product_node(self, row: Row) -> Node:
        """Return a product."""
        said = self._store.row("SELECT * FROM shopify_product WHERE item_id = ?", row["item_id"])
        given = json.loads(said["given"]) if said else {}

        def variants(_: Any, **asked: Any) -> Node:
            depth, after = read_cursor(asked.get("after"), self._switches.page_depth)
            rows = self._store.rows(SHELF + " WHERE item_id = ? ORDER BY variant_id", row["item_id"])
            return self._variant_page(rows, after, asked, depth)

        return {
            "__typename": "Product",
            "id": gid("Product", row["item_id"]),
            "title": row["name"],
            "handle": said["handle"] if said else f"product-{row['item_id']}",
            "status": "ACTIVE" if row["status"] == "NORMAL" else row["status"],
            "descriptionHtml": given.get("descriptionHtml", ""),
            "productType": given.get("productType", ""),
            "updatedAt": moment(row["updated_at"]),
            "hasOnlyDefaultVariant": not row["has_variants"],
            "variants": variants,
        }

    def variant_node(self, row: Row) -> Node:
        """Return a variant with its inventory item."""
        number = row["variant_id"] or row["item_id"] * VARIANTS_PER_ITEM

        def product(_: Any) -> Node:
            item = self._catalogue.item(row["item_id"])
            return self.product_node(item) if item else {}

        return {
            "__typename": "ProductVariant",
            "id": gid("ProductVariant", number),
            "title": row["name"] or NO_NAME,
            "sku": row["sku"],
            "barcode": None,
            "price": money(row["price_minor"]),
            "updatedAt": moment(row["updated_at"]),
            "product": product,
            "selectedOptions": [{"name": "Title", "value": row["name"] or NO_NAME}],
            "inventoryItem": self._inventory_item(row, number),
        }

    def _inventory_item(self, row: Row, number: int) -> Node:
        uncounted = self._store.row(
            "SELECT 1 FROM shopify_uncounted WHERE item_id = ? AND variant_id = ?", row["item_id"], row["variant_id"]
        )
        global_id = gid("InventoryItem", number + ITEM_OFFSET)
        numbers = {"available": row["stock"] - row["reserved"], "reserved": row["reserved"], "on_hand": row["stock"]}

        def level(_: Any, **asked: Any) -> Node | None:
            if not self._places.known(asked):
                return None
            return {"id": f"{global_id}/level", "location": {"id": asked["locationId"]}, "quantities": quantities}

        def quantities(_: Any, names: list[str]) -> list[Node]:
            return [{"id": f"{global_id}/{name}", "name": name, "quantity": numbers[name]} for name in names]

        return {"id": global_id, "sku": row["sku"], "tracked": uncounted is None, "inventoryLevel": level}

    def _variant_page(self, rows: list[Row], after: list[Any], asked: dict[str, Any], depth: int) -> Node:
        def key(row: Row) -> list[int]:
            return [row["item_id"], row["variant_id"]]

        return page([row for row in rows if key(row) > after], self.variant_node, key, asked, depth)
