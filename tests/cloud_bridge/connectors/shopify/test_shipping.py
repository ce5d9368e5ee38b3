"""Goods leave and orders are cancelled, once however often it is said."""

import pytest

from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.port import Cancellation, Cancels, OrderResult, Shipment, Ships
from cloud_bridge.connectors.shopify import _shipping


def left(shop) -> int:
    return shop.catalogue.variant(1002, 0)["stock"]


def test_goods_leave_once_with_their_number(connector, shop) -> None:
    assert isinstance(connector, Ships)
    order_no = shop.buy(1002)
    for _ in range(2):
        assert connector.ship_orders([Shipment(order_no, "JP123", "JNE")]) == (OrderResult(order_no),)
    assert connector.read_orders([order_no])[0].state == port.SHIPPED
    told = shop.store.row("SELECT * FROM shopify_fulfillment WHERE order_no = ?", order_no)
    assert (told["number"], told["company"]) == ("JP123", "JNE")


def test_an_order_that_cannot_leave_does_not_keep_the_others(connector, shop) -> None:
    held, cancelled, fine = (shop.buy(1002) for _ in range(3))
    shop.hold(held)
    shop.cancel(cancelled)
    results = connector.ship_orders([Shipment(held), Shipment(cancelled), Shipment("404"), Shipment(fine)])
    assert [bool(result.refused) for result in results] == [True, True, True, False]
    assert "ON_HOLD" in results[0].refused


def test_more_orders_than_a_call_takes_leave_in_several(connector, shop) -> None:
    made = [shop.buy(1002) for _ in range(23)]
    assert connector.ship_orders([Shipment(order_no) for order_no in made]) == tuple(map(OrderResult, made))
    assert shop.tally()["orders"] == {"shipped": 23}


def test_a_lost_answer_to_a_shipment_is_found_done(connect, shop) -> None:
    connector = connect(timeout_s=0.3)
    order_no = shop.buy(1002)
    shop.faults.turn(lose_answer=1.0, lost_for_s=0.6, spare=1)
    with pytest.raises(TryLater):
        connector.ship_orders([Shipment(order_no)])
    shop.faults.reset()
    assert connector.ship_orders([Shipment(order_no)]) == (OrderResult(order_no),)


@pytest.mark.parametrize(("reason", "stock"), [(port.OUT_OF_STOCK, 38), (port.CUSTOMER_ASKED, 40), (port.OTHER, 40)])
def test_a_cancelled_order_is_put_back_on_sale_unless_it_was_never_there(connector, shop, reason, stock) -> None:
    assert isinstance(connector, Cancels)
    order_no = shop.buy(1002, quantity=2)
    for _ in range(2):
        assert connector.cancel_orders([Cancellation(order_no, reason)]) == (OrderResult(order_no),)
    assert connector.read_orders([order_no])[0].state == port.CANCELLED
    assert left(shop) == stock


def test_a_cancellation_that_takes_long_is_asked_for_again_later(connector, shop, monkeypatch) -> None:
    monkeypatch.setattr(_shipping, "LOOK_S", 0.01)
    shop.behaviour.turn(job_s=1.0)
    quick, slow = shop.buy(1002), shop.buy(1002)
    shop.cancel(quick)
    results = connector.cancel_orders([Cancellation(quick, port.OTHER), Cancellation(slow, port.OTHER)])
    assert results == (OrderResult(quick),)
    with pytest.raises(TryLater, match="still runs"):
        connector.cancel_orders([Cancellation(slow, port.OTHER)])
    monkeypatch.setattr(_shipping, "LOOK_S", 0.3)
    assert connector.cancel_orders([Cancellation(slow, port.OTHER)]) == (OrderResult(slow),)


def test_an_order_that_left_cannot_be_cancelled(connector, shop) -> None:
    order_no = shop.buy(1002)
    shop.ship(order_no)
    shipped, unknown = connector.cancel_orders([Cancellation(order_no, port.OTHER), Cancellation("404", port.OTHER)])
    assert "cannot be cancelled" in shipped.refused
    assert "no such order" in unknown.refused
