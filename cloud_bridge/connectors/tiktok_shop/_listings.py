"""Putting products on sale and changing them.

Source: the Products pages (create 202309, partial edit and image upload 202509/202309).
"""

from __future__ import annotations

import hashlib
import html
from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import Refused

from ._fates import TITLE
from ._mapping import readable, to_price
from ._pictures import upload

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from appliance.core.money import Currency
    from cloud_bridge.connectors.port import DraftVariant, Listed, ListingDraft

    from ._client import Client
    from ._products import Products
    from ._reply import Json

CREATE = "/product/202309/products"
EDIT = "/product/202509/products/{}/partial_edit"
WAREHOUSES = "/logistics/202309/warehouses"
CATEGORY_TREE = "v2"  # which South-East Asian shops must name
SALES_WAREHOUSE = "SALES_WAREHOUSE"
BARCODES = {8: "EAN", 12: "UPC", 13: "EAN", 14: "GTIN"}
DAY_S = 86_400


class Listings:
    """What a shop offers."""

    def __init__(
        self, client: Client, products: Products, currency: Currency, home: str, platforms: Sequence[str]
    ) -> None:
        self._client = client
        self._products = products
        self._currency = currency
        self._home = home
        self._platforms = list(platforms)

    def create(self, draft: ListingDraft) -> tuple[Listed, ...]:
        """Put a product on sale once: found again by its SKUs, and by the key of the day before they can be found."""
        found = self._found(draft)
        if not found:
            place = self._home or self._default_warehouse()
            skus = [{**self._sku(draft, variant), **_stock(place, variant)} for variant in draft.variants]
            body = {**self._body(draft), "save_mode": "LISTING", "skus": skus, "idempotency_key": self._key(draft)}
            with readable("the new product"):
                found = str(self._client.post(CREATE, body).checked().data["product_id"])
        return self._products.read([found])

    def update(self, product_id: str, draft: ListingDraft) -> tuple[Listed, ...]:
        """Make a product what the draft says; what no draft has (brand, size chart) stays, and so does stock."""
        known = self._products.detail(product_id)
        if known is None:
            raise Refused(market=TITLE, reason=f"product {product_id} is not there any more")
        ids = {str(sku.get("seller_sku")): str(sku["id"]) for sku in known.get("skus") or []}
        self._client.post(EDIT.format(product_id), {**self._body(draft), "skus": self._edited(draft, ids)}).checked()
        return self._products.read([product_id])

    def _edited(self, draft: ListingDraft, ids: Mapping[str, str]) -> list[Json]:
        """Return the SKUs of a draft: known ones by their ids and without stock, new ones with it."""
        place = ""
        skus = []
        for variant in draft.variants:
            sku = self._sku(draft, variant)
            if variant.sku in ids:
                skus.append({"id": ids[variant.sku], **sku})
            else:
                place = place or self._home or self._default_warehouse()
                skus.append({**sku, **_stock(place, variant)})
        return skus

    def _found(self, draft: ListingDraft) -> str:
        """Return the product that has exactly the draft's SKUs, "" if there is none yet."""
        wanted = {variant.sku for variant in draft.variants}
        for product in self._products.find(sorted(wanted)):
            if {str(sku.get("seller_sku")) for sku in product.get("skus") or []} == wanted:
                return str(product["id"])
        return ""

    def _key(self, draft: ListingDraft) -> str:
        """Return the same key for the same draft all day: a product deleted yesterday may be made again today."""
        day = int(self._client.app.clock()) // DAY_S
        said = (draft.name, draft.description, draft.category, sorted(draft.attributes.items()), draft.weight_g)
        return hashlib.sha256(repr((day, *said, draft.option_names, draft.variants)).encode()).hexdigest()

    def _body(self, draft: ListingDraft) -> Json:
        paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in draft.description.splitlines() if line.strip())
        body: Json = {
            "title": draft.name,
            "description": paragraphs,
            "category_id": draft.category,
            "category_version": CATEGORY_TREE,
            "main_images": [{"uri": upload(self._client, picture)} for picture in draft.pictures],
            "package_weight": {"value": f"{draft.weight_g // 1000}.{draft.weight_g % 1000:03d}", "unit": "KILOGRAM"},
            "product_attributes": [
                {"id": name, "values": [{"id" if value.isdigit() else "name": value}]}
                for name, value in draft.attributes.items()
            ],
        }
        return {**body, "listing_platforms": self._platforms} if self._platforms else body

    def _sku(self, draft: ListingDraft, variant: DraftVariant) -> Json:
        options = list(zip(draft.option_names, variant.options, strict=False))
        sku: Json = {
            "seller_sku": variant.sku,
            "price": to_price(variant.price_minor, self._currency),
        }
        if options:
            sku["sales_attributes"] = [{"name": name, "value_name": value} for name, value in options]
        if len(variant.barcode) in BARCODES:
            sku["identifier_code"] = {"code": variant.barcode, "type": BARCODES[len(variant.barcode)]}
        return sku

    def _default_warehouse(self) -> str:
        found = self._client.get(WAREHOUSES).checked().rows("warehouses")
        sales = [row for row in found if row.get("type") == SALES_WAREHOUSE]
        if not sales:
            raise Refused(market=TITLE, reason="the shop has no warehouse to sell from")
        return str(next((row for row in sales if row.get("is_default")), sales[0])["id"])


def _stock(place: str, variant: DraftVariant) -> Json:
    return {"inventory": [{"warehouse_id": place, "quantity": variant.stock}]}
