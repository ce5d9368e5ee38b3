"""Reading orders."""

import pytest

from cloud_bridge.connectors import port
from cloud_bridge.connectors.port import ListingKey
from tests.cloud_bridge.connectors.windows import HOUR_MS, every_ref, window


def test_an_order_is_read_with_its_units_counted_and_its_own_words(connector, shop) -> None:
    order_no = shop.orders.buy([(1001, 1001001, 2), (1002, 0, 3)], "siti", pay=True)
    [order] = connector.read_orders([order_no])
    assert (order.order_id, order.state, order.raw_state) == (order_no, port.TO_PREPARE, "AWAITING_SHIPMENT")
    assert (order.currency, order.total_minor, order.buyer) == ("IDR", 207_500, "siti")
    assert [(line.key, line.sku, line.quantity, line.price_minor) for line in order.lines] == [
        (ListingKey("1001", "1001001"), "KG-250", 2, 85_000),
        (ListingKey("1002", "1002000"), "TM-50", 3, 12_500),
    ]
    assert order.lines[0].name == "Kopi Gayo, 250 g"
    assert len(order.raw["line_items"]) == 5


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


def test_orders_that_change_during_a_walk_are_met_again_and_none_is_missed(connector, shop) -> None:
    shop.catalogue.set_stock(1002, 0, 1000)
    made = [shop.buy(1002, pay=False) for _ in range(150)]
    shop.store.write("UPDATE purchase SET updated_at = updated_at - 100")
    from_ms, to_ms = window()
    page = connector.list_orders(from_ms, to_ms, None)
    for order in page.items[:50]:
        shop.pay(order.order_id)
    refs = [*page.items, *connector.list_orders(from_ms, to_ms, page.cursor).items]
    assert {ref.order_id for ref in refs} == set(made)
    assert len(refs) == 200


def test_orders_that_changed_after_the_window_may_come_and_do_no_harm(connector, shop) -> None:
    order_no = shop.buy(1002)
    at_ms = shop.orders.order(order_no)["updated_at"] * 1000
    assert [ref.order_id for ref in every_ref(connector, at_ms - HOUR_MS, at_ms - 5_000)] == [order_no]
    shop.behaviour.turn(stray_s=0)
    assert every_ref(connector, at_ms - HOUR_MS, at_ms - 5_000) == []


def test_an_order_at_either_end_of_a_window_is_in_it(connector, shop) -> None:
    shop.behaviour.turn(stray_s=0)
    order_no = shop.buy(1002)
    at_ms = shop.orders.order(order_no)["updated_at"] * 1000
    assert connector.list_orders(at_ms - 5_000, at_ms, None).items[0].order_id == order_no
    assert connector.list_orders(at_ms, at_ms + 5_000, None).items[0].order_id == order_no


def test_more_than_fifty_orders_are_read_in_several_calls(connector, shop) -> None:
    shop.catalogue.set_stock(1002, 0, 1000)
    made = [shop.buy(1002) for _ in range(120)]
    assert [order.order_id for order in connector.read_orders(made)] == made


@pytest.mark.parametrize("missing_is_error", [False, True])
def test_an_order_that_is_not_known_is_left_out(connector, shop, missing_is_error) -> None:
    shop.behaviour.turn(missing_is_error=missing_is_error)
    made = [shop.buy(1002) for _ in range(3)]
    assert [order.order_id for order in connector.read_orders([made[0], "404", *made[1:]])] == made
    assert connector.read_orders(["404"]) == ()
    assert connector.read_orders([]) == ()
