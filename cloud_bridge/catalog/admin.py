"""Products as the owner thinks of them: a name and a group, and under it what is sold, priced and scanned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import F, Sum
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cloud_bridge.catalog import layout_page, modifier_page, promotion_page  # noqa: F401 - they register themselves
from cloud_bridge.catalog.goods_form import CategoryForm, ProductForm, VariantForm
from cloud_bridge.catalog.goods_sheet import CategorySheet, ProductSheet, TaxClassSheet
from cloud_bridge.catalog.models import Category, Product, TaxClass, Variant
from cloud_bridge.catalog.pictures import address_of
from cloud_bridge.office.exchange import exchange
from cloud_bridge.office.formats import NOTHING, money, quantity
from cloud_bridge.office.history import RememberedPage
from cloud_bridge.office.pages import Page, Rows, column
from cloud_bridge.stock.models import Level

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


def _thumbnail(picture: str) -> dict[str, Any] | None:
    """Return a photo as it stands before a name; nothing for a drawing."""
    address = address_of(picture)
    return {"path": address, "squared": True, "height": 36, "width": 36} if address else None


class VariantRows(Rows):
    model = Variant
    form = VariantForm
    fields = ["name", "values", "sku", "codes", "unit", "price_minor", "weight_g", "is_scarce"]
    verbose_name_plural = _("what is sold")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Variant]:
        return super().get_queryset(request).prefetch_related("barcodes").order_by("name", "sku")

    def get_extra(self, request: HttpRequest, obj: object = None, **_kwargs: Any) -> int:  # noqa: ARG002 - Django's names
        return 0 if obj else 1  # a new product starts with one row


@admin.register(Product)
@exchange(ProductSheet)
class ProductPage(RememberedPage):
    form = ProductForm
    list_display = ["named", "category", "priced", "offered", "tax_class", "favourite"]
    list_filter = ["category", "tax_class", "is_favourite"]
    search_fields = ["name", "variants__name", "variants__sku", "variants__barcodes__gtin"]
    search_help_text = _("Name, SKU or barcode")
    fields = [
        ("name", "category"),
        "photo",
        "picture",
        ("tax_class", "rank"),
        "choices",
        "modifiers",
        ("min_age", "low"),
        ("is_favourite", "open_price"),
    ]
    autocomplete_fields = ["modifiers"]
    inlines = [VariantRows]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        shelf = super().get_queryset(request).select_related("category", "tax_class", "merchant")
        return shelf.prefetch_related("variants")

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Look up the stock of the page's products all at once."""
        page = super().get_changelist_instance(request)
        sums = Level.objects.filter(variant__product__in=[product.pk for product in page.result_list])
        columns = sums.values_list("variant__product").annotate(n=Sum(F("on_hand_milli") - F("reserved_milli")))
        offers = dict(columns)
        for product in page.result_list:
            product.offer_milli = offers.get(product.pk)
        return page

    @column(_("product"), order="name", header=True)
    def named(self, product: Product) -> list[Any]:
        variants = list(product.variants.all())
        names = [one.name or " ".join(one.options) for one in variants]
        detail = variants[0].sku if len(variants) == 1 else ", ".join(names)
        return [product.name, detail, "", _thumbnail(product.picture)]

    @column(_("price"))
    def priced(self, product: Product) -> str:
        prices = sorted({one.price_minor for one in product.variants.all()})
        if not prices:
            return NOTHING
        text = money(prices[0], product.merchant.currency)
        return text if len(prices) == 1 else f"{text} {NOTHING} {money(prices[-1], product.merchant.currency)}"

    @column(_("favourite"), order="is_favourite")
    def favourite(self, product: Product) -> str:
        return "★" if product.is_favourite else ""

    @column(_("offered"))
    def offered(self, product: Any) -> str:
        if product.offer_milli is None:
            return NOTHING
        units = {one.unit for one in product.variants.all()}
        return quantity(product.offer_milli, units.pop() if len(units) == 1 else "")

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: ARG002 - as Django
        """Save each variant, then its barcodes."""
        for variant in formset.save(commit=False):
            variant.merchant_id = form.instance.merchant_id
            variant.save()
        for gone in formset.deleted_objects:
            gone.delete()
        for row in formset.forms:
            if row.has_changed() and row not in formset.deleted_forms:
                row.keep_codes()


@admin.register(Variant)
class VariantPage(Page):
    """For looking a variant up from other pages; it is edited on its product's page."""

    search_fields = ["product__name", "name", "sku", "barcodes__gtin"]
    ordering = ["product__name", "name"]
    list_display = ["sku", "product", "name", "unit", "price_minor"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Variant]:
        return super().get_queryset(request).select_related("product")

    def has_add_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        return False

    def has_delete_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        return False


@admin.register(Category)
@exchange(CategorySheet)
class CategoryPage(RememberedPage):
    form = CategoryForm
    list_display = ["named", "swatch", "rank"]
    search_fields = ["name", "key"]
    fields = [("name", "key"), "photo", "picture", ("color", "rank")]

    @column(_("name"), order="name", header=True)
    def named(self, category: Category) -> list[Any]:
        return [category.name, "", "", _thumbnail(category.picture)]

    @column(_("colour"))
    def swatch(self, category: Category) -> str:
        return format_html('<span class="swatch" style="background:{}"></span> {}', category.color, category.color)


@admin.register(TaxClass)
@exchange(TaxClassSheet)
class TaxClassPage(RememberedPage):
    list_display = ["name", "key"]
    search_fields = ["name", "key"]
    fields = ["name", "key", "taxes"]
