"""A call of a self-checkout reaches every till of its store, and ends there as well."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core import entries
from appliance.core.entries.kiosk import REASONS
from cloud_bridge.fleet.models import Till
from cloud_bridge.replication import feed, ingest
from cloud_bridge.replication.models import Entry
from tests.cloud_bridge.shop import Journal, Shop

pytestmark = pytest.mark.django_db

STEPS = {
    "begun": lambda _reason: ("kiosk.begun", entries.kiosk_begun()),
    "called": lambda reason: ("kiosk.help_called", entries.kiosk_help_called(reason, "sale-1")),
    "ended": lambda _reason: ("kiosk.help_ended", entries.kiosk_help_ended("budi")),
    "left": lambda _reason: ("kiosk.left", entries.kiosk_left("budi")),
}


@pytest.fixture
def shop():
    return Shop()


def told(till):
    rows = [row for row in feed.since(till, 0, 500).rows if row["table"] == "kiosk"]
    return {row["key"]: row["data"] for row in rows}


def play(journal, *steps):
    for step, reason in steps:
        journal.write(*STEPS[step](reason))
    ingest.handle(journal.till.key, journal.message())


def test_the_attendants_till_hears_who_calls_and_why(shop):
    other = Till.objects.create(merchant=shop.merchant, store=shop.store, name="Kasir 2", prefix="B")
    play(Journal(shop.till), ("begun", ""), ("called", "age"))
    found = told(other)[shop.till.key]
    assert (found["name"], found["state"], found["reason"]) == ("Kasir 1", "help", "age")
    assert found["since_ms"] == 1_003


def test_a_till_that_is_no_self_checkout_any_more_is_not_listed(shop):
    play(Journal(shop.till), ("begun", ""), ("called", "help"), ("left", ""))
    assert told(shop.till).get(shop.till.key) is None


def test_a_reason_nobody_knows_is_refused_and_the_rest_is_told(shop):
    play(Journal(shop.till), ("begun", ""), ("called", "weather"))
    assert told(shop.till)[shop.till.key]["state"] == "ok"
    assert Entry.objects.exclude(refused="").count() == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from(REASONS)), min_size=1, max_size=8))
def test_the_last_word_counts_however_the_journal_is_cut(shop, steps):
    till = Till.objects.create(merchant=shop.merchant, store=shop.store, name="K", prefix=f"K{Till.objects.count()}")
    journal = Journal(till)
    for step, reason in steps:
        journal.write(*STEPS[step](reason))
    for first in range(1, len(journal.entries) + 1):
        ingest.handle(till.key, journal.message(first, first))
    ingest.handle(till.key, journal.message())  # all of it once more: the wire may repeat itself
    last, reason = steps[-1]
    data = told(till).get(till.key)
    assert (data is None) == (last == "left")
    if data is not None:
        assert data.get("reason", "") == (reason if last == "called" else "")
