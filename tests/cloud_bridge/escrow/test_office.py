"""What the office may do about rights: it asks, and switches; it never moves one by itself."""

from __future__ import annotations

import pytest

from cloud_bridge.replication import audit
from cloud_bridge.stock import escrow, holders
from cloud_bridge.stock.models import Right
from tests.cloud_bridge.escrow.world import SETTLE_MS, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    made = World(8)
    for _ in range(3):
        made.step()
        made.pass_time(SETTLE_MS + 1)
    yield made
    made.check()
    made.close()


def right(world, number=0):
    return Right.objects.get(holder=world.tills[number].key)


def granted(world, number=0):
    """Let a till want a piece and hear that it may sell it."""
    world.tills[number].put(world.variant.key, 1)
    world.connect()
    return escrow.left_milli(right(world, number))


def test_a_till_that_is_asked_gives_back_what_its_open_sale_does_not_need(world):
    held = granted(world)
    assert held > 1_000
    assert world.tills[0].put(world.variant.key, 1)
    assert world.ask_back(0)
    assert right(world).asked_at_ms > 0
    assert escrow.left_milli(right(world)) == held
    world.connect()
    assert escrow.left_milli(right(world)) == 1_000
    assert world.tills[0].pay()
    world.connect()
    [place] = holders.places(world.variant)
    assert place.pool_milli == place.free_milli - sum(one.left_milli for one in place.holders) >= 0
    assert list(audit.differences(world.merchant.key)) == []


def test_a_silent_till_that_is_asked_keeps_its_rights_and_may_sell_them(world):
    held = granted(world) // 1_000
    assert world.ask_back(0)
    assert not world.ask_back(0)
    for _ in range(held):
        assert world.tills[0].put(world.variant.key, 1)
        assert world.tills[0].pay()
    for _ in range(9):  # the other sells all the rest there is
        world.tills[1].put(world.variant.key, 1)
        world.tills[1].pay()
        world.tills[1].clear()
    world.check()
    world.connect()
    assert escrow.left_milli(right(world)) == 0


def test_only_a_till_is_asked(world):
    listing = Right.objects.get(holder__startswith=escrow.CHANNEL)
    assert not escrow.ask_back(listing.pk)
    assert not escrow.ask_back(0)


def test_the_switch_is_heard_by_tills_and_what_they_hold_counts_again(world):
    held = granted(world)
    assert not holders.switch(world.variant.key, is_scarce=True)
    assert holders.switch(world.variant.key, is_scarce=False)
    world.connect()
    assert world.tills[1].put(world.variant.key, 1)
    assert world.tills[1].pay()
    assert holders.switch(world.variant.key, is_scarce=True)
    world.connect()
    assert not world.tills[1].put(world.variant.key, 1)
    assert escrow.left_milli(right(world)) == held
    assert world.tills[0].put(world.variant.key, 1)


def test_a_scarce_piece_is_not_sold_a_second_time_inside_a_kit(world):
    kit = world.make_kit()
    for number in range(2):
        for _ in range(3):  # also once more was asked for
            assert not world.tills[number].put(kit.key, 1)
            world.connect()
    assert not Right.objects.filter(variant=kit).exists()
    assert holders.switch(world.variant.key, is_scarce=False)
    world.connect()
    assert world.tills[0].put(kit.key, 1)
    assert list(audit.differences(world.merchant.key)) == []


def test_what_is_a_kit_cannot_become_scarce(world):
    kit = world.make_kit()
    assert not holders.switch(kit.key, is_scarce=True)
