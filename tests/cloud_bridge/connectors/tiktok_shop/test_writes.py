"""Writing stock and prices: each SKU has its own answer, and 0 is kept whatever TikTok Shop says to it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.port import ListingKey, PriceWrite, StockWrite, WriteResult
from cloud_bridge.sandbox import SandboxError

KOPI_250, KOPI_1000 = ListingKey("1001", "1001001"), ListingKey("1001", "1001002")
TEH = ListingKey("1002", "1002000")


def left(shop) -> list[int]:
    return [row["stock"] for row in shop.catalogue.everything()]


def shelf(shop, item_id, variant_id) -> list[int]:
    return list(shop.shelves.of(shop.catalogue.variant(item_id, variant_id)).values())


def test_stock_is_written_absolutely_over_several_products(connector, shop) -> None:
    writes = [StockWrite(TEH, 0), StockWrite(KOPI_250, 7), StockWrite(KOPI_1000, 8)]
    assert set(connector.write_stock(writes)) == {WriteResult(TEH), WriteResult(KOPI_250), WriteResult(KOPI_1000)}
    connector.write_stock(writes)
    assert left(shop) == [7, 8, 0]


def test_one_refused_sku_does_not_stop_the_others(connector, shop) -> None:
    shop.reserve(1001, 1001001, 5)
    locked, done = connector.write_stock([StockWrite(KOPI_250, 4), StockWrite(KOPI_1000, 9)])
    assert "campaigns" in locked.refused
    assert done == WriteResult(KOPI_1000)
    assert left(shop) == [12, 9, 40]


@pytest.mark.parametrize("spoils", [False, True])
def test_one_number_that_is_too_big_does_not_stop_the_others(connector, shop, spoils) -> None:
    shop.behaviour.turn(zero_spoils_all=spoils)
    big, done = connector.write_stock([StockWrite(KOPI_250, 100_000), StockWrite(KOPI_1000, 9)])
    assert "12052055" in big.refused
    assert done == WriteResult(KOPI_1000)
    assert (left(shop), shop.catalogue.item(1001)["status"]) == ([12, 9, 40], "NORMAL")


def test_what_is_gone_is_refused_and_does_not_stop_the_others(connector) -> None:
    gone, done = connector.write_stock([StockWrite(ListingKey("404", "404000"), 1), StockWrite(TEH, 9)])
    assert "warehouse" in gone.refused
    assert done == WriteResult(TEH)


def test_a_product_that_was_deleted_refuses_with_the_reason(connector, shop) -> None:
    connector.read_products(["1002"])
    shop.catalogue.set_status(1002, "DELETED")
    [result] = connector.write_stock([StockWrite(TEH, 9)])
    assert "status" in result.refused


def test_every_warehouse_is_named_and_the_whole_is_lapaks_number(connector, connect, shop) -> None:
    shop.behaviour.turn(warehouses=3)
    assert connector.write_stock([StockWrite(TEH, 9)]) == (WriteResult(TEH),)
    assert shelf(shop, 1002, 0) == [9, 0, 0]
    home = shop.shelves.warehouses()[1]
    connect(warehouse_id=home).write_stock([StockWrite(TEH, 7)])
    assert shelf(shop, 1002, 0) == [0, 7, 0]
    assert left(shop)[2] == 7


def test_warehouses_that_changed_since_they_were_learned_are_learned_again(connector, shop) -> None:
    assert connector.write_stock([StockWrite(TEH, 5)])[0].is_done
    shop.behaviour.turn(warehouses=2)
    assert not connector.write_stock([StockWrite(TEH, 6)])[0].is_done
    assert connector.write_stock([StockWrite(TEH, 6)])[0].is_done
    assert left(shop)[2] == 6


def test_warehouses_are_asked_for_once(connector, shop) -> None:
    connector.write_stock([StockWrite(TEH, 5)])
    shop.faults.turn(server_error=1.0, only="inventory/search")
    assert connector.write_stock([StockWrite(TEH, 6), StockWrite(TEH, 7)])[0].is_done
    assert left(shop)[2] == 7


@pytest.mark.parametrize("spoils", [False, True])
@pytest.mark.parametrize("tokopedia", [False, True])
def test_where_zero_is_not_taken_the_product_is_switched_off_so_that_nobody_can_buy_it(
    connector, shop, spoils, tokopedia
) -> None:
    shop.behaviour.turn(zero_stock=False, zero_spoils_all=spoils, tokopedia=tokopedia)
    results = connector.write_stock([StockWrite(TEH, 0), StockWrite(KOPI_250, 2), StockWrite(KOPI_1000, 1)])
    refused = {result.key: result.refused for result in results}
    assert "switched off" in refused[TEH]
    assert (refused[KOPI_250], refused[KOPI_1000]) == ("", "")
    with pytest.raises(SandboxError, match="not on sale"):
        shop.buy(1002)
    assert shop.buy(1001, 1001002)
    [again] = connector.write_stock([StockWrite(TEH, 0)])
    assert "switched off" in again.refused


def test_a_product_that_cannot_be_switched_off_is_told_to_the_owner(connector, shop) -> None:
    shop.behaviour.turn(zero_stock=False)
    shop.faults.turn(server_error=1.0, only="deactivate")
    with pytest.raises(TryLater):
        connector.write_stock([StockWrite(TEH, 0)])
    shop.faults.reset()
    shop.catalogue.set_status(1002, "FREEZE")
    [frozen] = connector.write_stock([StockWrite(TEH, 0)])
    assert "status" in frozen.refused


def test_where_zero_is_not_taken_other_warehouses_show_one_as_long_as_the_whole_is_right(connector, shop) -> None:
    shop.behaviour.turn(zero_stock=False, warehouses=3)
    assert connector.write_stock([StockWrite(TEH, 3)]) == (WriteResult(TEH),)
    assert shelf(shop, 1002, 0) == [1, 1, 1]
    [short] = connector.write_stock([StockWrite(TEH, 2)])
    assert "switched off" in short.refused
    with pytest.raises(SandboxError):
        shop.buy(1002)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    wanted=st.integers(0, 6),
    warehouses=st.integers(1, 3),
    zero=st.booleans(),
    spoils=st.booleans(),
    twice=st.booleans(),
)
def test_whatever_tiktok_shop_is_like_no_more_can_be_bought_than_was_written(
    shop, connect, wanted, warehouses, zero, spoils, twice
) -> None:
    shop.catalogue.set_status(1002, "NORMAL")
    shop.store.write("DELETE FROM tiktok_shelf")
    shop.behaviour.turn(warehouses=warehouses, zero_stock=zero, zero_spoils_all=spoils)
    connector = connect()
    for _ in range(1 + twice):
        [result] = connector.write_stock([StockWrite(TEH, wanted)])
    bought = 0
    while True:
        try:
            shop.buy(1002)
        except SandboxError:
            break
        bought += 1
    assert bought <= wanted
    assert bought == wanted or result.refused


def test_more_skus_than_a_call_takes_go_in_several(connector, shop) -> None:
    models = [{"name": str(n), "sku": f"W-{n}", "price_minor": 1000, "stock": 0} for n in range(120)]
    [item_id] = shop.seed([{"name": "Benang warna", "models": models}])
    keys = [ListingKey(str(item_id), str(item_id * 1000 + 1 + n)) for n in range(120)]
    results = connector.write_stock([StockWrite(key, n) for n, key in enumerate(keys)])
    assert results == tuple(WriteResult(key) for key in keys)
    assert left(shop)[3:] == list(range(120))


def test_of_two_writes_for_one_sku_the_later_counts(connector, shop) -> None:
    assert connector.write_stock([StockWrite(TEH, 1), StockWrite(TEH, 2)]) == (WriteResult(TEH),)
    assert left(shop)[2] == 2


def test_what_was_answered_before_tiktok_shop_fell_silent_is_kept(connector, shop) -> None:
    writes = [StockWrite(TEH, 1), StockWrite(KOPI_250, 2)]
    shop.faults.turn(server_error=1.0, only="inventory/update", spare=1)
    assert connector.write_stock(writes) == (WriteResult(TEH),)
    with pytest.raises(TryLater):
        connector.write_stock(writes)


def test_a_lost_answer_is_repaired_by_writing_again(connect, shop) -> None:
    connector = connect(timeout_s=0.2)
    shop.faults.turn(lose_answer=1.0, only="inventory/update", lost_for_s=0.5)
    with pytest.raises(TryLater):
        connector.write_stock([StockWrite(TEH, 5)])
    assert left(shop)[2] == 5  # it was done, and we could not know
    shop.faults.reset()
    assert connector.write_stock([StockWrite(TEH, 5)]) == (WriteResult(TEH),)


def test_a_price_is_written_exactly_and_is_locked_in_a_promotion_or_off_sale(connector, shop) -> None:
    shop.reserve(1001, 1001001, 1)
    teh, locked, free = connector.write_price(
        [PriceWrite(TEH, 13_000), PriceWrite(KOPI_250, 90_000), PriceWrite(KOPI_1000, 320_000)]
    )
    assert (teh.refused, free.refused) == ("", "")
    assert "promotion" in locked.refused
    assert [row["price_minor"] for row in shop.catalogue.everything()] == [85_000, 320_000, 13_000]
    shop.catalogue.set_status(1002, "SELLER_DEACTIVATED")
    [off] = connector.write_price([PriceWrite(TEH, 1)])
    assert "status" in off.refused
