from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_bridge.channels import offer, wanted
from cloud_bridge.channels.models import Channel
from cloud_bridge.connectors.port import CANCELLED, TO_PREPARE, UNPAID
from cloud_bridge.keys import now_ms
from cloud_bridge.stock import kits
from cloud_bridge.stock.models import KitPart

units = st.integers(-15, 40)


@given(units, units, st.sampled_from([400, 1_000, 1_500]), st.integers(0, 9), st.integers(0, 100))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_few_variants_are_offered_as_all_of_them_are(stall_factory, first, second, milli, buffer_units, share):
    with stall_factory(["A", "B", "KIT"]) as stall:
        for number, sku in enumerate(("A", "B", "KIT")):
            stall.market.put_on_sale(str(number), sku)
        for part in ("A", "B"):
            KitPart.objects.create(kit=stall.variant("KIT"), part=stall.variant(part), quantity_milli=milli)
        stall.run("listings")
        stall.move("A", first - 10)
        stall.move("B", second - 10)
        Channel.objects.update(buffer_units=buffer_units, share_percent=share)
        channel = stall.fresh()
        rows = offer.with_offer(channel, channel.listings.all())
        whole = dict(rows.values_list("variant_id", "offer"))
        assert offer.offers(channel, set(whole)) == whole
        assert len(whole) == 3


@given(units, units, st.sampled_from([400, 1_000, 1_500]), st.booleans())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_the_page_of_kits_says_they_make_is_what_a_channel_without_a_rule_offers(
    stall_factory, first, second, milli, is_scarce
):
    with stall_factory(["A", "B", "KIT"]) as stall:
        for part, of in (("A", milli), ("B", 2_000)):
            KitPart.objects.create(kit=stall.variant("KIT"), part=stall.variant(part), quantity_milli=of)
        stall.move("A", first - 10)
        stall.move("B", second - 10)
        scarce = stall.variant("A")
        scarce.is_scarce = is_scarce
        scarce.save()
        kit = stall.variant("KIT").key
        [made] = kits.made([kit])[kit]
        assert {kit: made.units} == offer.offers(stall.fresh(), {kit})


def test_a_variant_that_was_never_counted_is_not_offered_by_either(stall):
    assert offer.offers(stall.fresh(), {"nobody"}) == {}


@pytest.fixture
def shop(stall, monkeypatch):
    """A marketplace whose listings go on counting what waits to be paid."""
    for module in (offer, __import__("cloud_bridge.channels.intake", fromlist=["intake"])):
        monkeypatch.setattr(module, "takes_later", lambda _channel: (UNPAID,))
    stall.key = stall.market.put_on_sale("1", "A")
    stall.run("listings", "stock")
    return stall


@pytest.mark.parametrize("end", [TO_PREPARE, CANCELLED])
def test_what_waits_to_be_paid_is_shown_on_top_until_it_is_paid_or_given_up(shop, end):
    start = now_ms() - 60_000
    shop.market.buy("1", shop.key, 3, start, UNPAID)
    shop.run("orders", "stock")
    assert shop.listing("A").wanted == 10
    channel = shop.fresh()
    wanted.recompute(channel, channel.listings.all(), now_ms())
    assert shop.listing("A").wanted == 10
    shop.move("A", -2)
    shop.run("stock")
    assert shop.listing("A").wanted == 8
    shop.market.move_on("1", end, now_ms())
    Channel.objects.update(pulled_at_ms=0)
    shop.run("orders", "stock")
    assert shop.listing("A").wanted == (5 if end == TO_PREPARE else 8)
