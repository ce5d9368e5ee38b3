from __future__ import annotations

import json

import pytest

from cloud_bridge.office.theme import UNFOLD
from cloud_bridge.replication import audit
from cloud_bridge.replication.models import FeedRow
from tests.cloud_bridge.shop import Shop


@pytest.fixture
def shop(db):
    one = Shop()
    yield one
    assert list(audit.differences(one.merchant.key)) == []


@pytest.fixture
def told():
    """Return what tills are told about a key of a table; None is a tombstone or nothing."""

    def ask(table, key):
        data = FeedRow.objects.filter(table=table, key=key).values_list("data", flat=True).first()
        return None if data is None else json.loads(data)

    return ask


@pytest.fixture
def office(admin_client, settings):
    """The back office, as somebody sees it who is signed in and reads English."""
    settings.UNFOLD = UNFOLD
    settings.ROOT_URLCONF = "tests.cloud_bridge.office.urls"
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin_client
