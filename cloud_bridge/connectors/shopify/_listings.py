"""Putting products on sale: `productSet`, which makes a product what it is told, new or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cloud_bridge.connectors.errors import Refused, TryLater

from ._documents import FIND_SKU, SET_PRODUCT, STAGE_UPLOADS
from ._fates import TITLE, fate_of, fate_of_status
from ._ids import PRODUCT, to_gid, to_number
from ._mapping import to_amount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.core.money import Currency
    from cloud_bridge.connectors.port import DraftVariant, Listed, ListingDraft, Picture

    from ._client import Client
    from ._place import Place
    from ._products import Products
    from ._reply import Json

ONLY_OPTION, ONLY_VALUE = "Title", "Default Title"  # what Shopify itself gives a product without options
OWN_FIELDS = ("vendor", "status")
METAFIELD = {"namespace": "custom", "type": "single_line_text_field"}


class Listings:
    """What puts a shop's products on sale."""

    def __init__(self, client: Client, currency: Currency, place: Place, products: Products) -> None:
        self._client = client
        self._currency = currency
        self._place = place
        self._products = products

    def create(self, draft: ListingDraft) -> tuple[Listed, ...]:
        """Put a product on sale once; see port.WritesListings.

        A product that has one of its SKUs is that product. Where none is found the product is made by a handle of its
        first SKU, so that asking again, before Shopify's search knows of it, makes no second one.
        """
        for variant in draft.variants:
            known = self._of_sku(variant.sku)
            if known:
                return self.update(known, draft)
        handle = _handle(draft)
        return self._set({"handle": handle}, {**self._input(draft, with_stock=True), "handle": handle})

    def update(self, product_id: str, draft: ListingDraft) -> tuple[Listed, ...]:
        """Make a product what the draft says, apart from its stock; see port.WritesListings."""
        return self._set({"id": to_gid(PRODUCT, product_id)}, self._input(draft, with_stock=False))

    def _set(self, identifier: Json, given: Json) -> tuple[Listed, ...]:
        answer = self._client.ask(SET_PRODUCT, {"identifier": identifier, "input": given})["productSet"]
        for error in answer["userErrors"]:
            raise fate_of(str(error.get("code") or ""), str(error["message"]))
        return self._products.read([to_number(answer["product"]["id"])])

    def _of_sku(self, sku: str) -> str:
        """Return the product that has a SKU, "" for none."""
        text = sku.replace("\\", "\\\\").replace("'", "\\'")
        found = self._client.ask(FIND_SKU, {"query": f"sku:'{text}'"})["productVariants"]["nodes"] if sku else ()
        return next((to_number(variant["product"]["id"]) for variant in found if variant["sku"] == sku), "")

    def _input(self, draft: ListingDraft, *, with_stock: bool) -> Json:
        names = draft.option_names or (ONLY_OPTION,)
        values = [variant.options or (ONLY_VALUE,) for variant in draft.variants]
        if any(len(options) != len(names) for options in values):
            raise Refused(market=TITLE, reason="a variant has not as many options as the product")
        options = [
            {"name": name, "position": at + 1, "values": [{"name": value} for value in dict.fromkeys(of_one)]}
            for at, (name, of_one) in enumerate(zip(names, zip(*values, strict=True), strict=True))
        ]
        given: Json = {
            "title": draft.name,
            "descriptionHtml": draft.description,
            "productType": draft.category,
            "status": "ACTIVE",
            "productOptions": options,
            "variants": [
                self._variant(variant, names, of_one, draft.weight_g, with_stock=with_stock)
                for variant, of_one in zip(draft.variants, values, strict=True)
            ],
        }
        given |= {name: value for name, value in draft.attributes.items() if name in OWN_FIELDS}
        others = [(name, value) for name, value in draft.attributes.items() if name not in OWN_FIELDS]
        if others:
            given["metafields"] = [{**METAFIELD, "key": name, "value": value} for name, value in others]
        if draft.pictures:
            given["files"] = self._files(draft.pictures)
        return given

    def _variant(
        self, variant: DraftVariant, names: Sequence[str], options: Sequence[str], weight_g: int, *, with_stock: bool
    ) -> Json:
        made: Json = {
            "sku": variant.sku,
            "price": to_amount(variant.price_minor, self._currency),
            "optionValues": [{"optionName": name, "name": value} for name, value in zip(names, options, strict=True)],
            "inventoryItem": {"tracked": True, "measurement": {"weight": {"unit": "GRAMS", "value": weight_g}}},
        }
        if variant.barcode:
            made["barcode"] = variant.barcode
        if with_stock:
            stock = {"locationId": self._place.gid(), "name": "available", "quantity": variant.stock}
            made["inventoryQuantities"] = [stock]
        return made

    def _files(self, pictures: Sequence[Picture]) -> list[Json]:
        """Leave the pictures where Shopify fetches them from, and return how a product names them."""
        asked = [
            {"filename": one.name, "mimeType": one.media_type, "resource": "IMAGE", "httpMethod": "PUT"}
            for one in pictures
        ]
        answer: dict[str, Any] = self._client.ask(STAGE_UPLOADS, {"input": asked})["stagedUploadsCreate"]
        targets = answer["stagedTargets"] or ()
        if len(targets) != len(pictures):
            raise TryLater(market=TITLE, reason="it has no room for the pictures")
        for target, picture in zip(targets, pictures, strict=True):
            headers = {one["name"]: one["value"] for one in target["parameters"]}
            headers.setdefault("content_type", picture.media_type)
            put = {name.replace("_", "-"): value for name, value in headers.items()}
            response = self._client.app.http.send("PUT", target["url"], content=picture.data, headers=put)
            if response.status_code >= 300:
                raise fate_of_status(response.status_code, "", 0)
        return [
            {"originalSource": target["resourceUrl"], "contentType": "IMAGE", "alt": picture.name}
            for target, picture in zip(targets, pictures, strict=True)
        ]


def _handle(draft: ListingDraft) -> str:
    sku = next((variant.sku for variant in draft.variants if variant.sku), draft.name)
    return "lapak-" + re.sub(r"[^a-z0-9]+", "-", sku.lower()).strip("-")
