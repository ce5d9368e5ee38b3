"""Accepting orders, and telling of the seller's own courier."""

import pytest

from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import Accepts, OrderResult, Shipment, Ships
from cloud_bridge.connectors.shopee._handover import chosen


def state(connector, order_no) -> str:
    return connector.read_orders([order_no])[0].state


def test_an_accepted_order_is_ready_and_accepting_it_again_is_no_error(connector, shop) -> None:
    assert isinstance(connector, Accepts)
    made = [shop.buy(1002) for _ in range(3)]
    for _ in range(2):
        assert connector.accept_orders(made) == tuple(OrderResult(order_no) for order_no in made)
    assert {state(connector, order_no) for order_no in made} == {port.READY}


def test_an_order_that_cannot_be_accepted_says_why_and_does_not_stop_the_others(connector, shop) -> None:
    unpaid, asked, paid = shop.buy(1002, pay=False), shop.buy(1002), shop.buy(1002)
    shop.ask_to_cancel(asked)
    told = {result.order_id: result.refused for result in connector.accept_orders([unpaid, asked, paid, "404"])}
    assert told[paid] == ""
    assert "UNPAID" in told[unpaid]
    assert "ready to be shipped" in told[asked]
    assert "does not know" in told["404"]


@pytest.mark.parametrize(
    ("switches", "wish"),
    [
        ({"ways": "pickup", "slots": False}, "pickup"),
        ({"ways": "pickup,dropoff", "branches": 5}, "Pickup "),
        ({"ways": "pickup,dropoff"}, "dropoff"),
        ({"ways": "dropoff", "branches": 1}, "pickup"),
    ],
)
def test_a_parcel_is_handed_over_as_the_seller_wishes_where_the_courier_offers_it(
    connect, shop, switches, wish
) -> None:
    shop.behaviour.turn(**switches)
    order_no = shop.buy(1002)
    assert connect(handover=wish).accept_orders([order_no]) == (OrderResult(order_no),)
    assert shop.tally()["orders"] == {"packed": 1}


def test_what_a_person_must_choose_is_left_to_him(connect, shop) -> None:
    shop.behaviour.turn(ways="dropoff", branches=2)
    [refused] = connect().accept_orders([shop.buy(1002)])
    assert "branch_id" in refused.refused


@pytest.mark.parametrize(
    "offer",
    [
        {},
        {"info_needed": {"pickup": ["address_id"]}, "pickup": {"address_list": []}},
        {"info_needed": {"pickup": ["address_id", "tracking_number"]}},
        {"info_needed": {"dropoff": ["sender_real_name"]}},
    ],
)
def test_an_offer_that_lapak_cannot_fill_in_is_refused(offer) -> None:
    with pytest.raises(Refused):
        chosen(offer, "pickup", "")


def test_a_way_that_is_null_is_not_offered_and_one_that_needs_nothing_is() -> None:
    assert chosen({"info_needed": {"pickup": None, "dropoff": []}}, "pickup", "") == {"dropoff": {}}
    assert chosen({"info_needed": {"pickup": []}}, "pickup", "") == {"pickup": {}}
    assert chosen({"info_needed": {"non_integrated": []}}, "pickup", "") == {"non_integrated": {}}


def test_every_parcel_of_a_split_order_is_arranged_also_after_a_break(connector, shop) -> None:
    shop.behaviour.turn(parcels=3)
    order_no = shop.buy(1002)
    shop.faults.turn(server_error=1.0, only="ship_order", spare=2)
    with pytest.raises(TryLater):
        connector.accept_orders([order_no])
    assert state(connector, order_no) == port.TO_PREPARE
    shop.faults.reset()
    assert connector.accept_orders([order_no]) == (OrderResult(order_no),)
    assert state(connector, order_no) == port.READY


def test_an_acceptance_whose_answer_was_lost_is_found_done(connect, shop) -> None:
    connector = connect(timeout_s=0.2)
    order_no = shop.buy(1002)
    shop.faults.turn(lose_answer=1.0, only="ship_order", lost_for_s=0.5)
    with pytest.raises(TryLater):
        connector.accept_orders([order_no])
    shop.faults.reset()
    assert connector.accept_orders([order_no]) == (OrderResult(order_no),)


class Stale:
    """Orders as they were a moment ago, once; then as they are."""

    def __init__(self, orders, raw) -> None:
        self._orders, self._raw = orders, [raw]

    def raw(self, order_ids):
        return self._raw.pop() if self._raw else self._orders.raw(order_ids)


def test_somebody_else_who_accepts_at_the_same_moment_makes_no_refusal(connector, shop) -> None:
    order_no = shop.buy(1002)
    raw = connector._orders.raw([order_no])
    shop.pack(order_no)
    connector._shipping._orders = Stale(connector._orders, raw)
    assert connector.accept_orders([order_no]) == (OrderResult(order_no),)


def test_what_was_accepted_before_shopee_fell_silent_is_kept(connector, shop) -> None:
    made = [shop.buy(1002) for _ in range(2)]
    shop.faults.turn(server_error=1.0, only="ship_order", spare=1)
    assert connector.accept_orders(made) == (OrderResult(made[0]),)


def test_a_seller_with_a_courier_of_his_own_tells_his_number(connector, shop) -> None:
    assert isinstance(connector, Ships)
    shop.behaviour.turn(ways="non_integrated")
    order_no = shop.buy(1002)
    [accepted] = connector.accept_orders([order_no])
    assert "courier of his own" in accepted.refused
    assert connector.ship_orders([Shipment(order_no, "JNE123", "JNE")]) == (OrderResult(order_no),)
    assert shop.store.row("SELECT * FROM shopee_parcel")["tracking"] == "JNE123"
    assert state(connector, order_no) == port.READY


def test_shopees_own_couriers_tell_by_themselves(connector, shop) -> None:
    order_no = shop.buy(1002)
    [numbered] = connector.ship_orders([Shipment(order_no, "JNE123")])
    assert "his own number" in numbered.refused
    assert connector.ship_orders([Shipment(order_no)]) == (OrderResult(order_no),)
    assert state(connector, order_no) == port.TO_PREPARE
