"""The TikTok Shop sandbox judged by code that is not ours: PyPI tiktok-shop-api, whose models come from the docs."""

from __future__ import annotations

import io
import json
import time

import pytest
from tiktok_shop_api import TikTokShop, TikTokShopAuth, TikTokShopError, UnknownWebhookEvent, Webhooks
from tiktok_shop_api.generated import models
from tiktok_shop_api.generated.types import File

from cloud_bridge.sandbox.tiktok_shop import TikTokShopSandbox
from tests.cloud_bridge.sandbox.conftest import KOPI, TEH


@pytest.fixture
def shop(receiver):
    """A shop with coffee (1001, SKUs 1001001 and 1001002) and tea (1002, SKU 1002000)."""
    with TikTokShopSandbox(push_url=receiver.url, time_factor=0.00001) as sandbox:
        sandbox.seed([KOPI, TEH])
        yield sandbox


@pytest.fixture
def auth(shop):
    known = shop.credentials
    return TikTokShopAuth(known["app_key"], known["app_secret"], known["service_id"], base_url=shop.url)


@pytest.fixture
def client(shop, auth):
    """The client of the shop that the owner let in, found out the way the package's own manual does it."""
    known, tokens = shop.credentials, auth.exchange_code(shop.secrets.new_code())
    with TikTokShop(known["app_key"], known["app_secret"], tokens.access_token, base_url=shop.url) as app:
        [found] = app.authorization.get_authorized_shops().data.shops
        assert (found.id, found.region) == (shop.shop_id, "ID")
        yield app.with_shop(shop_cipher=found.cipher)


def a(model, **said):
    """Return what a call says, as the package's own model of it."""
    return model.from_dict(said)


def refused(call, *args, **kwargs) -> TikTokShopError:
    with pytest.raises(TikTokShopError) as caught:
        call(*args, **kwargs)
    return caught.value


def test_tokens_are_made_renewed_once_and_told_by_the_moment_they_end(shop, auth) -> None:
    tokens = auth.exchange_code(shop.secrets.new_code())
    assert abs(tokens.access_token_expire_in - time.time() - 7 * 86_400) < 5
    assert tokens.seller_base_region == "ID"
    renewed = auth.refresh(tokens.refresh_token)
    assert shop.secrets.state_of(renewed.access_token) == "good"
    assert refused(auth.refresh, tokens.refresh_token).code


def test_errors_are_told_by_their_codes(shop, client) -> None:
    shop.secrets.expire()
    assert refused(client.orders.get_order_list, page_size=10).code == 105002
    wrong = TikTokShop(shop.credentials["app_key"], "another secret", "x", "y", base_url=shop.url)
    assert refused(wrong.orders.get_order_list, page_size=10).code == 106001
    wrong.close()


def test_too_many_calls_are_429(shop, client) -> None:
    shop.faults.turn(rate_limit=1.0)
    error = refused(client.orders.get_order_list, page_size=10)
    assert (error.code, error.http_status) == (36009002, 429)


def test_products_are_searched_and_read(shop, client) -> None:
    found = client.products.search_products(page_size=1, body=a(models.SearchProductsRequest, status="ACTIVATE")).data
    assert (found.total_count, found.products[0].title) == (2, "Kopi Gayo")
    rest = client.products.search_products(page_size=1, page_token=found.next_page_token).data
    assert rest.products[0].skus[0].seller_sku == "TM-50"
    assert not rest.next_page_token
    product = client.products.get_product(product_id="1001").data
    assert [sku.sales_attributes[0].value_name for sku in product.skus] == ["250 g", "1 kg"]
    assert product.skus[0].price.sale_price == "85000"


def test_stock_and_prices_are_written_and_found(shop, client) -> None:
    shop.behaviour.turn(warehouses=2)
    first, second = shop.shelves.warehouses()
    inventory = [{"quantity": 6, "warehouse_id": first}, {"quantity": 3, "warehouse_id": second}]
    whole, half = (
        a(models.UpdateInventoryRequest, skus=[{"id": "1002000", "inventory": rows}])
        for rows in (inventory, inventory[:1])
    )
    done = client.products.update_inventory(product_id="1002", body=whole)
    assert not done.data.errors
    [error] = client.products.update_inventory(product_id="1002", body=half).data.errors
    assert error.detail.sku_id == "1002000"
    asked = a(models.InventorySearchRequest, sku_ids=["1002000"])
    [sku] = client.products.inventory_search(body=asked).data.inventory[0].skus
    assert (sku.total_available_quantity, [row.available_quantity for row in sku.warehouse_inventory]) == (9, [6, 3])
    price = {"amount": "13000", "currency": "IDR"}
    body = a(models.UpdatePriceRequest, skus=[{"id": "1002000", "price": price}])
    client.products.update_price(product_id="1002", body=body)
    assert shop.catalogue.variant(1002, 0)["price_minor"] == 13_000


def test_products_are_made_changed_and_switched_off(shop, client) -> None:
    picture = File(payload=io.BytesIO(b"\x89PNG..."), file_name="kaos.png", mime_type="image/png")
    uri = client.products.upload_product_image(body=models.UploadProductImageRequest(data=picture)).data.uri
    draft = a(
        models.CreateProductRequest,
        title="Kaos polos katun lengan pendek",
        description="<p>Katun</p>",
        category_id="600001",
        category_version="v2",
        main_images=[{"uri": uri}],
        skus=[
            {
                "inventory": [{"warehouse_id": shop.shelves.warehouses()[0], "quantity": 4}],
                "price": {"amount": "75000", "currency": "IDR"},
                "seller_sku": "KP-M",
                "sales_attributes": [{"name": "Ukuran", "value_name": "M"}],
            }
        ],
        idempotency_key="once",
    )
    made = client.products.create_product(body=draft).data
    assert client.products.create_product(body=draft).data.product_id == made.product_id
    edit = a(models.PartialEditProductRequest, title="Kaos polos katun lengan panjang")
    client.products.partial_edit_product(product_id=made.product_id, body=edit)
    assert client.products.get_product(product_id=made.product_id).data.title == "Kaos polos katun lengan panjang"
    client.products.deactivate_products(body=a(models.DeactivateProductsRequest, product_ids=[made.product_id]))
    assert client.products.get_product(product_id=made.product_id).data.status == "SELLER_DEACTIVATED"
    client.products.activate_products(body=a(models.ActivateProductsRequest, product_ids=[made.product_id]))
    assert client.products.get_product(product_id=made.product_id).data.status == "ACTIVATE"


def test_orders_come_newest_first_unless_asked_and_have_a_row_per_unit(shop, client) -> None:
    made = [shop.orders.buy([(1002, 0, 3)], "siti", pay=True) for _ in range(3)]
    shop.store.write("UPDATE purchase SET created_at = created_at - 100 WHERE order_no = ?", made[0])
    assert client.orders.get_order_list(page_size=10).data.orders[-1].id == made[0]
    oldest = {"sort_order": models.GetOrderListSortOrder.ASC, "sort_field": models.GetOrderListSortField.CREATE_TIME}
    found = client.orders.get_order_list(page_size=2, **oldest).data
    assert (found.orders[0].id, found.total_count) == (made[0], 3)
    rest = client.orders.get_order_list(page_size=2, **oldest, page_token=found.next_page_token).data
    assert len(rest.orders) == 1
    [first, _] = client.orders.get_order_detail(ids=made[:2]).data.orders
    assert (first.status, len(first.line_items), first.payment.total_amount) == ("AWAITING_SHIPMENT", 3, "37500")


def test_parcels_are_found_shipped_and_labelled(shop, client) -> None:
    order_no = shop.buy(1002)
    [parcel] = client.fulfillment.search_package(page_size=10).data.packages
    assert (parcel.status, parcel.orders[0].id) == ("TO_FULFILL", order_no)
    client.fulfillment.ship_package(package_id=parcel.id, body=models.ShipPackageRequest())
    again = a(models.BatchShipPackagesRequest, packages=[{"id": parcel.id}])
    [error] = client.fulfillment.batch_ship_packages(body=again).data.errors
    assert error.detail.package_id == parcel.id
    label = client.fulfillment.get_package_shipping_document(package_id=parcel.id, document_type="SHIPPING_LABEL").data
    assert label.doc_url.startswith(shop.url)
    assert label.tracking_number


def test_orders_are_cancelled_for_a_reason_that_they_offer(shop, client) -> None:
    order_no, asked = shop.buy(1002), shop.buy(1002)
    calls = client.return_and_refund
    found = calls.get_aftersale_eligibility(
        order_id=order_no,
        initiate_aftersale_user=models.GetAftersaleEligibilityInitiateAftersaleUser.SELLER,
        request_types=[models.GetAftersaleEligibilityRequestTypesItem.CANCEL],
    ).data
    [line] = found.sku_eligibility[0].line_item_eligibility
    body = a(models.CancelOrderRequest, order_id=order_no, cancel_reason=line.available_reason_names[0])
    assert calls.cancel_order(body=body).data.cancel_id
    shop.ask_to_cancel(asked)
    [wish] = calls.search_cancellations(body=a(models.SearchCancellationsRequest, order_ids=[asked])).data.cancellations
    calls.approve_cancellation(cancel_id=wish.cancel_id)
    assert shop.tally()["orders"] == {"cancelled": 2}


def test_webhooks_are_ordered_and_dropped(shop, client, receiver) -> None:
    address = receiver.url + "/orders"
    body = a(models.UpdateShopWebhookRequest, address=address, event_type="ORDER_STATUS_CHANGE")
    client.event.update_shop_webhook(body=body)
    [known] = client.event.get_shop_webhooks().data.webhooks
    assert (known.address, known.event_type) == (address, "ORDER_STATUS_CHANGE")
    drop = a(models.DeleteWebhookForAnEventRequest, event_type="ORDER_STATUS_CHANGE")
    client.event.delete_webhook_for_an_event(body=drop)
    assert not client.event.get_shop_webhooks().data.webhooks


def test_every_webhook_is_believed_and_understood(shop, receiver) -> None:
    order_no = shop.buy(1002)
    shop.ask_to_cancel(order_no)
    shop.cancel(order_no)
    thread = shop.say("siti", "halo")
    shop.disconnect()
    known, said = shop.credentials, []
    for headers, body in receiver.wait_for(7):
        event = Webhooks.verify_and_parse(
            app_key=known["app_key"], app_secret=known["app_secret"], raw_body=body, signature=headers["Authorization"]
        )
        assert not isinstance(event, UnknownWebhookEvent)
        assert event.shop_id == shop.shop_id
        said.append((json.loads(body)["type"], json.loads(body)["data"]))
    assert sorted(kind for kind, _ in said) == [1, 1, 1, 6, 11, 13, 14]
    assert {data["order_status"] for kind, data in said if kind == 1} == {"UNPAID", "AWAITING_SHIPMENT", "CANCEL"}
    assert {data["conversation_id"] for kind, data in said if kind in {13, 14}} == {thread}


def test_threads_are_read_and_answered(shop, client) -> None:
    shop.say("siti", "Ukuran L ada?")
    [thread] = client.customer_service.get_conversations(page_size=20).data.conversations
    assert (thread.unread_count, json.loads(thread.latest_message.content)["content"]) == (1, "Ukuran L ada?")
    body = a(models.SendMessageRequest, type="TEXT", content=json.dumps({"content": "Ada, kak"}))
    assert client.customer_service.send_message(conversation_id=thread.id, body=body).data.message_id
    [answer, _] = client.customer_service.get_conversation_messages(
        conversation_id=thread.id, page_size=10
    ).data.messages
    assert answer.sender.role == "CUSTOMER_SERVICE"


def test_warehouses_are_listed(shop, client) -> None:
    found = client.logistics.get_warehouse_list().data.warehouses
    assert [row.type_ for row in found if row.id in shop.shelves.warehouses()] == ["SALES_WAREHOUSE"]
