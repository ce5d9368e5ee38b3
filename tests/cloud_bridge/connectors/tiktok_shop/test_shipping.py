"""Accepting, shipping and the label."""

import pytest

from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater
from cloud_bridge.connectors.port import Accepts, Labels, OrderResult, Shipment, Ships


def state(connector, order_no) -> str:
    return connector.read_orders([order_no])[0].state


def test_an_accepted_order_is_ready_and_accepting_it_again_is_no_error(connector, shop) -> None:
    assert isinstance(connector, Accepts)
    made = [shop.buy(1002) for _ in range(30)]
    assert connector.accept_orders(made) == tuple(OrderResult(order_no) for order_no in made)
    assert state(connector, made[0]) == port.READY
    assert connector.accept_orders(made[:2]) == tuple(OrderResult(order_no) for order_no in made[:2])


def test_an_order_that_cannot_be_accepted_says_why_and_does_not_stop_the_others(connector, shop) -> None:
    unpaid, asked, paid = shop.buy(1002, pay=False), shop.buy(1002), shop.buy(1002)
    shop.ask_to_cancel(asked)
    told = {result.order_id: result.refused for result in connector.accept_orders([unpaid, asked, paid, "404"])}
    assert told[paid] == ""
    assert "UNPAID" in told[unpaid]
    assert "status" in told[asked]
    assert "does not know" in told["404"]


def test_an_acceptance_whose_answer_was_lost_is_found_done(connect, shop) -> None:
    connector = connect(timeout_s=0.2)
    order_no = shop.buy(1002)
    shop.faults.turn(lose_answer=1.0, only="packages/ship", lost_for_s=0.5)
    with pytest.raises(TryLater):
        connector.accept_orders([order_no])
    shop.faults.reset()
    assert connector.accept_orders([order_no]) == (OrderResult(order_no),)
    assert state(connector, order_no) == port.READY


def test_somebody_else_who_accepts_at_the_same_moment_makes_no_refusal(connector, shop) -> None:
    order_no = shop.buy(1002)
    parcels = connector._shipping
    raw = connector._orders.raw([order_no])
    shop.pack(order_no)
    connector._shipping._orders = Stale(connector._orders, raw)
    assert parcels.accept([order_no]) == (OrderResult(order_no),)


class Stale:
    """Orders as they were a moment ago, once; then as they are."""

    def __init__(self, orders, raw) -> None:
        self._orders, self._raw = orders, [raw]

    def raw(self, order_ids):
        return self._raw.pop() if self._raw else self._orders.raw(order_ids)


def test_a_seller_with_a_courier_of_his_own_tells_his_number(connector, shop) -> None:
    assert isinstance(connector, Ships)
    shop.behaviour.turn(own_courier=True)
    order_no = shop.buy(1002)
    [accepted] = connector.accept_orders([order_no])
    assert "courier of his own" in accepted.refused
    assert connector.ship_orders([Shipment(order_no, "JNE123", "7050")]) == (OrderResult(order_no),)
    assert shop.store.row("SELECT * FROM tiktok_parcel")["tracking"] == "JNE123"
    assert state(connector, order_no) == port.READY


def test_tiktok_shops_own_couriers_tell_by_themselves(connector, shop) -> None:
    order_no = shop.buy(1002)
    [numbered] = connector.ship_orders([Shipment(order_no, "JNE123", "7050")])
    assert "his own number" in numbered.refused
    assert connector.ship_orders([Shipment(order_no)]) == (OrderResult(order_no),)
    assert state(connector, order_no) == port.TO_PREPARE


def test_the_label_of_an_accepted_order_is_a_pdf(connector, shop) -> None:
    assert isinstance(connector, Labels)
    order_no = shop.buy(1002)
    with pytest.raises(Refused, match="accepted"):
        connector.read_label(order_no)
    connector.accept_orders([order_no])
    label = connector.read_label(order_no)
    assert label.media_type == "application/pdf"
    assert label.data.startswith(b"%PDF-1.4")
    assert label.data.rstrip().endswith(b"%%EOF")
    with pytest.raises(Refused):
        connector.read_label("404")


def test_a_parcel_that_was_arranged_in_seller_center_has_its_label_and_a_right_that_is_missing_needs_the_owner(
    connector, shop
) -> None:
    order_no = shop.buy(1002)
    shop.pack(order_no)
    assert connector.read_label(order_no).data
    shop.secrets.revoke()
    with pytest.raises(NeedsOwner):
        connector.read_label(order_no)


def test_a_label_that_is_still_being_made_is_tried_later(connector, shop) -> None:
    shop.behaviour.turn(label_after_s=60.0)
    order_no = shop.buy(1002)
    connector.accept_orders([order_no])
    with pytest.raises(TryLater, match="not ready"):
        connector.read_label(order_no)
    shop.behaviour.turn(label_after_s=0.0)
    shop.faults.turn(server_error=1.0, only="/wsos/")
    with pytest.raises(TryLater, match="502"):
        connector.read_label(order_no)
