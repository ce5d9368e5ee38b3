"""Putting products on sale: a product, its options, its variants, its pictures, each only where it is not there yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import StockWrite

from ._documents import (
    CHANGE_PRODUCT,
    CHANGE_VARIANTS,
    CREATE_ASSETS,
    CREATE_PRODUCT,
    CREATE_VARIANTS,
    FIND_PRODUCT,
    READ_PRODUCT,
)
from ._fates import TITLE
from ._mapping import key_of
from ._options import Options
from ._reply import done
from ._stock import TRACKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.core.money import Currency
    from cloud_bridge.connectors.port import DraftVariant, Listed, ListingDraft, Picture

    from ._client import Client
    from ._products import Products
    from ._reply import Json
    from ._shop import Shop
    from ._writes import Writes


class Listings:
    """What puts a channel's products on sale.

    A draft's category is the id of a facet value, its attributes are custom fields of the server; Vendure passes over a
    facet value that it does not have, and over custom fields where it has none. Weight and barcode it does not know.
    """

    def __init__(self, client: Client, currency: Currency, shop: Shop, products: Products, writes: Writes) -> None:
        self._client = client
        self._currency = currency
        self._shop = shop
        self._products = products
        self._writes = writes

    def create(self, draft: ListingDraft) -> tuple[Listed, ...]:
        """Put a product on sale once; see port.WritesListings.

        A product that has one of its SKUs is that product, and so is one whose making broke off: it is found by a slug
        of the first SKU. A product is shown only when all of it is there.
        """
        _check(draft)
        slug = _slug(draft)
        skus = [variant.sku for variant in draft.variants if variant.sku]
        found = self._client.ask(FIND_PRODUCT, {"skus": skus, "slug": slug})
        known = [variant["productId"] for variant in found["productVariants"]["items"]]
        known += [found["product"]["id"]] if found["product"] else []
        if known:
            return self.update(str(known[0]), draft)
        made = {**self._about(draft, slug), "enabled": False}
        return self.update(str(self._client.ask(CREATE_PRODUCT, {"input": made})["createProduct"]["id"]), draft)

    def update(self, product_id: str, draft: ListingDraft) -> tuple[Listed, ...]:
        """Make a product what the draft says; only variants that it did not have get their stock from it."""
        _check(draft)
        product = self._client.ask(READ_PRODUCT, {"id": product_id})["product"]
        if product is None:
            raise Refused(market=TITLE, reason=f"there is no product {product_id}")
        self._make_variants(product, draft)
        asked: Json = {**self._about(draft), "id": product_id, "enabled": True}
        if draft.pictures:
            assets = self._assets(product, draft.pictures)
            asked |= {"assetIds": assets, "featuredAssetId": assets[0]}
        self._client.ask(CHANGE_PRODUCT, {"input": asked})
        return self._products.read([product_id])

    def _about(self, draft: ListingDraft, slug: str = "") -> Json:
        words = {"languageCode": self._shop.facts().language, "name": draft.name, "description": draft.description}
        about: Json = {"translations": [{**words, "slug": slug} if slug else words]}
        if draft.category:
            about["facetValueIds"] = [draft.category]
        if draft.attributes:
            about["customFields"] = dict(draft.attributes)
        return about

    def _make_variants(self, product: Json, draft: ListingDraft) -> None:
        options = Options(self._client, self._shop.facts().language, product, draft)
        known = {variant["sku"]: variant["id"] for variant in product["variants"]}
        rows: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
        for variant in draft.variants:
            row = self._variant(draft, variant)
            if variant.sku in known:
                rows[True].append({**row, "id": known[variant.sku]})
            else:
                made = {"productId": product["id"], "optionIds": options.of(variant), "trackInventory": TRACKED}
                rows[False].append({**row, **made})
        if rows[True]:
            self._client.ask(CHANGE_VARIANTS, {"input": rows[True]})
        if rows[False]:
            made = self._client.ask(CREATE_VARIANTS, {"input": rows[False]})["createProductVariants"]
            stock = {variant.sku: variant.stock for variant in draft.variants}
            self._writes.stock([StockWrite(key_of(one), stock[one["sku"]]) for one in made])

    def _variant(self, draft: ListingDraft, variant: DraftVariant) -> Json:
        facts = self._shop.facts()
        name = " ".join((draft.name, *variant.options))
        return {
            "sku": variant.sku,
            "price": facts.money.to_amount(variant.price_minor, self._currency),
            "translations": [{"languageCode": facts.language, "name": name}],
        }

    def _assets(self, product: Json, pictures: Sequence[Picture]) -> list[str]:
        """Return the ids of these pictures in their order, uploading those that the product does not have by name."""
        known = {asset["name"]: str(asset["id"]) for asset in product["assets"]}
        missing = [picture for picture in pictures if picture.name not in known]
        if missing:
            made = self._client.upload(CREATE_ASSETS, "input", missing)["createAssets"]
            known |= {one.name: str(done(asset)["id"]) for one, asset in zip(missing, made, strict=True)}
        return [known[picture.name] for picture in pictures]


def _check(draft: ListingDraft) -> None:
    """Refuse what does not fit together before anything is made of it."""
    if any(len(variant.options) != len(draft.option_names) for variant in draft.variants):
        raise Refused(market=TITLE, reason="a variant has not as many options as the product")


def _slug(draft: ListingDraft) -> str:
    sku = next((variant.sku for variant in draft.variants if variant.sku), draft.name)
    return "lapak-" + re.sub(r"[^a-z0-9]+", "-", sku.lower()).strip("-")
