"""Reading the catalogue: products by page, then the variations of those that have them.

An order that takes stock does not always move `date_modified` (woocommerce#40060): what is listed by time lacks such
changes, and only a whole scan finds them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.port import ListedPage

from ._mapping import changed_since, to_listed
from ._walk import PAGE, Walk, everything

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appliance.core.money import Currency
    from cloud_bridge.connectors.port import Listed

    from ._app import App
    from ._reply import Json

PRODUCTS = "products"
ANY = ("status", "any")  # whatever is not in the trash
# A grouped product is a page about others, an external one is sold by somebody else.
NOT_SOLD = ("grouped", "external")
VARIABLE = ("variable", "variable-subscription")


class Products:
    """A shop's catalogue."""

    def __init__(self, app: App, currency: Currency) -> None:
        self._app = app
        self._currency = currency

    def page(self, cursor: str | None, updated_since_ms: int | None = None) -> ListedPage:
        """Return a page of everything sellable, or of the products that changed since."""
        params = [ANY] if updated_since_ms is None else [ANY, *changed_since(updated_since_ms)]
        products, onwards = Walk.read(cursor).page(self._app, PRODUCTS, params)
        listed = tuple(one for product in products for one in self._listed(product))
        return ListedPage(listed, str(onwards) if onwards else None)

    def read(self, product_ids: Sequence[str]) -> tuple[Listed, ...]:
        """Return these products' listings as they are now; what is gone is left out."""
        return tuple(one for product in self.raw(product_ids) for one in self._listed(product))

    def raw(self, product_ids: Sequence[str]) -> Iterator[Json]:
        """Yield these products in WooCommerce's own words."""
        ids = [number for number in product_ids if number.isdecimal()]
        for start in range(0, len(ids), PAGE):
            some = ids[start : start + PAGE]
            yield from self._app.get(PRODUCTS, [ANY, ("include", ",".join(some)), ("per_page", str(PAGE))]).rows()

    def variations(self, product_id: int) -> list[Json]:
        """Return a product's variations; none when it is gone meanwhile."""
        return list(everything(self._app, f"{PRODUCTS}/{product_id}/variations"))

    def _listed(self, product: Json) -> Iterator[Listed]:
        if product.get("type") in NOT_SOLD:
            return
        if product.get("type") not in VARIABLE:
            yield to_listed(product, None, self._currency)
            return
        for variation in self.variations(int(product["id"])):
            yield to_listed(product, variation, self._currency)
