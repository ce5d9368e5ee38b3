"""Orders that a courier of the seller's carries: what is typed about him in the office, and who takes what of it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cloud_bridge.channels.models import Channel
from cloud_bridge.connectors.port import (
    CANCELLED,
    READY,
    SHIPPED,
    TO_PREPARE,
    UNPAID,
    ListingKey,
    MarketOrder,
    OrderLine,
)
from cloud_bridge.orders import audit, book, wishes
from cloud_bridge.orders.models import Order, Parcel, Telling
from cloud_bridge.stock.models import Level

ORDERS = "/orders/order/"


@pytest.fixture
def order(office):
    return office.sell("AQUA-600", origin=f"channel:{office.channel.key}", state=TO_PREPARE)


def sold_at(office, market):
    Channel.objects.filter(pk=office.channel.pk).update(market=market)


def page(office, order):
    return office.get(f"{ORDERS}{order.pk}/change/")


def ship(office, order, carrier="", tracking=""):
    form = {"carrier": carrier, "tracking": tracking}
    return office.client.post(f"{ORDERS}{order.pk}/wish/ship/", form, follow=True).content.decode()


def test_goods_leave_with_a_courier_of_the_sellers_and_his_number(office, order):
    sold_at(office, "woocommerce")
    assert "The goods have left; WooCommerce is told." in ship(office, order, " JNE ", " JP 1234 ")
    order.refresh_from_db()
    assert (order.parcel.carrier, order.parcel.tracking) == ("JNE", "JP 1234")
    assert (order.state, order.wanted_state, order.is_gone, order.stage) == (SHIPPED, SHIPPED, True, "handed_over")
    assert "JNE JP 1234" in page(office, order)
    assert order.number in office.get(reverse("admin:orders_order_changelist"), q="JP 1234")


def test_goods_leave_without_a_number_too(office, order):
    sold_at(office, "shopify")
    ship(office, order)
    order.refresh_from_db()
    assert order.wanted_state == SHIPPED
    assert not Parcel.objects.exists()


def test_goods_that_leave_from_the_office_leave_the_books(office):
    sold_at(office, "shopify")
    goods, key = office.variant("AQUA-600"), ListingKey("1")
    line = OrderLine(key, goods.sku, "Aqua", 2, 4_000)
    said = MarketOrder("S1", TO_PREPARE, "paid", 1, 1, "IDR", 8_000, "dewi", (line,), {})
    before = Level.objects.get(variant=goods)
    book.take_in(office.merchant.key, [office.store.key], office.channel.key, [said], {key: goods.key})
    ship(office, Order.objects.get(external_id="S1"), "JNE", "JP1234")
    after = Level.objects.get(variant=goods)
    assert (before.on_hand_milli - after.on_hand_milli, after.reserved_milli) == (2_000, before.reserved_milli)
    assert list(audit.differences(office.merchant.key)) == []


@pytest.mark.parametrize(
    ("market", "carrier", "tracking", "why"),
    [
        ("woocommerce", "JNE", "123", "is no tracking number"),
        ("woocommerce", "JNE", "https://jne.co.id/1234", "is no tracking number"),
        ("woocommerce", "JNE", "A" * 61, "longer than 60 characters"),
        ("woocommerce", "J" * 61, "JP1234", "longer than 60 characters"),
        ("tiktok_shop", "JNE", "JP1234", "does not name a courier at TikTok Shop"),
        ("tiktok_shop", "", "JP1234", "wants courier and number"),
        ("tiktok_shop", "7050", "", "wants courier and number"),
    ],
)
def test_what_no_marketplace_would_take_is_refused_and_stands_in_the_form_again(
    office, order, market, carrier, tracking, why
):
    sold_at(office, market)
    text = ship(office, order, carrier, tracking)
    assert why in text
    assert f'value="{tracking}"' in text
    order.refresh_from_db()
    assert order.wanted_state == ""
    assert not Parcel.objects.exists()


def test_only_what_a_marketplace_takes_is_asked(office, order):
    for market, asks_courier, asks_number in (
        ("shopee", False, True),
        ("tiktok_shop", True, True),
        ("shopify", True, True),
        ("lazada", False, False),
    ):
        sold_at(office, market)
        text = page(office, order)
        assert ('name="carrier"' in text, 'name="tracking"' in text) == (asks_courier, asks_number), market
    ship(office, order, "JNE", "JP1234")
    assert not Parcel.objects.exists()


def test_shopee_is_told_no_courier(office, order):
    ship(office, order, "JNE", "JP1234")
    assert (order.parcel.carrier, order.parcel.tracking) == ("", "JP1234")


def test_a_number_can_be_put_right_until_the_marketplace_has_heard_it(office, order):
    ship(office, order, tracking="JP1234")
    Telling.objects.create(order=order, refused="no such number", next_try_at_ms=9_999_999_999_999)
    assert "Tell Shopee this" in page(office, order)
    ship(office, order, tracking="JP5678")
    order.refresh_from_db()
    assert (order.parcel.tracking, order.telling.refused, order.telling.next_try_at_ms) == ("JP5678", "", 0)
    Order.objects.filter(pk=order.pk).update(shown_state=SHIPPED, wanted_state="")
    assert 'name="tracking"' not in page(office, order)
    assert "not possible any more" in ship(office, order, tracking="JP9999")
    assert Parcel.objects.get().tracking == "JP5678"


@pytest.mark.parametrize("changes", [{"state": UNPAID}, {"state": CANCELLED}, {"wanted_state": CANCELLED}])
def test_what_is_not_paid_or_called_off_does_not_leave(office, order, changes):
    Order.objects.filter(pk=order.pk).update(**changes)
    ship(office, order, tracking="JP1234")
    order.refresh_from_db()
    assert not order.is_gone
    assert not wishes.can_ship(order)


def test_an_order_that_is_ready_may_leave(office, order):
    Order.objects.filter(pk=order.pk).update(state=READY, shown_state=READY)
    ship(office, order, tracking="JP1234")
    order.refresh_from_db()
    assert order.wanted_state == SHIPPED
