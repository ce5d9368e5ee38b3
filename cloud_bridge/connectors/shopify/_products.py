"""Reading the catalogue: products with their first variants, the rest of the variants product by product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.port import ListedPage

from ._documents import (
    FIND_ITEMS,
    ITEMS_PER_CALL,
    PRODUCTS,
    PRODUCTS_PER_PAGE,
    READ_PRODUCTS,
    READ_VARIANTS,
    VARIANTS,
    VARIANTS_PER_PAGE,
)
from ._ids import PRODUCT, VARIANT, to_gid, to_number
from ._mapping import readable, to_listed, to_ms
from ._walk import Walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appliance.core.money import Currency
    from cloud_bridge.connectors.port import Listed

    from ._client import Client
    from ._place import Place
    from ._reply import Json


class Products:
    """A shop's catalogue as one place has it; remembers each variant's inventory item, which never changes."""

    def __init__(self, client: Client, currency: Currency, place: Place) -> None:
        self._client = client
        self._currency = currency
        self._place = place
        self._items: dict[str, str] = {}

    def page(self, cursor: str | None, updated_since_ms: int | None = None) -> ListedPage:
        """Return a page of every product, or of those that changed since, latest change last."""
        walk = Walk.read(cursor) if cursor else Walk((updated_since_ms or 0) // 1000)
        asked = {"place": self._place.gid(), "query": walk.query(), "after": walk.after or None}
        found = self._client.ask(PRODUCTS, asked)["products"]
        with readable("the list of products"):
            products, info = found["nodes"], found["pageInfo"]
            listed = tuple(one for product in products for one in self._listed(product))
            if not info["hasNextPage"]:
                return ListedPage(listed, None)
            last_ms = to_ms(products[-1]["updatedAt"])
            return ListedPage(listed, str(walk.onwards(len(products), info["endCursor"], last_ms)))

    def read(self, product_ids: Sequence[str]) -> tuple[Listed, ...]:
        """Return these products' variants as they are now; what is gone is left out."""
        ids = [to_gid(PRODUCT, number) for number in product_ids if number.isdecimal()]
        found = self._client.nodes(READ_PRODUCTS, ids, PRODUCTS_PER_PAGE, place=self._place.gid())
        return tuple(one for product in found for one in self._listed(product))

    def items(self, variant_ids: Sequence[str]) -> dict[str, str]:
        """Return the inventory items of these variants; a variant that is gone has none."""
        missing = [number for number in variant_ids if number not in self._items and number.isdecimal()]
        ids = [to_gid(VARIANT, number) for number in missing]
        for variant in self._client.nodes(FIND_ITEMS, ids, ITEMS_PER_CALL, is_urgent=True):
            self._remember(variant)
        return {number: self._items[number] for number in variant_ids if number in self._items}

    def stocks(self, variant_ids: Sequence[str]) -> dict[str, int | None]:
        """Return what these variants show at the place now, None where it keeps none of them."""
        ids = [to_gid(VARIANT, number) for number in variant_ids]
        shown: dict[str, int | None] = {}
        for variant in self._client.nodes(READ_VARIANTS, ids, VARIANTS_PER_PAGE, place=self._place.gid()):
            self._remember(variant)
            level = variant["inventoryItem"]["inventoryLevel"]
            quantities = level["quantities"] if level else ()
            shown[to_number(variant["id"])] = next((int(one["quantity"]) for one in quantities), None)
        return shown

    def _listed(self, product: Json) -> Iterator[Listed]:
        for variant in self._variants(product):
            self._remember(variant)
            yield to_listed(product, variant, self._currency)

    def _variants(self, product: Json) -> Iterator[Json]:
        page = product["variants"]
        yield from page["nodes"]
        while page["pageInfo"]["hasNextPage"]:
            asked = {"id": product["id"], "place": self._place.gid(), "after": page["pageInfo"]["endCursor"]}
            rest = self._client.ask(VARIANTS, asked)["product"]
            if rest is None:  # gone meanwhile
                return
            page = rest["variants"]
            yield from page["nodes"]

    def _remember(self, variant: Json) -> None:
        self._items[to_number(variant["id"])] = str(variant["inventoryItem"]["id"])
