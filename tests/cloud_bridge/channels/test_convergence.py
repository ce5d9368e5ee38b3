"""Whatever happens in whatever order: in the end every listing shows what it should, and every order is in once."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_bridge.channels import hints
from cloud_bridge.channels.models import DIFFERS, Channel, Hint, Listing
from cloud_bridge.connectors import port
from cloud_bridge.keys import now_ms
from cloud_bridge.orders.models import Order
from cloud_bridge.stock.models import Level, Reservation

SKUS = ("A", "B", "C")
sku = st.sampled_from(SKUS)
happenings = st.lists(
    st.one_of(
        st.tuples(st.just("sell"), sku, st.integers(-4, 2)),
        st.tuples(st.just("buy"), sku, st.integers(1, 2)),
        st.tuples(st.just("hint"), st.integers(0, 12), st.integers(1, 3)),
        st.tuples(st.just("overwrite"), sku, st.integers(0, 30)),
        st.tuples(st.just("run"), st.sampled_from(["stock", "news", "orders", "listings"]), st.just(0)),
        st.tuples(st.just("hour passes"), st.just(0), st.just(0)),
    ),
    max_size=25,
)


def hour_passes():
    Channel.objects.update(next_try_at_ms=0, pulled_at_ms=0, audited_at_ms=0, scanned_at_ms=0)
    Listing.objects.update(next_try_at_ms=0)


def settle(stall):
    """Time goes by and the marketplace is well again."""
    stall.market.trouble = 0
    for _ in range(4):
        hour_passes()
        stall.run("news", "orders", "listings", "stock")


@given(happenings, st.integers(0, 2**32), st.sampled_from([0.0, 0.3, 0.7]))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_always_ends_with_the_truth_everywhere(stall_factory, happened, seed, trouble):
    with stall_factory(list(SKUS)) as stall:
        keys = {name: stall.market.put_on_sale(str(at), name, 10) for at, name in enumerate(SKUS)}
        stall.market.random.seed(seed)
        stall.market.trouble = trouble
        for what, first, second in happened:
            if what == "sell" and second:
                stall.move(first, second)
            elif what == "buy":
                stall.market.buy(f"N{len(stall.market.orders)}", keys[first], second, now_ms())
            elif what == "hint":
                hints.keep("fake", [port.Hint(stall.channel.shop_id, (f"N{first}",))] * second, now_ms())
            elif what == "overwrite":
                stall.market.overwrite(keys[first], second)
            elif what == "run":
                stall.run(first)
            elif what == "hour passes":
                hour_passes()
        settle(stall)
        assert not Listing.objects.filter(DIFFERS).exists()
        assert sorted(Order.objects.values_list("external_id", flat=True)) == sorted(stall.market.orders)
        assert Reservation.objects.count() == len(stall.market.orders)
        assert not Hint.objects.exists()
        for name, key in keys.items():
            level = Level.objects.get(variant=stall.variant(name))
            offered = max(0, (level.on_hand_milli - level.reserved_milli) // 1000)
            listing = stall.listing(name)
            assert (listing.wanted, listing.pushed, stall.market.stock[key]) == (offered,) * 3
