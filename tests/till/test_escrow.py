"""What is scarce is sold within the till's rights, and the cashier is told why not."""

from __future__ import annotations

from contextlib import suppress

import pytest

from appliance.core.errors import LapakError
from appliance.till.basket_errors import RightsAsked, RightsMissing
from appliance.till.events import WireChanged
from tests.store.goods import TEA, TEA_CODE, apply
from tests.till.stall import Stall

SCARCE = ("variant", TEA, {"sku": "TEH", "name": "Teh botol", "category": "drinks", "is_scarce": True})


@pytest.fixture
def stall(tmp_path):
    made = Stall(tmp_path)
    hear(made, SCARCE)
    yield made
    made.close()


def hear(stall, *rows):
    apply(stall.store, rows)
    stall.till.feed_applied(frozenset(table for table, _key, _data in rows))
    stall.settle()


def grant(stall, milli, asked_milli=0):
    hear(stall, ("escrow", TEA, {"granted_milli": milli, "since_seq": 2, "asked_milli": asked_milli}))


def left(stall):
    return stall.till.catalogue.rights(TEA).left_milli


def said(stall, kind):
    return [entry["body"] for entry in stall.store.outbox.read(0, 100) if entry["type"] == kind]


def add(stall, milli=1_000):
    return stall.till.basket.add(stall.till.catalogue.by_key(TEA), milli)


def test_without_rights_nothing_scarce_is_sold_and_offline_nobody_is_asked(stall):
    with pytest.raises(RightsMissing):
        add(stall)
    assert said(stall, "escrow.requested") == []


def test_online_more_is_asked_for_once_and_sold_as_soon_as_it_is_granted(stall):
    stall.till.tell(WireChanged(True, 0, None))
    for _ in range(2):
        with pytest.raises(RightsAsked, match="may sell 0 of it"):
            add(stall)
    stall.settle()
    assert said(stall, "escrow.requested") == [{"variant": TEA, "wanted_milli": 1_000}]
    grant(stall, 1_000)
    stall.till.scan(TEA_CODE)
    stall.pay()
    assert left(stall) == 0


def test_a_line_does_not_grow_beyond_the_rights(stall):
    grant(stall, 2_000)
    line = add(stall)
    with pytest.raises(LapakError):
        stall.till.basket.set_quantity(line.number, 3_000)
    assert line.quantity_milli == 1_000
    stall.till.basket.set_quantity(line.number, 2_000)


def test_a_refund_gives_the_right_back_to_the_till_and_a_power_cut_changes_nothing(stall):
    grant(stall, 2_000)
    add(stall, 2_000)
    stall.pay()
    assert left(stall) == 0
    stall.till.returns.take_back(stall.till.returns.recent()[0], 1, 1_000)
    stall.pay()
    assert left(stall) == 1_000
    stall.close()
    again = Stall(stall.path.parent)
    assert left(again) == 1_000
    stall.store = again.store


def test_rights_that_are_asked_back_are_given_but_what_the_basket_needs(stall):
    grant(stall, 3_000)
    add(stall)
    grant(stall, 3_000, asked_milli=3_000)
    assert said(stall, "escrow.returned") == [{"variant": TEA, "returned_milli": 2_000}]
    stall.till.basket.remove(1)
    stall.settle()
    assert said(stall, "escrow.returned")[1:] == [{"variant": TEA, "returned_milli": 3_000}]
    assert left(stall) == 0


def test_a_parked_sale_that_lost_its_rights_is_not_paid(stall):
    grant(stall, 1_000)
    add(stall)
    stall.till.parking.park()
    stall.settle()
    grant(stall, 1_000, asked_milli=1_000)
    stall.till.parking.recall(stall.till.parking.all()[0].key)
    stall.settle()
    with pytest.raises(RightsMissing):
        stall.pay()


def test_the_disk_has_the_last_word(stall):
    grant(stall, 1_000)
    add(stall)
    stall.till.record("escrow.returned", {"variant": TEA, "returned_milli": 1_000}, lambda _: None)
    with suppress(RightsMissing):  # it may have heard of it by now
        stall.till.checkout.pay_cash(5_000)
    stall.settle()
    assert stall.sold == []
    assert stall.failed in ([], ["basket.rights"])


def test_grants_that_come_twice_or_late_change_nothing(stall):
    grant(stall, 3_000)
    grant(stall, 3_000)
    grant(stall, 1_000)
    assert left(stall) == 3_000


def test_what_was_sold_before_the_first_grant_came_counts_from_where_the_bridge_says(stall):
    hear(stall, ("variant", TEA, {**SCARCE[2], "is_scarce": False}))
    for _ in range(2):
        add(stall)
        stall.pay()
    hear(stall, SCARCE, ("escrow", TEA, {"granted_milli": 5_000, "since_seq": 3}))
    assert left(stall) == 4_000
