from __future__ import annotations

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cloud_bridge.office.filled import fill_everything

MODELS = [f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry]
MOST_QUERIES = 15


@pytest.mark.parametrize("name", MODELS)
def test_every_list_opens_with_a_handful_of_queries(office, name):
    fill_everything(office)
    path = reverse(f"admin:{name}_changelist")
    office.get(path)
    with CaptureQueriesContext(connection) as queries:
        office.get(path)
    assert len(queries) <= MOST_QUERIES, [query["sql"][:120] for query in queries]


@pytest.mark.parametrize("name", MODELS)
def test_every_list_can_be_searched(office, name):
    office.get(reverse(f"admin:{name}_changelist"), q="indomie")


@pytest.mark.parametrize("name", MODELS)
def test_every_row_opens(office, name):
    fill_everything(office, 1)
    model = next(one for one in admin.site._registry if f"{one._meta.app_label}_{one._meta.model_name}" == name)
    row = model._default_manager.first()
    office.get(reverse(f"admin:{name}_change", args=[row.pk]))


@pytest.mark.parametrize("name", MODELS)
def test_every_list_has_words_for_being_empty(admin_client, name):
    assert admin_client.get(reverse(f"admin:{name}_changelist")).status_code == 200


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("orders_order", {"state": "to_prepare"}),
        ("orders_order", {"lines": "unlinked"}),
        ("orders_order", {"from": "tills"}),
        ("stock_level", {"runs": "low"}),
        ("stock_level", {"runs": "out"}),
        ("channels_listing", {"state": "unlinked"}),
        ("channels_listing", {"state": "refused"}),
        ("channels_listing", {"state": "differs"}),
        ("fleet_till", {"state": "forked"}),
        ("replication_entry", {"refused": "yes"}),
        ("stock_movement", {"kind": "sale"}),
    ],
)
def test_every_question_can_be_asked(office, page, query):
    office.fill(2)
    office.get(reverse(f"admin:{page}_changelist"), **query)


def test_nobody_comes_in_without_signing_in(client, db):
    assert client.get("/").status_code == 302


def test_orders_show_money_buyer_and_origin(office):
    office.sell("INDOMIE-GR", 3)
    page = office.get(reverse("admin:orders_order_changelist"))
    assert "Rp 10.500" in page
    assert "dewi" in page
    assert office.till.name in page


def test_stock_shows_its_sum_in_words(office):
    page = office.get(reverse("admin:stock_level_changelist"), q="TEMPE")
    assert "15 on hand" in page
    assert "15 offered" in page


def test_what_the_journal_says_cannot_be_edited(office):
    office.fill(1)
    for name in ("orders_order", "stock_movement", "replication_entry"):
        assert office.client.get(reverse(f"admin:{name}_add")).status_code == 403
