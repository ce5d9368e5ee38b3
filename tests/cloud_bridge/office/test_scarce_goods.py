"""The page of scarce goods: who holds what, what is on its way, and the switch to and from selling by rights."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from cloud_bridge.catalog.models import Variant
from cloud_bridge.channels.models import Listing, ScarceListing
from cloud_bridge.database import writing
from cloud_bridge.fleet.models import Till
from cloud_bridge.keys import now_ms
from cloud_bridge.replication import audit
from cloud_bridge.replication.models import FeedRow
from cloud_bridge.stock import escrow, ledger
from cloud_bridge.stock.models import KitPart, Right

LIST, ADD = "admin:stock_scarce_changelist", "admin:stock_scarce_add"
MINUTE_MS = 60_000


@pytest.fixture
def shirts(office):
    """Twelve scarce shirts: a till holds 4, a silent one 3, a listing 2; one of each is on its way."""
    office.shirt = office.variant("KAOS-HTM-S")
    office.shirt.is_scarce = True
    office.shirt.save()
    with writing():
        place = (office.store.key, office.shirt.key)
        ledger.count(office.merchant.key, place, 12_000, "counted", now_ms())
    Till.objects.filter(pk=office.till.pk).update(is_online=True, seen_at_ms=now_ms())
    office.other = Till.objects.create(
        merchant=office.merchant, store=office.store, name="Kasir 2", prefix="B", seen_at_ms=now_ms() - 7_200_000
    )
    listing = Listing.objects.create(channel=office.channel, external_product="11", name="Kaos", variant=office.shirt)
    ScarceListing.objects.create(
        listing=listing, variant=office.shirt, state=ScarceListing.OPEN, shown=2, opened_at_ms=now_ms() - MINUTE_MS
    )
    office.mine = hold(office, office.till.key, 4, wanted_milli=5_000, wanted_at_ms=now_ms() - 2 * MINUTE_MS)
    office.theirs = hold(office, office.other.key, 3, asked_milli=1_000, asked_at_ms=now_ms() - 5 * MINUTE_MS)
    hold(office, f"channel:{office.channel.key}/11/", 2)
    hold(office, f"channel:{office.channel.key}/99/", 0, granted_milli=1_000)
    yield office
    assert [one for one in audit.differences(office.merchant.pk) if "escrow" not in one] == []


def hold(office, holder, units, **more):
    numbers = {"granted_milli": units * 1_000, **more}
    return Right.objects.create(
        merchant=office.merchant, store=office.store, variant=office.shirt, holder=holder, **numbers
    )


def page(office):
    return office.get(reverse("admin:stock_scarce_change", args=[office.shirt.pk]))


def press(office, verb, *args):
    path = reverse(f"admin:stock_scarce_{verb}", args=[office.shirt.pk, *args])
    return office.client.post(path, follow=True).content.decode()


def test_the_page_says_who_holds_what_and_what_is_on_its_way_since_when(shirts):
    text = page(shirts)
    assert "asked 2 min ago for 1 more" in text
    assert "asked 5 min ago to give back 1" in text
    assert "silent, last heard 2 h ago" in text
    assert "shows 2, opened 1 min ago" in text
    assert "not listed any more" in text
    assert "Kasir 2 is silent and may have sold its 3 already" in text
    assert "Kasir 1 is silent" not in text


def test_the_list_shows_where_all_rights_are(shirts):
    text = " ".join(shirts.get(reverse(LIST)).split())
    for free, what in (("12", "free"), ("2", "pool"), ("7", "tills"), ("3", "channels"), ("1", "asked")):
        assert any(free == cell.strip() for cell in cells(text, what)), what


def cells(text, column):
    return [part.split(">", 1)[1].split("<")[0] for part in text.split(f"field-{column}")[1:]]


def test_more_rights_than_pieces_are_said_in_words(shirts):
    with writing():
        place = (shirts.store.key, shirts.shirt.key)
        ledger.count(shirts.merchant.key, place, 8_000, "again", now_ms())
    assert "2 more are held than there are" in page(shirts)


def test_a_till_is_asked_by_a_button_and_moves_nothing_by_that(shirts):
    before = escrow.left_milli(shirts.theirs)
    assert "It is asked" in press(shirts, "back", shirts.theirs.pk)
    shirts.theirs.refresh_from_db()
    assert (escrow.left_milli(shirts.theirs), shirts.theirs.asked_milli) == (before, 3_000)
    assert json.loads(FeedRow.objects.get(table="escrow", scope=shirts.other.key).data)["asked_milli"] == 3_000
    assert "nothing more to ask" in press(shirts, "back", shirts.theirs.pk)
    assert "nothing more to ask" in press(shirts, "back", 12_345)


def test_no_address_of_the_office_writes_the_numbers_of_a_right(shirts):
    before = list(Right.objects.order_by("pk").values())
    shirts.client.post(reverse("admin:stock_scarce_change", args=[shirts.shirt.pk]), {"granted_milli": 99_000})
    shirts.client.post(reverse("admin:stock_scarce_delete", args=[shirts.shirt.pk]), {"post": "yes"})
    assert list(Right.objects.order_by("pk").values()) == before


def test_goods_are_sold_as_usual_again_by_a_button_and_scarce_by_the_form(shirts):
    assert "is sold as usual again" in press(shirts, "usual")
    assert not Variant.objects.get(pk=shirts.shirt.pk).is_scarce
    assert "is_scarce" not in json.loads(FeedRow.objects.get(table="variant", key=shirts.shirt.pk).data)
    answer = shirts.client.post(reverse(ADD), {"variant": shirts.shirt.pk})
    assert answer.status_code == 302
    assert json.loads(FeedRow.objects.get(table="variant", key=shirts.shirt.pk).data)["is_scarce"] is True
    assert "is scarce already" in shirts.client.post(reverse(ADD), {"variant": shirts.shirt.pk}).content.decode()


def test_the_form_says_what_being_scarce_means_and_the_page_which_kits_that_stops(shirts):
    assert "Each piece may then be sold in one place only" in shirts.get(reverse(ADD))
    KitPart.objects.create(kit=shirts.variant("AQUA-600"), part=shirts.shirt)
    assert "Kits with it make none while it is scarce: Aqua 600 ml." in page(shirts)


def test_a_product_that_is_a_kit_cannot_be_ticked_as_scarce(shirts):
    kit = shirts.variant("AQUA-600")
    KitPart.objects.create(kit=kit, part=shirts.shirt)
    product = kit.product
    form = {
        "name": product.name, "tax_class": product.tax_class_id, "category": product.category_id or "",
        "picture": product.picture, "rank": 0, "min_age": 0, "choices": "", "low": "", "variants-TOTAL_FORMS": 1,
        "variants-INITIAL_FORMS": 1, "variants-0-key": kit.pk, "variants-0-product": product.pk,
        "variants-0-sku": kit.sku, "variants-0-unit": kit.unit, "variants-0-price_minor": 1,
        "variants-0-is_scarce": "on",
    }  # fmt: skip
    answer = shirts.client.post(reverse("admin:catalog_product_change", args=[product.pk]), form)
    assert "make what is in it scarce" in answer.content.decode()


def test_whoever_may_only_look_switches_and_asks_nothing(shirts, django_user_model):
    watcher = django_user_model.objects.create_user("watcher", is_staff=True)
    watcher.user_permissions.add(Permission.objects.get(codename="view_scarce"))
    shirts.client.force_login(watcher)
    text = page(shirts)
    assert "Sell as usual again" not in text
    assert "Ask back" not in text
    press(shirts, "usual")
    press(shirts, "back", shirts.theirs.pk)
    assert Variant.objects.get(pk=shirts.shirt.pk).is_scarce
    assert Right.objects.get(pk=shirts.theirs.pk).asked_milli == 1_000
    assert shirts.client.get(reverse(ADD)).status_code == 403
