"""Pack, label, ready to ship, cancel: order by order, however often they are asked for."""

import pytest

from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.lazada._parcels import verdict
from cloud_bridge.connectors.port import Cancellation, OrderResult, Shipment


def refusals(results) -> dict[str, str]:
    return {result.order_id: result.refused for result in results}


def statuses(shop, order_no) -> list[str]:
    return [unit["status"] for unit in shop.units.of(order_no)]


@pytest.mark.parametrize("fulfilment_is_camel", [False, True])
def test_orders_are_packed_many_at_a_time_and_again_without_harm(connector, shop, fulfilment_is_camel) -> None:
    shop.behaviour.turn(fulfilment_is_camel=fulfilment_is_camel)
    made = [shop.buy(1002) for _ in range(25)]
    for _ in range(2):
        assert refusals(connector.accept_orders(made)) == dict.fromkeys(made, "")
    assert all(statuses(shop, order_no) == ["packed"] for order_no in made)
    assert {order.state for order in connector.read_orders(made)} == {port.READY}


def test_what_cannot_be_packed_says_why_and_stops_nobody(connector, shop) -> None:
    good, unpaid, cancelled = shop.buy(1002), shop.buy(1002, pay=False), shop.buy(1002)
    shop.cancel(cancelled)
    answered = refusals(connector.accept_orders([unpaid, cancelled, "404", "x", good]))
    assert answered == {
        unpaid: "the order is not paid",
        cancelled: "the order is cancelled",
        "404": "no such order",
        "x": "no such order",
        good: "",
    }


def test_only_the_living_units_of_an_order_are_packed(connector, shop) -> None:
    order_no = shop.buy(1002, quantity=3)
    shop.cancel_units(order_no, 1)
    assert connector.accept_orders([order_no]) == (OrderResult(order_no),)
    assert sorted(statuses(shop, order_no)) == ["canceled", "packed", "packed"]
    assert shop.orders.order(order_no)["state"] == "packed"


def test_a_lost_answer_to_packing_is_repaired_by_asking_again(connect, shop) -> None:
    connector, order_no = connect(timeout_s=0.2), shop.buy(1002)
    shop.faults.turn(lose_answer=1.0, only="/pack", lost_for_s=0.5)
    with pytest.raises(TryLater):
        connector.accept_orders([order_no])
    shop.faults.reset()
    assert connector.accept_orders([order_no]) == (OrderResult(order_no),)
    assert len({unit["package_id"] for unit in shop.units.of(order_no)}) == 1


def test_packed_orders_are_made_ready_and_the_shelf_lets_their_units_go(connector, shop) -> None:
    made = [shop.buy(1002) for _ in range(3)]
    connector.accept_orders(made[:2])
    shipments = [Shipment(order_no) for order_no in made]
    assert refusals(connector.ship_orders(shipments)) == dict(
        zip(made, ["", "", "the order is not packed"], strict=True)
    )
    assert refusals(connector.ship_orders(shipments[:2])) == dict.fromkeys(made[:2], "")
    [place] = shop.shelf.shown(shop.catalogue.variant(1002, 1002001))["multiWarehouseInventories"]
    assert (place["sellableQuantity"], place["occupyQuantity"], place["totalQuantity"]) == (37, 1, 38)


@pytest.mark.parametrize("label_is_page", [False, True])
def test_a_label_is_a_pdf_even_where_lazada_frames_it(connector, shop, label_is_page) -> None:
    shop.behaviour.turn(label_is_page=label_is_page)
    order_no = shop.buy(1002, quantity=2)
    connector.accept_orders([order_no])
    label = connector.read_label(order_no)
    assert label.media_type == "application/pdf"
    assert label.data.startswith(b"%PDF")
    assert shop.units.of(order_no)[0]["package_id"].encode() in label.data


def test_a_label_that_is_not_there_yet_is_tried_later(connector, shop) -> None:
    order_no = shop.buy(1002)
    with pytest.raises(Refused, match="not packed"):
        connector.read_label(order_no)
    connector.accept_orders([order_no])
    shop.behaviour.turn(labels_are_late=True)
    with pytest.raises(TryLater, match="label"):
        connector.read_label(order_no)
    with pytest.raises(Refused, match="not packed"):
        connector.read_label("404")


@pytest.mark.parametrize("reason", port.CANCEL_REASONS)
def test_an_order_is_cancelled_once_for_every_reason(connector, shop, reason) -> None:
    order_no = shop.buy(1002, quantity=2)
    for _ in range(2):
        assert connector.cancel_orders([Cancellation(order_no, reason)]) == (OrderResult(order_no),)
    assert statuses(shop, order_no) == ["canceled", "canceled"]
    emptied = reason == port.OUT_OF_STOCK
    assert shop.catalogue.variant(1002, 1002001)["stock"] == (0 if emptied else 40)


def test_a_buyer_who_asked_is_told_yes(connector, shop) -> None:
    order_no = shop.buy(1002, quantity=2)
    shop.ask_to_cancel(order_no)
    assert connector.cancel_orders([Cancellation(order_no, port.CUSTOMER_ASKED)]) == (OrderResult(order_no),)
    assert shop.orders.order(order_no)["state"] == "cancelled"


def test_an_order_on_its_way_cannot_be_cancelled(connector, shop) -> None:
    gone, good = shop.buy(1002), shop.buy(1002)
    shop.ship(gone)
    wishes = [Cancellation(gone, port.OTHER), Cancellation(good, port.OTHER)]
    answered = refusals(connector.cancel_orders(wishes))
    assert "can no longer be cancelled" in answered[gone]
    assert answered[good] == ""


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ([{"item_err_code": "0"}, {"item_err_code": "0"}], OrderResult("1")),
        ([{"item_err_code": 0}], OrderResult("1")),
        ([{"item_err_code": "0"}, {"item_err_code": "700024", "msg": "locked", "retry": True}], None),
        ([{"item_err_code": "0"}, {"item_err_code": "700024", "msg": "locked", "retry": "true"}], None),
        ([{"item_err_code": "0"}, None], None),
        ([None, {"item_err_code": "600002", "msg": "gone", "retry": False}], OrderResult("1", "600002: gone")),
    ],
)
def test_success_is_what_every_part_says_and_not_the_whole(answers, result) -> None:
    assert verdict("1", answers) == result
