"""Whatever drifts, among whatever else goes on: it is right in the end, and logged once with its cause."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_bridge.channels import drift
from cloud_bridge.channels.models import Channel, Drift, Hint, Listing
from cloud_bridge.connectors.port import CANCELLED, COMPLETED, READY, SHIPPED
from cloud_bridge.keys import now_ms
from cloud_bridge.orders import states
from cloud_bridge.orders.models import Order
from cloud_bridge.stock.models import Level
from tests.cloud_bridge.channels.days import HOUR_MS, day_passes, hour_passes, settle

SKUS = ("A", "B", "C")
FAR = 1_000  # units; further than any order leads
sku = st.sampled_from(SKUS)
drifts = st.one_of(
    st.tuples(st.just("overwrite"), sku, st.integers(1, 50)),
    st.tuples(st.just("campaign"), sku, st.integers(1, 5)),
    st.tuples(st.just("lost answer"), sku, st.integers(1, 3)),
    st.tuples(st.just("update never came"), sku, st.sampled_from([READY, SHIPPED, COMPLETED, CANCELLED])),
    st.tuples(st.just("order never came"), sku, st.integers(1, 2)),
)
noise = st.lists(
    st.one_of(
        st.tuples(st.just("sell"), sku, st.integers(1, 2)),
        st.tuples(st.just("buy"), sku, st.integers(1, 2)),
        st.tuples(st.just("run"), st.sampled_from(["stock", "orders", "listings"]), st.just(0)),
    ),
    max_size=5,
)


@pytest.fixture(autouse=True)
def _short_past(settings):
    settings.CHANNEL_PACE = {"settle_s": 0, "first_orders_s": 3 * 3_600}


class World:
    """A stall whose shop drifts."""

    def __init__(self, stall):
        self.stall, self.market = stall, stall.market
        self.keys = {name: self.market.put_on_sale(str(at), name, 100) for at, name in enumerate(SKUS)}
        for name in SKUS:
            stall.move(name, 90)
        self.old_ms = now_ms() - 2 * HOUR_MS
        for number in range(3):  # an order of each, and one more that is open, all of long ago
            self.market.buy(f"old{number}", self.keys[SKUS[number]], 1, self.old_ms)
        self.count = 0
        settle(stall)
        Drift.objects.all().delete()

    def make(self, what, name, much):
        """Let something drift; return the kind, the cause and whose row is to be."""
        key = self.keys[name]
        if what == "overwrite":
            self.market.overwrite(key, FAR + much)
            return Drift.STOCK, drift.OVERWRITTEN, f"{key.product_id}/"
        if what == "campaign":
            self.market.campaign(key, much)
            return Drift.STOCK, drift.CAMPAIGN, f"{key.product_id}/"
        if what == "lost answer":
            self.market.holds_writes = True
            self.stall.move(name, FAR)
            self.stall.run("stock")
            self.market.holds_writes = False
            hour_passes()
            self.stall.move(name, -FAR)
            self.stall.run("stock")
            self.market.land()
            return Drift.STOCK, drift.LOST_ANSWER, f"{key.product_id}/"
        if what == "order never came":
            self.count += 1
            self.market.buy(f"lost{self.count}", key, much, self.old_ms + self.count)
            return Drift.ORDER, drift.MISSED_ORDER, f"lost{self.count}"
        number = f"old{SKUS.index(name)}"
        self.market.move_on(number, states.later(self.market.orders[number].state, much))
        return Drift.ORDER, drift.MISSED_UPDATE, number

    def go_on(self, what, name, much, drifting):
        """Let life go on; goods whose number drifts are left alone, or nobody would ever see that it did."""
        if what == "run":
            self.stall.run(name)
        elif name != drifting:
            if what == "sell":
                self.stall.move(name, -much)
            else:
                self.count += 1
                self.market.buy(f"new{self.count}", self.keys[name], much, now_ms())


@given(drifts, noise, st.integers(0, 2**32), st.sampled_from([0.0, 0.4]), st.booleans())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_drifts_is_repaired_and_logged_once_with_its_cause(stall_factory, drifted, then, seed, trouble, compares):
    with stall_factory(list(SKUS)) as stall:
        world = World(stall)
        kind, cause, whose = world.make(*drifted)
        is_moved = kind == Drift.ORDER and cause == drift.MISSED_UPDATE
        stall.market.random.seed(seed)
        stall.market.trouble, stall.market.compares = trouble, compares
        for what, name, much in then:
            world.go_on(what, name, much, drifted[1])
        settle(stall, rounds=5)
        everything_is_right(world)
        rows = list(Drift.objects.filter(kind=kind))
        assert [(row.external_id, row.cause) for row in rows] == [(whose, cause)]
        assert all(row.repaired_at_ms for row in Drift.objects.all())
        if is_moved:
            assert Order.objects.get(external_id=whose).state == drifted[2]


@given(st.lists(st.tuples(drifts, noise), min_size=2, max_size=4), st.integers(0, 2**32))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_much_drifts_at_once_everything_is_right_in_the_end(stall_factory, all_of_them, seed):
    with stall_factory(list(SKUS)) as stall:
        world = World(stall)
        stall.market.random.seed(seed)
        for drifted, then in all_of_them:
            stall.market.trouble = 0.4
            world.make(*drifted)
            for what, name, much in then:
                world.go_on(what, name, much, "")
            day_passes()
        settle(stall, rounds=6)
        everything_is_right(world)
        assert all(row.repaired_at_ms for row in Drift.objects.all())


def everything_is_right(world):
    for name, key in world.keys.items():
        level = Level.objects.get(variant=world.stall.variant(name))
        offered = max(0, (level.on_hand_milli - level.reserved_milli) // 1000)
        listing = Listing.objects.get(external_product=key.product_id)
        assert (listing.wanted, listing.pushed, world.market.stock[key]) == (offered,) * 3
    there = {number: order.state for number, order in world.market.orders.items()}
    assert dict(Order.objects.values_list("external_id", "state")) == there
    assert not Hint.objects.exists()
    assert not Channel.objects.exclude(trouble_code="").exists()
