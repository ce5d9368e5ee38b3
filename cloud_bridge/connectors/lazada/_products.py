"""Reading the catalogue: pages of whole products, or one product by its id."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import ListedPage

from ._fates import TITLE
from ._mapping import to_listed
from ._times import to_product_date
from ._walk import PAGE, Walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.core.money import Currency
    from cloud_bridge.connectors.port import Listed

    from ._client import Client
    from ._reply import Json

LIST = "/products/get"
DETAIL = "/product/item/get"
MOST_SKUS = 100
GONE = "deleted"
NOT_FOUND = ("207", "208", "4137", "EDIT_ITEM_NOT_BELONG_SELLER")


class Products:
    """A shop's catalogue; a `warehouse` picks one of shops that have several."""

    def __init__(self, client: Client, currency: Currency, warehouse: str) -> None:
        self._client = client
        self._currency = currency
        self._warehouse = warehouse

    def page(self, cursor: str | None, updated_since_ms: int | None = None) -> ListedPage:
        """Return a page of everything that is not deleted, and the cursor of the next."""
        walk = Walk.read(cursor) if cursor else Walk((updated_since_ms or 0) // 1000)
        while True:
            found = self._window(walk)
            total = int(found.get("total_products") or 0)
            fitting = walk.fitting(total, int(self._client.app.clock()))
            if fitting is None:
                raise Refused(market=TITLE, reason="more products changed in one second than can be listed")
            if fitting == walk:
                break
            walk = fitting
        onwards = walk.next(total)
        return ListedPage(self._listed(found.get("products") or []), str(onwards) if onwards else None)

    def read(self, product_ids: Sequence[str]) -> tuple[Listed, ...]:
        """Return these products as they are now, one call for each; what is gone is left out."""
        listed: list[Listed] = []
        for product_id in product_ids:
            reply = self._client.get(DETAIL, ("item_id", product_id))
            if reply.code not in NOT_FOUND:
                listed += self._listed([reply.checked().data])
        return tuple(listed)

    def find(self, skus: Sequence[str]) -> tuple[Listed, ...]:
        """Return the products that have one of these seller's SKUs."""
        listed: list[Listed] = []
        for start in range(0, len(skus), MOST_SKUS):
            some = json.dumps(skus[start : start + MOST_SKUS])
            params = (("filter", "all"), ("sku_seller_list", some), ("limit", str(PAGE)))
            listed += self._listed(self._client.get(LIST, *params).checked().data.get("products") or [])
        return tuple(listed)

    def _window(self, walk: Walk) -> Json:
        window = (("update_after", walk.after_s), ("update_before", walk.before_s))
        dates = [(name, to_product_date(at_s)) for name, at_s in window if at_s]
        page = (("filter", "all"), ("offset", str(walk.offset)), ("limit", str(PAGE)))
        found: Json = self._client.get(LIST, *page, *dates).checked().data
        return found

    def _listed(self, products: Sequence[Json]) -> tuple[Listed, ...]:
        now_s = self._client.app.clock()
        return tuple(
            listed
            for product in products
            for listed in to_listed(product, self._currency, self._warehouse, now_s)
            if listed.status != GONE
        )
