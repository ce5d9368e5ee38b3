"""Who may call: TikTok Shop's answers to wrong proofs."""

import time

import pytest

SEARCH = "/product/202502/products/search"
SHOPS = "/authorization/202309/shops"
PAGE = {"page_size": 10}


def test_a_signed_call_is_answered_in_an_envelope_whose_code_is_0(call) -> None:
    answer = call(SEARCH, PAGE, {})
    assert (answer["code"], answer["message"]) == (0, "Success")
    assert [product["id"] for product in answer["data"]["products"]] == ["1001", "1002"]


@pytest.mark.parametrize(
    ("wrong", "code", "words"),
    [
        ({"sign": "0" * 64}, 106001, "sign"),
        ({"sign": "é"}, 106001, "sign"),
        ({"sign": ""}, 36009004, "signature"),
        ({"app_key": "1"}, 36009004, "app_key"),
        ({"timestamp": "soon"}, 36009004, "timestamp"),
        ({"token": "guessed"}, 36009004, "x-tts-access-token"),
        ({"shop_cipher": None}, 106013, "shop_cipher"),
        ({"shop_cipher": "ROW_other"}, 101000, "shop"),
    ],
)
def test_a_wrong_proof_is_refused_by_code_and_words(call, wrong, code, words) -> None:
    answer = call(SEARCH, PAGE, {}, **wrong)
    assert answer["code"] == code
    assert words in answer["message"]


def test_the_very_bytes_are_signed(call) -> None:
    assert call(SEARCH, PAGE, {"status": "ALL"}, sent=b'{"status": "ALL"}')["code"] == 0
    assert call(SEARCH, PAGE, {"status": "ALL"}, sent=b'{"status":"ALL"}')["code"] == 106001


@pytest.mark.parametrize(("age_s", "code"), [(290, 0), (-25, 0), (310, 36009004), (-40, 36009004)])
def test_a_timestamp_may_be_five_minutes_late_and_half_a_minute_early(call, age_s, code) -> None:
    assert call(SEARCH, PAGE, {}, timestamp=int(time.time()) - age_s)["code"] == code


def test_a_token_that_ended_is_told_from_one_that_never_was(call, shop) -> None:
    shop.secrets.expire()
    token = shop.secrets.grant()["access_token"]
    shop.secrets.expire()
    assert call(SEARCH, PAGE, {}, token=token)["code"] == 105002


def test_a_call_of_the_app_must_not_name_a_shop(call) -> None:
    assert call(SHOPS, shop_cipher=None)["data"]["shops"][0]["cipher"] == "ROW_sandboxShopCipher"
    assert "not required" in call(SHOPS)["message"]


@pytest.mark.parametrize(
    ("path", "params", "body"),
    [
        (SEARCH, {"page_size": 101}, {}),
        (SEARCH, {}, {}),
        (SEARCH, PAGE, {"status": "LIVE"}),
        (SEARCH, PAGE, {"listing_platforms": ["TOKOPEDIA"]}),
        (SEARCH, {**PAGE, "page_token": "nonsense!"}, {}),
        (SEARCH, PAGE, []),
        ("/order/202309/orders/search", {**PAGE, "sort_order": "UP"}, {}),
        ("/order/202309/orders", {"ids": ",".join(map(str, range(51)))}, None),
        ("/product/202309/inventory/search", {}, {"product_ids": ["1"] * 101}),
        ("/product/202309/inventory/search", {}, {"sku_ids": ["x"]}),
        ("/product/202309/products/1002/inventory/update", {}, {"skus": [{}]}),
        ("/product/202309/products/1002/prices/update", {}, {"skus": [{"id": "1002000", "price": {"amount": 1}}]}),
    ],
)
def test_nonsense_is_refused_like_everything_else(call, path, params, body) -> None:
    answer = call(path, params, body)
    assert answer["code"] == 36009004


@pytest.mark.parametrize(
    ("places", "code"),
    [
        ([0, 1], 0),
        ([0], 12059001),
        ([0, 1, 2], 12052097),
        ([None], 12052097),
    ],
)
def test_a_stock_write_names_every_warehouse_of_the_sku_and_no_other(call, shop, places, code) -> None:
    shop.behaviour.turn(warehouses=3)
    all_places = shop.shelves.warehouses()
    shop.behaviour.turn(warehouses=2)
    rows = [{"warehouse_id": "" if place is None else all_places[place], "quantity": 5} for place in places]
    body = {"skus": [{"id": "1002000", "inventory": rows}]}
    errors = call("/product/202309/products/1002/inventory/update", body=body)["data"].get("errors", [])
    assert [error["code"] for error in errors] == ([code] if code else [])


@pytest.mark.parametrize(
    ("zero_stock", "quantity", "is_taken"), [(True, 0, True), (False, 0, False), (True, 100_000, False)]
)
def test_whether_zero_is_taken_is_a_switch_and_99999_is_the_most(call, shop, zero_stock, quantity, is_taken) -> None:
    shop.behaviour.turn(zero_stock=zero_stock)
    body = {"skus": [{"id": "1002000", "inventory": [{"quantity": quantity}]}]}
    answer = call("/product/202309/products/1002/inventory/update", body=body)
    assert (not answer["data"].get("errors")) == is_taken
    shop.behaviour.turn(zero_spoils_all=True)
    assert (call("/product/202309/products/1002/inventory/update", body=body)["code"] == 0) == is_taken


def test_a_search_by_update_time_gives_orders_from_behind_its_window(call, shop) -> None:
    order_no = shop.buy(1002)
    window = {"update_time_lt": shop.orders.order(order_no)["updated_at"] - 10}
    path = "/order/202309/orders/search"
    params = {**PAGE, "sort_field": "update_time", "sort_order": "ASC"}
    assert [order["id"] for order in call(path, params, window)["data"]["orders"]] == [order_no]
    shop.behaviour.turn(stray_s=0)
    assert call(path, params, window)["data"]["orders"] == []


def test_switching_off_one_platform_leaves_a_product_on_sale_on_the_other(call, shop) -> None:
    shop.behaviour.turn(tokopedia=True)
    path = "/product/202309/products/deactivate"
    call(path, body={"product_ids": ["1002"]})
    assert shop.buy(1002)
    call(path, body={"product_ids": ["1002"], "listing_platforms": ["TIKTOK_SHOP", "TOKOPEDIA"]})
    assert shop.catalogue.item(1002)["status"] == "SELLER_DEACTIVATED"


def test_a_label_has_an_address_that_opens_for_a_day_and_for_nobody_who_guesses(call, shop, web) -> None:
    order_no = shop.buy(1002)
    package_id = call("/order/202309/orders", {"ids": order_no})["data"]["orders"][0]["packages"][0]["id"]
    path = f"/fulfillment/202309/packages/{package_id}/shipping_documents"
    assert call(path, {"document_type": "SHIPPING_LABEL"})["code"] != 0
    call(f"/fulfillment/202309/packages/{package_id}/ship", body={})
    url = call(path, {"document_type": "SHIPPING_LABEL"})["data"]["doc_url"]
    assert web.get(url).content.startswith(b"%PDF")
    assert web.get(url + "0").status_code == 403
    assert web.get(url.replace("until=", "until=9")).status_code == 403
