"""A back office before anything is in it: nothing breaks, and it says what comes first."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import reverse

from cloud_bridge.office.pages import OwnedPage

OWNED = sorted(
    f"{model._meta.app_label}_{model._meta.model_name}"
    for model, page in admin.site._registry.items()
    if isinstance(page, OwnedPage)
)
BUSINESS = "Sebutkan dulu usahanya: semua yang lain miliknya."


@pytest.mark.parametrize("name", OWNED)
def test_whoever_adds_something_to_no_business_is_asked_for_the_business_first(admin_client, name):
    for way in (admin_client.get, admin_client.post):
        page = way(reverse(f"admin:{name}_add") + "?market=shopee", follow=True)
        assert page.redirect_chain == [(reverse("admin:fleet_merchant_add"), 302)]
        assert BUSINESS in page.content.decode()


@pytest.mark.parametrize("page", ["people_hours", "people_conduct", "people_rights", "stock_oversells", "index"])
def test_the_reports_of_nobody_are_empty(admin_client, page):
    assert admin_client.get(reverse(f"admin:{page}")).status_code == 200
