"""The stock of Lazada: three calls, four numbers, and campaigns."""

import pytest

SELLABLE = "/product/stock/sellable/update"
ADJUST = "/product/stock/sellable/adjust"
TOTAL = "/product/price_quantity/update"
BIG = 1001002


def numbers(call) -> tuple[int, int, int, int]:
    """Return sellable, withheld, occupied and total of the one kilogram bag, as the API shows them."""
    product = call("/product/item/get", {"item_id": 1001})["data"]
    [sku] = [sku for sku in product["skus"] if sku["SkuId"] == BIG]
    [place] = sku["multiWarehouseInventories"]
    assert sku["quantity"] == place["sellableQuantity"]
    return tuple(place[f"{name}Quantity"] for name in ("sellable", "withhold", "occupy", "total"))


def test_an_order_moves_its_units_through_the_numbers_as_documented(call, shop) -> None:
    seen = [numbers(call)]
    order_no = shop.buy(1001, BIG, pay=False)
    seen.append(numbers(call))
    shop.pay(order_no)
    seen.append(numbers(call))
    shop.pack(order_no)
    seen.append(numbers(call))
    package = {"packages": [{"package_id": shop.units.of(order_no)[0]["package_id"]}]}
    answer = call("/order/package/rts", {"readyToShipReq": str(package).replace("'", '"')}, "POST")
    assert answer["result"]["data"]["packages"][0]["item_err_code"] == "0"
    seen.append(numbers(call))
    assert seen == [(10, 0, 0, 10), (9, 1, 0, 10), (9, 0, 1, 10), (9, 0, 1, 10), (9, 0, 0, 9)]


def test_a_cancelled_order_gives_its_units_back(call, shop) -> None:
    order_no = shop.buy(1001, BIG)
    shop.cancel(order_no)
    assert numbers(call) == (10, 0, 0, 10)


def test_absolute_delta_and_total_are_three_different_things(call, write, shop) -> None:
    shop.buy(1001, BIG, quantity=2)
    for _ in range(2):
        assert write(SELLABLE, BIG, SellableQuantity=5)["code"] == "0"
    assert numbers(call) == (5, 0, 2, 7)
    for _ in range(2):
        assert write(ADJUST, BIG, SellableQuantity=-2)["code"] == "0"
    assert numbers(call) == (1, 0, 2, 3)
    assert write(TOTAL, BIG, Quantity=8)["code"] == "0"
    assert numbers(call) == (6, 0, 2, 8)


@pytest.mark.parametrize(
    ("path", "values", "code"),
    [
        (ADJUST, {"SellableQuantity": -11}, "212"),
        (SELLABLE, {"SellableQuantity": -1}, "212"),
        (SELLABLE, {"SellableQuantity": 3}, "E0501"),
        (TOTAL, {"Quantity": 3}, "E0501"),
        (TOTAL, {"Price": "10.50"}, "4104"),
        (TOTAL, {"Price": "0"}, "4118"),
        (TOTAL, {}, "4152"),
    ],
)
def test_what_cannot_be_written_is_a_501_with_the_reason_inside(write, shop, path, values, code) -> None:
    shop.reserve(1001, BIG, 4)
    answer = write(path, BIG, **values)
    assert answer["code"] == "501"
    assert [(entry["code"], entry["sku_id"]) for entry in answer["detail"]] == [(code, str(BIG))]


def test_fifty_one_skus_in_one_write_are_too_many(call) -> None:
    sku = "<Sku><ItemId>1001</ItemId><SkuId>1001002</SkuId><SellableQuantity>1</SellableQuantity></Sku>"
    payload = f"<Request><Product><Skus>{sku * 51}</Skus></Product></Request>"
    assert call(SELLABLE, {"payload": payload}, "POST")["code"] == "204"


def test_a_seller_has_so_many_inventory_calls_a_second(write, shop) -> None:
    shop.behaviour.turn(inventory_calls_per_s=3)
    codes = [write(SELLABLE, BIG, SellableQuantity=5)["code"] for _ in range(4)]
    assert codes == ["0", "0", "0", "901"]
