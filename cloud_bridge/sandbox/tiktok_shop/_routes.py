"""The calls of the API at their real paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._cancellations import Cancellations
from ._gate import Gate
from ._inventory import Inventory
from ._listings import Listings
from ._orders import Orders
from ._packages import Packages
from ._products import Products

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from ._gate import Call
    from ._sandbox import TikTokShopSandbox

    Handler = Callable[[Request], Awaitable[Response]]

CHAT = "/customer_service/{}/conversations"
AFTERSALE = "/return_refund/202602"
OTHER_SHOP = {"id": "7494049642642449999", "name": "Toko lain", "region": "MY", "cipher": "ROW_other", "code": "MYLC9"}


def api_routes(sandbox: TikTokShopSandbox) -> tuple[list[tuple[str, str, Handler]], Handler, Gate]:
    """Return method, path and endpoint of every call, the endpoint of documents, and the gate they go through."""
    store, behaviour, clock, known = sandbox.store, sandbox.behaviour, sandbox.clock, sandbox.credentials
    gate = Gate(known["app_key"], known["app_secret"], known["shop_cipher"], sandbox.secrets, behaviour, clock)
    products = Products(sandbox.catalogue, sandbox.shelves, behaviour)
    inventory = Inventory(sandbox.catalogue, products, sandbox.shelves, behaviour)
    listings = Listings(store, sandbox.catalogue, products, sandbox.webhooks, behaviour)
    orders = Orders(store, sandbox.orders, behaviour)
    packages = Packages(store, sandbox.orders, behaviour, known["app_secret"], clock)
    ends, webhooks, chat = Cancellations(sandbox.orders), sandbox.webhooks, sandbox.chat

    def shops(_: Call) -> dict[str, Any]:
        own = {"id": known["shop_id"], "name": "Toko latihan", "region": "ID", "cipher": known["shop_cipher"]}
        return {"shops": [OTHER_SHOP, {**own, "code": "IDLC1", "seller_type": "LOCAL"}][-behaviour.shops :]}

    of_shop = (
        ("POST", "/product/202502/products/search", products.search),
        ("GET", "/product/202309/products/{product_id}", products.detail),
        ("POST", "/product/202309/products/activate", products.activate),
        ("POST", "/product/202309/products/deactivate", products.deactivate),
        ("POST", "/product/202309/products", listings.create),
        ("POST", "/product/202509/products/{product_id}/partial_edit", listings.edit),
        ("POST", "/product/202309/inventory/search", inventory.search),
        ("POST", "/product/202309/products/{product_id}/inventory/update", inventory.update),
        ("POST", "/product/202309/products/{product_id}/prices/update", inventory.price),
        ("GET", "/logistics/202309/warehouses", listings.warehouses),
        ("POST", "/order/202309/orders/search", orders.search),
        ("GET", "/order/202309/orders", orders.detail),
        ("GET", "/order/202507/orders", orders.detail),
        ("POST", "/fulfillment/202309/packages/search", packages.search),
        ("POST", "/fulfillment/202309/packages/ship", packages.ship_many),
        ("POST", "/fulfillment/202309/packages/{package_id}/ship", packages.ship),
        ("GET", "/fulfillment/202309/packages/{package_id}/shipping_documents", packages.shipping_documents),
        ("GET", AFTERSALE + "/orders/{order_id}/aftersale_eligibility", ends.eligibility),
        ("POST", AFTERSALE + "/cancellations", ends.cancel),
        ("POST", AFTERSALE + "/cancellations/search", ends.search),
        ("POST", "/return_refund/202309/cancellations/{cancel_id}/approve", ends.approve),
        ("GET", "/event/202309/webhooks", webhooks.get),
        ("PUT", "/event/202309/webhooks", webhooks.put),
        ("DELETE", "/event/202309/webhooks", webhooks.delete),
        ("GET", CHAT.format("202309"), chat.conversations),
        ("GET", CHAT.format("202309") + "/{conversation_id}/messages", chat.messages),
        ("POST", CHAT.format("202309") + "/{conversation_id}/messages", chat.send),
        ("POST", CHAT.format("202606") + "/{conversation_id}/messages", chat.send),
    )
    of_app = (
        ("GET", "/authorization/202309/shops", shops),
        ("POST", "/product/202309/images/upload", listings.upload),
    )
    calls = [(method, path, gate.shop(handler)) for method, path, handler in of_shop]
    calls += [(method, path, gate.app(handler)) for method, path, handler in of_app]
    return calls, packages.document, gate
