"""Goods by the thousand: products with their variants, prices, barcodes and first stock, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from appliance.core.gtin import require_valid, to_gtin14
from cloud_bridge.catalog import rows
from cloud_bridge.catalog.errors import ModifierUnknown, TaxClassUnknown
from cloud_bridge.catalog.models import Barcode, Category, ModifierGroup, Product, TaxClass, Variant
from cloud_bridge.database import writing
from cloud_bridge.keys import now_ms
from cloud_bridge.replication import feed
from cloud_bridge.stock import ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Plain = Mapping[str, Any]

AT_ONCE = 500


def add_products(merchant_key: str, products: Iterable[Plain], store_key: str = "") -> list[Variant]:
    """Add products and return their new variants; a variant whose SKU is known is left as it is.

    A product: `name`, `tax_class` (key) and `variants`, and maybe `category` (key or name; made if new), `picture`,
    `rank`, `favourite`, `options` (as the model has them), `modifiers` (names of groups that exist), `open_price`,
    `min_age`. A variant: `sku`, `price_minor`, and maybe `name`, `unit`, `options`, `weight_g`, `barcodes`,
    `stock_milli` (of the store). Raises TaxClassUnknown, ModifierUnknown, BarcodeUnreadable or BarcodeDamaged, and then
    nothing was added.
    """
    with writing():
        shelf = _Shelf(merchant_key, store_key)
        for plain in products:
            shelf.put(plain)
        shelf.save()
    return shelf.variants


class _Shelf:
    """What is about to be added."""

    def __init__(self, merchant_key: str, store_key: str) -> None:
        self.variants: list[Variant] = []
        self._merchant = merchant_key
        self._store = store_key
        self._products: list[Product] = []
        self._barcodes: list[Barcode] = []
        self._moves: list[ledger.Move] = []
        self._modifiers: dict[str, list[ModifierGroup]] = {}  # of a product, by its key
        self._now_ms = now_ms()
        self._skus = set(Variant.objects.filter(merchant=merchant_key).values_list("sku", flat=True))
        self._tax_classes = {one.key: one for one in TaxClass.objects.filter(merchant=merchant_key)}
        self._groups = {one.name: one for one in ModifierGroup.objects.filter(merchant=merchant_key)}
        self._categories: dict[str, Category] = {}
        for category in Category.objects.filter(merchant=merchant_key):
            self._categories[category.name] = self._categories[category.key] = category

    def put(self, plain: Plain) -> None:
        new = [variant for variant in plain["variants"] if variant["sku"] not in self._skus]
        if not new:
            return
        tax_class = self._tax_classes.get(plain["tax_class"])
        if tax_class is None:
            raise TaxClassUnknown(name=plain["name"], tax_class=plain["tax_class"])
        product = Product(
            merchant_id=self._merchant,
            name=plain["name"],
            tax_class=tax_class,
            category=self._category(plain.get("category", "")),
            picture=plain.get("picture", ""),
            rank=plain.get("rank", 0),
            is_favourite=plain.get("favourite", False),
            options=plain.get("options", []),
            open_price=plain.get("open_price", False),
            min_age=plain.get("min_age", 0),
        )
        self._products.append(product)
        self._modifiers[product.key] = [self._group(plain["name"], name) for name in plain.get("modifiers", ())]
        for variant in new:
            self._put_variant(product, variant)

    def save(self) -> None:
        """Write everything and tell the tills."""
        Product.objects.bulk_create(self._products, batch_size=AT_ONCE)
        Variant.objects.bulk_create(self.variants, batch_size=AT_ONCE)
        link = Product.modifiers.through
        link.objects.bulk_create(
            link(product_id=product, modifiergroup_id=group.key)
            for product, groups in self._modifiers.items()
            for group in groups
        )
        Barcode.objects.bulk_create(self._barcodes, batch_size=AT_ONCE, ignore_conflicts=True)
        told = [row for product in self._products for row in rows.product_rows(product)]
        modifiers = {
            product: [group.key for group in sorted(groups, key=lambda group: (group.rank, group.name))]
            for product, groups in self._modifiers.items()
        }
        for variant in self.variants:
            told += rows.variant_rows(variant, {}, modifiers[variant.product_id], ())
        if self._barcodes:  # a code another variant has already stays there
            kept = Barcode.objects.filter(merchant=self._merchant)
            told += [row for barcode in kept.iterator() for row in rows.barcode_rows(barcode)]
        feed.publish(self._merchant, told)
        ledger.move(self._merchant, self._moves)

    def _put_variant(self, product: Product, plain: Plain) -> None:
        variant = Variant(
            merchant_id=self._merchant,
            product=product,
            sku=plain["sku"],
            name=plain.get("name", ""),
            unit=plain.get("unit", "pcs"),
            price_minor=plain["price_minor"],
            options=plain.get("options", []),
            weight_g=plain.get("weight_g", 0),
        )
        self.variants.append(variant)
        self._skus.add(variant.sku)
        for code in plain.get("barcodes", ()):
            gtin = to_gtin14(require_valid(code))
            self._barcodes.append(Barcode(merchant_id=self._merchant, gtin=gtin, variant=variant))
        if self._store and plain.get("stock_milli"):
            source = f"opening:{self._store}:{variant.key}"
            move = ledger.Move(self._store, variant.key, "opening", plain["stock_milli"], source, self._now_ms)
            self._moves.append(move)

    def _group(self, product: str, name: str) -> ModifierGroup:
        if name not in self._groups:
            raise ModifierUnknown(name=product, modifier=name)
        return self._groups[name]

    def _category(self, name: str) -> Category | None:
        if not name:
            return None
        key = slugify(name)[:40] or name[:40]
        category = self._categories.get(name) or self._categories.get(key)
        if category is None:
            category = Category.objects.create(merchant_id=self._merchant, key=key, name=name)
        self._categories[name] = self._categories[key] = category
        return category
