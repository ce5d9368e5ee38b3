"""What people ask of marketplaces on the pages of orders, and what they are told there."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission

from cloud_bridge.connectors.port import CANCELLED, OUT_OF_STOCK, READY, SHIPPED, TO_PREPARE
from cloud_bridge.office import decisions
from cloud_bridge.orders.models import Label, Order, Telling

ORDERS = "/orders/order/"


@pytest.fixture
def order(office):
    return office.sell("AQUA-600", origin=f"channel:{office.channel.key}", state=TO_PREPARE)


def page(office, order):
    return office.get(f"{ORDERS}{order.pk}/change/")


def press(office, order, verb, **fields):
    return office.client.post(f"{ORDERS}{order.pk}/wish/{verb}/", fields, follow=True).content.decode()


def test_an_order_is_accepted_and_cancelled_with_a_reason_by_buttons(office, order):
    assert "is being accepted" in press(office, order, "accept")
    order.refresh_from_db()
    assert order.wanted_state == READY
    assert "asked to cancel" in press(office, order, "cancel", reason=OUT_OF_STOCK)
    order.refresh_from_db()
    assert (order.wanted_state, order.telling.reason) == (CANCELLED, OUT_OF_STOCK)
    assert "/wish/" not in page(office, order)


def test_nonsense_does_nothing(office, order):
    press(office, order, "cancel", reason="because")
    press(office, order, "burn")
    order.refresh_from_db()
    assert order.wanted_state == ""
    assert office.client.get(f"{ORDERS}{order.pk}/wish/accept/").status_code == 405


def test_several_orders_are_asked_for_from_the_list(office, order):
    other = office.sell("AQUA-600", origin=f"channel:{office.channel.key}", state=SHIPPED)
    sold = office.sell("AQUA-600")
    Order.objects.filter(pk=other.pk).update(is_gone=True)
    keys = [one.pk for one in (order, other, sold)]
    for action, wanted in (("accept", READY), ("cancel_sold_out", CANCELLED)):
        office.client.post(ORDERS, {"action": action, "_selected_action": keys})
        found = Order.objects.exclude(wanted_state="")
        assert [(one.pk, one.wanted_state) for one in found] == [(order.pk, wanted)]


def test_a_label_is_downloaded_as_the_pdf_that_the_marketplace_made(office, order):
    address = f"{ORDERS}{order.pk}/label/"
    assert office.client.get(address).status_code == 404
    Label.objects.create(order=order, pdf=b"%PDF-1.4 label")
    assert address in page(office, order)
    answer = office.client.get(address)
    assert (answer.content, answer["Content-Type"]) == (b"%PDF-1.4 label", "application/pdf")
    office.client.logout()
    assert office.client.get(address).status_code == 302


def test_a_no_of_the_marketplace_is_on_the_page_and_among_what_waits_for_people(office, order):
    assert not decisions.waiting(office.merchant.key)
    Order.objects.filter(pk=order.pk).update(wanted_state=READY)
    Telling.objects.create(order=order, refused="choose a courier first")
    Label.objects.create(order=order, refused="two parcels")
    assert "choose a courier first" in page(office, order)
    assert "two parcels" in page(office, order)
    [decision] = [one for one in decisions.waiting(office.merchant.key) if "said no" in one.text]
    assert decision.number == 1
    assert order.number in office.get(decision.link.partition("?")[0], wanted="refused")


def test_whoever_may_only_look_asks_for_nothing(office, order, django_user_model):
    watcher = django_user_model.objects.create_user("watcher", is_staff=True)
    watcher.user_permissions.add(Permission.objects.get(codename="view_order"))
    office.client.force_login(watcher)
    assert "/wish/" not in page(office, order)
    press(office, order, "accept")
    order.refresh_from_db()
    assert order.wanted_state == ""


def test_a_sale_of_a_till_has_nothing_to_be_asked_for(office):
    assert "/wish/" not in page(office, office.sell("AQUA-600"))


def test_the_channels_page_says_how_its_webhooks_are(office):
    where = f"/channels/channel/{office.channel.key}/change/"
    assert "looked after" not in office.get(where)
    type(office.channel).objects.update(subscribed_at_ms=1, mended_at_ms=1, mended_count=2)
    assert "2 put right" in office.get(where)
    type(office.channel).objects.update(push_refused="no such address")
    assert "refused: no such address" in office.get(where)
