"""What kits are made of, as the office says it: what is refused and why, how many there are, and who hears of it."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from cloud_bridge.catalog.goods import add_products
from cloud_bridge.catalog.models import Product, TaxClass, Variant
from cloud_bridge.channels import wanted
from cloud_bridge.channels.models import Channel, Listing
from cloud_bridge.database import writing
from cloud_bridge.fleet.models import Merchant, Store
from cloud_bridge.keys import now_ms
from cloud_bridge.office import low
from cloud_bridge.replication import audit
from cloud_bridge.stock import kits, ledger
from cloud_bridge.stock.kit_admin import in_words
from cloud_bridge.stock.models import Kit, KitPart, Level
from tests.cloud_bridge.catalog.test_sheets import CSV, XLSX, fetch, take, upload

TIMES, TO, NONE = "\N{MULTIPLICATION SIGN}", "\N{RIGHTWARDS ARROW}", "\N{EN DASH}"
LIST, ADD = "admin:stock_kit_changelist", "admin:stock_kit_add"


@pytest.fixture
def shop(office):
    """A stall that sells a parcel of goods; afterwards tills know what the office says."""
    goods = {"name": "Paket Sarapan", "tax_class": "exempt", "variants": [{"sku": "PAKET", "price_minor": 15_000}]}
    add_products(office.merchant.key, [goods], office.store.key)
    for sku, units in (("INDOMIE-GR", 15), ("AQUA-600", 9)):
        count(office, sku, units)
    yield office
    assert list(audit.differences(office.merchant.pk)) == []


def count(office, sku, units, store=None):
    place = ((store or office.store).key, office.variant(sku).key)
    with writing():
        ledger.count(office.merchant.key, place, units * 1000, f"count:{sku}:{now_ms()}", now_ms())


def parts(*rows, initial=()):
    form = {"parts-TOTAL_FORMS": len(initial) + len(rows), "parts-INITIAL_FORMS": len(initial)}
    for at, row in enumerate([*initial, *rows]):
        form |= {f"parts-{at}-{name}": value for name, value in row.items()}
    return form


def part(office, sku, quantity, **more):
    return {"part": office.variant(sku).pk, "quantity": quantity, **more}


def make(office, *rows, kit="PAKET"):
    return office.client.post(reverse(ADD), {"variant": office.variant(kit).pk, **parts(*rows)})


def made(office, *rows, kit="PAKET"):
    answer = make(office, *rows, kit=kit)
    assert answer.status_code == 302, answer.content.decode()
    return Kit.objects.get(sku=kit)


def refused(office, *rows, kit="PAKET"):
    answer = make(office, *rows, kit=kit)
    assert answer.status_code == 200
    assert not KitPart.objects.filter(kit=office.variant(kit)).exists()
    return answer.content.decode()


def kept(kit):
    return [
        {"id": one.pk, "part": one.part_id, "quantity": one.quantity_milli / 1000}
        for one in KitPart.objects.filter(kit=kit.pk).order_by("pk")
    ]


def words(kit):
    with translation.override("en"):
        return [in_words(one) for one in kits.made([kit.pk])[kit.pk]]


def test_a_kit_is_made_of_goods_and_says_how_many_there_are_and_why(shop):
    kit = made(shop, part(shop, "INDOMIE-GR", "2"), part(shop, "AQUA-600", "1.5"))
    assert list(KitPart.objects.values_list("quantity_milli", flat=True)) == [2_000, 1_500]
    page = shop.get(reverse("admin:stock_kit_change", args=[kit.pk]))
    assert "makes 6: 9 of Aqua" in page
    assert "1.5 each" in page
    listed = shop.get(reverse(LIST))
    assert f"2 {TIMES} Indomie" in listed
    assert "makes 6" in listed


def test_what_a_kit_makes_is_said_store_by_store(shop):
    kit = made(shop, part(shop, "INDOMIE-GR", "2"), part(shop, "AQUA-600", "1"))
    barn = Store.objects.create(merchant=shop.merchant, name="Gudang")
    count(shop, "INDOMIE-GR", 1, barn)
    count(shop, "AQUA-600", 40, barn)
    assert [(one.store, one.units) for one in kits.made([kit.pk])[kit.pk]] == [("Gudang", 0), ("Warung Melati", 7)]
    page = shop.get(reverse("admin:stock_kit_change", args=[kit.pk]))
    assert "Gudang · makes none: 1 of Indomie" in page
    assert "Warung Melati · makes 7: 15 of Indomie" in page


def test_a_part_that_was_never_counted_or_is_scarce_makes_none_in_words(shop):
    goods = {"name": "Kartu", "tax_class": "exempt", "variants": [{"sku": "KARTU", "price_minor": 500}]}
    add_products(shop.merchant.key, [goods], shop.store.key)
    kit = made(shop, part(shop, "INDOMIE-GR", "2"), part(shop, "KARTU", "1"))
    assert words(kit) == ["makes none: Kartu was never counted"]
    shop.client.post(reverse("admin:stock_scarce_add"), {"variant": shop.variant("INDOMIE-GR").pk})
    assert words(kit)[0].startswith("makes none: Indomie Goreng is scarce")


@pytest.mark.parametrize("quantity", ["0", "-1", "", "x"])
def test_a_part_of_which_there_is_nothing_is_refused(shop, quantity):
    refused(shop, part(shop, "INDOMIE-GR", quantity))


def test_a_kit_of_nothing_is_refused(shop):
    assert "a kit has at least one part" in refused(shop)


def test_a_kit_inside_itself_is_refused(shop):
    assert "A kit cannot be in itself" in refused(shop, part(shop, "PAKET", "1"))


def test_the_same_part_twice_is_refused(shop):
    refused(shop, part(shop, "INDOMIE-GR", "1"), part(shop, "INDOMIE-GR", "2"))


def test_a_kit_that_is_there_is_changed_and_not_made_a_second_time(shop):
    made(shop, part(shop, "AQUA-600", "1"))
    answer = make(shop, part(shop, "INDOMIE-GR", "1"))
    assert "Paket Sarapan is a kit already: open it in the list" in answer.content.decode()
    assert KitPart.objects.count() == 1


def test_a_kit_is_in_no_other_kit(shop):
    made(shop, part(shop, "AQUA-600", "1"))
    assert "Paket Sarapan is a kit itself: name what is in it instead." in refused(
        shop, part(shop, "PAKET", "1"), kit="KAOS-HTM-S"
    )
    count(shop, "AQUA-600", 0)
    text = escape("Aqua 600 ml is in the kit Paket Sarapan, so it cannot be a kit itself")
    assert text in refused(shop, part(shop, "INDOMIE-GR", "1"), kit="AQUA-600")


def test_goods_of_another_business_are_in_no_kit_of_ours(shop):
    other = Merchant.objects.create(name="Toko Sebelah")
    tax = TaxClass.objects.create(merchant=other, key="none", name="None")
    product = Product.objects.create(merchant=other, name="Rokok", tax_class=tax)
    theirs = Variant.objects.create(merchant=other, product=product, sku="ROKOK", price_minor=1)
    assert "These goods are not of this business." in refused(shop, {"part": theirs.pk, "quantity": "1"})


def test_goods_that_are_in_stock_themselves_are_no_kit_until_that_is_corrected(shop):
    text = refused(shop, part(shop, "AQUA-600", "1"), kit="INDOMIE-GR")
    assert "15 of Indomie Goreng are in stock" in text
    assert "correct that to 0" in text


def test_what_is_scarce_is_no_kit_and_a_kit_is_not_scarce(shop):
    Variant.objects.filter(sku="PAKET").update(is_scarce=True)
    assert "Paket Sarapan is scarce, and a kit cannot be" in refused(shop, part(shop, "AQUA-600", "1"))
    Variant.objects.filter(sku="PAKET").update(is_scarce=False)
    kit = made(shop, part(shop, "AQUA-600", "1"))
    answer = shop.client.post(reverse("admin:stock_scarce_add"), {"variant": kit.pk})
    assert "is a kit and has no pieces of its own" in answer.content.decode()
    assert not Variant.objects.get(pk=kit.pk).is_scarce


def test_what_was_in_a_kit_before_is_in_its_history(shop):
    kit = made(shop, part(shop, "INDOMIE-GR", "2"))
    change = reverse("admin:stock_kit_change", args=[kit.pk])
    [row] = kept(kit)
    form = parts(part(shop, "AQUA-600", "1"), initial=[{**row, "kit": kit.pk, "quantity": "3"}])
    assert shop.client.post(change, form).status_code == 302
    assert sorted(KitPart.objects.values_list("quantity_milli", flat=True)) == [1_000, 3_000]
    history = shop.get(reverse("admin:stock_kit_history", args=[kit.pk]))
    assert f"2 {TIMES} Indomie Goreng {TO} 3 {TIMES} Indomie Goreng, 1 {TIMES} Aqua 600 ml" in history
    assert Variant.objects.get(sku="PAKET").price_minor == 15_000


def test_a_kit_is_never_deleted_here_but_taken_apart_and_then_counted_itself(shop):
    kit = made(shop, part(shop, "INDOMIE-GR", "2"))
    assert shop.client.post(reverse("admin:stock_kit_delete", args=[kit.pk]), {"post": "yes"}).status_code == 403
    shop.client.post(reverse(LIST), {"action": "take_apart", "_selected_action": [kit.pk]})
    assert not Kit.objects.exists()
    assert Variant.objects.filter(sku="PAKET").exists()
    assert Level.objects.get(variant=kit.pk).on_hand_milli == 0
    assert f"2 {TIMES} Indomie Goreng {TO} {NONE}" in LogEntry.objects.latest("pk").get_change_message()


def test_a_kit_never_runs_low_itself(shop):
    count(shop, "PAKET", 0)
    kit = made(shop, part(shop, "INDOMIE-GR", "2"))
    assert Level.objects.filter(variant=kit.pk).exists()
    assert not low.low(Level.objects.all()).filter(variant=kit.pk).exists()


def test_a_product_that_is_a_kit_can_be_deleted(shop):
    kit = made(shop, part(shop, "INDOMIE-GR", "2"))
    Product.objects.get(variants=kit.pk).delete()
    assert not KitPart.objects.exists()


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_kits_come_in_and_go_out_as_sheets_and_are_in_the_history(shop, kind):
    take(shop.client, "kit", ("kit", "part", "quantity"), ("PAKET", "INDOMIE-GR", "2"),
         ("PAKET", "AQUA-600", "0.5"), kind=kind, app="stock")  # fmt: skip
    assert [
        (row["kit"], row["part"], float(row["quantity"])) for row in fetch(shop.client, "kit", kind=kind, app="stock")
    ] == [
        ("PAKET", "INDOMIE-GR", 2),
        ("PAKET", "AQUA-600", 0.5),
    ]
    take(shop.client, "kit", ("kit", "part", "quantity"), ("PAKET", "AQUA-600", "3"), kind=kind, app="stock")
    assert list(KitPart.objects.order_by("pk").values_list("quantity_milli", flat=True)) == [2_000, 3_000]
    assert Variant.objects.get(sku="PAKET").pk in LogEntry.objects.values_list("object_id", flat=True)
    assert "Paket Sarapan" in shop.get(reverse("admin:stock_kit_history", args=[Kit.objects.get().pk]))


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("PAKET", "PAKET", "1"), "A kit cannot be in itself"),
        (("PAKET", "NASI", "1"), "“NASI” is not known here."),
        (("BUNGKUS", "AQUA-600", "1"), "“BUNGKUS” is not known here."),
        (("PAKET", "AQUA-600", "0"), "More than nothing of a part must be in a kit."),
        (("PAKET", "AQUA-600", ""), "More than nothing of a part must be in a kit."),
        (("AQUA-600", "INDOMIE-GR", "1"), "9 of Aqua 600 ml are in stock"),
    ],
)
def test_a_sheet_with_a_wrong_row_keeps_nothing_and_says_why(shop, row, why):
    answer = upload(shop.client, "kit", ("kit", "part", "quantity"), ("PAKET", "INDOMIE-GR", "2"), row, app="stock")
    assert why in answer.content.decode()
    assert not KitPart.objects.exists()


def test_two_rows_of_a_sheet_make_no_kit_of_kits(shop):
    rows = ("PAKET", "AQUA-600", "1"), ("KAOS-HTM-S", "PAKET", "1")
    answer = upload(shop.client, "kit", ("kit", "part", "quantity"), *rows, app="stock")
    assert "Paket Sarapan is a kit itself" in answer.content.decode()
    assert not KitPart.objects.exists()


def test_channels_hear_at_once_that_a_kit_is_made_of_something_else(shop):
    kit = made(shop, part(shop, "INDOMIE-GR", "2"), part(shop, "AQUA-600", "1"))
    listing = Listing.objects.create(channel=shop.channel, external_product="7", name="Paket", variant_id=kit.pk)
    Channel.objects.update(feed_cursor=0)
    shows = step(shop, listing)
    assert shows() == 7
    rows = kept(kit)
    change = reverse("admin:stock_kit_change", args=[kit.pk])
    shop.client.post(change, parts(initial=[{**rows[0], "quantity": "5"}, rows[1]]))
    assert shows() == 3
    shop.client.post(change, parts(initial=[{**rows[0], "DELETE": "on"}, rows[1]]))
    assert shows() == 9
    Variant.objects.get(sku="AQUA-600").save()
    assert shows() == 9
    scarce = shop.variant("AQUA-600")
    scarce.is_scarce = True
    scarce.save()
    assert shows() == 0
    scarce.is_scarce = False
    scarce.save()
    assert shows() == 9
    shop.client.post(reverse(LIST), {"action": "take_apart", "_selected_action": [kit.pk]})
    assert shows() == 0


def step(shop, listing):
    def shows():
        channel = Channel.objects.get(pk=shop.channel.pk)
        wanted.step(channel, now_ms())
        listing.refresh_from_db()
        return listing.wanted

    return shows


def test_no_till_sells_a_kit_with_a_scarce_part(shop, sells):
    kit = made(shop, part(shop, "INDOMIE-GR", "2"))
    _, catalogue = sells()
    assert not catalogue.by_key(kit.pk).is_scarce
    for is_scarce in (True, False):
        noodles = shop.variant("INDOMIE-GR")
        noodles.is_scarce = is_scarce
        noodles.save()
        _, catalogue = sells()
        assert catalogue.by_key(kit.pk).is_scarce is is_scarce
        assert (kit.pk in catalogue.scarce()) is is_scarce
        assert catalogue.rights(kit.pk).left_milli == 0
