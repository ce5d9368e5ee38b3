"""Reading the catalogue: products by page or by id, and what the inventory says of their SKUs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.port import ListedPage

from ._fates import fate_of
from ._mapping import readable, status_of, to_listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.core.money import Currency
    from cloud_bridge.connectors.port import Listed

    from ._client import Client
    from ._reply import Json
    from ._warehouses import Warehouses

SEARCH = "/product/202502/products/search"
DETAIL = "/product/202309/products/{}"
PAGE = 100
GONE = "DELETED"
NOT_FOUND = (12052260, 12052034, 12052048)  # it does not exist, or not here (error table of the product pages)


class Products:
    """A shop's catalogue."""

    def __init__(self, client: Client, warehouses: Warehouses, currency: Currency) -> None:
        self._client = client
        self._warehouses = warehouses
        self._currency = currency

    def page(self, cursor: str | None, updated_since_ms: int | None = None) -> ListedPage:
        """Return a page of everything that is not deleted, whatever its status, and the cursor of the next.

        The search leaves out how variants differ, so a listing has only its product's name here.
        """
        since = {} if updated_since_ms is None else {"update_time_ge": updated_since_ms // 1000}
        token = [("page_token", cursor)] if cursor else []
        reply = self._client.post(SEARCH, {"status": "ALL", **since}, ("page_size", str(PAGE)), *token).checked()
        items = self._listed(reply.rows("products"))
        return ListedPage(items, str(reply.data.get("next_page_token") or "") or None)

    def read(self, product_ids: Sequence[str]) -> tuple[Listed, ...]:
        """Return these products as they are now, one listing per SKU; what is gone is left out."""
        found = (self.detail(product_id) for product_id in product_ids)
        return self._listed([product for product in found if product is not None])

    def find(self, seller_skus: Sequence[str]) -> list[Json]:
        """Return the products that have any of these SKUs and are not deleted."""
        asked = {"status": "ALL", "seller_skus": list(seller_skus)}
        reply = self._client.post(SEARCH, asked, ("page_size", str(PAGE))).checked()
        return [product for product in reply.rows("products") if status_of(product) != GONE]

    def detail(self, product_id: str) -> Json | None:
        """Return a product in full, None if it is gone."""
        reply = self._client.get(DETAIL.format(product_id))
        if reply.code in NOT_FOUND:
            return None
        if reply.code:
            raise fate_of(reply.code, reply.message, reply.after_s)
        return None if status_of(reply.data) == GONE else {"id": product_id, **reply.data}

    def _listed(self, products: Sequence[Json]) -> tuple[Listed, ...]:
        with readable("a page of products"):
            living = {str(product["id"]): product for product in products if status_of(product) != GONE}
        inventory = self._warehouses.inventory(list(living))
        return tuple(item for product in living.values() for item in to_listed(product, inventory, self._currency))
