"""A merchant is said to be in a country once; currency, coins, tax classes and what its tills are told follow."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from appliance.core import countries
from appliance.store import Store as TillStore
from cloud_bridge.catalog.models import TaxClass
from cloud_bridge.fleet import packs
from cloud_bridge.fleet.models import COUNTRIES, Merchant, Store, Till
from cloud_bridge.replication import feed
from cloud_bridge.replication.models import FeedRow

pytestmark = pytest.mark.django_db


def merchant(country="", **fields):
    made = Merchant(name="Warung", country=country, **fields)
    if country:
        packs.start(made)
    made.save()
    return made


def told(scope, table):
    return json.loads(FeedRow.objects.get(scope=scope, table=table).data)


def keys(owner):
    return set(TaxClass.objects.filter(merchant=owner).values_list("key", flat=True))


@pytest.mark.parametrize("key", countries.KEYS)
def test_a_merchant_starts_from_its_country(key):
    owner, country = merchant(key), countries.read(key)
    assert (owner.currency, owner.policy) == (country.currency.code, country.policy)
    assert owner.notes_minor == list(country.notes_minor)
    assert keys(owner) == set(country.tax_classes())
    for one in TaxClass.objects.filter(merchant=owner):
        assert one.taxes == next(row["taxes"] for row in country.tax_class_rows if row["key"] == one.key)


def test_a_store_abroad_brings_the_tax_classes_of_its_country():
    owner = merchant("ID")
    Store.objects.create(merchant=owner, name="Orchard", country="SG")
    assert keys(owner) == {*countries.read("ID").tax_classes(), *countries.read("SG").tax_classes()}


def test_what_the_owner_made_of_a_tax_class_stays():
    owner = merchant()
    TaxClass.objects.create(merchant=owner, key="us-taxable", name="My county", taxes=[])
    owner.country = "US"
    owner.save()
    assert TaxClass.objects.get(merchant=owner, key="us-taxable").name == "My county"
    TaxClass.objects.filter(key="us-none").delete()
    owner.save()
    assert "us-none" not in keys(owner)  # and what was taken away does not come back


def test_a_merchant_without_a_country_is_told_of_as_before():
    owner = merchant()
    store = Store.objects.create(merchant=owner, name="Warung")
    assert keys(owner) == set()
    assert not {"country", "tax_number", "service"} & {*told(owner.key, "merchant"), *told(store.key, "store")}


def test_tills_hear_of_country_tax_number_and_service():
    owner = merchant("ID", tax_number="01.234.567.8-901.000")
    store = Store.objects.create(merchant=owner, name="Warung", service_percent="7.50", service_base="before_discount")
    assert told(owner.key, "merchant")["country"] == "ID"
    assert told(owner.key, "merchant")["tax_number"] == "01.234.567.8-901.000"
    assert told(store.key, "store")["service"] == {
        "rate_ppm": 75_000,
        "base": "before_discount",
        "tax_class": "id-pbjt",
        "name": "Biaya layanan",
    }
    owner.country = "SG"
    owner.save()
    assert told(store.key, "store")["service"]["tax_class"] == "sg-gst-added"


def test_a_till_sells_as_its_country_does_from_what_the_bridge_says(tmp_path):
    owner = merchant("SG", tax_number="M90312345A")
    store = Store.objects.create(merchant=owner, name="Orchard", service_percent="10")
    till = Till.objects.create(merchant=owner, store=store, name="Counter 1")
    page = feed.since(till, 0, 500)
    file = TillStore(tmp_path / "till.db")
    assert file.feed.apply(0, page.upto, page.rows, 0).result(20)
    shop, classes = file.catalogue.shop(), file.catalogue.tax_classes()
    file.close()
    assert (shop.currency.code, shop.rounding.step_minor, shop.notes_minor[0]) == ("SGD", 5, 200)
    assert (shop.service.rate_ppm, shop.service.tax_class.taxes[0].rate_ppm) == (100_000, 90_000)
    assert shop.heading.lines == ["GST Reg No M90312345A"]
    assert classes["sg-gst"].taxes[0].included


def test_choosing_a_country_in_the_office_sets_what_is_usual_there_but_for_what_was_typed(admin_client):
    owner = merchant()
    path = reverse("admin:fleet_merchant_change", args=[owner.pk])
    form = {
        "name": "Shop",
        "country": "GB",
        "tax_number": "",
        "currency": "IDR",
        "policy": "order",
        "rounding_step_minor": "1",
        "rounding_mode": "half_up",
        "notes_minor": "[]",
        "initial-notes_minor": "[]",
    }
    assert admin_client.post(path, form).status_code == 302
    owner.refresh_from_db()
    assert (owner.currency, owner.policy, owner.notes_minor) == ("GBP", "order", [500, 1_000, 2_000, 5_000])
    assert "gb-standard" in keys(owner)


def test_every_pack_can_be_chosen():
    assert [key for key, _ in COUNTRIES] == list(countries.KEYS)
