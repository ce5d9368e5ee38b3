from __future__ import annotations

import json

import pytest

from appliance.core.promotion import Moment, PricedLine, applied
from tests.store.goods import TEA, apply, open_stall, run

HAPPY = {"name": "Happy hour", "kind": "percent_each", "ppm": 500_000, "variants": [TEA]}


@pytest.fixture
def store(tmp_path):
    with_stall = open_stall(tmp_path / "till.db")
    yield with_stall
    with_stall.close()


def off(store):
    lines = [PricedLine(1, TEA, "", 1000, 4_000, 4_000)]
    return [(one.reason, one.off_minor) for one in applied(lines, store.catalogue.promotions(), Moment(0, 0, ""))]


def test_a_promotion_works_as_soon_as_the_feed_has_brought_it_and_until_it_takes_it_away(store):
    assert off(store) == []
    apply(store, [("promotion", "p1", HAPPY)])
    store.catalogue.forget()
    assert off(store) == [("Happy hour", 2_000)]
    apply(store, [("promotion", "p1", {**HAPPY, "ppm": 100_000})])
    store.catalogue.forget()
    assert off(store) == [("Happy hour", 400)]
    apply(store, [("promotion", "p1", None)])
    store.catalogue.forget()
    assert off(store) == []


def test_promotions_are_read_once_until_the_feed_says_something(store):
    assert store.catalogue.promotions() is store.catalogue.promotions()


def test_a_promotion_that_cannot_be_computed_is_left_out_and_the_others_work(store):
    apply(store, [("promotion", "p0", {"name": "?", "kind": "gift"}), ("promotion", "p1", HAPPY)])
    store.catalogue.forget()
    assert [rule.key for rule in store.catalogue.promotions()] == ["p1"]


def test_a_promotion_an_older_version_took_does_not_stop_the_till(store):
    apply(store, [("promotion", "p1", HAPPY), ("promotion", "p2", HAPPY)])
    run(store, "UPDATE fact SET data = ? WHERE key = 'p1'", json.dumps({"kind": "gift"}))
    store.catalogue.forget()
    assert [rule.key for rule in store.catalogue.promotions()] == ["p2"]
