"""Reading orders."""

import pytest

from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import ListingKey
from tests.cloud_bridge.connectors.windows import every_ref, window


def test_an_order_is_read_with_its_lines_and_its_own_words(connector, shop) -> None:
    order_no = shop.orders.buy([(1001, 1001001, 2), (1002, 0, 3)], "siti", pay=True)
    [order] = connector.read_orders([order_no])
    assert (order.order_id, order.state, order.raw_state) == (order_no, port.TO_PREPARE, "READY_TO_SHIP")
    assert (order.currency, order.total_minor, order.buyer) == ("IDR", 207_500, "siti")
    assert [(line.key, line.sku, line.quantity, line.price_minor) for line in order.lines] == [
        (ListingKey("1001", "1001001"), "KG-250", 2, 85_000),
        (ListingKey("1002"), "TM-50", 3, 12_500),
    ]
    assert order.lines[0].name == "Kopi Gayo, 250 g"
    assert order.raw["order_sn"] == order_no


def test_an_order_of_which_a_part_was_cancelled_holds_what_is_still_wanted(connector, shop) -> None:
    order_no = shop.orders.buy([(1001, 1001001, 2), (1002, 0, 3)], "siti", pay=True)
    shop.cancel_part(order_no, 1001, 1001001, 2)
    shop.cancel_part(order_no, 1002, 0, 1)
    [order] = connector.read_orders([order_no])
    assert [(line.sku, line.quantity) for line in order.lines] == [("TM-50", 2)]
    assert order.total_minor == 25_000
    shop.cancel(order_no)
    [order] = connector.read_orders([order_no])
    assert [line.quantity for line in order.lines] == [2, 3]
    assert shop.tally()["left"] == 12 + 3 + 40


@pytest.mark.parametrize(
    ("verbs", "state"),
    [
        ([], port.UNPAID),
        (["pay"], port.TO_PREPARE),
        (["pay", "ask_to_cancel"], port.TO_PREPARE),
        (["pay", "pack"], port.READY),
        (["pay", "ship"], port.SHIPPED),
        (["pay", "ship", "complete"], port.COMPLETED),
        (["cancel"], port.CANCELLED),
    ],
)
def test_every_state_has_its_word(connector, shop, verbs, state) -> None:
    order_no = shop.buy(1002, pay=False)
    for verb in verbs:
        getattr(shop, verb)(order_no)
    assert connector.read_orders([order_no])[0].state == state


def test_every_order_of_a_window_is_found_once_over_many_pages(connector, shop) -> None:
    shop.catalogue.set_stock(1002, 0, 1000)
    made = {shop.buy(1002) for _ in range(250)}
    refs = every_ref(connector, *window())
    assert len(refs) == 250
    assert {ref.order_id for ref in refs} == made
    assert {ref.raw_state for ref in refs} == {"READY_TO_SHIP"}


def test_more_than_fifty_orders_are_read_in_several_calls(connector, shop) -> None:
    shop.catalogue.set_stock(1002, 0, 1000)
    made = [shop.buy(1002) for _ in range(120)]
    assert [order.order_id for order in connector.read_orders(made)] == made


def test_a_window_reaches_as_far_as_the_limits_say_at_any_millisecond(connector) -> None:
    for from_ms in (1_790_000_000_000, 1_790_000_000_001, 1_790_000_000_999):
        assert connector.list_orders(from_ms, from_ms + connector.limits.order_window_ms, None).items == ()
    with pytest.raises(Refused, match="15days"):
        connector.list_orders(0, connector.limits.order_window_ms + 2_000, None)


def test_an_order_at_either_end_of_a_window_is_in_it(connector, shop) -> None:
    order_no = shop.buy(1002)
    at_ms = shop.orders.order(order_no)["updated_at"] * 1000
    assert connector.list_orders(at_ms - 5_000, at_ms, None).items[0].order_id == order_no
    assert connector.list_orders(at_ms, at_ms + 5_000, None).items[0].order_id == order_no


@pytest.mark.parametrize("missing_is_error", [False, True])
def test_an_order_that_shopee_does_not_know_is_left_out(connector, shop, missing_is_error) -> None:
    shop.behaviour.turn(missing_is_error=missing_is_error)
    made = [shop.buy(1002) for _ in range(3)]
    assert [order.order_id for order in connector.read_orders([made[0], "NONE", *made[1:]])] == made
    assert connector.read_orders(["NONE"]) == ()
