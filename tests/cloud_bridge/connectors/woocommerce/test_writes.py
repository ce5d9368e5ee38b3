"""Writing stock and prices."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.port import ListingKey, PriceWrite, StockWrite, WriteResult

KOPI_250, KOPI_1000, TEH = ListingKey("1001", "1001001"), ListingKey("1001", "1001002"), ListingKey("1002")


def stocks(connector) -> dict[ListingKey, int]:
    return {one.key: one.stock for one in connector.list_products(None).items}


def refused(results) -> dict[ListingKey, bool]:
    return {result.key: bool(result.refused) for result in results}


def test_stock_is_written_absolutely_and_twice_does_no_harm(connector) -> None:
    writes = [StockWrite(KOPI_250, 5), StockWrite(KOPI_1000, 0), StockWrite(TEH, 7)]
    for _ in range(2):
        assert set(connector.write_stock(writes)) == {WriteResult(KOPI_250), WriteResult(KOPI_1000), WriteResult(TEH)}
    assert stocks(connector) == {KOPI_250: 5, KOPI_1000: 0, TEH: 7}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from([KOPI_250, KOPI_1000, TEH]), st.integers(0, 10**6)), min_size=1))
def test_of_several_numbers_for_a_listing_the_last_stands(connector, given) -> None:
    results = connector.write_stock([StockWrite(key, stock) for key, stock in given])
    last = dict(given)
    assert {result.key for result in results} == set(last)
    assert stocks(connector).items() >= last.items()


def test_more_than_a_hundred_go_in_several_calls(connector, shop) -> None:
    ids = shop.seed([{"name": f"B {n}", "sku": f"B-{n}", "price_minor": 1000, "stock": 0} for n in range(250)])
    results = connector.write_stock([StockWrite(ListingKey(str(number)), 3) for number in ids])
    assert sum(result.is_done for result in results) == 250
    assert all(shop.catalogue.variant(number, 0)["stock"] == 3 for number in ids)


def test_one_refused_number_does_not_stop_the_others(connector) -> None:
    gone, elsewhere, strange = ListingKey("999"), ListingKey("1001", "77"), ListingKey("gid://1")
    variation_as_product = ListingKey("1001002")
    keys = [gone, TEH, elsewhere, strange, KOPI_250, variation_as_product]
    told = refused(connector.write_stock([StockWrite(key, 4) for key in keys]))
    assert told == {
        gone: True, elsewhere: True, strange: True, variation_as_product: True, TEH: False, KOPI_250: False,
    }  # fmt: skip
    assert stocks(connector).items() >= {TEH: 4, KOPI_250: 4}.items()


def test_only_strange_listings_cost_no_call(connector, shop) -> None:
    shop.stop()
    assert refused(connector.write_stock([StockWrite(ListingKey("x"), 1)])) == {ListingKey("x"): True}
    shop.start()


def test_a_write_begins_to_count_what_was_not_counted(connector, shop) -> None:
    shop.stop_counting(1002)
    shop.share_stock(1001, 9)
    assert refused(connector.write_stock([StockWrite(TEH, 6), StockWrite(KOPI_250, 2)])) == {
        TEH: False,
        KOPI_250: False,
    }
    counted = {one.key: (one.is_counted, one.stock) for one in connector.list_products(None).items}
    assert counted == {TEH: (True, 6), KOPI_250: (True, 2), KOPI_1000: (False, 9)}


def test_a_shop_that_counts_nothing_says_yes_and_is_not_believed(connector, shop) -> None:
    shop.behaviour.turn(counts_stock=False)
    [result] = connector.write_stock([StockWrite(TEH, 6)])
    assert "counts no stock" in result.refused


def test_an_order_that_waits_for_its_payment_takes_nothing_yet(connector, shop) -> None:
    order_no = shop.buy(1002, quantity=5, pay=False)
    assert stocks(connector)[TEH] == 40
    connector.write_stock([StockWrite(TEH, 20)])
    assert stocks(connector)[TEH] == 20
    shop.pay(order_no)
    assert stocks(connector)[TEH] == 15
    shop.cancel(order_no)
    assert stocks(connector)[TEH] == 20


def test_an_order_that_waits_for_a_transfer_has_taken_its_units_already(connector, shop) -> None:
    order_no = shop.buy(1002, quantity=5, pay=False)
    shop.statuses.set(order_no, "on-hold")
    assert stocks(connector)[TEH] == 35
    connector.write_stock([StockWrite(TEH, 20)])
    shop.pay(order_no)
    assert stocks(connector)[TEH] == 20


def test_prices_are_written_and_one_refused_price_does_not_stop_the_others(connector, shop) -> None:
    gone = ListingKey("999")
    writes = [PriceWrite(TEH, 13_000), PriceWrite(gone, 1), PriceWrite(KOPI_250, 90_000)]
    assert refused(connector.write_price(writes)) == {TEH: False, gone: True, KOPI_250: False}
    assert shop.catalogue.variant(1002, 0)["price_minor"] == 13_000
    assert shop.catalogue.variant(1001, 1001001)["price_minor"] == 90_000


def test_prices_with_decimals_are_exact(connect, shop) -> None:
    shop.behaviour.turn(currency="USD", exponent=2, decimals=2)
    connector = connect(currency="USD")
    connector.write_price([PriceWrite(TEH, 1999)])
    assert shop.catalogue.variant(1002, 0)["price_minor"] == 1999
    assert connector.read_products(["1002"])[0].price_minor == 1999


def test_what_was_answered_before_the_shop_fell_silent_is_kept(connector, shop) -> None:
    shop.faults.turn(server_error=1.0, spare=1, only="/batch")
    results = connector.write_stock([StockWrite(KOPI_250, 1), StockWrite(TEH, 1)])
    assert results == (WriteResult(KOPI_250),)
    with pytest.raises(TryLater):
        connector.write_stock([StockWrite(TEH, 1)])


def test_a_number_whose_answer_was_lost_is_written_again_without_harm(connect, shop) -> None:
    connector = connect(timeout_s=0.3)
    shop.faults.turn(lose_answer=1.0, lost_for_s=1.0, only="/batch")
    with pytest.raises(TryLater):
        connector.write_stock([StockWrite(TEH, 9)])
    shop.faults.reset()
    assert connector.write_stock([StockWrite(TEH, 9)]) == (WriteResult(TEH),)
    assert stocks(connector)[TEH] == 9
