"""Putting items on sale and changing them.

Source: the Product pages (add_item, search_item, init_tier_variation, update_tier_variation, add_model, delete_model,
update_item) and logistics.get_channel_list. There is no idempotency key: an item is found again by its SKU.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import PriceWrite

from ._drafts import NO_BRAND, item_of, model_of, place_of, stock_of, tiers_of
from ._fates import TITLE
from ._mapping import readable
from ._numbers import decimal, to_json
from ._pictures import upload

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.core.money import Currency
    from cloud_bridge.connectors.port import DraftVariant, Listed, ListingDraft, ListingKey

    from ._client import Client
    from ._products import Products
    from ._reply import Json
    from ._writes import Writes

PRODUCT = "/api/v2/product/"
CHANNELS = "/api/v2/logistics/get_channel_list"
FIXED_FEES = ("FIXED_DEFAULT_PRICE", "SIZE_INPUT", "")  # the others want a size or a fee of each item


class Listings:
    """What a shop offers; a `location_id` is where new stock stands in shops with warehouses."""

    def __init__(
        self, client: Client, products: Products, writes: Writes, currency: Currency, location_id: str
    ) -> None:
        self._client = client
        self._products = products
        self._writes = writes
        self._currency = currency
        self._location_id = location_id

    def create(self, draft: ListingDraft) -> tuple[Listed, ...]:
        """Put an item on sale once; until its models are made it has no stock, so that nobody buys half of it."""
        tiers = tiers_of(draft)
        found = self._found(draft)
        product_id = found.product_id if found else self._add(draft, is_whole=not tiers)
        if tiers and not (found and found.variant_id):
            self._init_tiers(product_id, tiers, draft.variants)
        made = self._products.read([product_id])
        if not made:
            raise TryLater(market=TITLE, reason="the new item is not shown yet")
        return made

    def update(self, product_id: str, draft: ListingDraft) -> tuple[Listed, ...]:
        """Make an item what the draft says; what no draft has (brand, couriers, video) stays, and so does stock."""
        tiers = tiers_of(draft)
        known = {listed.sku: listed for listed in self._products.read([product_id])}
        if not known:
            raise Refused(market=TITLE, reason=f"product {product_id} is not there any more")
        has_models = any(listed.key.variant_id for listed in known.values())
        if has_models and not tiers:
            raise Refused(market=TITLE, reason="it has variants, and the draft has none")
        self._ask("update_item", {"item_id": int(product_id), **item_of(draft, self._uploaded(draft))})
        kept = [variant for variant in draft.variants if variant.sku in known] if has_models else []
        if kept:
            self._edit_tiers(product_id, tiers, draft.variants, known)
        elif tiers:
            self._init_tiers(product_id, tiers, draft.variants)
        self._reprice(kept or ([] if tiers else draft.variants), known)
        return self._products.read([product_id])

    def _found(self, draft: ListingDraft) -> ListingKey | None:
        """Return the item with exactly the draft's SKUs, or what a broken-off call left of it."""
        asked = [("item_sku", draft.variants[0].sku), ("page_size", "50")]
        ids = self._client.ask(PRODUCT + "search_item", asked).checked().data.get("item_id_list") or []
        wanted = {variant.sku for variant in draft.variants}
        by_item: dict[str, list[Listed]] = {}
        for listed in self._products.read([str(item_id) for item_id in ids]):
            by_item.setdefault(listed.key.product_id, []).append(listed)
        for models in by_item.values():
            if {listed.sku for listed in models} == wanted or self._is_half_made(models, draft):
                return models[0].key
        return None

    def _is_half_made(self, models: list[Listed], draft: ListingDraft) -> bool:
        only = models[0]
        half = (only.name, only.sku, only.stock) == (draft.name, draft.variants[0].sku, 0)
        return half and not only.key.variant_id and bool(draft.option_names)

    def _add(self, draft: ListingDraft, *, is_whole: bool) -> str:
        first = draft.variants[0]
        body = {
            **item_of(draft, self._uploaded(draft)),
            "original_price": decimal(first.price_minor, self._currency.exponent),
            "seller_stock": stock_of(first.stock if is_whole else 0, self._location_id),
            "brand": NO_BRAND,
            "logistic_info": self._couriers(),
        }
        with readable("the new item"):
            return str(self._ask("add_item", body)["item_id"])

    def _init_tiers(self, product_id: str, tiers: list[Json], variants: Sequence[DraftVariant]) -> None:
        models = [model_of(tiers, variant, self._currency, self._location_id) for variant in variants]
        self._ask("init_tier_variation", {"item_id": int(product_id), "tier_variation": tiers, "model": models})

    def _edit_tiers(
        self, product_id: str, tiers: list[Json], variants: Sequence[DraftVariant], known: dict[str, Listed]
    ) -> None:
        """Take away the models that the draft lacks, give the others their places, and add the new ones."""
        item = {"item_id": int(product_id)}
        for sku in known.keys() - {variant.sku for variant in variants}:
            self._ask("delete_model", {**item, "model_id": int(known[sku].key.variant_id)})
        places = [
            {"model_id": int(known[variant.sku].key.variant_id), "tier_index": place_of(tiers, variant)}
            for variant in variants
            if variant.sku in known
        ]
        self._ask("update_tier_variation", {**item, "tier_variation": tiers, "model_list": places})
        new = [variant for variant in variants if variant.sku not in known]
        if new:
            models = [model_of(tiers, variant, self._currency, self._location_id) for variant in new]
            self._ask("add_model", {**item, "model_list": models})

    def _reprice(self, variants: Sequence[DraftVariant], known: dict[str, Listed]) -> None:
        """Write the prices that changed: one that a promotion locks is refused even where it stays the same."""
        only = next(iter(known.values()))  # an item without models may have had another SKU
        pairs = [(known.get(variant.sku, only), variant) for variant in variants]
        writes = [
            PriceWrite(listed.key, variant.price_minor)
            for listed, variant in pairs
            if listed.price_minor != variant.price_minor
        ]
        refused = [result.refused for result in self._writes.price(writes) if result.refused]
        if refused:
            raise Refused(market=TITLE, reason=refused[0])

    def _uploaded(self, draft: ListingDraft) -> list[str]:
        return [upload(self._client.app, picture) for picture in draft.pictures]

    def _couriers(self) -> list[Json]:
        """Return the shop's couriers for an item: those that stand for others, not the others behind them."""
        found = self._client.ask(CHANNELS).checked().data.get("logistics_channel_list") or []
        couriers = [
            {"logistic_id": int(row["logistics_channel_id"]), "enabled": True}
            for row in found
            if row.get("enabled") and not row.get("mask_channel_id") and row.get("fee_type", "") in FIXED_FEES
        ]
        if not couriers:
            raise Refused(market=TITLE, reason="the shop has no courier switched on; do it in Seller Centre")
        return couriers

    def _ask(self, name: str, body: Json) -> Json:
        return self._client.ask(PRODUCT + name, body=to_json(body)).checked().data
