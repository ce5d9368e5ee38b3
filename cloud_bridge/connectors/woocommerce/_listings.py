"""Putting products on sale: a product, and the variations of one that is sold in several.

Pictures are fetched by the shop from an address: the keys open no way for their bytes (WordPress's own media API wants
a password of WordPress: woocommerce#19730, woocommerce-rest-api#123). A picture is refused unless its name is one.
Sources: woocommerce-rest-api-docs, "Create a product", "Product variations".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cloud_bridge.connectors.errors import Refused

from ._fates import TITLE, fate_of
from ._mapping import readable, to_amount
from ._products import ANY, PRODUCTS
from ._weight import Weight
from ._writes import BATCH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from appliance.core.money import Currency
    from cloud_bridge.connectors.port import DraftVariant, Listed, ListingDraft

    from ._app import App
    from ._products import Products
    from ._reply import Json


class Listings:
    """What puts a shop's products on sale."""

    def __init__(self, app: App, currency: Currency, products: Products) -> None:
        self._app = app
        self._currency = currency
        self._products = products
        self._weight = Weight(app)

    def create(self, draft: ListingDraft) -> tuple[Listed, ...]:
        """Put a product on sale once; see port.WritesListings.

        A product that has one of its SKUs, or the slug of its first SKU, is that product: what was begun is finished.
        """
        _check(draft)
        slug = _slug(draft)
        known = self._known(draft, slug)
        if known:
            return self._changed(known, draft, deletes=False)
        given = self._product(draft) | {"slug": slug, "status": "publish", "images": _images(draft)}
        if not draft.option_names:
            given |= _counted(draft.variants[0])
        made = self._app.post(PRODUCTS, given).object()
        return self._finished(made, draft, deletes=False)

    def update(self, product_id: str, draft: ListingDraft) -> tuple[Listed, ...]:
        """Make a product what the draft says, apart from the stock it has; see port.WritesListings."""
        _check(draft)
        if not product_id.isdecimal():
            raise Refused(market=TITLE, reason=f"there is no product {product_id}")
        return self._changed(product_id, draft, deletes=True)

    def _changed(self, product_id: str, draft: ListingDraft, *, deletes: bool) -> tuple[Listed, ...]:
        """Change a product; pictures that it has are not given again, because the shop would fetch them once more."""
        path = f"{PRODUCTS}/{product_id}"
        given, images = self._product(draft), _images(draft)
        there = self._app.get(path).object().get("images") or ()
        if images and [one.get("name") for one in there] != [one["name"] for one in images]:
            given["images"] = images
        return self._finished(self._app.put(path, given).object(), draft, deletes=deletes)

    def _finished(self, product: Json, draft: ListingDraft, *, deletes: bool) -> tuple[Listed, ...]:
        """Make a product's variations those of the draft; each is found again by its SKU."""
        with readable("the product that was made"):
            product_id = int(product["id"])
        if draft.option_names:
            there = {str(one.get("sku")): int(one["id"]) for one in self._products.variations(product_id)}
            make, change = [], []
            for variant in draft.variants:
                told = self._variation(variant, draft.option_names)
                number = there.pop(variant.sku, None)
                if number is None:
                    make.append({**told, **_counted(variant)})
                else:
                    change.append({"id": number, **told})
            asked: dict[str, list[Any]] = {
                "create": make,
                "update": change,
                "delete": list(there.values()) if deletes else [],
            }
            self._batch(f"{PRODUCTS}/{product_id}/variations/batch", asked)
        return self._products.read([str(product_id)])

    def _batch(self, path: str, asked: Mapping[str, Sequence[Any]]) -> None:
        """Send changes, as many to a call as may be; the first that is refused is raised after the others are made."""
        flat = [(verb, one) for verb, some in asked.items() for one in some]
        errors = []
        for start in range(0, len(flat), BATCH):
            part: dict[str, list[Any]] = {}
            for verb, one in flat[start : start + BATCH]:
                part.setdefault(verb, []).append(one)
            answer = self._app.post(path, part).object()
            errors += [one["error"] for some in answer.values() for one in some if "error" in one]
        for error in errors:
            status = int((error.get("data") or {}).get("status") or 400)
            raise fate_of(status, str(error.get("code") or ""), str(error.get("message") or ""))

    def _known(self, draft: ListingDraft, slug: str) -> str:
        """Return the product that the draft is already, "" for none."""
        for variant in draft.variants:
            for found in self._app.get(PRODUCTS, [ANY, ("sku", variant.sku)]).rows() if variant.sku else ():
                if found.get("sku") == variant.sku:  # a variation is found as a product of its own
                    return str(found.get("parent_id") or found["id"])
        return next((str(found["id"]) for found in self._app.get(PRODUCTS, [ANY, ("slug", slug)]).rows()), "")

    def _product(self, draft: ListingDraft) -> Json:
        """Return everything of a product but its stock."""
        attributes = [{"name": name, "options": [value], "visible": True} for name, value in draft.attributes.items()]
        given: Json = {
            "name": draft.name,
            "type": "variable" if draft.option_names else "simple",
            "description": draft.description,
            "weight": self._weight.text(draft.weight_g),
            "attributes": [*_choices(draft), *attributes],
        }
        if draft.category:
            given["categories"] = [{"id": int(draft.category)}]
        if not draft.option_names:
            given |= self._priced(draft.variants[0])
        return given

    def _variation(self, variant: DraftVariant, names: Sequence[str]) -> Json:
        options = zip(names, variant.options, strict=True)
        return self._priced(variant) | {"attributes": [{"name": name, "option": value} for name, value in options]}

    def _priced(self, variant: DraftVariant) -> Json:
        given: Json = {"sku": variant.sku, "regular_price": to_amount(variant.price_minor, self._currency)}
        return given | ({"global_unique_id": variant.barcode} if variant.barcode else {})


def _check(draft: ListingDraft) -> None:
    """Raise Refused for a draft that WooCommerce could only half make."""
    for picture in draft.pictures:
        if not picture.name.startswith(("https://", "http://")):
            raise Refused(market=TITLE, reason=f"the shop fetches pictures itself, and {picture.name!r} is no address")
    if draft.category and not draft.category.isdecimal():
        raise Refused(market=TITLE, reason=f"{draft.category!r} is not the number of a category")
    if not draft.option_names and len(draft.variants) != 1:
        raise Refused(market=TITLE, reason="a product without options is sold in one variant")
    if any(len(variant.options) != len(draft.option_names) for variant in draft.variants):
        raise Refused(market=TITLE, reason="a variant has not as many options as the product")
    if draft.option_names and not all(variant.sku for variant in draft.variants):
        raise Refused(market=TITLE, reason="a variant without a SKU could not be found again")


def _choices(draft: ListingDraft) -> list[Json]:
    """Return the attributes that a buyer chooses from."""
    return [
        {
            "name": name,
            "options": list(dict.fromkeys(variant.options[at] for variant in draft.variants)),
            "variation": True,
            "visible": True,
        }
        for at, name in enumerate(draft.option_names)
    ]


def _counted(variant: DraftVariant) -> Json:
    return {"manage_stock": True, "stock_quantity": variant.stock}


def _images(draft: ListingDraft) -> list[Json]:
    """Return where the pictures are fetched from; each is named by that, to be known again."""
    return [{"src": picture.name, "name": picture.name} for picture in draft.pictures]


def _slug(draft: ListingDraft) -> str:
    sku = next((variant.sku for variant in draft.variants if variant.sku), draft.name)
    return "lapak-" + re.sub(r"[^a-z0-9]+", "-", sku.lower()).strip("-")
