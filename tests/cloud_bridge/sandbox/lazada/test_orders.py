"""Orders: headers, units, parcels."""

import json


def test_an_order_is_one_row_for_each_unit(call, shop) -> None:
    order_no = shop.buy(1002, quantity=3)
    rows = call("/order/items/get", {"order_id": order_no})["data"]
    assert [row["status"] for row in rows] == ["pending"] * 3
    assert len({row["order_item_id"] for row in rows}) == 3
    header = call("/order/get", {"order_id": order_no})["data"]
    assert (header["items_count"], header["statuses"], header["price"]) == (3, ["pending"], "37500.00")


def test_orders_are_found_by_window_status_and_offset(call, shop) -> None:
    made = [shop.buy(1002, pay=bool(n % 2)) for n in range(6)]
    window = {"update_after": "2020-01-01T00:00:00+07:00", "sort_by": "created_at", "sort_direction": "ASC"}
    unpaid = call("/orders/get", window | {"status": "unpaid"})["data"]
    assert (unpaid["countTotal"], {str(order["order_id"]) for order in unpaid["orders"]}) == (3, set(made[::2]))
    assert call("/orders/get", window | {"offset": 4})["data"]["count"] == 2
    assert call("/orders/get", window | {"update_before": "2020-01-02T00:00:00+07:00"})["data"]["orders"] == []


def test_packing_some_units_leaves_the_others_pending(call, shop) -> None:
    order_no = shop.buy(1002, quantity=2)
    first, second = (unit["unit_id"] for unit in shop.units.of(order_no))
    asked = {"pack_order_list": [{"order_id": int(order_no), "order_item_list": [first, 5]}]}
    asked |= {"delivery_type": "dropship", "shipping_allocate_type": "TFS"}
    result = call("/order/fulfill/pack", {"packReq": json.dumps(asked)}, "POST")["result"]
    assert result["success"] is True
    [order] = result["data"]["pack_order_list"]
    assert [unit["item_err_code"] for unit in order["order_item_list"]] == ["0", "700025"]
    assert {unit["unit_id"]: unit["status"] for unit in shop.units.of(order_no)} == {first: "packed", second: "pending"}
    assert shop.orders.order(order_no)["state"] == "paid"


def test_a_package_is_made_ready_once(call, shop) -> None:
    order_no = shop.buy(1002)
    shop.pack(order_no)
    package = shop.units.of(order_no)[0]["package_id"]
    asked = {"readyToShipReq": json.dumps({"packages": [{"package_id": package}, {"package_id": "FP0"}]})}
    codes = []
    for _ in range(2):
        answer = call("/order/package/rts", asked, "POST")["result"]
        codes.append([found["item_err_code"] for found in answer["data"]["packages"]])
    assert codes == [["0", "600001"], ["700000", "600001"]]


def test_a_batch_that_is_too_large_fails_as_a_whole(call) -> None:
    asked = {"readyToShipReq": json.dumps({"packages": [{"package_id": str(n)} for n in range(21)]})}
    result = call("/order/package/rts", asked, "POST")["result"]
    assert (result["success"], result["errorCode"]) == (False, "700022")
