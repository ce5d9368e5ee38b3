"""Messages may be lost, repeated, reordered or cut short in any way: the two sides end equal."""

from __future__ import annotations

import json
import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core.key import time_key
from appliance.core.message import head, write
from tests.journeys.two_sides import BridgeSide, TillSide, heal

EXAMPLES = int(os.environ.get("PERMUTATIONS", "1000"))  # `make journeys` makes it 10,000

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("permutations")]

place = st.integers(0, 7)
steps = st.lists(
    st.one_of(
        st.just(("sell",)),
        st.just(("price",)),
        st.just(("reconnect",)),
        st.tuples(st.sampled_from(["deliver", "deliver", "lose", "repeat"]), st.booleans(), place),
        st.tuples(st.just("truncate"), st.booleans(), place, st.integers(0, 400)),
    ),
    min_size=4,
    max_size=14,
)


class Undone(Exception):
    """Takes an example's rows back out of the database."""


def change_price(till, variant, price_minor):
    """Do what the back office does: change a price and say that the feed has moved."""
    from cloud_bridge.fleet.models import Merchant
    from cloud_bridge.replication.feed import Row, publish

    with transaction.atomic():
        publish(till.merchant_id, [Row(till.merchant_id, "price", variant, {"price_minor": price_minor})])
    return write(head(Merchant.objects.get(key=till.merchant_id).feed_version))


def run(step, number, till, bridge, record, variants):
    if step[0] == "sell":
        till.sell(variants[number % 3], time_key(number + 1, bytes([number % 256]) * 10))
    elif step[0] == "price":
        bridge.outbox_down.append(change_price(record, variants[number % 3], 5_000 + number))
    elif step[0] == "reconnect":
        till.reconnect()
    else:
        up, index = step[1], step[2]
        line = till.outbox_up if up else bridge.outbox_down
        if not line:
            return
        payload = line[index % len(line)]
        if step[0] != "repeat":
            line.remove(payload)
        if step[0] == "lose":
            return
        receiver = bridge if up else till
        receiver.receive(payload[: step[3]] if step[0] == "truncate" else payload)


def check_equal(till, bridge, record):
    from cloud_bridge.orders.models import Order
    from cloud_bridge.replication.models import FeedRow
    from cloud_bridge.stock.models import Level

    assert till.uplink.fork is None
    assert bridge.journal() == till.journal()
    sales = [number for (number,) in till.db.execute("SELECT number FROM sale ORDER BY number")]
    assert sales == list(range(1, len(sales) + 1))
    assert Order.objects.filter(origin=f"till:{till.key}").count() == len(sales)
    prices = FeedRow.objects.filter(merchant=record.merchant_id, table="price")
    assert till.prices() == {row.key: json.loads(row.data)["price_minor"] for row in prices}
    levels = Level.objects.filter(store=record.store_id)
    assert till.stock() == {level.variant_id: level.on_hand_milli for level in levels}
    assert till.outbox_up == []


def test_two_sides_end_equal_whatever_the_network_does(world, template):
    record, variants = world
    seen = 0

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(steps)
    def law(script):
        nonlocal seen
        seen += 1
        try:
            with transaction.atomic():
                till = TillSide(record.key, template).claim(record.store_id, record.merchant_id)
                bridge = BridgeSide(record.key)
                for number, step in enumerate(script):
                    run(step, number, till, bridge, record, variants)
                heal(till, bridge)
                check_equal(till, bridge, record)
                till.db.close()
                raise Undone  # noqa: TRY301 - the way out of a transaction that is not to stay
        except Undone:
            pass

    law()
    assert seen >= EXAMPLES
