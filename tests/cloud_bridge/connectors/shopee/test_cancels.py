"""Cancelling orders."""

import pytest

from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.port import Cancellation, Cancels, OrderResult


@pytest.mark.parametrize("reason", port.CANCEL_REASONS)
def test_an_order_is_cancelled_once_and_asking_again_is_no_error(connector, shop, reason) -> None:
    assert isinstance(connector, Cancels)
    order_no = shop.orders.buy([(1001, 1001001, 2), (1002, 0, 3)], "siti", pay=True)
    for _ in range(2):
        assert connector.cancel_orders([Cancellation(order_no, reason)]) == (OrderResult(order_no),)
    assert shop.tally()["orders"] == {"cancelled": 1}


def test_a_buyer_who_asked_first_is_agreed_with(connector, shop) -> None:
    order_no = shop.buy(1002)
    shop.ask_to_cancel(order_no)
    assert connector.cancel_orders([Cancellation(order_no, port.CUSTOMER_ASKED)]) == (OrderResult(order_no),)
    assert shop.tally()["orders"] == {"cancelled": 1}


def test_an_order_that_left_cannot_be_cancelled_and_says_why(connector, shop) -> None:
    gone, here = shop.buy(1002), shop.buy(1002)
    shop.ship(gone)
    asked = [Cancellation(number, port.OUT_OF_STOCK) for number in (gone, "404", here)]
    told = {result.order_id: result.refused for result in connector.cancel_orders(asked)}
    assert "Can not cancel" in told[gone]
    assert "does not know" in told["404"]
    assert told[here] == ""


def test_an_order_that_ended_at_the_same_moment_is_no_refusal(connector, shop) -> None:
    order_no = shop.buy(1002)
    raw = connector._orders.raw([order_no])
    shop.cancel(order_no)
    answers = [raw]
    read = connector._orders.raw
    connector._cancels._orders = type("Stale", (), {"raw": lambda _, ids: answers.pop() if answers else read(ids)})()
    assert connector.cancel_orders([Cancellation(order_no, port.OTHER)]) == (OrderResult(order_no),)


def test_what_was_cancelled_before_shopee_fell_silent_is_kept(connector, shop) -> None:
    first, second = shop.buy(1002), shop.buy(1002)
    shop.faults.turn(server_error=1.0, only="cancel_order", spare=1)
    asked = [Cancellation(number, port.OTHER) for number in (first, second)]
    assert connector.cancel_orders(asked) == (OrderResult(first),)
    with pytest.raises(TryLater):
        connector.cancel_orders(asked[1:])
