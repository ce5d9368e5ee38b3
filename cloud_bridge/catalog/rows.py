"""What the feed says of the catalogue (the table in docs/protocol.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.signals import m2m_changed, pre_delete

from cloud_bridge.catalog.models import (
    Barcode,
    Category,
    Favourite,
    Layout,
    ModifierChoice,
    ModifierGroup,
    Product,
    Promotion,
    TaxClass,
    Variant,
)
from cloud_bridge.fleet.rows import tills_rows
from cloud_bridge.people.models import GroupPrice
from cloud_bridge.replication.feed import Row
from cloud_bridge.replication.sources import Source, publish, watch
from cloud_bridge.stock import kits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    Goods = TaxClass | Category | Product | Variant | Barcode | ModifierGroup | Promotion


def tax_class_rows(tax_class: TaxClass) -> list[Row]:
    """Return what tills are told about a tax class."""
    return [_row(tax_class, "tax_class", tax_class.key, {"name": tax_class.name, "taxes": tax_class.taxes})]


def category_rows(category: Category) -> list[Row]:
    """Return what tills are told about a category."""
    data = {"name": category.name, "color": category.color, "picture": category.picture, "rank": category.rank}
    return [_row(category, "category", category.key, data)]


def product_rows(product: Product) -> list[Row]:
    """Return what tills are told about a product itself."""
    data: dict[str, Any] = {"name": product.name}
    if product.options:
        data["options"] = product.options
    return [_row(product, "product", product.key, data)]


def modifier_rows(group: ModifierGroup) -> list[Row]:
    """Return what tills are told about a group of modifiers and its choices."""
    choices = [
        {"key": choice.key, "name": choice.name, "price_minor": choice.price_minor, "default": choice.is_default}
        for choice in group.choices.all()
    ]
    data = {"name": group.name, "min": group.min_choices, "max": group.max_choices, "rank": group.rank}
    return [_row(group, "modifier", group.key, {**data, "choices": choices})]


def promotion_rows(promotion: Promotion) -> list[Row]:
    """Return what tills are told about a promotion; nothing of one that is switched off."""
    return [_row(promotion, "promotion", promotion.key, promotion.data() if promotion.is_active else None)]


def variant_rows(
    variant: Variant,
    groups: Mapping[str, int] | None = None,
    modifiers: list[str] | None = None,
    scarce_kits: Collection[str] | None = None,
) -> list[Row]:
    """Return what tills are told about a variant: how it is shown, and its price.

    groups: what it costs each customer group, by the group's key; modifiers: the keys of its product's modifiers;
    scarce_kits: which variants are kits with a scarce part; all are looked up unless they were already. Nobody holds
    the right to a piece inside a kit, so a till takes such a kit for scarce, and sells none.
    """
    if groups is None:
        groups = _group_prices(variant=variant).get(variant.key, {})
    if scarce_kits is None:
        scarce_kits = kits.with_scarce_part([variant.key])
    product = variant.product
    data = {
        "product": product.key,
        "sku": variant.sku,
        "name": str(variant),
        "unit": variant.unit,
        "tax_class": product.tax_class.key,
        "category": product.category.key if product.category else "",
        "picture": product.picture,
        "rank": product.rank,
        "favourite": product.is_favourite,
    }
    said = {
        "options": variant.options,
        "modifiers": [group.key for group in product.modifiers.all()] if modifiers is None else modifiers,
        "open_price": product.open_price,
        "min_age": product.min_age,
        "weight_g": variant.weight_g,
        "is_scarce": variant.is_scarce or variant.key in scarce_kits,
    }
    data |= {field: value for field, value in said.items() if value}
    if product.low_milli is not None:
        data["low_milli"] = product.low_milli
    price: dict[str, Any] = {"price_minor": variant.price_minor}
    if groups:
        price["groups"] = dict(groups)
    return [_row(variant, "variant", variant.key, data), _row(variant, "price", variant.key, price)]


def of_variants(keys: Iterable[str]) -> Iterable[Row]:
    """Return what tills are told about these variants."""
    return _variants(key__in=list(keys))


def barcode_rows(barcode: Barcode) -> list[Row]:
    """Return what tills are told about a barcode."""
    return [_row(barcode, "barcode", barcode.gtin, {"variant": barcode.variant_id})]


def rows(merchant_key: str) -> Iterator[Row]:
    """Return everything the feed should say of a merchant's catalogue."""
    for tax_class in TaxClass.objects.filter(merchant=merchant_key):
        yield from tax_class_rows(tax_class)
    for category in Category.objects.filter(merchant=merchant_key):
        yield from category_rows(category)
    for product in Product.objects.filter(merchant=merchant_key):
        yield from product_rows(product)
    for group in ModifierGroup.objects.filter(merchant=merchant_key).prefetch_related("choices"):
        yield from modifier_rows(group)
    for promotion in Promotion.objects.filter(merchant=merchant_key):
        yield from promotion_rows(promotion)
    yield from _variants(merchant=merchant_key)
    for barcode in Barcode.objects.filter(merchant=merchant_key):
        yield from barcode_rows(barcode)


def connect() -> None:
    """Publish the catalogue from now on."""
    watch(
        lambda thing: thing.merchant_id,
        {
            TaxClass: Source(tax_class_rows, lambda tax_class: _variants(product__tax_class=tax_class)),
            Category: Source(category_rows, lambda category: _variants(product__category=category)),
            Product: Source(product_rows, lambda product: _variants(product=product)),
            Variant: Source(variant_rows, _promotions_about),
            Barcode: Source(barcode_rows),
            ModifierGroup: Source(modifier_rows, lambda group: _variants(product__modifiers=group)),
            Promotion: Source(promotion_rows),
        },
    )
    watch(
        lambda choice: choice.group.merchant_id,
        {ModifierChoice: Source(lambda _: (), lambda choice: modifier_rows(_fresh(choice.group)))},
    )
    watch(
        lambda layout: layout.merchant_id, {Layout: Source(lambda _: (), lambda layout: tills_rows(layout.merchant_id))}
    )
    watch(
        lambda one: one.layout.merchant_id,
        {Favourite: Source(lambda _: (), lambda one: tills_rows(one.layout.merchant_id, _shown_on(one.layout)))},
    )
    m2m_changed.connect(_tell_modifiers, sender=Product.modifiers.through)
    pre_delete.connect(_take_off_products, sender=ModifierGroup)


def _shown_on(layout: Layout) -> Q:
    """Return which tills have a layout."""
    return Q(layout=layout) | Q(layout=None) if layout.is_usual else Q(layout=layout)


def _fresh(group: ModifierGroup) -> ModifierGroup:
    """Return a group with the choices it has now."""
    return ModifierGroup.objects.prefetch_related("choices").get(pk=group.pk)


def _promotions_about(variant: Variant) -> Iterable[Row]:
    """Return what tills are told about the promotions that name a variant's product."""
    for promotion in Promotion.objects.filter(merchant=variant.merchant_id):
        if promotion.names_product(variant.product_id):
            yield from promotion_rows(promotion)


def _tell_modifiers(instance: Product | ModifierGroup, action: str, pk_set: set[str] | None, **_: Any) -> None:
    """Publish the variants of products that have other modifiers now."""
    if action.startswith("post_"):
        products = [instance.pk] if isinstance(instance, Product) else pk_set or ()
        publish(instance.merchant_id, _variants(product__in=products))


def _take_off_products(instance: ModifierGroup, **_: Any) -> None:
    """Take a group that is about to go off its products, so that no till asks for it."""
    for product in instance.products.all():
        product.modifiers.remove(instance)


def _variants(**which: Any) -> Iterable[Row]:
    found = Variant.objects.filter(**which).select_related("product__tax_class", "product__category")
    groups = _group_prices(variant__in=found.values("key"))
    modifiers = _modifiers(product__in=found.values("product"))
    scarce = kits.with_scarce_part(found.values("key"))
    for variant in found:
        own = groups.get(variant.key, {}), modifiers.get(variant.product_id, [])
        yield from variant_rows(variant, *own, scarce)


def _modifiers(**which: Any) -> dict[str, list[str]]:
    """Return the keys of products' modifiers in their rank."""
    links = Product.modifiers.through.objects.filter(**which)
    ranked = links.order_by("modifiergroup__rank", "modifiergroup__name").values_list("product_id", "modifiergroup_id")
    found: dict[str, list[str]] = {}
    for product, group in ranked:
        found.setdefault(product, []).append(group)
    return found


def _group_prices(**which: Any) -> dict[str, dict[str, int]]:
    prices: dict[str, dict[str, int]] = {}
    found = GroupPrice.objects.filter(**which).values_list("variant_id", "group__key", "price_minor")
    for variant, group, price_minor in found:
        prices.setdefault(variant, {})[group] = price_minor
    return prices


def _row(thing: Goods, table: str, key: str, data: dict[str, Any] | None) -> Row:
    return Row(thing.merchant_id, table, key, data)
