"""A draft in Shopee's words: the item, its tiers of options, and a model for each combination that is sold.

Source: the pages of add_item, init_tier_variation and add_model. Barcodes are not sent: only Taiwan and Brazil take
them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.errors import Refused

from ._fates import TITLE
from ._numbers import decimal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.core.money import Currency
    from cloud_bridge.connectors.port import DraftVariant, ListingDraft

    from ._reply import Json

MOST_TIERS = 2
NO_BRAND = {"brand_id": 0, "original_brand_name": "NoBrand"}


def item_of(draft: ListingDraft, image_ids: Sequence[str]) -> Json:
    """Return what an item is whether or not it has models; pictures stay as they are where the draft has none."""
    item: Json = {
        "item_name": draft.name,
        "description": draft.description,
        "category_id": _category(draft),
        "weight": decimal(draft.weight_g, 3),
        "item_sku": draft.variants[0].sku,
        "attribute_list": [
            {"attribute_id": int(name), "attribute_value_list": [_value(value)]}
            for name, value in draft.attributes.items()
        ],
    }
    return {**item, "image": {"image_id_list": list(image_ids)}} if image_ids else item


def tiers_of(draft: ListingDraft) -> list[Json]:
    """Return the names of the options, each with its values in the order in which variants have them."""
    if len(draft.option_names) > MOST_TIERS or (len(draft.variants) > 1 and not draft.option_names):
        raise Refused(market=TITLE, reason="variants differ by one option or two, and by no more")
    return [
        {
            "name": name,
            "option_list": [{"option": value} for value in dict.fromkeys(one.options[at] for one in draft.variants)],
        }
        for at, name in enumerate(draft.option_names)
    ]


def place_of(tiers: list[Json], variant: DraftVariant) -> list[int]:
    """Return which value of each tier a variant is."""
    return [tier["option_list"].index({"option": value}) for tier, value in zip(tiers, variant.options, strict=True)]


def model_of(tiers: list[Json], variant: DraftVariant, currency: Currency, location_id: str) -> Json:
    """Return a variant with its price and its stock."""
    return {
        "tier_index": place_of(tiers, variant),
        "model_sku": variant.sku,
        "original_price": decimal(variant.price_minor, currency.exponent),
        "seller_stock": stock_of(variant.stock, location_id),
    }


def stock_of(stock: int, location_id: str) -> list[Json]:
    """Return stock of the seller's own, in the one warehouse if there is one."""
    return [{**({"location_id": location_id} if location_id else {}), "stock": stock}]


def _category(draft: ListingDraft) -> int:
    if not draft.category.isdigit():
        raise Refused(market=TITLE, reason="a category is a number of Shopee's")
    return int(draft.category)


def _value(value: str) -> Json:
    return {"value_id": int(value)} if value.isdigit() else {"value_id": 0, "original_value_name": value}
