"""Writing stock and prices: each write has its own answer."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.port import ListingKey, PriceWrite, StockWrite, WriteResult

KOPI_250, KOPI_1000 = ListingKey("1001", "1001001"), ListingKey("1001", "1001002")
TEH = ListingKey("1002", "1002000")
NOWHERE = ListingKey("404", "404001")
GRAPHQL = "graphql.json"


def left(shop) -> list[int]:
    return [row["stock"] for row in shop.catalogue.everything()]


def many(shop, count: int) -> list[ListingKey]:
    models = [{"name": str(n), "sku": f"W-{n}", "price_minor": 1000, "stock": 0} for n in range(count)]
    [item_id] = shop.seed([{"name": "Benang", "models": models}])
    return [ListingKey(str(item_id), str(item_id * 1000 + 1 + n)) for n in range(count)]


def test_stock_is_written_absolutely_and_twice_does_no_harm(connector, shop) -> None:
    writes = [StockWrite(TEH, 0), StockWrite(KOPI_250, 7), StockWrite(KOPI_1000, 8)]
    for _ in range(2):
        assert set(connector.write_stock(writes)) == {WriteResult(TEH), WriteResult(KOPI_250), WriteResult(KOPI_1000)}
        assert left(shop) == [7, 8, 0]


def test_the_same_number_is_written_again_after_another(connector, shop) -> None:
    for stock in (5, 7, 5):
        assert connector.write_stock([StockWrite(TEH, stock)]) == (WriteResult(TEH),)
        assert left(shop)[2] == stock


@pytest.mark.parametrize("stock_is_whole", [True, False])
def test_one_refused_number_does_not_stop_the_others(connector, shop, stock_is_whole) -> None:
    shop.behaviour.turn(stock_is_whole=stock_is_whole)
    writes = [StockWrite(KOPI_250, 2_000_000_000), StockWrite(NOWHERE, 1), StockWrite(TEH, 9)]
    results = {result.key: result for result in connector.write_stock(writes)}
    assert "INVALID_QUANTITY_TOO_HIGH" in results[KOPI_250].refused
    assert results[NOWHERE].refused
    assert results[TEH].is_done
    assert left(shop) == [12, 3, 9]


@pytest.mark.parametrize("stock_is_whole", [True, False])
def test_a_number_is_only_written_over_the_one_that_was_expected(connector, shop, stock_is_whole) -> None:
    shop.behaviour.turn(stock_is_whole=stock_is_whole)
    shop.buy(1002)  # 39 are left, and nobody here knows
    writes = [StockWrite(TEH, 30, expected=40), StockWrite(KOPI_250, 5, expected=12), StockWrite(KOPI_1000, 1)]
    results = {result.key: result for result in connector.write_stock(writes)}
    assert results[TEH] == WriteResult(TEH, seen=39)
    assert not results[TEH].is_done
    assert results[KOPI_250].is_done
    assert results[KOPI_1000].is_done
    assert left(shop) == [5, 1, 39]
    assert connector.write_stock([StockWrite(TEH, 30, expected=39)]) == (WriteResult(TEH),)


def test_a_number_that_stands_there_already_is_as_good_as_written(connector, shop) -> None:
    shop.restock(1002, 0, 30)
    assert connector.write_stock([StockWrite(TEH, 30, expected=40)]) == (WriteResult(TEH),)


def test_a_compared_write_whose_answer_was_lost_is_found_done(connect, shop) -> None:
    connector = connect(timeout_s=0.3)
    connector.read_products(["1002"])
    shop.faults.turn(lose_answer=1.0, lost_for_s=0.6)
    with pytest.raises(TryLater):
        connector.write_stock([StockWrite(TEH, 5, expected=40)])
    assert left(shop)[2] == 5  # it was done, and we could not know
    shop.faults.reset()
    assert connector.write_stock([StockWrite(TEH, 5, expected=40)]) == (WriteResult(TEH),)


def test_a_write_that_timed_out_undone_is_repeated(connect, shop) -> None:
    connector = connect(timeout_s=0.3)
    shop.faults.turn(time_out=1.0, lost_for_s=0.6)
    with pytest.raises(TryLater, match="ReadTimeout"):
        connector.write_stock([StockWrite(TEH, 5)])
    shop.faults.reset()
    assert left(shop)[2] == 40
    assert connector.write_stock([StockWrite(TEH, 5)]) == (WriteResult(TEH),)


def test_more_than_250_go_in_several_calls(connector, shop) -> None:
    keys = many(shop, 520)
    assert connector.limits.stock_batch == 250
    results = connector.write_stock([StockWrite(key, n) for n, key in enumerate(keys)])
    assert results == tuple(WriteResult(key) for key in keys)
    assert left(shop)[3:] == list(range(520))


def test_what_was_answered_before_shopify_fell_silent_is_kept(connector, shop) -> None:
    keys = many(shop, 300)
    connector.write_stock([StockWrite(key, 1) for key in keys])  # it knows their inventory items now
    shop.faults.turn(rate_limit=1.0, spare=1, retry_after_s=0.01)
    results = connector.write_stock([StockWrite(key, 2) for key in keys])
    assert len(results) == 250
    assert left(shop)[3:] == [2] * 250 + [1] * 50


def test_of_two_writes_for_one_listing_the_later_counts(connector, shop) -> None:
    assert connector.write_stock([StockWrite(TEH, 1), StockWrite(TEH, 2)]) == (WriteResult(TEH),)
    assert left(shop)[2] == 2


def test_a_location_that_keeps_none_of_it_is_refused_in_words(connect, shop) -> None:
    shop.behaviour.turn(locations=2)
    [result] = connect(location_id="60002").write_stock([StockWrite(TEH, 1)])
    assert "not stocked at the location" in result.refused
    assert left(shop)[2] == 40


def test_what_a_reservation_keeps_is_not_given_away_by_a_write(connector, shop) -> None:
    shop.reserve(1002, 0, 10)
    assert connector.read_products(["1002"])[0].stock == 30
    connector.write_stock([StockWrite(TEH, 5, expected=30)])
    assert left(shop)[2] == 15


def test_prices_are_written_and_one_refused_price_does_not_stop_the_others(connector, shop) -> None:
    keys = many(shop, 260)
    writes = [PriceWrite(TEH, 13_000), PriceWrite(NOWHERE, 1), PriceWrite(ListingKey("1001", "1002000"), 1)]
    results = connector.write_price([*writes, PriceWrite(KOPI_250, 90_000), *(PriceWrite(key, 2_000) for key in keys)])
    refused = {result.key for result in results if result.refused}
    assert refused == {NOWHERE, ListingKey("1001", "1002000")}
    assert [row["price_minor"] for row in shop.catalogue.everything()] == [90_000, 310_000, 13_000] + [2_000] * 260


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from([TEH, KOPI_250, KOPI_1000, NOWHERE]), st.integers(-1, 60), st.none() | st.integers(0, 60)
        ),
        max_size=6,
    ),
    st.booleans(),
)
def test_what_is_said_to_be_done_stands_there_and_what_is_not_does_not(connector, shop, asked, stock_is_whole) -> None:
    shop.behaviour.turn(stock_is_whole=stock_is_whole)
    at = {KOPI_250: 0, KOPI_1000: 1, TEH: 2}
    before = left(shop)
    results = connector.write_stock([StockWrite(key, stock, expected) for key, stock, expected in asked])
    last = {key: (stock, expected) for key, stock, expected in asked}
    assert {result.key for result in results} == set(last)
    assert len(results) == len(last)
    for result in results:
        stock, expected = last[result.key]
        now = left(shop)[at[result.key]] if result.key in at else None
        if result.is_done:
            assert now == stock
        elif result.seen is not None:
            assert now == result.seen == before[at[result.key]] != stock
            assert expected not in {None, result.seen}
        else:
            assert result.key == NOWHERE or stock < 0
