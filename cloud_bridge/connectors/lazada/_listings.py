"""Putting products on sale and changing them: pictures first, then one XML with all SKUs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import Refused

from ._fates import TITLE
from ._mapping import to_amount
from ._xml import payload

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from appliance.core.money import Currency
    from cloud_bridge.connectors.port import DraftVariant, Listed, ListingDraft, Picture

    from ._client import Client
    from ._products import Products
    from ._xml import Node

UPLOAD = "/image/upload"
CREATE = "/product/create"
UPDATE = "/product/update"
MOST_PICTURES = 8
# Attributes that Lazada wants of each SKU and not of the product (docId 120949).
OF_SKU = ("package_height", "package_length", "package_width", "package_content", "special_price")


class Listings:
    """A shop's drafts; `category` is a leaf of Lazada's tree, the sizes of the parcel are among the attributes."""

    def __init__(self, client: Client, products: Products, currency: Currency) -> None:
        self._client = client
        self._products = products
        self._currency = currency

    def create(self, draft: ListingDraft) -> tuple[Listed, ...]:
        """Create a product with all its SKUs; one that has any of these SKUs is taken for the same, created before."""
        skus = [variant.sku for variant in draft.variants]
        if found := self._products.find(skus):
            return found
        nodes = [("PrimaryCategory", draft.category), *self._nodes(draft), self._skus(draft, draft.variants, {})]
        created = self._client.post(CREATE, [("payload", payload(*nodes))]).checked().data
        return self._products.read([str(created["item_id"])])

    def update(self, product_id: str, draft: ListingDraft) -> tuple[Listed, ...]:
        """Write everything but stock of the SKUs that are there; a draft with others is refused."""
        known = {listed.sku: listed.key.variant_id for listed in self._products.read([product_id])}
        if missing := [variant.sku for variant in draft.variants if variant.sku not in known]:
            raise Refused(market=TITLE, reason=f"product {product_id} has no SKU {', '.join(missing)}")
        nodes = [("ItemId", product_id), *self._nodes(draft), self._skus(draft, draft.variants, known)]
        self._client.post(UPDATE, [("payload", payload(*nodes))]).checked()
        return self._products.read([product_id])

    def _nodes(self, draft: ListingDraft) -> list[Node]:
        own = [(name, value) for name, value in draft.attributes.items() if name not in OF_SKU]
        pictures: list[Node] = [("Image", url) for url in self._uploaded(draft.pictures[:MOST_PICTURES])]
        attributes: list[Node] = [("name", draft.name), ("description", draft.description), *own]
        return [*([("Images", pictures)] if pictures else []), ("Attributes", attributes)]

    def _skus(self, draft: ListingDraft, variants: Sequence[DraftVariant], known: Mapping[str, str]) -> Node:
        parcel: list[Node] = [(name, value) for name, value in draft.attributes.items() if name in OF_SKU]
        kilos = f"{draft.weight_g // 1000}.{draft.weight_g % 1000:03d}"
        skus: list[Node] = []
        for variant in variants:
            options: list[Node] = list(zip(draft.option_names, variant.options, strict=True))
            number: list[Node] = (
                [("SkuId", known[variant.sku])] if variant.sku in known else [("quantity", str(variant.stock))]
            )
            sku: list[Node] = [
                *number,
                ("SellerSku", variant.sku),
                *([("saleProp", options)] if options else []),
                *([("eancode", variant.barcode)] if variant.barcode else []),
                ("price", to_amount(variant.price_minor, self._currency)),
                ("package_weight", kilos),
                *parcel,
            ]
            skus.append(("Sku", sku))
        return ("Skus", skus)

    def _uploaded(self, pictures: Sequence[Picture]) -> list[str]:
        """Return the addresses of pictures at Lazada: it shows no others."""
        replies = [self._client.upload(UPLOAD, "image", picture.data).checked() for picture in pictures]
        return [str(reply.data["image"]["url"]) for reply in replies]
