"""Goods leave and orders are cancelled, once however often it is said."""

import pytest

from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.port import Cancellation, Cancels, OrderResult, Shipment, Ships

pytestmark = pytest.mark.xdist_group("vendure")


def test_goods_leave_once_with_their_number(connector, admin, guest) -> None:
    assert isinstance(connector, Ships)
    made = admin.make(10)
    code = guest().buy(made["variant"], 2)
    for _ in range(2):
        assert connector.ship_orders([Shipment(code, "JP123", "JNE")]) == (OrderResult(code),)
    [parcel] = admin.order(code)["fulfillments"]
    assert (parcel["state"], parcel["method"], parcel["trackingCode"]) == ("Shipped", "JNE", "JP123")
    assert connector.read_orders([code])[0].state == port.SHIPPED
    assert admin.level(made["variant"]) == (8, 0)


def test_a_parcel_that_was_made_before_an_answer_was_lost_leaves_instead_of_a_second_one(
    connector, admin, guest
) -> None:
    code = guest().buy(admin.make(10)["variant"], 3)
    admin.pack(code, 1)
    assert connector.ship_orders([Shipment(code)]) == (OrderResult(code),)
    assert [parcel["state"] for parcel in admin.order(code)["fulfillments"]] == ["Shipped", "Shipped"]


def test_an_order_that_cannot_leave_does_not_keep_the_others(connector, admin, guest) -> None:
    variant = admin.make(10)["variant"]
    unpaid, cancelled, empty, fine = (guest().buy(variant, 1, method) for method in ("held", "paid", "paid", "paid"))
    admin.cancel(cancelled)
    other = admin.make(1)["variant"]
    empty = guest().buy(other)
    admin.change(other, stockLevels=[{"stockLocationId": "1", "stockOnHand": 0}])
    results = connector.ship_orders([Shipment(code) for code in (unpaid, cancelled, "404", empty, fine)])
    assert [result.refused.split(":")[0] for result in results] == [
        "it cannot leave while it is PaymentAuthorized",
        "it cannot leave while it is Cancelled",
        "there is no such order",
        "INSUFFICIENT_STOCK_ON_HAND_ERROR",
        "",
    ]


@pytest.mark.parametrize("reason", port.CANCEL_REASONS)
def test_a_cancelled_order_gives_goods_and_money_back_once(connector, admin, guest, reason) -> None:
    assert isinstance(connector, Cancels)
    made = admin.make(10)
    code = guest().buy(made["variant"], 2)
    for _ in range(2):
        assert connector.cancel_orders([Cancellation(code, reason)]) == (OrderResult(code),)
    [order] = connector.read_orders([code])
    assert (order.state, [line.quantity for line in order.lines]) == (port.CANCELLED, [2])
    [payment] = admin.order(code)["payments"]
    assert [refund["total"] for refund in payment["refunds"]] == [3_500_000]
    assert admin.level(made["variant"]) == (10, 0)


def test_money_that_was_never_taken_is_not_given_back(connector, admin, guest) -> None:
    code = guest().buy(admin.make(10)["variant"], 1, "held")
    assert connector.cancel_orders([Cancellation(code, port.OTHER)]) == (OrderResult(code),)
    assert admin.order(code)["payments"][0]["refunds"] == []


def test_what_cannot_be_cancelled_says_so(connector, admin, guest) -> None:
    variant = admin.make(10)["variant"]
    gone, changing = guest().buy(variant), guest().buy(variant)
    admin.send(admin.pack(gone))
    admin.move(changing, "Modifying")
    asked = [Cancellation(code, port.OTHER) for code in (gone, "404", changing)]
    words = [result.refused for result in connector.cancel_orders(asked)]
    assert words[:2] == ["its goods have left", "there is no such order"]
    assert "ORDER_STATE_TRANSITION_ERROR" in words[2]


def test_money_that_does_not_go_back_is_said(connector, admin, guest) -> None:
    code = guest().buy(admin.make(10)["variant"])
    client = connector._cancels._client
    ask = client.ask

    def refuse(text, variables=None, **how):
        if "refundOrder" in text:
            return {"refundOrder": {"errorCode": "REFUND_STATE_TRANSITION_ERROR", "message": "no"}}
        return ask(text, variables, **how)

    client.ask = refuse
    [result] = connector.cancel_orders([Cancellation(code, port.OTHER)])
    assert "it is cancelled, but its money was not given back" in result.refused
    client.ask = ask
    assert connector.cancel_orders([Cancellation(code, port.OTHER)]) == (OrderResult(code),)
    assert len(admin.order(code)["payments"][0]["refunds"]) == 1


def test_where_vendure_stops_answering_the_orders_before_count(connector, admin, guest) -> None:
    variant = admin.make(10)["variant"]
    first, second = guest().buy(variant), guest().buy(variant)
    client = connector._shipping._client
    ask, done = client.ask, []

    def stop(text, variables=None, **how):
        if "addFulfillmentToOrder" in text:
            if done:
                raise TryLater(market="Vendure", reason="ReadTimeout")
            done.append(1)
        return ask(text, variables, **how)

    client.ask = stop
    assert connector.ship_orders([Shipment(first), Shipment(second)]) == (OrderResult(first),)
    with pytest.raises(TryLater):
        connector.ship_orders([Shipment(second)])
