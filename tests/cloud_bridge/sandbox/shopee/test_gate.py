"""Who may call: Shopee's answers to wrong proofs."""

import time

import pytest

ITEMS = "/api/v2/product/get_item_list"
PAGE = {"offset": 0, "page_size": 10, "item_status": "NORMAL"}


def test_a_signed_call_is_answered_in_an_envelope_whose_error_is_empty(call) -> None:
    answer = call(ITEMS, PAGE)
    assert answer["error"] == ""
    assert [item["item_id"] for item in answer["response"]["item"]] == [1001, 1002]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"sign": "0" * 64}, "error_sign"),
        ({"sign": "é"}, "error_sign"),
        ({"sign": ""}, "error_param"),
        ({"partner_id": 1}, "invalid_partner_id"),
        ({"timestamp": "soon"}, "error_param"),
        ({"timestamp": 0}, "error_param"),
        ({"shop_id": 1}, "shop_no_linked"),
        ({"access_token": "guessed"}, "invalid_acceess_token"),
    ],
)
def test_a_wrong_proof_is_refused_by_name(call, wrong, error) -> None:
    assert call(ITEMS, PAGE, **wrong)["error"] == error


@pytest.mark.parametrize(("age_s", "error"), [(290, ""), (-290, ""), (310, "error_param"), (-310, "error_param")])
def test_a_timestamp_is_good_for_five_minutes_either_way(call, age_s, error) -> None:
    assert call(ITEMS, PAGE, timestamp=int(time.time()) - age_s)["error"] == error


@pytest.mark.parametrize(
    ("path", "params", "message"),
    [
        (ITEMS, PAGE | {"page_size": 101}, "between 1 and 100"),
        (ITEMS, PAGE | {"item_status": "ALL"}, "status is required"),
        (ITEMS, PAGE | {"offset": 10_001}, "get items offset over limit"),
        ("/api/v2/product/get_item_base_info", {"item_id_list": ",".join(map(str, range(51)))}, "between 1 and 50"),
        ("/api/v2/order/get_order_detail", {"order_sn_list": ",".join(map(str, range(51)))}, "between 1 and 50"),
    ],
)
def test_a_page_has_its_limits(call, path, params, message) -> None:
    answer = call(path, params)
    assert answer["error"] == "error_param"
    assert message in answer["message"]


def test_an_order_window_is_at_most_fifteen_days(call) -> None:
    window = {"time_range_field": "update_time", "time_from": 1_000_000, "page_size": 10}
    path, day_s = "/api/v2/order/get_order_list", 86_400
    assert call(path, window | {"time_to": 1_000_000 + 15 * day_s})["error"] == ""
    assert call(path, window | {"time_to": 1_000_001 + 15 * day_s})["error"] == "order.order_list_invalid_time"
    assert call(path, window | {"time_to": 1_000_000})["error"] == "order.order_list_invalid_time"


def test_order_details_hold_no_lines_unless_asked(call, shop) -> None:
    order_no = shop.buy(1002)
    [order] = call("/api/v2/order/get_order_detail", {"order_sn_list": order_no})["response"]["order_list"]
    assert "item_list" not in order
    assert "total_amount" not in order


@pytest.mark.parametrize("body", [[], {}, {"item_id": "x", "stock_list": [1]}, {"item_id": 1002, "stock_list": [{}]}])
def test_nonsense_is_answered_like_everything_else(call, body) -> None:
    answer = call("/api/v2/product/update_stock", body=body)
    assert answer["error"] == "error_param" or answer["response"]["failure_list"]


def test_fifty_one_models_in_one_write_are_too_many(call) -> None:
    stocks = [{"model_id": 0, "seller_stock": [{"stock": 1}]}] * 51
    assert call("/api/v2/product/update_stock", body={"item_id": 1002, "stock_list": stocks})["error"] == "error_param"
