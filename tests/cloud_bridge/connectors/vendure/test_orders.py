"""Reading orders."""

import time

import pytest

from cloud_bridge.connectors import port
from cloud_bridge.connectors.port import ListingKey, OrderResult, Shipment, StockWrite
from cloud_bridge.connectors.vendure import _walk
from tests.cloud_bridge.connectors.windows import HOUR_MS, every_ref, window

pytestmark = pytest.mark.xdist_group("vendure")


def test_an_order_is_read_with_its_lines_and_its_own_words(connector, admin, guest) -> None:
    made = admin.make(10)
    code = guest().buy(made["variant"], 2)
    [order] = connector.read_orders([code, "NOSUCHORDER"])
    assert (order.order_id, order.state, order.raw_state) == (code, port.TO_PREPARE, "PaymentSettled")
    assert (order.currency, order.total_minor, order.buyer) == ("IDR", 35_000, "Siti Aminah")
    [line] = order.lines
    assert line.key == ListingKey(made["product"], made["variant"])
    assert (line.sku, line.name, line.quantity, line.price_minor) == (made["sku"], made["sku"], 2, 12_500)
    assert order.raw["shippingAddress"]["streetLine1"] == "Jl. Melati 1"
    assert abs(order.created_at_ms - time.time() * 1000) < HOUR_MS


def test_a_basket_is_no_order_until_it_is_placed(connector, admin, guest) -> None:
    made = admin.make(10)
    basket = guest()
    code = basket.fill(made["variant"])
    assert admin.order(code)["state"] == "ArrangingPayment"
    assert connector.read_orders([code]) == ()
    assert code not in {ref.order_id for ref in every_ref(connector, *window())}
    basket.pay()
    assert connector.read_orders([code])[0].state == port.TO_PREPARE
    assert code in {ref.order_id for ref in every_ref(connector, *window())}


def test_the_last_unit_sold_elsewhere_while_a_buyer_pays_is_oversold_and_leaves_once_there_is_one(
    connector, admin, guest
) -> None:
    """Vendure looks at the stock when a buyer goes to the till, not when he pays; then there is nothing to allocate."""
    made = admin.make(1)
    key = ListingKey(made["product"], made["variant"])
    basket = guest()
    code = basket.fill(made["variant"])
    connector.write_stock([StockWrite(key, 0)])
    basket.pay()
    assert (connector.read_orders([code])[0].state, admin.level(made["variant"])) == (port.TO_PREPARE, (0, 0))
    assert "INSUFFICIENT_STOCK_ON_HAND_ERROR" in connector.ship_orders([Shipment(code)])[0].refused
    connector.write_stock([StockWrite(key, 4)])
    assert connector.ship_orders([Shipment(code)]) == (OrderResult(code),)
    assert connector.read_products([made["product"]])[0].stock == 4


def deliver(admin, code, quantity) -> None:
    parcel = admin.pack(code, quantity)
    admin.send(parcel)
    admin.send(parcel, "Delivered")


MOVES = {
    "settle": lambda admin, code: admin.settle(code),
    "modify": lambda admin, code: admin.move(code, "Modifying"),
    "pack": lambda admin, code: admin.pack(code),
    "ship one": lambda admin, code: admin.send(admin.pack(code, 1)),
    "ship": lambda admin, code: admin.send(admin.pack(code)),
    "deliver one": lambda admin, code: deliver(admin, code, 1),
    "deliver": lambda admin, code: deliver(admin, code, None),
    "cancel": lambda admin, code: admin.cancel(code),
}


@pytest.mark.parametrize(
    ("method", "moves", "state", "raw_state"),
    [
        ("held", [], port.UNPAID, "PaymentAuthorized"),
        ("held", ["settle"], port.TO_PREPARE, "PaymentSettled"),
        ("paid", ["modify"], "", "Modifying"),
        ("paid", ["pack"], port.TO_PREPARE, "PaymentSettled"),
        ("paid", ["ship one"], port.READY, "PartiallyShipped"),
        ("paid", ["ship"], port.SHIPPED, "Shipped"),
        ("paid", ["deliver one"], port.READY, "PartiallyDelivered"),
        ("paid", ["deliver one", "ship one"], port.SHIPPED, "PartiallyDelivered, all left"),
        ("paid", ["deliver"], port.DELIVERED, "Delivered"),
        ("paid", ["cancel"], port.CANCELLED, "Cancelled"),
    ],
)
def test_every_state_has_its_word_in_the_list_and_in_full(
    connector, admin, guest, method, moves, state, raw_state
) -> None:
    code = guest().buy(admin.make(10)["variant"], 2, method)
    for move in moves:
        MOVES[move](admin, code)
    [order] = connector.read_orders([code])
    assert (order.state, order.raw_state) == (state, raw_state)
    assert [line.quantity for line in order.lines] == [2]
    assert {ref.order_id: ref.raw_state for ref in every_ref(connector, *window())}[code] == raw_state


def test_every_order_of_a_window_is_found_once_over_many_pages(connector, admin, guest, monkeypatch) -> None:
    monkeypatch.setattr(_walk, "PAGE", 3)
    variant = admin.make(100)["variant"]
    made = {guest().buy(variant) for _ in range(5)}
    codes = [ref.order_id for ref in every_ref(connector, *window())]
    assert len(codes) == len(set(codes))
    assert made <= set(codes)


def test_an_order_that_changes_while_its_window_is_walked_takes_no_other_with_it(
    connector, admin, guest, monkeypatch
) -> None:
    monkeypatch.setattr(_walk, "PAGE", 2)
    variant = admin.make(100)["variant"]
    made = [guest().buy(variant) for _ in range(5)]
    last = max(order.updated_at_ms for order in connector.read_orders(made))
    time.sleep(1.1)
    page = connector.list_orders(last - HOUR_MS, last, None)
    seen = {ref.order_id for ref in page.items}
    for code in made[:2]:  # they leave the window
        admin.send(admin.pack(code))
    while page.cursor:
        page = connector.list_orders(last - HOUR_MS, last, page.cursor)
        seen |= {ref.order_id for ref in page.items}
    assert set(made[2:]) <= seen


def test_an_order_at_either_end_of_a_window_is_in_it(connector, admin, guest) -> None:
    code = guest().buy(admin.make(10)["variant"])
    at_ms = connector.read_orders([code])[0].updated_at_ms
    for ends in ((at_ms - 5_000, at_ms), (at_ms, at_ms + 5_000)):
        assert code in {ref.order_id for ref in every_ref(connector, *ends)}
