from __future__ import annotations

from cloud_bridge.channels import links
from cloud_bridge.channels.models import Channel, Listing
from cloud_bridge.keys import now_ms
from cloud_bridge.orders.models import OrderLine
from cloud_bridge.stock.models import Level


def rescan(stall):
    Channel.objects.update(scanned_at_ms=0)
    stall.run("listings", "stock")


def test_a_listing_is_linked_to_the_variant_of_its_sku(stall):
    stall.market.put_on_sale("1", "A")
    stall.market.put_on_sale("2", "nobody knows")
    rescan(stall)
    assert stall.listing("A").variant == stall.variant("A")
    assert stall.listing("nobody knows").variant is None


def test_models_of_one_product_are_listings_of_their_own(stall):
    stall.market.put_on_sale("1", "A", variant="11")
    stall.market.put_on_sale("1", "B", variant="12")
    rescan(stall)
    assert {listing.external_variant: listing.variant.sku for listing in stall.channel.listings.all()} == {
        "11": "A",
        "12": "B",
    }


def test_a_sku_that_is_listed_twice_waits_for_a_person(stall):
    stall.market.put_on_sale("1", "A")
    stall.market.put_on_sale("2", "A")
    rescan(stall)
    assert stall.channel.listings.filter(variant=None).count() == 2
    assert links.link_these(stall.fresh(), Listing.objects.all()) == 2
    stall.run("stock")
    assert set(stall.market.stock.values()) == {10}


def test_another_scan_changes_nothing(stall):
    stall.market.put_on_sale("1", "A")
    rescan(stall)
    before = Listing.objects.values_list("pk", "variant", "wanted", "pushed").get()
    rescan(stall)
    assert Listing.objects.values_list("pk", "variant", "wanted", "pushed").get() == before


def test_what_a_person_unlinked_stays_unlinked(stall):
    stall.market.put_on_sale("1", "A", 3)
    rescan(stall)
    links.link(stall.listing("A"), None)
    stall.market.overwrite(next(iter(stall.market.stock)), 3)
    rescan(stall)
    stall.run("orders", "listings", "stock")
    assert (stall.listing("A").variant, stall.listing("A").wanted) == (None, None)
    assert set(stall.market.stock.values()) == {3}


def test_what_a_person_linked_stays_linked(stall):
    stall.market.put_on_sale("1", "A")
    rescan(stall)
    links.link(stall.listing("A"), stall.variant("B").key)
    stall.move("B", -4)
    rescan(stall)
    assert stall.listing("A").variant == stall.variant("B")
    assert set(stall.market.stock.values()) == {6}


def test_a_variant_that_is_added_later_finds_its_listing(stall):
    stall.market.put_on_sale("1", "D")
    rescan(stall)
    stall.add(["D"], units=7)
    stall.run("stock")
    assert set(stall.market.stock.values()) == {7}


def test_a_variant_of_another_merchant_is_never_linked(stall, db):
    from tests.cloud_bridge.channels.conftest import Stall

    Stall(["X"], shop_id="78")
    stall.market.put_on_sale("1", "X")
    rescan(stall)
    assert stall.listing("X").variant is None


def test_an_order_line_sold_before_its_listing_was_linked_gets_its_variant(stall):
    key = stall.market.put_on_sale("1", "D", 5)
    stall.market.buy("1", key, 2, now_ms())
    rescan(stall)
    stall.run("orders")
    assert OrderLine.objects.get().variant is None
    stall.add(["D"], units=7)
    stall.run("stock")
    assert OrderLine.objects.get().variant == stall.variant("D")
    assert Level.objects.get(variant=stall.variant("D")).reserved_milli == 2000


def test_what_is_gone_is_marked_and_comes_back(stall):
    key = stall.market.put_on_sale("1", "A", 5)
    stall.market.put_on_sale("2", "B", 5)
    rescan(stall)
    stock = stall.market.stock.pop(key)
    rescan(stall)
    assert stall.listing("A").status == "gone"
    stall.market.stock[key] = stock
    rescan(stall)
    assert stall.listing("A").status == "NORMAL"
