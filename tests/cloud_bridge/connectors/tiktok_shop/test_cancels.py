"""Cancelling orders."""

import pytest

from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.port import Cancellation, Cancels, OrderResult


@pytest.mark.parametrize("reason", port.CANCEL_REASONS)
def test_an_order_is_cancelled_once_and_asking_again_is_no_error(connector, shop, reason) -> None:
    assert isinstance(connector, Cancels)
    order_no = shop.buy(1002)
    assert connector.cancel_orders([Cancellation(order_no, reason)]) == (OrderResult(order_no),)
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
    assert "cannot be cancelled" in told[gone]
    assert "does not know" in told["404"]
    assert told[here] == ""


def test_what_was_cancelled_before_tiktok_shop_fell_silent_is_kept(connector, shop) -> None:
    first, second = shop.buy(1002), shop.buy(1002)
    shop.faults.turn(server_error=1.0, only="cancellations", spare=2)
    asked = [Cancellation(number, port.OTHER) for number in (first, second)]
    assert connector.cancel_orders(asked) == (OrderResult(first),)
    with pytest.raises(TryLater):
        connector.cancel_orders(asked[1:])
