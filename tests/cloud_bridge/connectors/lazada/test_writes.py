"""Writing stock and prices: each SKU has its own answer."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.port import ListingKey, PriceWrite, StockWrite, WriteResult

KOPI_250, KOPI_1000, TEH = ListingKey("1001", "1001001"), ListingKey("1001", "1001002"), ListingKey("1002", "1002001")
GONE = ListingKey("404", "404001")


def left(shop) -> list[int]:
    return [row["stock"] for row in shop.catalogue.everything()]


def by_key(results) -> dict[ListingKey, str]:
    assert len({result.key for result in results}) == len(results)
    return {result.key: result.refused for result in results}


def test_stock_is_written_absolutely_over_several_products_in_one_call(connector, shop) -> None:
    writes = [StockWrite(TEH, 0), StockWrite(KOPI_250, 7), StockWrite(KOPI_1000, 8)]
    shop.faults.turn(rate_limit=1.0, spare=1)
    assert connector.write_stock(writes) == tuple(WriteResult(write.key) for write in writes)
    shop.faults.reset()
    connector.write_stock(writes)
    assert left(shop) == [7, 8, 0]


def test_units_of_orders_are_not_in_the_number_that_is_written(connector, shop) -> None:
    shop.buy(1002, quantity=5)
    connector.write_stock([StockWrite(TEH, 20)])
    [place] = shop.shelf.shown(shop.catalogue.variant(1002, 1002001))["multiWarehouseInventories"]
    assert (place["sellableQuantity"], place["occupyQuantity"], place["totalQuantity"]) == (20, 5, 25)


@pytest.mark.parametrize("detail_names", ["sku", "item", "nothing"])
@pytest.mark.parametrize("others_are_written", [True, False])
def test_one_refused_sku_does_not_stop_the_others(connector, shop, others_are_written, detail_names) -> None:
    shop.behaviour.turn(others_are_written=others_are_written, detail_names=detail_names)
    shop.reserve(1001, 1001001, 5)
    writes = [StockWrite(KOPI_250, 4), StockWrite(GONE, 1), StockWrite(KOPI_1000, 9), StockWrite(TEH, 1)]
    answered = by_key(connector.write_stock(writes))
    assert "501" in answered[KOPI_250]
    assert answered[GONE]
    assert (answered[KOPI_1000], answered[TEH]) == ("", "")
    assert left(shop) == [12, 9, 1]


def test_a_mega_campaign_lets_stock_rise_and_not_fall(connector, shop) -> None:
    shop.behaviour.turn(mega_campaign=True)
    shop.reserve(1002, 0, 2)
    [lower] = connector.write_stock([StockWrite(TEH, 39)])
    [higher] = connector.write_stock([StockWrite(TEH, 41)])
    assert "may not decrease" in lower.refused
    assert higher.is_done
    assert left(shop)[2] == 41


def test_fifty_skus_go_in_three_calls_and_each_is_answered(connector, shop) -> None:
    models = [{"name": str(n), "sku": f"W-{n}", "price_minor": 1000, "stock": 0} for n in range(50)]
    [item_id] = shop.seed([{"name": "Benang warna", "models": models}])
    keys = [ListingKey(str(item_id), str(item_id * 1000 + 1 + n)) for n in range(50)]
    assert by_key(connector.write_stock([StockWrite(key, n) for n, key in enumerate(keys)])) == dict.fromkeys(keys, "")
    assert left(shop)[3:] == list(range(50))


def test_of_two_writes_for_one_sku_the_later_counts(connector, shop) -> None:
    assert connector.write_stock([StockWrite(TEH, 1), StockWrite(TEH, 2)]) == (WriteResult(TEH),)
    assert left(shop)[2] == 2


def test_what_was_answered_before_lazada_fell_silent_is_kept(connector, shop) -> None:
    shop.behaviour.turn(detail_names="nothing")
    shop.reserve(1001, 1001001, 5)
    writes = [StockWrite(TEH, 1), StockWrite(KOPI_250, 2)]
    shop.faults.turn(server_error=1.0, spare=2)
    assert connector.write_stock(writes) == (WriteResult(TEH),)
    with pytest.raises(TryLater):
        connector.write_stock(writes)


def test_a_lost_answer_is_repaired_by_writing_again(connect, shop) -> None:
    connector = connect(timeout_s=0.2)
    shop.faults.turn(lose_answer=1.0, only="/stock/", lost_for_s=0.5)
    with pytest.raises(TryLater):
        connector.write_stock([StockWrite(TEH, 5)])
    assert left(shop)[2] == 5  # it was done, and we could not know
    shop.faults.reset()
    assert connector.write_stock([StockWrite(TEH, 5)]) == (WriteResult(TEH),)
    assert left(shop)[2] == 5


def test_more_inventory_calls_than_a_second_takes_are_tried_later_in_the_next(connector, shop) -> None:
    shop.behaviour.turn(inventory_calls_per_s=1)
    connector.write_stock([StockWrite(TEH, 5)])
    with pytest.raises(TryLater, match="901") as caught:
        connector.write_stock([StockWrite(TEH, 6)])
    assert caught.value.after_s == 1


def test_a_warehouse_is_named_where_there_are_several(connect, shop) -> None:
    shop.behaviour.turn(warehouse="jakarta", other_warehouse="bandung")
    [wrong] = connect().write_stock([StockWrite(TEH, 1)])
    assert "warehouseCode" in wrong.refused
    assert connect(warehouse="bandung").write_stock([StockWrite(TEH, 6)]) == (WriteResult(TEH),)
    assert connect(warehouse="jakarta").write_stock([StockWrite(TEH, 7)]) == (WriteResult(TEH),)
    assert (left(shop)[2], shop.shelf.elsewhere(1002001)) == (7, 6)


def test_a_price_is_written_and_no_quantity_with_it(connector, shop) -> None:
    results = connector.write_price([PriceWrite(TEH, 13_000), PriceWrite(GONE, 1), PriceWrite(KOPI_1000, 320_000)])
    assert {key: bool(refused) for key, refused in by_key(results).items()} == {
        TEH: False,
        GONE: True,
        KOPI_1000: False,
    }
    assert [row["price_minor"] for row in shop.catalogue.everything()] == [85_000, 320_000, 13_000]
    assert left(shop) == [12, 3, 40]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    numbers=st.lists(st.integers(0, 60), min_size=3, max_size=3),
    locks=st.lists(st.integers(0, 3), min_size=3, max_size=3),
    names=st.sampled_from(["sku", "item", "nothing"]),
    others=st.booleans(),
)
def test_every_write_is_done_or_refused_whatever_the_detail_says(
    connector, shop, numbers, locks, names, others
) -> None:
    shop.behaviour.turn(detail_names=names, others_are_written=others)
    keys = [KOPI_250, KOPI_1000, TEH]
    for key, lock in zip(keys, locks, strict=True):
        shop.store.write("UPDATE variant SET stock = 99, reserved = ? WHERE variant_id = ?", lock, int(key.variant_id))
    answered = by_key(connector.write_stock([StockWrite(key, n) for key, n in zip(keys, numbers, strict=True)]))
    assert {key: not refused for key, refused in answered.items()} == {
        key: n >= lock for key, n, lock in zip(keys, numbers, locks, strict=True)
    }
    assert left(shop) == [n if n >= lock else 99 for n, lock in zip(numbers, locks, strict=True)]
