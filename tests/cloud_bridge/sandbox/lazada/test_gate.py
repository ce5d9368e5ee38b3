"""Who may call: Lazada's answers to wrong proofs and wrong parameters."""

import time

import pytest

PRODUCTS, ORDERS = "/products/get", "/orders/get"
LIVE = {"filter": "live"}
SINCE = {"update_after": "2020-01-01T00:00:00+07:00"}


def test_a_signed_call_is_answered_in_an_envelope_whose_code_is_0(call) -> None:
    answer = call(PRODUCTS, LIVE)
    assert (answer["code"], answer["data"]["total_products"]) == ("0", 2)
    assert answer["request_id"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"sign": "0" * 64}, "IncompleteSignature"),
        ({"sign": "é"}, "IncompleteSignature"),
        ({"sign": ""}, "MissingParameter"),
        ({"sign_method": "md5"}, "IncompleteSignature"),
        ({"app_key": "1"}, "InvalidAppKey"),
        ({"timestamp": "soon"}, "IllegalTimestamp"),
        ({"access_token": "guessed"}, "IllegalAccessToken"),
        ({"access_token": None}, "MissingParameter"),
    ],
)
def test_a_wrong_proof_is_refused_by_name(call, wrong, code) -> None:
    assert call(PRODUCTS, LIVE, **wrong)["code"] == code


@pytest.mark.parametrize(("age_s", "code"), [(7190, "0"), (-7190, "0"), (7210, "IllegalTimestamp")])
def test_a_timestamp_is_in_milliseconds_and_good_for_two_hours_either_way(call, age_s, code) -> None:
    assert call(PRODUCTS, LIVE, timestamp=int((time.time() - age_s) * 1000))["code"] == code
    assert call(PRODUCTS, LIVE, timestamp=int(time.time()))["code"] == "IllegalTimestamp"


def test_a_signature_in_lower_case_or_over_the_whole_path_is_wrong(call, shop) -> None:
    import hashlib
    import hmac

    now = str(int(time.time() * 1000))
    params = {"app_key": shop.app_key, "timestamp": now, "sign_method": "sha256", "filter": "live"}
    params["access_token"] = token = shop.grant()["access_token"]
    text = "".join(name + params[name] for name in sorted(params))

    def with_sign(signed: str) -> str:
        return call(PRODUCTS, LIVE, timestamp=now, access_token=token, sign=signed)["code"]

    right = hmac.new(shop.app_secret.encode(), (PRODUCTS + text).encode(), hashlib.sha256).hexdigest()
    rooted = hmac.new(shop.app_secret.encode(), ("/rest" + PRODUCTS + text).encode(), hashlib.sha256).hexdigest()
    codes = [with_sign(right.upper()), with_sign(right), with_sign(rooted.upper())]
    assert codes == ["0", "IncompleteSignature", "IncompleteSignature"]


@pytest.mark.parametrize(
    ("path", "params", "code"),
    [
        (PRODUCTS, LIVE | {"limit": 51}, "19"),
        (PRODUCTS, LIVE | {"offset": 10_001}, "14"),
        (PRODUCTS, {"filter": "some"}, "36"),
        (PRODUCTS, LIVE | {"update_after": "2020-01-01"}, "17"),
        (PRODUCTS, LIVE | {"sku_seller_list": "TM-50"}, "70"),
        (ORDERS, {}, "1"),
        (ORDERS, SINCE | {"limit": 101}, "19"),
        (ORDERS, {"update_after": "2020-01-01T00:00:00+0700"}, "17"),
        (ORDERS, {"update_after": "1700000000"}, "17"),
        (ORDERS, SINCE | {"status": "some"}, "36"),
        (ORDERS, SINCE | {"sort_by": "price"}, "75"),
        ("/orders/items/get", {"order_ids": "1,2"}, "56"),
        ("/orders/items/get", {"order_ids": str(list(range(51)))}, "38"),
        ("/orders/items/get", {"order_ids": "[1]"}, "37"),
        ("/order/get", {"order_id": "1"}, "16"),
        ("/product/item/get", {"item_id": "1"}, "208"),
        ("/product/item/get", {"seller_sku": "TM-50"}, "1"),
        ("/im/session/list", {"start_time": 1, "page_size": 21}, "-3"),
        ("/product/prices/get", {}, "InvalidApiPath"),
        ("/product/create", {}, "UnsupportedHTTPMethod"),
    ],
)
def test_each_call_has_its_limits_and_its_own_words_for_them(call, path, params, code) -> None:
    assert call(path, params)["code"] == code


def test_a_code_and_a_single_use_refresh_token_work_once(call, shop) -> None:
    code = shop.secrets.new_code()
    first = call("/auth/token/create", {"code": code}, access_token=None)
    assert (first["expires_in"], first["refresh_expires_in"]) == (7 * 86_400, 14 * 86_400)
    assert call("/auth/token/create", {"code": code}, access_token=None)["code"] == "InvalidCode"
    refresh = {"refresh_token": first["refresh_token"]}
    assert call("/auth/token/refresh", refresh, access_token=None)["country_user_info_list"][0]["country"] == "id"
    assert call("/auth/token/refresh", refresh, access_token=None)["code"] == "IllegalRefreshToken"


@pytest.mark.parametrize("payload", [" ", "x", "<Request/>", "<Request><Product/></Request>", "{}", '{"Request":{}}'])
def test_nonsense_is_answered_like_everything_else(call, payload) -> None:
    answer = call("/product/stock/sellable/update", {"payload": payload}, "POST")
    assert answer["code"] in {"1", "5", "30"}
