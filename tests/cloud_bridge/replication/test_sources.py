from __future__ import annotations

import json

import pytest

from cloud_bridge.catalog.models import Category
from cloud_bridge.database import writing
from cloud_bridge.replication.models import FeedRow
from cloud_bridge.replication.sources import together
from tests.cloud_bridge.shop import Shop


@pytest.fixture
def shop(db):
    return Shop()


def names(shop):
    rows = FeedRow.objects.filter(merchant=shop.merchant, table="category").order_by("version")
    return [json.loads(row.data or "{}").get("name") for row in rows]


def test_what_is_saved_together_is_told_at_the_end_and_as_it_is_then(shop):
    head = shop.head()
    with writing(), together():
        one = Category.objects.create(merchant=shop.merchant, key="a", name="A")
        Category.objects.create(merchant=shop.merchant, key="b", name="B")
        one.name = "C"
        one.save()
        assert names(shop) == []
    assert sorted(names(shop)) == ["B", "C"]
    assert shop.head() == head + 2


def save_and_fail(shop):
    Category.objects.create(merchant=shop.merchant, key="a", name="A")
    raise ZeroDivisionError


def test_nothing_is_told_of_what_failed_together(shop):
    head = shop.head()
    with pytest.raises(ZeroDivisionError), writing(), together():
        save_and_fail(shop)
    assert shop.head() == head
    Category.objects.create(merchant=shop.merchant, key="b", name="B")
    assert names(shop) == ["B"]
