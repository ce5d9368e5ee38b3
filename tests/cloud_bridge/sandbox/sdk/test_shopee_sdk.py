"""The Shopee sandbox judged by code that is not ours: npm @congminh1254/shopee-sdk."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest

from cloud_bridge.sandbox.shopee import ShopeeSandbox
from tests.cloud_bridge.sandbox.conftest import KOPI, TEH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cloud_bridge.sandbox.receiver import Receiver

NODE = Path(__file__).parents[3] / "node"
pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (NODE / "node_modules" / "@congminh1254" / "shopee-sdk").is_dir(),
    reason="@congminh1254/shopee-sdk needs Node and `make node`",
)
BACK = "https://bridge.example.com/back"
PICTURE = b"\x89PNG\r\n\x1a\n--not a boundary"


@pytest.fixture
def shop(receiver: Receiver) -> Iterator[ShopeeSandbox]:
    with ShopeeSandbox(push_url=receiver.url, time_factor=0.00001) as sandbox:
        sandbox.seed([KOPI, TEH])
        yield sandbox


@pytest.fixture
def stranger(shop) -> Iterator[Callable[..., Any]]:
    """Call the client, which has no tokens yet; an answer that it throws is returned as it says it."""
    command = ["node", "shopee_judge.mjs", shop.url, str(shop.partner_id), shop.partner_key]
    with subprocess.Popen(command, cwd=NODE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        with httpx2.Client(base_url=process.stdout.readline().strip(), timeout=20) as client:

            def ask(call: str, *args: Any) -> Any:
                manager, _, method = call.rpartition(".")
                return client.post("/call", json={"manager": manager, "method": method, "args": args}).json()

            yield ask
        process.terminate()


@pytest.fixture
def ask(shop, stranger) -> Callable[..., Any]:
    """Call the client that the owner has let in."""
    stranger("authenticateWithCode", shop.secrets.new_code(), int(shop.shop_id))
    return stranger


def test_an_owner_lets_the_client_in_by_its_own_link_and_a_refresh_token_works_once(shop, stranger) -> None:
    link = stranger("getAuthorizationUrl", BACK, {"state": "x"})
    answer = dict(parse_qsl(urlsplit(httpx2.get(link).headers["location"]).query))
    assert answer["state"] == "x"
    first = stranger("authenticateWithCode", answer["code"], int(answer["shop_id"]))
    assert shop.secrets.opens(first["access_token"])
    assert stranger("authenticateWithCode", answer["code"], int(answer["shop_id"]))["said"] == "error_auth"
    second = stranger("refreshToken")
    assert second["refresh_token"] != first["refresh_token"]
    assert stranger("auth.getRefreshToken", first["refresh_token"], int(shop.shop_id))["said"] == (
        "error_shop_refresh_token"
    )


def test_the_client_renews_a_token_that_ended(shop, ask) -> None:
    shop.secrets.expire()
    assert ask("product.getItemBaseInfo", {"item_id_list": [1002]})["response"]["item_list"]


def test_the_client_reads_the_catalogue(ask) -> None:
    page = {"offset": 0, "page_size": 10, "item_status": ["NORMAL", "BANNED"]}
    listed = ask("product.getItemList", page)["response"]
    assert [item["item_id"] for item in listed["item"]] == [1001, 1002]
    assert listed["item"][0]["update_time"].endswith("Z")  # which it made a date of
    kopi, teh = ask("product.getItemBaseInfo", {"item_id_list": [1001, 1002]})["response"]["item_list"]
    assert (kopi["has_model"], "price_info" in kopi) == (True, False)
    assert teh["price_info"][0]["original_price"] == 12_500
    models = ask("product.getModelList", {"item_id": 1001})["response"]["model"]
    assert [model["model_sku"] for model in models] == ["KG-250", "KG-1000"]
    assert ask("product.searchItem", {"page_size": 10, "item_sku": "TM-50"})["response"]["item_id_list"] == [1002]


def test_the_client_writes_stock_and_prices_and_hears_what_was_refused(shop, ask) -> None:
    shop.reserve(1001, 1001001, 5)
    stocks = [
        {"model_id": 1001001, "seller_stock": [{"stock": 4}]},
        {"model_id": 1001002, "seller_stock": [{"stock": 9}]},
    ]
    done = ask("product.updateStock", {"item_id": 1001, "stock_list": stocks})["response"]
    assert [one["model_id"] for one in done["success_list"]] == [1001002]
    assert "reserved stock" in done["failure_list"][0]["failed_reason"]
    prices = [{"model_id": 0, "original_price": 13_000}]
    assert ask("product.updatePrice", {"item_id": 1002, "price_list": prices})["response"]["failure_list"] == []
    assert [row["price_minor"] for row in shop.catalogue.everything()][2] == 13_000


def test_the_client_puts_an_item_with_models_on_sale(shop, ask) -> None:
    image = {"$bytes": base64.b64encode(PICTURE).decode()}
    image_id = ask("mediaSpace.uploadImage", {"image": image})["response"]["image_info"]["image_id"]
    channels = ask("logistics.getChannelList")["response"]["logistics_channel_list"]
    body = {
        "item_name": "Kaos",
        "description": "Katun",
        "category_id": 100416,
        "weight": 0.18,
        "original_price": 75_000,
        "seller_stock": [{"stock": 0}],
        "brand": {"brand_id": 0, "original_brand_name": "NoBrand"},
        "image": {"image_id_list": [image_id]},
        "logistic_info": [{"logistic_id": channels[0]["logistics_channel_id"], "enabled": True}],
    }
    item_id = ask("product.addItem", body)["response"]["item_id"]
    models = [{"tier_index": [0], "model_sku": "K-M", "original_price": 75_000, "seller_stock": [{"stock": 5}]}]
    tiers = [{"name": "Ukuran", "option_list": [{"option": "M"}]}]
    assert "error" in ask("product.initTierVariation", {"item_id": item_id, "tier_variation": tiers, "model": models})
    [model] = ask("product.getModelList", {"item_id": item_id})["response"]["model"]
    assert model["stock_info_v2"]["seller_stock"] == [{"stock": 5}]
    assert shop.store.row("SELECT bytes FROM shopee_image")["bytes"] == len(PICTURE)


def test_the_client_walks_a_window_of_orders_and_reads_them(shop, ask) -> None:
    shop.catalogue.set_stock(1002, 0, 100)
    made = {shop.buy(1002) for _ in range(5)}
    now_s = int(time.time())
    asked = {"time_range_field": "update_time", "time_from": now_s - 100, "time_to": now_s + 100, "page_size": 2}
    found, cursor = [], ""
    while True:
        page = ask("order.getOrderList", {**asked, "cursor": cursor})["response"]
        found += [order["order_sn"] for order in page["order_list"]]
        if not page["more"]:
            break
        cursor = page["next_cursor"]
    assert (set(found), len(found)) == (made, 5)
    order_no = found[0]
    shop.cancel_part(shop.orders.buy([(1002, 0, 3)], "siti", pay=True), 1002, 0, 1)
    fields = "item_list,total_amount,package_list"
    [order] = ask("order.getOrderDetail", {"order_sn_list": [order_no], "response_optional_fields": fields})[
        "response"
    ]["order_list"]
    assert (order["order_status"], order["total_amount"]) == ("READY_TO_SHIP", 12_500)
    assert (order["item_list"][0]["model_quantity_purchased"], order["item_list"][0]["cancelled_qty"]) == (1, 0)
    assert order["package_list"][0]["logistics_status"] == "LOGISTICS_READY"
    late = ask("order.getOrderList", {**asked, "time_from": now_s - 16 * 86_400})
    assert late["said"] == "order.order_list_invalid_time"


def test_the_client_ships_an_order_and_downloads_its_label(shop, ask) -> None:
    order = {"order_sn": shop.buy(1002)}
    offer = ask("logistics.getShippingParameter", order)["response"]
    assert offer["info_needed"] == {"pickup": ["address_id", "pickup_time_id"]}
    address = next(one for one in offer["pickup"]["address_list"] if "pickup_address" in one["address_flag"])
    slot = next(one for one in address["time_slot_list"] if "recommended" in one["flags"])
    pickup = {"address_id": address["address_id"], "pickup_time_id": slot["pickup_time_id"]}
    assert ask("logistics.shipOrder", {**order, "pickup": pickup})["error"] == ""
    assert "already_shipped" in ask("logistics.shipOrder", {**order, "pickup": pickup})["said"]
    tracking = ask("logistics.getTrackingNumber", order)["response"]["tracking_number"]
    made = ask("logistics.createShippingDocument", {"order_list": [{**order, "tracking_number": tracking}]})
    assert made["response"]["result_list"] == [order]
    [result] = ask("logistics.getShippingDocumentResult", {"order_list": [order]})["response"]["result_list"]
    assert result["status"] == "READY"
    label = base64.b64decode(ask("logistics.downloadShippingDocument", {"order_list": [order]})["$bytes"])
    assert label.startswith(b"%PDF-1.4")
    assert label.rstrip().endswith(b"%%EOF")


def test_the_client_cancels_an_order_and_agrees_to_a_buyers_wish(shop, ask) -> None:
    order_no, asked = shop.buy(1002), shop.buy(1002)
    shop.ask_to_cancel(asked)
    reason = {"cancel_reason": "OUT_OF_STOCK", "item_list": [{"item_id": 1002, "model_id": 0}]}
    assert ask("order.cancelOrder", {"order_sn": order_no, **reason})["error"] == ""
    assert ask("order.handleBuyerCancellation", {"order_sn": asked, "operation": "ACCEPT"})["error"] == ""
    assert shop.tally()["orders"] == {"cancelled": 2}


def test_the_client_recovers_lost_pushes_and_sets_where_they_go(shop, ask, receiver) -> None:
    receiver.status = 500
    made = [shop.buy(1002, pay=False) for _ in range(3)]
    deadline = time.monotonic() + 5
    while shop.tally()["pushes"] != {"lost": 3} and time.monotonic() < deadline:
        time.sleep(0.01)
    lost = ask("push.getLostPushMessage")["response"]
    assert sorted(json.loads(one["data"])["data"]["ordersn"] for one in lost["push_message_list"]) == sorted(made)
    confirmed = ask("push.confirmConsumedLostPushMessage", {"last_message_id": lost["last_message_id"]})
    assert confirmed["error"] == ""
    assert ask("push.getLostPushMessage")["response"]["push_message_list"] == []
    ask("push.setAppPushConfig", {"callback_url": BACK, "set_push_config_off": [8]})
    config = ask("push.getAppPushConfig")["response"]
    assert (config["callback_url"], config["push_config_off_list"]) == (BACK, [8])
