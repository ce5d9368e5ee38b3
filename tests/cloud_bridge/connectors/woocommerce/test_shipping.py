"""What the seller tells the shop about orders."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import NeedsOwner, TryLater
from cloud_bridge.connectors.port import Cancellation, Cancels, OrderResult, Shipment, Ships

NOTES = "SELECT note, to_buyer FROM woocommerce_note WHERE order_no = ?"


def notes(shop, order_no) -> list[tuple[str, int]]:
    return [tuple(row) for row in shop.store.rows(NOTES, order_no)]


def status(connector, order_no) -> str:
    return connector.read_orders([order_no])[0].raw_state


def test_goods_leave_once_and_the_buyer_gets_their_number(connector, shop) -> None:
    assert isinstance(connector, Ships)
    order_no = shop.buy(1002)
    for _ in range(2):
        assert connector.ship_orders([Shipment(order_no, "JNE123", "JNE")]) == (OrderResult(order_no),)
    assert status(connector, order_no) == "completed"
    assert notes(shop, order_no) == [("JNE: JNE123", 1)]


def test_goods_without_a_number_leave_without_a_note(connector, shop) -> None:
    order_no = shop.buy(1002)
    assert connector.ship_orders([Shipment(order_no)]) == (OrderResult(order_no),)
    assert (status(connector, order_no), notes(shop, order_no)) == ("completed", [])


def test_a_note_whose_order_could_not_be_completed_is_not_written_again(connector, shop) -> None:
    order_no = shop.buy(1002)
    shop.faults.turn(server_error=1.0, spare=3)  # the order, its notes, the new note
    with pytest.raises(TryLater):
        connector.ship_orders([Shipment(order_no, "JNE123")])
    shop.faults.reset()
    assert connector.ship_orders([Shipment(order_no, "JNE123")]) == (OrderResult(order_no),)
    assert notes(shop, order_no) == [("JNE123", 1)]


def test_what_is_over_cannot_leave_and_does_not_stop_the_others(connector, shop) -> None:
    gone, alive = shop.buy(1002), shop.buy(1002)
    shop.cancel(gone)
    results = connector.ship_orders([Shipment(gone), Shipment("999"), Shipment("x"), Shipment(alive)])
    assert [bool(result.refused) for result in results] == [True, True, True, False]
    assert status(connector, alive) == "completed"


def test_a_cancelled_order_is_put_back_on_sale_once(connector, shop) -> None:
    assert isinstance(connector, Cancels)
    order_no = shop.buy(1002, quantity=4)
    for _ in range(2):
        done = connector.cancel_orders([Cancellation(order_no, port.OUT_OF_STOCK)])
        assert done == (OrderResult(order_no),)
    assert connector.read_products(["1002"])[0].stock == 40


def test_what_left_cannot_be_cancelled(connector, shop) -> None:
    left, thrown = shop.buy(1002), shop.buy(1002)
    shop.ship(left)
    shop.statuses.set(thrown, "trash")
    results = connector.cancel_orders([Cancellation(one, port.OTHER) for one in (left, thrown, "999")])
    assert [bool(result.refused) for result in results] == [True, False, True]


def test_an_order_that_was_not_answered_has_no_result(connector, shop) -> None:
    orders = [shop.buy(1002) for _ in range(3)]
    shop.faults.turn(server_error=1.0, spare=1, only="/orders/")  # the first is moved, then nothing more
    assert connector.cancel_orders([Cancellation(one, port.OTHER) for one in orders]) == (OrderResult(orders[0]),)


def test_keys_that_may_only_read_need_the_owner(connector, shop) -> None:
    order_no = shop.buy(1002)
    shop.behaviour.turn(key_may_write=False)
    with pytest.raises(NeedsOwner):
        connector.cancel_orders([Cancellation(order_no, port.OTHER)])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["ship", "cancel"]), min_size=1, max_size=6))
def test_whatever_is_told_in_whatever_order_the_first_word_stands_and_units_are_counted_once(
    connector, shop, told
) -> None:
    shop.restock(1002, 0, 40)
    order_no = shop.buy(1002, quantity=2)
    for verb in told:
        if verb == "ship":
            connector.ship_orders([Shipment(order_no, "N1")])
        else:
            connector.cancel_orders([Cancellation(order_no, port.OTHER)])
    assert status(connector, order_no) == {"ship": "completed", "cancel": "cancelled"}[told[0]]
    assert connector.read_products(["1002"])[0].stock == {"ship": 38, "cancel": 40}[told[0]]
