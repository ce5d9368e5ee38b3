"""Reading orders."""

import time

import pytest

from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import ListingKey
from cloud_bridge.connectors.woocommerce._walk import PAGE

HOUR_MS = 3_600_000


def window(connector, from_ms=None) -> dict[str, str]:
    """Return the ids and raw states of the orders that changed since, and make sure that each is told once."""
    now_ms = int(time.time() * 1000)
    refs, cursor = [], None
    while True:
        page = connector.list_orders(now_ms - HOUR_MS if from_ms is None else from_ms, now_ms, cursor)
        refs += page.items
        cursor = page.cursor
        if cursor is None:
            assert len(refs) == len({ref.order_id for ref in refs})
            return {ref.order_id: ref.raw_state for ref in refs}


def test_every_order_of_a_window_is_found_once_over_many_pages(connector, shop) -> None:
    shop.restock(1002, 0, 1000)
    orders = {shop.buy(1002) for _ in range(2 * PAGE + 20)}
    assert window(connector).keys() == orders


def test_an_order_that_changes_while_the_list_is_read_hides_no_other(connector, shop) -> None:
    shop.restock(1002, 0, 1000)
    orders = [shop.buy(1002) for _ in range(2 * PAGE)]
    from_ms = int((time.time() - 3600) * 1000)
    first = connector.list_orders(from_ms, from_ms, None)
    for order_no in orders[:50]:
        shop.ship(order_no)
    shop.buy(1002)
    seen, cursor = {ref.order_id for ref in first.items}, first.cursor
    while cursor:
        page = connector.list_orders(from_ms, from_ms, cursor)
        seen |= {ref.order_id for ref in page.items}
        cursor = page.cursor
    assert seen >= set(orders)


def test_an_order_changed_in_the_second_the_window_begins_is_in_it(connector, shop) -> None:
    order_no = shop.buy(1002)
    updated_at = shop.orders.order(order_no)["updated_at"]
    assert window(connector, updated_at * 1000) == {order_no: "processing"}
    assert window(connector, (updated_at + 1) * 1000) == {}


@pytest.mark.parametrize("utc_offset_h", [-8, 0, 7])
def test_a_window_does_not_depend_on_where_the_shop_is(connector, shop, utc_offset_h) -> None:
    shop.behaviour.turn(utc_offset_h=utc_offset_h)
    order_no = shop.buy(1002)
    assert order_no in window(connector, int((time.time() - 5) * 1000))
    assert window(connector, int((time.time() + 5) * 1000)) == {}
    [order] = connector.read_orders([order_no])
    assert abs(order.updated_at_ms - time.time() * 1000) < 5000


def test_the_trash_is_looked_into_and_drafts_are_no_orders(connector, shop) -> None:
    thrown, kept, draft = shop.buy(1002), shop.buy(1002), shop.buy(1002, pay=False)
    shop.statuses.set(thrown, "trash")
    shop.statuses.set(draft, "checkout-draft")
    assert window(connector) == {thrown: "trash", kept: "processing"}
    states = {order.order_id: order.state for order in connector.read_orders([thrown, kept, draft])}
    assert states == {thrown: "cancelled", kept: "to_prepare"}


def test_an_order_is_read_with_its_lines_and_its_own_words(connector, shop) -> None:
    order_no = shop.orders.buy([(1001, 1001002, 2), (1002, 0, 3)], "Sari", pay=True)
    [order] = connector.read_orders([order_no, "999", "none"])
    assert (order.order_id, order.state, order.raw_state) == (order_no, "to_prepare", "processing")
    assert (order.currency, order.total_minor, order.buyer) == ("IDR", 657_500, "Sari")
    kopi, teh = order.lines
    assert (kopi.key, kopi.sku, kopi.quantity, kopi.price_minor) == (
        ListingKey("1001", "1001002"), "KG-1000", 2, 310_000,
    )  # fmt: skip
    assert (teh.key, teh.quantity, teh.price_minor) == (ListingKey("1002"), 3, 12_500)
    assert order.raw["line_items"][0]["name"] == "Kopi Gayo - 1 kg"


@pytest.mark.parametrize("prices_include_tax", [True, False])
@pytest.mark.parametrize("decimals", [2, 4])
def test_a_line_costs_what_the_shop_shows(connect, shop, prices_include_tax, decimals) -> None:
    shop.behaviour.turn(currency="USD", exponent=2, decimals=decimals, prices_include_tax=prices_include_tax)
    order_no = shop.buy(1002, quantity=3)
    [order] = connect(currency="USD").read_orders([order_no])
    assert (order.currency, order.total_minor, order.lines[0].price_minor) == ("USD", 37_500, 12_500)


def test_an_order_goes_from_state_to_state(connector, shop) -> None:
    order_no = shop.buy(1002, pay=False)
    seen = []
    for go_on in (lambda _: None, shop.pay, shop.pack, shop.ship, shop.complete):
        go_on(order_no)
        seen.append(connector.read_orders([order_no])[0].state)
    assert seen == ["unpaid", "to_prepare", "to_prepare", "completed", "completed"]


def test_a_status_of_a_plugin_has_no_word_and_is_still_an_order(connector, shop) -> None:
    order_no = shop.buy(1002)
    shop.statuses.set(order_no, "awaiting-pickup")
    [order] = connector.read_orders([order_no])
    assert (order.state, order.raw_state) == ("", "awaiting-pickup")
    assert window(connector) == {order_no: "awaiting-pickup"}


def test_units_whose_money_went_back_are_not_prepared(connector, shop) -> None:
    order_no = shop.orders.buy([(1001, 1001001, 2), (1002, 0, 3)], "Sari", pay=True)
    shop.refund(order_no, 1002, 0, 1)
    shop.refund(order_no, 1001, 1001001, 2)
    [order] = connector.read_orders([order_no])
    assert [(line.sku, line.quantity) for line in order.lines] == [("TM-50", 2)]
    shop.ship(order_no)
    [order] = connector.read_orders([order_no])
    assert [line.quantity for line in order.lines] == [2, 3]


def test_an_order_in_a_currency_that_lapak_does_not_know_is_refused_and_named(connector, shop) -> None:
    order_no = shop.buy(1002)
    shop.behaviour.turn(currency="JPY")
    with pytest.raises(Refused, match=f"{order_no} is in JPY"):
        connector.read_orders([order_no])


def test_more_orders_than_fit_a_call_are_read(connector, shop) -> None:
    shop.restock(1002, 0, 1000)
    ids = [shop.buy(1002) for _ in range(120)]
    assert {order.order_id for order in connector.read_orders(ids)} == set(ids)
