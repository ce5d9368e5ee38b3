"""How goods stand on a till's screen: for every till, and otherwise for some."""

from __future__ import annotations

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from cloud_bridge.catalog.models import Category, Favourite, Layout, Product
from cloud_bridge.fleet.models import Till
from cloud_bridge.replication import audit
from cloud_bridge.replication.models import FeedRow
from tests.cloud_bridge.catalog.test_sheets import CSV, XLSX, fetch, take, upload
from tests.cloud_bridge.office.test_settings import inline, save_till

ADD = "admin:catalog_layout_add"


@pytest.fixture
def keys(office):
    """The categories in the catalogue's order; afterwards tills know what the office says."""
    yield list(Category.objects.values_list("key", flat=True))
    assert list(audit.differences(office.merchant.pk)) == []


def save_layout(office, *skus, name="Depan", layout=None, **changes):
    rows = [{"variant": office.variant(sku).pk, "rank": rank} for rank, sku in enumerate(skus)]
    path = reverse(ADD) if layout is None else reverse("admin:catalog_layout_change", args=[layout.pk])
    answer = office.client.post(path, {"name": name} | inline("favourites", *rows) | changes)
    assert answer.status_code == 302, answer.content.decode()
    return Layout.objects.get(name=name)


def said(till):
    return json.loads(FeedRow.objects.get(table="till", key=till.pk).data)


def shown(catalogue):
    return [category.key for category in catalogue.categories()]


def test_the_usual_layout_is_that_of_every_till(office, sells, keys):
    assert len(keys) >= 3
    wanted = [keys[2], keys[0]]
    save_layout(office, "TAHU", "AQUA-600", "TEMPE", shown=wanted, is_usual="on")
    _, catalogue = sells()
    assert shown(catalogue) == wanted
    assert {one.key for one in catalogue.categories(with_hidden=True)} == set(keys)
    assert [one.sku for one in catalogue.page(None, 0, 10)] == ["TAHU", "AQUA-600", "TEMPE"]
    assert [one.sku for one in catalogue.page(None, 1, 1)] == ["AQUA-600"]
    assert catalogue.count(None) == 3


def test_a_till_that_names_another_layout_has_that_one(office, sells, keys):
    save_layout(office, "TAHU", shown=keys, is_usual="on")
    other = save_layout(office, "TEMPE", name="Kopi", shown=keys[1:])
    assert save_till(office, layout=other.pk).status_code == 302
    _, catalogue = sells()
    assert [one.sku for one in catalogue.page(None, 0, 10)] == ["TEMPE"]
    assert shown(catalogue) == keys[1:]
    other.delete()
    _, catalogue = sells()
    assert [one.sku for one in catalogue.page(None, 0, 10)] == ["TAHU"]
    assert Till.objects.get(pk=office.till.pk).layout is None


def test_only_the_last_layout_that_was_made_usual_is(office, keys):
    save_layout(office, "TAHU", shown=keys, is_usual="on")
    save_layout(office, "TEMPE", name="Baru", shown=keys, is_usual="on")
    assert [layout.name for layout in Layout.objects.filter(is_usual=True)] == ["Baru"]
    assert said(office.till)["favourites"] == [office.variant("TEMPE").pk]


def test_a_category_that_comes_later_is_shown_last_and_one_that_is_hidden_stays_hidden(office, sells, keys):
    save_layout(office, shown=[keys[1], keys[0]], is_usual="on")
    Category.objects.create(merchant=office.merchant, key="baru", name="Baru", rank=-5)
    _, catalogue = sells()
    assert shown(catalogue) == [keys[1], keys[0], "baru"]
    page = office.get(reverse("admin:catalog_layout_change", args=[Layout.objects.get().pk]))
    assert page.index('value="baru" checked') > page.index(f'value="{keys[0]}" checked')
    assert f'value="{keys[2]}" checked' not in page


def test_without_favourites_of_its_own_a_layout_shows_those_of_the_catalogue(office, sells, keys):
    layout = save_layout(office, "TAHU", shown=keys, is_usual="on")
    Favourite.objects.all().delete()
    product = Product.objects.get(variants__sku="TEMPE")
    product.is_favourite = True
    product.save()
    _, catalogue = sells()
    assert "favourites" not in said(office.till)
    assert "TEMPE" in [one.sku for one in catalogue.page(None, 0, 10)]
    assert layout.favourites.count() == 0


def test_a_layout_as_the_catalogue_has_it_says_nothing(office, keys):
    save_layout(office, shown=keys, is_usual="on")
    assert not {"categories", "hidden", "favourites"} & set(said(office.till))


def test_two_layouts_of_one_name_are_sent_back(office, keys):
    save_layout(office, shown=keys)
    answer = office.client.post(reverse(ADD), {"name": "Depan", "shown": keys} | inline("favourites"))
    assert answer.status_code == 200
    assert Layout.objects.count() == 1


def test_the_history_says_which_categories_were_shown_before(office, keys):
    layout = save_layout(office, shown=keys)
    save_layout(office, layout=layout, shown=keys[:1])
    names = dict(Category.objects.values_list("key", "name"))
    message = LogEntry.objects.order_by("-pk")[0].change_message
    assert names[keys[0]] in message
    assert "\\u2192" in message or "→" in message


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_layouts_go_out_and_come_in_as_they_were(office, keys, kind):
    names = dict(Category.objects.values_list("key", "name"))
    save_layout(office, "TAHU", "AQUA-600", shown=[keys[2], keys[0]], is_usual="on")
    before = said(office.till)
    (row,) = fetch(office.client, "layout", kind)
    assert row["categories"] == f"{names[keys[2]]}; {names[keys[0]]}"
    assert row["favourites"] == "TAHU; AQUA-600"
    Layout.objects.all().delete()
    take(office.client, "layout", tuple(row), tuple(row.values()), kind=kind)
    assert said(office.till) == before


def test_a_sheet_with_goods_nobody_knows_changes_nothing(office, keys):
    save_layout(office, "TAHU", shown=keys)
    answer = upload(office.client, "layout", ("name", "favourites"), ("Depan", "TEMPE; NOBODY"))
    assert "“NOBODY” is not known here" in answer.content.decode()
    assert [one.variant.sku for one in Favourite.objects.all()] == ["TAHU"]
