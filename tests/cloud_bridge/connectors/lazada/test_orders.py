"""Reading orders: none left out, one row for each unit, and a state computed from all of them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.core.money import CURRENCIES
from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.lazada import _orders
from cloud_bridge.connectors.lazada._mapping import to_amount, to_minor, to_order
from cloud_bridge.connectors.lazada._states import RANK, STATES, order_state
from cloud_bridge.connectors.lazada._times import ends_at_ms, to_ms
from cloud_bridge.connectors.port import ListingKey

KOPI_250, TEH = ListingKey("1001", "1001001"), ListingKey("1002", "1002001")
DAY_MS = 86_400_000


def window(connector, from_ms=None, to_ms=None):
    now_ms = int(time.time() * 1000)
    found, cursor = [], None
    while True:
        page = connector.list_orders(from_ms or now_ms - DAY_MS, to_ms or now_ms + DAY_MS, cursor)
        found += [ref.order_id for ref in page.items]
        cursor = page.cursor
        if cursor is None:
            return found


def test_an_order_is_read_with_its_units_as_lines_and_its_own_words(connector, shop, read) -> None:
    order_no = shop.buy(1002, quantity=3, buyer="ani")
    order = read(order_no)
    assert (order.order_id, order.state, order.raw_state) == (order_no, port.TO_PREPARE, "pending")
    assert (order.currency, order.total_minor, order.buyer) == ("IDR", 37_500, "ani")
    [line] = order.lines
    assert (line.key, line.sku, line.name, line.quantity, line.price_minor) == (TEH, "TM-50", "Teh Melati", 3, 12_500)
    assert len(order.raw["order_items"]) == 3
    assert abs(order.created_at_ms - time.time() * 1000) < 10_000


@pytest.mark.parametrize("units_name_product", [False, True])
def test_a_sku_is_found_where_no_product_is_named(shop, read, units_name_product) -> None:
    shop.behaviour.turn(units_name_product=units_name_product)
    order = read(shop.orders.buy([(1001, 1001001, 2), (1002, 1002001, 1)], "ani", pay=True))
    assert {line.key: line.quantity for line in order.lines} == {KOPI_250: 2, TEH: 1}


@pytest.mark.parametrize("missing_is_error", [False, True])
def test_unknown_orders_are_left_out_and_spoil_nothing(connector, shop, missing_is_error) -> None:
    shop.behaviour.turn(missing_is_error=missing_is_error)
    made = [shop.buy(1002) for _ in range(5)]
    asked = [made[0], "404", *made[1:], "not-a-number", "405"]
    assert sorted(order.order_id for order in connector.read_orders(asked)) == sorted(made)


def test_every_order_of_a_window_is_found_over_many_pages(connector, shop, monkeypatch) -> None:
    monkeypatch.setattr(_orders, "PAGE", 7)
    made = [shop.buy(1002) for _ in range(40)]
    now = int(time.time())
    for n, order_no in enumerate(made):  # some seconds hold more than a page
        shop.store.write("UPDATE purchase SET updated_at = ? WHERE order_no = ?", now - 90 + n // 12, order_no)
    assert set(window(connector)) == set(made)
    assert set(window(connector, (now - 90) * 1000, (now - 90) * 1000)) == set(made[:12])


def test_an_order_that_changes_during_the_walk_hides_no_other(connector, shop, monkeypatch) -> None:
    monkeypatch.setattr(_orders, "PAGE", 5)
    made = [shop.buy(1002, pay=False) for _ in range(30)]
    now = int(time.time())
    for n, order_no in enumerate(made):
        shop.store.write("UPDATE purchase SET updated_at = ? WHERE order_no = ?", now - 60 + n, order_no)
    found, cursor, at = set(), None, 0
    while cursor or not at:
        page = connector.list_orders((now - 100) * 1000, (now + 100) * 1000, cursor)
        found |= {ref.order_id for ref in page.items}
        cursor = page.cursor
        shop.pay(made[at])
        at += 1
    assert found == set(made)


def test_a_lag_of_the_list_ends(connector, shop) -> None:
    shop.faults.turn(read_lag_s=60.0)
    order_no = shop.buy(1002)
    assert window(connector) == []
    shop.faults.reset()
    assert window(connector) == [order_no]


def test_an_order_goes_through_its_states(connector, shop, read) -> None:
    order_no = shop.buy(1002, pay=False)
    seen = [read(order_no).state]
    for verb in (shop.pay, shop.pack, shop.ship, shop.complete):
        verb(order_no)
        seen.append(read(order_no).state)
    assert seen == [port.UNPAID, port.TO_PREPARE, port.READY, port.SHIPPED, port.DELIVERED]


def test_a_partly_cancelled_order_lives_on_with_fewer_units(shop, read) -> None:
    order_no = shop.buy(1002, quantity=3)
    shop.cancel_units(order_no, 1)
    order = read(order_no)
    assert (order.state, order.raw_state) == (port.TO_PREPARE, "canceled,pending")
    assert [line.quantity for line in order.lines] == [2]
    shop.cancel_units(order_no, 2)
    order = read(order_no)
    assert order.state == port.CANCELLED
    assert [line.quantity for line in order.lines] == [3]  # what a cancelled order was of is still told
    assert shop.tally()["left"] == 55


def test_a_partly_returned_order_is_returning(shop, read) -> None:
    order_no = shop.buy(1002, quantity=2)
    for verb in (shop.ship, shop.complete):
        verb(order_no)
    shop.give_back(order_no, 1)
    assert read(order_no).state == port.RETURNING


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        (["pending", "packed"], port.TO_PREPARE),
        (["packed", "ready_to_ship"], port.READY),
        (["ready_to_ship", "shipped"], port.READY),
        (["shipped", "delivered"], port.SHIPPED),
        (["delivered", "delivered"], port.DELIVERED),
        (["canceled", "delivered"], port.DELIVERED),
        (["canceled", "canceled"], port.CANCELLED),
        (["returned", "pending"], port.TO_PREPARE),
        (["returned", "delivered"], port.RETURNING),
        (["returned", "shipped", "canceled"], port.RETURNING),
        (["delivered", "something_new"], ""),
        (["canceled", "something_new"], ""),
        (["unpaid", "canceled"], port.UNPAID),
    ],
)
def test_an_order_is_what_its_units_make_it(statuses, state) -> None:
    assert order_state(statuses) == state


@given(st.lists(st.sampled_from(sorted(STATES)), min_size=1, max_size=6), st.randoms())
def test_the_state_of_an_order_depends_on_no_order_and_on_no_cancelled_unit(statuses, random) -> None:
    shuffled = [*statuses, statuses[0]]
    random.shuffle(shuffled)
    assert order_state(shuffled) == order_state(statuses)
    living = [status for status in statuses if status != "canceled"]
    assert order_state(statuses) == (order_state(living) if living else port.CANCELLED)


@given(st.lists(st.sampled_from(sorted(set(STATES) - {"canceled"})), min_size=1, max_size=6))
def test_no_order_is_further_than_a_unit_that_is_still_with_the_seller(statuses) -> None:
    behind = min(RANK[STATES[status]] for status in statuses)
    if behind < RANK[port.SHIPPED]:
        assert RANK[order_state(statuses)] == behind


@pytest.mark.parametrize(
    "written",
    [1653463851000, "1653463851000", "2022-05-25 15:30:51 +0800", "2022-05-25T14:30:51+07:00", "2022-05-25 07:30:51"],
)
def test_every_spelling_of_a_moment_is_the_same_moment(written) -> None:
    assert to_ms(written) == 1653463851000


def test_a_campaign_that_names_no_zone_ends_as_late_as_it_may() -> None:
    assert ends_at_ms("2022-05-25 14:30:51") == 1653463851000


@given(st.integers(0, 10**14), st.sampled_from(["IDR", "SGD"]))
def test_money_goes_there_and_back_without_a_loss(minor, code) -> None:
    currency = CURRENCIES[code]
    assert to_minor(to_amount(minor, currency), currency) == minor
    assert to_minor(f"{to_amount(minor, currency)}{'' if code == 'SGD' else '.00'}", currency) == minor


@pytest.mark.parametrize("missing", ["status", "paid_price", "created_at", "name"])
def test_an_order_that_lacks_what_is_documented_is_refused_by_name(connector, shop, read, missing) -> None:
    order = read(shop.buy(1002))
    rows = [{name: value for name, value in row.items() if name != missing} for row in order.raw["order_items"]]
    with pytest.raises(Refused, match=order.order_id):
        to_order(order.order_id, rows, "IDR")
