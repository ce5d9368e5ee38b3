"""Parcels and their labels: what Shopee refuses."""

import pytest

PARAMETER = "/api/v2/logistics/get_shipping_parameter"
SHIP = "/api/v2/logistics/ship_order"
TRACKING = "/api/v2/logistics/get_tracking_number"
CREATE = "/api/v2/logistics/create_shipping_document"
RESULT = "/api/v2/logistics/get_shipping_document_result"
PICKUP = {"address_id": 200034569, "pickup_time_id": "1800080000_2"}


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({}, "ship_order_only_support_one_type"),
        ({"pickup": PICKUP, "dropoff": {}}, "ship_order_only_support_one_type"),
        ({"dropoff": {}}, "ship_order_unsupport_dropoff"),
        ({"pickup": {}}, "ship_order_need_address_pickup_time"),
        ({"pickup": PICKUP | {"pickup_time_id": "yesterday"}}, "ship_order_pickup_time_invalid"),
        ({"pickup": PICKUP, "package_number": ""}, "ship_order_not_need_pacakge_number"),
    ],
)
def test_a_parcel_is_arranged_in_one_way_that_is_offered_and_filled_in(call, shop, given, error) -> None:
    assert error in call(SHIP, body={"order_sn": shop.buy(1002), **given})["error"]
    assert shop.tally()["orders"] == {"paid": 1}


def test_a_parcel_is_named_where_an_order_has_several(call, shop) -> None:
    shop.behaviour.turn(parcels=2)
    order_no = shop.buy(1002)
    assert "package_number" in call(PARAMETER, {"order_sn": order_no})["message"]
    for number in shop.parcels.of(order_no):
        assert shop.tally()["orders"] == {"paid": 1}
        assert call(SHIP, body={"order_sn": order_no, "package_number": number, "pickup": PICKUP})["error"] == ""
    assert shop.tally()["orders"] == {"packed": 1}


def test_what_is_arranged_is_not_arranged_again(call, shop) -> None:
    order_no = shop.buy(1002)
    shop.pack(order_no)
    again = call(SHIP, body={"order_sn": order_no, "pickup": PICKUP})
    assert again["error"] == " logistics.package_already_shipped"  # with the space of the documentation
    assert "ready to be shipped" in call(PARAMETER, {"order_sn": order_no})["message"]


def test_a_label_needs_an_arranged_parcel_and_its_number_and_comes_when_it_is_ready(call, shop) -> None:
    shop.behaviour.turn(label_after_s=60.0)
    order_no = shop.buy(1002)
    asked = {"order_sn": order_no, "tracking_number": "guessed"}
    early = call(CREATE, body={"order_list": [asked]})
    assert early["error"] == "common.batch_api_all_failed"
    assert early["response"]["result_list"][0]["fail_error"] == "logistics.package_can_not_print"
    shop.pack(order_no)
    [wrong] = call(CREATE, body={"order_list": [asked]})["response"]["result_list"]
    assert wrong["fail_error"] == "logistics.tracking_number_invalid"
    number = call(TRACKING, {"order_sn": order_no})["response"]["tracking_number"]
    call(CREATE, body={"order_list": [asked | {"tracking_number": number}]})
    [result] = call(RESULT, body={"order_list": [asked]})["response"]["result_list"]
    assert result["status"] == "PROCESSING"
    late = call("/api/v2/logistics/download_shipping_document", body={"order_list": [asked]})
    assert "not ready" in late["message"]


def test_an_order_is_cancelled_with_what_is_missing_and_a_wish_is_answered_not_overridden(call, shop) -> None:
    order_no = shop.buy(1002)
    asked = {"order_sn": order_no, "cancel_reason": "OUT_OF_STOCK"}
    assert "item_list" in call("/api/v2/order/cancel_order", body=asked)["message"]
    assert "cancel_reason" in call("/api/v2/order/cancel_order", body=asked | {"cancel_reason": "OTHER"})["message"]
    shop.ask_to_cancel(order_no)
    overridden = call("/api/v2/order/cancel_order", body=asked | {"cancel_reason": "CUSTOMER_REQUEST"})
    assert overridden["error"] == "order.error_limit"
    assert shop.tally()["orders"] == {"cancelling": 1}
