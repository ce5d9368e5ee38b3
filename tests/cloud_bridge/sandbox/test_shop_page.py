"""The shop as people see it."""

import re


def test_a_buyer_finds_buys_pays_later_and_cancels(web, shop) -> None:
    page = web.get("/", params={"q": "melati"}).text
    assert "Teh Melati" in page
    assert "Kopi Gayo" not in page
    bought = web.post("/buy", data={"item_id": 1002, "quantity": 2, "unpaid": 1})
    assert bought.status_code == 303
    page = web.get(bought.headers["location"]).text
    [order_no] = set(re.findall(r"/orders/(\w+)/pay", page))
    assert web.post(f"/orders/{order_no}/pay").status_code == 303
    assert web.post(f"/orders/{order_no}/cancel").status_code == 303
    assert shop.tally()["orders"] == {"cancelled": 1}
    assert shop.tally()["left"] == 53


def test_the_page_speaks_indonesian_to_those_who_ask_and_says_that_it_is_a_sandbox(web) -> None:
    page = web.get("/", headers={"accept-language": "id-ID,id;q=0.9"}).text
    assert "Rp 12.500" in page
    assert "Beli" in page
    assert "Sandbox" in page
    assert "Buy" in web.get("/", headers={"accept-language": "en-GB"}).text


def test_a_script_gets_json(web) -> None:
    script = {"accept": "application/json"}
    assert web.post("/buy", data={"item_id": 1002}, headers=script).json()["state"] == "paid"
    sold_out = web.post("/buy", json={"item_id": 1002, "quantity": 40}, headers=script)
    assert (sold_out.status_code, sold_out.json()["error"]) == (409, "sandbox.sold_out")
    assert web.post("/buy", data={"item_id": 77}, headers=script).status_code == 404
    assert web.post("/buy", data={"item_id": "x"}, headers=script).status_code == 400
    assert web.post("/orders/none/pay", headers=script).status_code == 404
    assert web.post("/orders/none/stop", headers=script).status_code == 404


def test_what_a_seller_or_a_link_writes_is_text_and_never_markup(web, shop) -> None:
    shop.seed([{"name": "<script>x</script>", "sku": "<b>", "price_minor": 1, "stock": 1}])
    page = web.get("/", params={"notice": "<img src=x>", "trouble": 1}).text
    assert "<script>x" not in page
    assert "<img" not in page


def test_a_page_without_products_or_with_its_files_is_whole(web) -> None:
    assert "empty" in web.get("/", params={"q": "nothing like it"}).text
    assert "text/css" in web.get("/shop.css").headers["content-type"]
    assert web.get("/shop.js").status_code == 200
