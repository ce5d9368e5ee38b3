"""How rights go about on a quiet day."""

from __future__ import annotations

import pytest

from cloud_bridge.channels.models import Listing, ScarceListing
from cloud_bridge.replication import audit
from tests.cloud_bridge.escrow.market import LOST
from tests.cloud_bridge.escrow.world import SETTLE_MS, World

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[False, True], ids=["close and open", "compare and set"])
def world(request):
    made = World(8, compares=request.param)
    yield made
    made.close()


def open_up(world):
    for _ in range(3):
        world.step()
        world.pass_time(SETTLE_MS + 1)


def sell(world, number=0):
    return world.tills[number].put(world.variant.key, 1) and world.tills[number].pay()


def test_a_till_sells_nothing_scarce_until_it_was_granted_and_then_at_once(world):
    open_up(world)
    assert not sell(world)
    world.connect()
    assert sell(world)
    assert list(audit.differences(world.merchant.key)) == []


def test_a_listing_shows_what_it_holds_and_half_stays_in_the_pool(world):
    open_up(world)
    assert world.market.stock == 4
    assert Listing.objects.values_list("wanted", "pushed").get() == (None, None)


def test_a_marketplaces_sales_need_no_write(world):
    open_up(world)
    world.market.buy(1, 0)
    world.pull()
    world.step()
    assert world.market.stock == 3


def test_what_the_listing_holds_is_asked_back_for_a_till_that_wants_it(world):
    open_up(world)
    for _ in range(8):
        while not sell(world):
            world.tills[0].clear()
            world.connect()
            world.step()
            world.pass_time(SETTLE_MS + 1)
            world.connect()
    assert world.sold == 8
    assert world.market.stock == 0


def test_a_refund_brings_its_right_back_to_the_till(world):
    open_up(world)
    sell(world)
    world.connect()
    assert sell(world)
    before = world.tills[0].till.catalogue.rights(world.variant.key).left_milli
    world.tills[0].give_back()
    assert world.tills[0].till.catalogue.rights(world.variant.key).left_milli == before + 1_000
    world.connect()
    assert sum(right[1] + right[4] - right[2] - right[3] for right in world.rights()) <= 8_000


def test_rights_outlive_a_power_cut(world):
    open_up(world)
    sell(world)
    world.connect()
    sell(world)
    before = vars(world.tills[0].till.catalogue.rights(world.variant.key))
    world.tills[0].crash()
    assert vars(world.tills[0].till.catalogue.rights(world.variant.key)) == before


def test_a_write_whose_answer_was_lost_closes_the_listing(world):
    open_up(world)
    world.market.fates = [LOST]
    world.deliver_goods(20)
    world.step()
    world.market.fates = []
    for _ in range(5):
        world.pass_time(SETTLE_MS + 1)
        world.step()
    assert ScarceListing.objects.get().state == ScarceListing.OPEN
    assert world.market.stock == world.rights()[0][1] // 1000 - world.rights()[0][2] // 1000


def test_what_is_not_scarce_any_more_goes_back_to_the_ordinary_path(world):
    open_up(world)
    world.variant.is_scarce = False
    world.variant.save()
    world.step()
    assert Listing.objects.get().wanted == 8
    world.connect()
    assert sell(world)
