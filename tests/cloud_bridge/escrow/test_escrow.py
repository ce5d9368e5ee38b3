"""Whatever is lost, repeated, reordered, cut off or crashes: no unit of a scarce variant is sold twice."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cloud_bridge.channels import scarce
from tests.cloud_bridge.escrow.market import FATES
from tests.cloud_bridge.escrow.world import SETTLE_MS, World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
UNITS = 4
which = st.integers(0, 50)
till = st.integers(0, 1)
FEW = settings(
    max_examples=12,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class Selling(RuleBasedStateMachine):
    """One scarce variant, sold everywhere at once."""

    world: World

    @initialize(compares=st.booleans(), is_settled=st.booleans())
    def begin(self, compares, is_settled):
        self.world = World(UNITS, compares=compares)
        self.world.make_kit()
        if is_settled:
            for _ in range(3):
                self.world.step()
                self.world.pass_time(SETTLE_MS + 1)

    # --- tills

    @rule(number=till, units=st.integers(1, 2))
    def put(self, number, units):
        self.world.tills[number].put(self.world.variant.key, units)

    @rule(number=till)
    def put_one_inside_a_kit(self, number):
        assert not self.world.tills[number].put(self.world.kit.key, 1)

    @rule(number=till)
    def pay(self, number):
        self.world.tills[number].pay()

    @rule(number=till)
    def clear(self, number):
        self.world.tills[number].clear()

    @rule(number=till)
    def give_back(self, number):
        self.world.tills[number].give_back()

    @rule(number=till)
    def power_cut(self, number):
        self.world.tills[number].crash()

    # --- the wire

    @rule(number=till)
    def say(self, number):
        self.world.say(number)

    @rule(number=till)
    def ask(self, number):
        self.world.ask(number)

    @precondition(lambda self: self.world.up)
    @rule(at=which, keeps=st.booleans())
    def arrive_up(self, at, keeps):
        self.world.deliver_up(at % len(self.world.up), keeps=keeps)

    @precondition(lambda self: self.world.down)
    @rule(at=which, keeps=st.booleans())
    def arrive_down(self, at, keeps):
        self.world.deliver_down(at % len(self.world.down), keeps=keeps)

    @precondition(lambda self: self.world.up or self.world.down)
    @rule(at=which)
    def lose(self, at):
        queue = self.world.up or self.world.down
        del queue[at % len(queue)]

    @rule(number=till)
    def meet(self, number):
        self.world.meet(number)

    @rule(number=till, units=st.integers(1, 2))
    def sell(self, number, units):
        self.world.sell(number, units)

    # --- the marketplace

    @rule(units=st.integers(1, 2), late=st.sampled_from([0.0, 0.5, 0.99]))
    def buy(self, units, late):
        self.world.market.buy(units, late)

    @rule(ambushes=st.lists(st.integers(0, 2), max_size=5))
    def lie_in_wait(self, ambushes):
        self.world.market.ambushes = ambushes

    @precondition(lambda self: self.world.market.orders)
    @rule(at=which, restocks=st.booleans())
    def cancel(self, at, restocks):
        numbers = sorted(self.world.market.orders)
        self.world.market.cancel(numbers[at % len(numbers)], restocks=restocks)

    # --- the bridge

    @rule(fates=st.lists(st.sampled_from(FATES), max_size=2), crash_in=st.sampled_from([-1, -1, 0, 1, 2, 3, 4, 5]))
    def step(self, fates, crash_in):
        self.world.market.fates, self.world.crash_in = fates, crash_in
        self.world.step()

    @rule()
    def steady(self):
        """Let the stock job do its rounds undisturbed."""
        for _ in range(2):
            self.world.step()
            self.world.pass_time(SETTLE_MS + 1)

    @rule()
    def pull(self):
        self.world.pull()

    @rule(ms=st.sampled_from([1_000, SETTLE_MS // 2, SETTLE_MS - 1, SETTLE_MS, SETTLE_MS + 1]))
    def pass_time(self, ms):
        self.world.pass_time(ms)

    @rule(number=till)
    def office_asks(self, number):
        self.world.ask_back(number)

    @rule()
    def goods_come(self):
        self.world.deliver_goods(1)

    # --- the laws

    @invariant()
    def never_more_than_there_is(self):
        if hasattr(self, "world"):
            self.world.check()

    def teardown(self):
        if hasattr(self, "world"):
            try:
                self.in_the_end()
            finally:
                self.world.close()

    def in_the_end(self):
        """Once everything is connected every unit can be sold."""
        self.world.heal()
        self.world.check()
        self.world.sell_out()
        assert self.world.sold == self.world.ever, self.world.rights()


def test_no_unit_is_sold_twice_and_every_unit_can_be_sold():
    run_state_machine_as_test(Selling, settings=FEW)


class Careless(scarce.Move):
    """Opens without waiting until every order from before is known."""

    def __init__(self, *args) -> None:
        super().__init__(*args)
        self._settle_ms = 0


class Blind(scarce.Move):
    """Opens without reading the orders from before."""

    def _reads_all_orders(self, now_ms) -> bool:
        return True


def rush(world):
    """Sell all at the marketplace, which shows the orders as late as it may, and then at a till."""
    for _ in range(3):
        world.step()
        world.pass_time(SETTLE_MS + 1)
    assert world.market.buy(UNITS // 2, 0.99)
    for _ in range(3):
        world.sell(0, 2)
    world.pass_time(SETTLE_MS + 1)
    for _ in range(3):
        world.sell(0, 2)


@pytest.mark.parametrize(("move", "sold"), [(scarce.Move, UNITS), (Careless, UNITS + 2), (Blind, UNITS + 2)])
def test_the_law_notices_a_protocol_that_leaves_out_the_settling(monkeypatch, move, sold):
    monkeypatch.setattr(scarce, "Move", move)
    world = World(UNITS)
    try:
        rush(world)
        assert world.sold == sold
    finally:
        world.close()
