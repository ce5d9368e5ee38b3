"""A card that was copied, or put back from an old copy, is noticed and changes nothing."""

from __future__ import annotations

import pytest

from appliance.core.key import time_key
from appliance.core.message import read
from tests.journeys.two_sides import BridgeSide, TillSide, heal

pytestmark = pytest.mark.django_db


def books():
    from cloud_bridge.orders.models import Order
    from cloud_bridge.replication.models import Entry, FeedRow
    from cloud_bridge.stock.models import Level, Movement

    return [list(model.objects.order_by("pk").values_list()) for model in (Entry, Order, Movement, Level, FeedRow)]


@pytest.fixture
def sold(world, template):
    """Return (till, bridge, variants) after three sales that the bridge has."""
    record, variants = world
    till = TillSide(record.key, template).claim(record.store_id, record.merchant_id)
    bridge = BridgeSide(record.key)
    for number in range(3):
        till.sell(variants[number], time_key(number + 1, bytes(10)))
    heal(till, bridge)
    return till, bridge, variants


def test_a_cloned_card_raises_the_fork_alarm_and_changes_nothing_on_the_bridge(sold, world):
    till, bridge, variants = sold
    twin = till.clone()
    till.sell(variants[0], time_key(10, b"original--"))
    heal(till, bridge)
    before = books()
    twin.sell(variants[1], time_key(11, b"the-clone-"))
    heal(twin, bridge)
    record, _ = world
    record.refresh_from_db()
    assert twin.uplink.fork == record.forked_at_seq == 6
    assert books() == before


def test_after_the_alarm_neither_card_adds_anything_until_a_person_decides(sold):
    till, bridge, variants = sold
    twin = till.clone()
    till.sell(variants[0], time_key(10, b"original--"))
    heal(till, bridge)
    twin.sell(variants[1], time_key(11, b"the-clone-"))
    heal(twin, bridge)
    before = books()
    till.sell(variants[2], time_key(12, b"original--"))
    heal(till, bridge)
    assert books() == before
    assert till.uplink.fork is not None


def test_a_card_put_back_from_an_old_copy_is_noticed_at_its_first_sale(sold):
    till, bridge, variants = sold
    old = till.clone()
    for number in range(5):
        till.sell(variants[0], time_key(20 + number, b"original--"))
    heal(till, bridge)
    before = books()
    heal(old, bridge)
    old.sell(variants[0], time_key(30, b"put-back--"))
    payload = old.outbox_up[-1]
    bridge.receive(payload)
    assert read(bridge.outbox_down[-1])["kind"] == "fork"
    assert books() == before
