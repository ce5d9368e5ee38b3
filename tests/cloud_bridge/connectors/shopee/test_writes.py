"""Writing stock and prices: each write has its own answer."""

import pytest

from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.port import ListingKey, PriceWrite, StockWrite, WriteResult

KOPI_250, KOPI_1000, TEH = ListingKey("1001", "1001001"), ListingKey("1001", "1001002"), ListingKey("1002")


def left(shop) -> list[int]:
    return [row["stock"] for row in shop.catalogue.everything()]


def test_stock_is_written_absolutely_over_several_items(connector, shop) -> None:
    writes = [StockWrite(TEH, 0), StockWrite(KOPI_250, 7), StockWrite(KOPI_1000, 8)]
    assert set(connector.write_stock(writes)) == {WriteResult(TEH), WriteResult(KOPI_250), WriteResult(KOPI_1000)}
    connector.write_stock(writes)
    assert left(shop) == [7, 8, 0]


@pytest.mark.parametrize("failures_are_error", [False, True])
def test_one_refused_model_does_not_stop_the_others(connector, shop, failures_are_error) -> None:
    shop.behaviour.turn(failures_are_error=failures_are_error)
    shop.reserve(1001, 1001001, 5)
    refused, done = connector.write_stock([StockWrite(KOPI_250, 4), StockWrite(KOPI_1000, 9)])
    assert "reserved stock" in refused.refused
    assert done == WriteResult(KOPI_1000)
    assert left(shop) == [12, 9, 40]


def test_one_refused_item_does_not_stop_the_others(connector, shop) -> None:
    gone, done = connector.write_stock([StockWrite(ListingKey("404"), 1), StockWrite(TEH, 9)])
    assert "error_item_not_found" in gone.refused
    assert done == WriteResult(TEH)


def test_a_shop_on_holiday_refuses_every_write_with_the_reason(connector, shop) -> None:
    shop.behaviour.turn(holiday=True)
    [result] = connector.write_stock([StockWrite(TEH, 1)])
    assert "holiday" in result.refused


def test_more_than_fifty_models_of_an_item_go_in_several_calls(connector, shop) -> None:
    models = [{"name": str(n), "sku": f"W-{n}", "price_minor": 1000, "stock": 0} for n in range(120)]
    [item_id] = shop.seed([{"name": "Benang warna", "models": models}])
    keys = [ListingKey(str(item_id), str(item_id * 1000 + 1 + n)) for n in range(120)]
    results = connector.write_stock([StockWrite(key, n) for n, key in enumerate(keys)])
    assert results == tuple(WriteResult(key) for key in keys)
    assert left(shop)[3:] == list(range(120))


def test_of_two_writes_for_one_model_the_later_counts(connector, shop) -> None:
    assert connector.write_stock([StockWrite(TEH, 1), StockWrite(TEH, 2)]) == (WriteResult(TEH),)
    assert left(shop)[2] == 2


def test_what_was_answered_before_shopee_fell_silent_is_kept(connector, shop) -> None:
    writes = [StockWrite(TEH, 1), StockWrite(KOPI_250, 2)]
    shop.faults.turn(rate_limit=1.0, spare=1)
    assert connector.write_stock(writes) == (WriteResult(TEH),)
    with pytest.raises(TryLater):
        connector.write_stock(writes)


def test_a_lost_answer_is_repaired_by_writing_again(connect, shop) -> None:
    connector = connect(timeout_s=0.2)
    shop.faults.turn(lose_answer=1.0, only="update_stock", lost_for_s=0.5)
    with pytest.raises(TryLater):
        connector.write_stock([StockWrite(TEH, 5)])
    assert left(shop)[2] == 5  # it was done, and we could not know
    shop.faults.reset()
    assert connector.write_stock([StockWrite(TEH, 5)]) == (WriteResult(TEH),)
    assert left(shop)[2] == 5


def test_a_warehouse_is_named_where_there_is_one(connect, shop) -> None:
    shop.behaviour.turn(location_id="IDZ")
    [wrong] = connect().write_stock([StockWrite(TEH, 1)])
    assert "location_id" in wrong.refused
    assert connect(location_id="IDZ").write_stock([StockWrite(TEH, 1)]) == (WriteResult(TEH),)


def test_a_price_is_written_and_is_locked_in_a_promotion(connector, shop) -> None:
    shop.reserve(1001, 1001001, 1)
    teh, locked, free = connector.write_price(
        [PriceWrite(TEH, 13_000), PriceWrite(KOPI_250, 90_000), PriceWrite(KOPI_1000, 320_000)]
    )
    assert (teh.refused, free.refused) == ("", "")
    assert "promotion" in locked.refused
    assert [row["price_minor"] for row in shop.catalogue.everything()] == [85_000, 320_000, 13_000]
