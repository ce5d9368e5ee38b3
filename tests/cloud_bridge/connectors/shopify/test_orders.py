"""Reading orders."""

import pytest

from cloud_bridge.connectors import port
from cloud_bridge.connectors.port import ListingKey
from tests.cloud_bridge.connectors.windows import every_ref, window


def test_an_order_is_read_with_its_lines_and_its_own_words(connector, shop) -> None:
    order_no = shop.orders.buy([(1001, 1001001, 2), (1002, 0, 3)], "siti", pay=True)
    [order] = connector.read_orders([order_no])
    assert (order.order_id, order.state, order.raw_state) == (order_no, port.TO_PREPARE, "PAID UNFULFILLED")
    assert (order.currency, order.total_minor, order.buyer) == ("IDR", 207_500, "siti")
    assert [(line.key, line.sku, line.quantity, line.price_minor) for line in order.lines] == [
        (ListingKey("1001", "1001001"), "KG-250", 2, 85_000),
        (ListingKey("1002", "1002000"), "TM-50", 3, 12_500),
    ]
    assert order.lines[0].name == "Kopi Gayo - 250 g"
    assert order.raw["name"].startswith("#")


@pytest.mark.parametrize(
    ("verbs", "state"),
    [
        ([], port.UNPAID),
        (["pay"], port.TO_PREPARE),
        (["pay", "hold"], port.TO_PREPARE),
        (["pay", "pack"], port.READY),
        (["pay", "ship"], port.SHIPPED),
        (["pay", "ship", "complete"], port.COMPLETED),
        (["cancel"], port.CANCELLED),
    ],
)
def test_every_state_has_its_word_in_the_list_and_in_full(connector, shop, verbs, state) -> None:
    order_no = shop.buy(1002, pay=False)
    for verb in verbs:
        getattr(shop, verb)(order_no)
    [order] = connector.read_orders([order_no])
    assert order.state == state
    assert [ref.raw_state for ref in every_ref(connector, *window())] == [order.raw_state]


def test_a_cancelled_order_still_has_its_lines(connector, shop) -> None:
    order_no = shop.buy(1002, quantity=2)
    shop.cancel(order_no)
    assert [line.quantity for line in connector.read_orders([order_no])[0].lines] == [2]


def test_every_order_of_a_window_is_found_once_over_many_pages(connector, shop) -> None:
    shop.catalogue.set_stock(1002, 0, 1000)
    made = {shop.buy(1002) for _ in range(250)}
    refs = every_ref(connector, *window())
    assert len(refs) == 250
    assert {ref.order_id for ref in refs} == made


def test_an_order_at_either_end_of_a_window_is_in_it(connector, shop) -> None:
    order_no = shop.buy(1002)
    at_ms = shop.orders.order(order_no)["updated_at"] * 1000
    assert connector.list_orders(at_ms - 5_000, at_ms, None).items[0].order_id == order_no
    assert connector.list_orders(at_ms, at_ms + 5_000, None).items[0].order_id == order_no
    assert connector.list_orders(at_ms + 1_000, at_ms + 5_000, None).items == ()


def test_more_orders_and_more_lines_than_a_call_takes_are_read_in_several(connector, shop) -> None:
    shop.catalogue.set_stock(1002, 0, 1000)
    made = [shop.buy(1002) for _ in range(25)]
    many = [{"name": str(n), "sku": f"W-{n}", "price_minor": 1000, "stock": 9} for n in range(130)]
    [item_id] = shop.seed([{"name": "Benang", "models": many}])
    made.append(shop.orders.buy([(item_id, item_id * 1000 + 1 + n, 1) for n in range(130)], "budi", pay=True))
    orders = connector.read_orders(made)
    assert [order.order_id for order in orders] == made
    assert len({line.key for line in orders[-1].lines}) == 130


def test_an_order_that_shopify_does_not_know_is_left_out(connector, shop) -> None:
    made = [shop.buy(1002) for _ in range(3)]
    assert [order.order_id for order in connector.read_orders([made[0], "404", "no/thing", *made[1:]])] == made
    assert connector.read_orders(["404"]) == ()


def test_an_app_without_the_right_to_buyers_reads_orders_without_them(connector, shop) -> None:
    shop.behaviour.turn(hides_buyers=True)
    [order] = connector.read_orders([shop.buy(1002, buyer="siti")])
    assert (order.buyer, order.total_minor) == ("", 12_500)


def test_what_changed_so_lately_that_search_does_not_know_it_is_found_once_it_does(connector, shop) -> None:
    shop.faults.turn(read_lag_s=3600.0)
    order_no = shop.buy(1002)
    assert every_ref(connector, *window()) == []
    shop.faults.reset()
    assert [ref.order_id for ref in every_ref(connector, *window())] == [order_no]
