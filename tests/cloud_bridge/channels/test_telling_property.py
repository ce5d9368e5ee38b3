"""Whatever is lost, repeated or refused: in the end the marketplace shows what was done, and heard nothing in vain."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_bridge.channels import hints
from cloud_bridge.connectors import port
from cloud_bridge.connectors.port import CANCELLED, OTHER, READY, SHIPPED
from cloud_bridge.keys import now_ms
from cloud_bridge.orders import audit, states, wishes
from cloud_bridge.orders.models import Label, Order
from cloud_bridge.stock import audit as stock
from tests.cloud_bridge.channels.fake_parcels import PackingMarket
from tests.cloud_bridge.channels.packing import Table

NUMBERS = ("1", "2", "3")
number = st.sampled_from(NUMBERS)
happenings = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["pack", "hand over", "accept", "cancel", "hint"]), number),
        st.tuples(st.just("at the marketplace"), st.tuples(number, st.sampled_from([READY, CANCELLED]))),
        st.tuples(st.just("refuse"), st.tuples(number, st.sampled_from([READY, SHIPPED, CANCELLED]))),
        st.tuples(st.just("run"), st.sampled_from(["telling", "telling", "news", "orders", "labels"])),
        st.tuples(st.just("hour passes"), st.just("")),
    ),
    max_size=25,
)


def happen(table, what, which):
    if what == "pack":
        table.stage(which, "packed")
    elif what == "hand over":
        table.stage(which, "handed_over")
    elif what == "accept":
        wishes.accept([table.order(which).pk])
    elif what == "cancel":
        wishes.cancel([table.order(which).pk], OTHER)
    elif what == "hint":
        hints.keep("fake", [port.Hint(table.stall.channel.shop_id, (which,))] * 2, now_ms())
    elif what == "at the marketplace":
        if not states.reached(table.market.state(which[0]), which[1]) and not states.has_left(which[1]):
            table.market.show(*which)
    elif what == "refuse":
        table.market.noes[which] = "no"
    elif what == "hour passes":
        table.hour_passes()
    else:
        table.run(which)


def settle(table):
    """The marketplace is well and willing again, and time goes by."""
    table.market.trouble = 0
    table.market.noes.clear()
    for _ in range(5):
        table.hour_passes()
        table.run("news", "orders", "telling", "telling", "labels")


@given(happenings, st.integers(0, 2**32), st.sampled_from([0.0, 0.3, 0.7]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_marketplace_ends_with_what_was_done_and_hears_nothing_again_that_it_confirmed(
    stall_factory, happened, seed, trouble
):
    with stall_factory(["A", "B"]) as stall:
        table = Table(stall, PackingMarket())
        for name in NUMBERS:
            table.buy(name)
        table.market.random.seed(seed)
        table.market.trouble = trouble
        for what, which in happened:
            happen(table, what, which)
        settle(table)
        for order in Order.objects.all():
            there = table.market.state(order.external_id)
            assert order.wanted_state == ""
            assert states.reached(there, {"packed": READY, "handed_over": SHIPPED}.get(order.stage, ""))
            assert order.state == there
            assert Label.objects.filter(order=order).exclude(pdf=b"").exists() or there != READY
        assert table.market.repeated == []
        for differences in (audit.differences, stock.differences):
            assert list(differences(stall.merchant.key)) == []
