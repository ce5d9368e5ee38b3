"""Stock: counted or not, shared or not, taken when an order is paid."""

import pytest


def stock(ask, path="/products/1002"):
    one = ask("GET", path).json()
    return one["manage_stock"], one["stock_quantity"]


def test_what_the_api_makes_is_not_counted_unless_it_says_so(ask) -> None:
    made = ask("POST", "/products", {"name": "Gula", "regular_price": "1", "stock_quantity": 5})
    assert (made.status_code, made.json()["manage_stock"], made.json()["stock_quantity"]) == (201, False, None)
    path = f"/products/{made.json()['id']}"
    assert ask("PUT", path, {"stock_quantity": 5}).json()["stock_quantity"] is None
    ask("PUT", path, {"manage_stock": True, "stock_quantity": 5})
    assert stock(ask, path) == (True, 5)
    ask("PUT", path, {"manage_stock": False})
    assert stock(ask, path) == (False, None)


def test_an_order_takes_its_units_when_it_is_paid_and_gives_them_back_when_cancelled(shop, ask) -> None:
    order_no = shop.buy(1002, quantity=3, pay=False)
    assert stock(ask) == (True, 40)
    shop.pay(order_no)
    assert stock(ask) == (True, 37)
    ask("PUT", f"/orders/{order_no}", {"status": "cancelled"})
    assert stock(ask) == (True, 40)


def test_an_order_that_waits_for_a_transfer_has_its_units(shop, ask) -> None:
    order_no = shop.buy(1002, quantity=3, pay=False)
    ask("PUT", f"/orders/{order_no}", {"status": "on-hold"})
    assert stock(ask) == (True, 37)
    ask("PUT", f"/orders/{order_no}", {"status": "processing"})
    assert stock(ask) == (True, 37)


def test_variations_share_their_products_stock_until_one_is_counted_by_itself(shop, ask) -> None:
    shop.share_stock(1001, 9)
    first, second = (f"/products/1001/variations/{number}" for number in (1001001, 1001002))
    assert stock(ask, first) == ("parent", 9)
    order_no = shop.buy(1001, 1001001, 2)
    assert stock(ask, second) == ("parent", 7)
    shop.cancel(order_no)
    ask("PUT", first, {"manage_stock": True, "stock_quantity": 4})
    assert (stock(ask, first), stock(ask, second), stock(ask, "/products/1001")) == (
        (True, 4),
        ("parent", 9),
        (True, 9),
    )


@pytest.mark.parametrize("moves", [False, True])
def test_an_order_does_not_move_the_date_of_its_products_unless_it_is_switched_on(shop, ask, moves) -> None:
    shop.behaviour.turn(orders_move_modified=moves)
    shop.store.write("UPDATE item SET updated_at = 1000")
    shop.buy(1002)
    assert (ask("GET", "/products/1002").json()["date_modified_gmt"] != "1970-01-01T00:16:40") is moves


def test_a_shop_that_counts_nothing_answers_yes_to_every_number(shop, ask) -> None:
    shop.behaviour.turn(counts_stock=False)
    answer = ask("PUT", "/products/1002", {"manage_stock": True, "stock_quantity": 4})
    assert (answer.status_code, answer.json()["manage_stock"]) == (200, False)


@pytest.mark.parametrize("status", ["on-hold", "failed", "refunded", "trash", "awaiting-pickup"])
def test_an_order_can_have_any_status_and_moves_its_date(shop, ask, status) -> None:
    order_no = shop.buy(1002)
    shop.store.write("UPDATE purchase SET updated_at = 1000")
    changed = ask("PUT", f"/orders/{order_no}", {"status": status}).json()
    assert (changed["status"], changed["date_modified_gmt"] > "2020") == (status, True)
    assert ask("PUT", f"/orders/{order_no}", {"status": "nonsense"}).status_code == 400


def test_a_sku_belongs_to_one_thing_and_a_variation_is_found_by_its_own(ask) -> None:
    taken = ask("POST", "/products", {"name": "X", "sku": "KG-250"})
    assert (taken.status_code, taken.json()["code"]) == (400, "product_invalid_sku")
    [found] = ask("GET", "/products", sku="KG-250").json()
    assert (found["id"], found["type"], found["parent_id"]) == (1001001, "variation", 1001)
    wrong = ask("POST", "/products/batch", {"update": [{"id": 1001001, "stock_quantity": 1}]}).json()["update"]
    assert wrong[0]["error"]["code"] == "woocommerce_rest_invalid_product_id"


def test_a_picture_needs_an_address(ask) -> None:
    refused = ask("PUT", "/products/1002", {"images": [{"src": "data:image/png;base64,xx"}]})
    assert refused.json()["code"] == "woocommerce_product_image_upload_error"
    kept = ask("PUT", "/products/1002", {"images": [{"src": "https://x.example.com/a.png"}]}).json()["images"]
    assert kept[0]["src"] == "https://x.example.com/a.png"
