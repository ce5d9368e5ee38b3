from __future__ import annotations

import io

import pytest
import tablib
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cloud_bridge.catalog.models import Barcode, Category, ModifierGroup, Product, Promotion, TaxClass, Variant

XLSX, CSV = "0", "1"
GTIN = "8990000000013"


def upload(office, page, headings, *rows, kind=CSV, app="catalog"):
    """Upload a sheet and return the page that says what it would change, or what is wrong."""
    data = tablib.Dataset(*rows, headers=headings)
    name, content = ("a.csv", data.export("csv").encode()) if kind == CSV else ("a.xlsx", data.export("xlsx"))
    file = SimpleUploadedFile(name, content)
    return office.post(reverse(f"admin:{app}_{page}_import"), {"format": kind, "import_file": file})


def take(office, page, headings, *rows, kind=CSV, app="catalog"):
    """Upload a sheet and confirm it."""
    shown = upload(office, page, headings, *rows, kind=kind, app=app)
    assert "confirm_form" in shown.context, shown.content.decode()
    answer = office.post(reverse(f"admin:{app}_{page}_process_import"), shown.context["confirm_form"].initial)
    assert answer.status_code == 302


def fetch(office, page, kind=CSV, app="catalog"):
    """Download a page's sheet."""
    answer = office.post(reverse(f"admin:{app}_{page}_export"), {"format": kind})
    assert answer.status_code == 200, answer.content
    loaded = tablib.Dataset().load(
        answer.content.decode() if kind == CSV else io.BytesIO(answer.content), "csv" if kind == CSV else "xlsx"
    )
    return loaded.dict


HEADINGS = ("product", "category", "tax_class", "options", "sku", "price", "barcodes", "min_age", "open_price")
SHIRTS = [
    ("Kaos", "Sandang", "none", "Ukuran: S; Warna: Merah", "K-S", "45000", GTIN, "", ""),
    ("Kaos", "Sandang", "none", "Ukuran: M; Warna: Merah", "K-M", "45000", "", "", ""),
]


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_products_come_in_with_a_row_for_each_variant_and_are_told_at_once(shop, office, told, kind):
    take(office, "product", HEADINGS, *SHIRTS, kind=kind)
    product = Product.objects.get(name="Kaos")
    assert product.options == [{"name": "Ukuran", "values": ["S", "M"]}, {"name": "Warna", "values": ["Merah"]}]
    small = Variant.objects.get(sku="K-S")
    assert told("variant", small.key)["options"] == ["S", "Merah"]
    assert told("variant", small.key)["category"] == "sandang"
    assert told("price", small.key) == {"price_minor": 45_000}
    assert told("barcode", "0" + GTIN) == {"variant": small.key}
    assert LogEntry.objects.count() == 2


def test_what_goes_out_comes_in_again_and_changes_nothing(shop, office):
    take(office, "product", HEADINGS, *SHIRTS)
    ModifierGroup.objects.create(merchant=shop.merchant, name="Sablon")
    Product.objects.get(name="Kaos").modifiers.set(ModifierGroup.objects.all())
    rows, head = fetch(office, "product", XLSX), shop.head()
    assert [row["modifiers"] for row in rows if row["product"] == "Kaos"] == ["Sablon", "Sablon"]
    take(office, "product", list(rows[0]), *[list(row.values()) for row in rows], kind=XLSX)
    assert fetch(office, "product", XLSX) == rows
    assert shop.head() == head


def test_a_row_changes_what_its_columns_say_and_nothing_else(shop, office, told):
    take(office, "product", HEADINGS, *SHIRTS)
    take(office, "product", ("product", "sku", "price", "min_age"), ("Kaos", "K-S", "50000", "18"))
    small = Variant.objects.get(sku="K-S")
    assert (small.price_minor, small.options, small.barcodes.count()) == (50_000, ["S", "Merah"], 1)
    assert told("variant", Variant.objects.get(sku="K-M").key)["min_age"] == 18


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"tax_class": "luxury"}, "“luxury” is not known here"),
        ({"price": "45.000"}, "“45.000” is not an amount in IDR"),
        ({"price": ""}, "price"),
        ({"barcodes": "8990000000014"}, "8990000000014"),
        ({"options": "S"}, "Options are written as"),
        ({"product": ""}, "name"),
        ({"min_age": "old"}, "min_age"),
    ],
)
def test_a_wrong_row_says_why_and_then_the_file_changes_nothing(shop, office, change, text):
    wrong = {**dict(zip(HEADINGS, SHIRTS[1], strict=True)), **change}
    shown = upload(office, "product", HEADINGS, SHIRTS[0], tuple(wrong.values()))
    assert "confirm_form" not in shown.context
    assert text in shown.content.decode()
    assert not Product.objects.filter(name="Kaos").exists()
    assert not Barcode.objects.exists()


def test_a_barcode_of_something_else_is_refused_by_its_name(shop, office):
    Barcode.objects.create(merchant=shop.merchant, gtin="0" + GTIN, variant_id=shop.variants[0])
    shown = upload(office, "product", HEADINGS, SHIRTS[0])
    assert "is the code of Teh 0 already" in shown.content.decode()


def test_promotions_go_out_and_come_in(shop, office, told):
    Category.objects.create(merchant=shop.merchant, key="minuman", name="Minuman")
    headings = ("name", "kind", "active", "products", "categories", "percent", "weekdays", "from_time", "to_time")
    happy = ("Happy hour", "percent_each", "1", "Teh 0; Teh 1", "Minuman", "12.5", "5; 6", "17:00", "19:00")
    take(office, "promotion", headings, happy)
    one = Promotion.objects.get()
    assert told("promotion", one.key) == {
        "name": "Happy hour", "kind": "percent_each", "ppm": 125_000, "variants": sorted(shop.variants[:2]),
        "categories": ["minuman"], "weekdays": [4, 5], "from_minute": 1020, "to_minute": 1140,
    }  # fmt: skip
    (row,) = fetch(office, "promotion", XLSX)
    take(office, "promotion", list(row), list(row.values()), kind=XLSX)
    assert fetch(office, "promotion", XLSX) == [row]
    assert Promotion.objects.count() == 1


def test_a_bundle_goes_out_and_comes_in(shop, office, told):
    headings = ("name", "kind", "price", "parts")
    take(office, "promotion", headings, ("Paket", "bundle", "1500", "1: Teh 0 | 2: Teh 1; Teh 2"))
    parts = told("promotion", Promotion.objects.get().key)["parts"]
    assert [(len(part["variants"]), part["quantity"]) for part in parts] == [(1, 1), (2, 2)]
    assert fetch(office, "promotion")[0]["parts"] == "1: Teh 0 | 2: Teh 1; Teh 2"


def test_a_promotion_no_till_can_compute_is_refused_in_a_sheet_too(shop, office):
    shown = upload(office, "promotion", ("name", "kind", "buy", "pay"), ("3 for 3", "n_for_m", "3", "3"))
    assert "3 of 3 takes nothing off" in shown.content.decode()
    shown = upload(office, "promotion", ("name", "kind", "percent", "products"), ("P", "percent_each", "5", "Kopi"))
    assert "“Kopi” is not known here" in shown.content.decode()


def test_modifiers_categories_and_tax_classes_come_in(shop, office, told):
    headings = ("group", "min", "max", "choice", "price", "default")
    take(
        office,
        "modifiergroup",
        headings,
        ("Gula", "1", "1", "Normal", "0", "1"),
        ("Gula", "1", "1", "Banyak", "500", ""),
    )
    group = ModifierGroup.objects.get()
    assert [choice["price_minor"] for choice in told("modifier", group.key)["choices"]] == [500, 0]
    assert [row["choice"] for row in fetch(office, "modifiergroup")] == ["Banyak", "Normal"]
    take(office, "category", ("key", "name", "color", "rank"), ("kopi", "Kopi", "#6F4E37", "3"))
    assert told("category", "kopi")["rank"] == 3
    taxes = '[{"key": "ppn", "name": "PPN", "rate_ppm": 120000, "included": true, "base_num": 11, "base_den": 12}]'
    take(office, "taxclass", ("key", "name", "taxes"), ("ppn", "PPN", taxes))
    assert told("tax_class", "ppn")["taxes"][0]["base_num"] == 11
    shown = upload(office, "taxclass", ("key", "name", "taxes"), ("x", "X", '[{"rate": 5}]'))
    assert "not taxes as a till knows them" in shown.content.decode()
    assert TaxClass.objects.count() == 2


def test_a_text_that_a_spreadsheet_would_compute_is_marked_and_comes_back_as_it_was(shop, office):
    Category.objects.create(merchant=shop.merchant, key="bad", name="=1+1")
    (row,) = fetch(office, "category")
    assert row["name"] == "'=1+1"
    take(office, "category", list(row), list(row.values()))
    assert Category.objects.get().name == "=1+1"


def test_who_may_only_look_may_export_and_not_import(shop, office, django_user_model):
    from django.contrib.auth.models import Permission

    user = django_user_model.objects.create_user("lia", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_product"))
    office.force_login(user)
    assert office.get(reverse("admin:catalog_product_import")).status_code == 403
    assert office.get(reverse("admin:catalog_product_export")).status_code == 200
    assert office.get(reverse("admin:catalog_promotion_export")).status_code == 403
