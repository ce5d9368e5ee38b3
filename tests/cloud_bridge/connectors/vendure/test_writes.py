"""Writing stock and prices: the number that buyers see is the number that Lapak wants."""

import pytest

from cloud_bridge.connectors.errors import TryLater
from cloud_bridge.connectors.port import ListingKey, PriceWrite, StockWrite, WriteResult
from cloud_bridge.connectors.vendure import _writes

pytestmark = pytest.mark.xdist_group("vendure")


def key_of(made) -> ListingKey:
    return ListingKey(made["product"], made["variant"])


def shown(connector, made) -> int:
    return connector.read_products([made["product"]])[0].stock


def between(connector, do) -> None:
    """Let something happen once, after stock was read and before it is written."""
    read, left = connector._products.levels, [do]

    def levels(ids):
        found = read(ids)
        if left:
            left.pop()()
        return found

    connector._products.levels = levels


def test_stock_is_written_absolutely_and_twice_does_no_harm(connector, admin, guest) -> None:
    made = admin.make(10)
    for _ in range(2):
        assert connector.write_stock([StockWrite(key_of(made), 42)]) == (WriteResult(key_of(made)),)
    assert shown(connector, made) == guest().offered(made["variant"], 99) == 42
    assert admin.level(made["variant"]) == (42, 0)


def test_what_is_allocated_to_orders_is_not_sold_again(connector, admin, guest) -> None:
    made = admin.make(10)
    guest().buy(made["variant"], 3)
    assert shown(connector, made) == 7
    connector.write_stock([StockWrite(key_of(made), 5)])
    assert admin.level(made["variant"]) == (8, 3)
    assert shown(connector, made) == guest().offered(made["variant"], 99) == 5


@pytest.mark.parametrize("held", [4, -4])
def test_what_the_owner_holds_back_or_sells_beyond_is_reckoned_with(connector, admin, guest, held) -> None:
    made = admin.make(10, useGlobalOutOfStockThreshold=False, outOfStockThreshold=held)
    assert shown(connector, made) == 10 - held
    for wanted in (6, 0):
        connector.write_stock([StockWrite(key_of(made), wanted)])
        assert shown(connector, made) == wanted
        assert guest().offered(made["variant"], 99) == wanted


def test_a_purchase_between_reading_and_writing_is_not_undone(connector, admin, guest) -> None:
    made = admin.make(10)
    between(connector, lambda: guest().buy(made["variant"], 2))
    assert connector.write_stock([StockWrite(key_of(made), 5)])[0].is_done
    assert admin.level(made["variant"]) == (5, 2)
    assert shown(connector, made) == guest().offered(made["variant"], 99) == 3


def test_goods_that_leave_between_reading_and_writing_are_not_offered_again(connector, admin, guest) -> None:
    made = admin.make(10)
    code = guest().buy(made["variant"], 3)
    between(connector, lambda: admin.send(admin.pack(code)))
    assert connector.write_stock([StockWrite(key_of(made), 5)])[0].is_done
    assert admin.level(made["variant"]) == (5, 0)
    assert guest().offered(made["variant"], 99) == 5


def test_a_variant_that_is_never_written_right_is_left_for_later(connector, admin, monkeypatch) -> None:
    made = admin.make(10)
    monkeypatch.setattr(_writes, "ROUNDS", 0)
    assert connector.write_stock([StockWrite(key_of(made), 5)]) == ()


def test_a_number_is_only_written_over_the_one_that_was_expected(connector, admin, guest) -> None:
    made = admin.make(10)
    guest().buy(made["variant"], 1)
    assert connector.write_stock([StockWrite(key_of(made), 8, expected=10)]) == (WriteResult(key_of(made), seen=9),)
    assert shown(connector, made) == 9
    assert connector.write_stock([StockWrite(key_of(made), 8, expected=9)])[0].is_done
    assert shown(connector, made) == 8


def test_one_refused_number_does_not_stop_the_others(connector, admin) -> None:
    first, untracked, last = admin.make(1), admin.make(1, trackInventory="FALSE"), admin.make(1)
    gone = ListingKey("99999", "99999")
    writes = [StockWrite(key, 3) for key in (key_of(first), gone, key_of(untracked), key_of(last))]
    results = {result.key: result.refused for result in connector.write_stock(writes)}
    assert results[gone] == "there is no such variant"
    assert results[key_of(untracked)] == "the shop does not track its stock"
    assert [shown(connector, one) for one in (first, last)] == [3, 3]


def test_a_variant_that_goes_between_reading_and_writing_is_found_among_the_others(connector, admin) -> None:
    made = [admin.make(1) for _ in range(5)]
    delete = "mutation ($id: ID!) { deleteProductVariant(id: $id) { result } }"
    between(connector, lambda: admin.ask(delete, id=made[3]["variant"]))
    results = connector.write_stock([StockWrite(key_of(one), 6) for one in made])
    assert ["ENTITY_NOT_FOUND" in result.refused for result in results] == [False, False, False, True, False]
    assert shown(connector, made[4]) == 6


def test_more_than_a_hundred_go_in_several_calls_the_last_number_wins(connector, admin, monkeypatch) -> None:
    monkeypatch.setattr(_writes, "BATCH", 2)
    made = [admin.make(1) for _ in range(5)]
    writes = [StockWrite(key_of(one), number) for number in (7, 8) for one in made]
    assert {result.key for result in connector.write_stock(writes)} == {key_of(one) for one in made}
    assert {shown(connector, one) for one in made} == {8}


def test_stock_of_a_location_leaves_the_others_alone(connect, admin) -> None:
    second = admin.ask('mutation { createStockLocation(input: { name: "Toko" }) { id } }')["createStockLocation"]["id"]
    try:
        here, there = ({"stockLocationId": number, "stockOnHand": 5} for number in (second, "1"))
        made = admin.make(0, stockLevels=[here, there])
        connector = connect(location_id=second)
        assert connector.write_stock([StockWrite(key_of(made), 2)])[0].is_done
        assert shown(connector, made) == 2
        assert shown(connect(location_id="1"), made) == 5
    finally:
        admin.ask("mutation ($id: ID!) { deleteStockLocation(input: { id: $id }) { result } }", id=second)


def test_prices_are_written_and_one_refused_price_does_not_stop_the_others(connector, admin) -> None:
    made = admin.make(1)
    gone = ListingKey("99999", "99999")
    results = connector.write_price([PriceWrite(gone, 1), PriceWrite(key_of(made), 13_750)])
    assert [result.is_done for result in results] == [False, True]
    assert "ENTITY_NOT_FOUND" in results[0].refused
    assert connector.read_products([made["product"]])[0].price_minor == 13_750
    stored = admin.ask("query ($id: ID!) { productVariant(id: $id) { priceWithTax } }", id=made["variant"])
    assert stored["productVariant"]["priceWithTax"] == 1_375_000


def test_when_vendure_stops_answering_the_answered_batches_count(connector, admin, monkeypatch) -> None:
    monkeypatch.setattr(_writes, "BATCH", 1)
    first, second = admin.make(1), admin.make(1)
    read, calls = connector._products.levels, []

    def levels(ids):
        calls.append(ids)
        if len(calls) > 1:
            raise TryLater(market="Vendure", reason="ReadTimeout")
        return read(ids)

    connector._products.levels = levels
    writes = [StockWrite(key_of(first), 2), StockWrite(key_of(second), 2)]
    assert connector.write_stock(writes) == (WriteResult(key_of(first)),)
    with pytest.raises(TryLater):
        connector.write_stock(writes)
