"""The calls under /api/v2 at their real paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._documents import Documents
from ._images import Images
from ._items import Items
from ._listings import Listings
from ._logistics import Logistics
from ._orders import Orders
from ._products import Products
from ._pushes import LostPushes

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from ._gate import Gate
    from ._sandbox import ShopeeSandbox

    Handler = Callable[[Request], Awaitable[Response]]

API = "/api/v2"


def api_routes(sandbox: ShopeeSandbox, gate: Gate) -> list[tuple[str, str, Handler]]:
    """Return method, path and endpoint of every call."""
    store, catalogue, behaviour, clock = sandbox.store, sandbox.catalogue, sandbox.behaviour, sandbox.clock
    items, images = Items(store, catalogue), Images(store)
    products = Products(catalogue, items, behaviour)
    listings = Listings(store, catalogue, items, images, behaviour)
    orders = Orders(store, sandbox.orders, sandbox.parcels, behaviour)
    logistics = Logistics(store, sandbox.orders, sandbox.parcels, behaviour)
    documents = Documents(store, logistics, sandbox.parcels, behaviour, clock)
    ends, chat, config = sandbox.ends, sandbox.chat, sandbox.push_config
    lost = LostPushes(store, clock)
    of_shop = (
        ("GET", "/product/get_item_list", products.get_item_list),
        ("GET", "/product/get_item_base_info", products.get_item_base_info),
        ("GET", "/product/get_model_list", products.get_model_list),
        ("POST", "/product/update_stock", products.update_stock),
        ("POST", "/product/update_price", products.update_price),
        ("GET", "/product/search_item", listings.search_item),
        ("POST", "/product/add_item", listings.add_item),
        ("POST", "/product/update_item", listings.update_item),
        ("POST", "/product/init_tier_variation", listings.init_tier_variation),
        ("POST", "/product/update_tier_variation", listings.update_tier_variation),
        ("POST", "/product/add_model", listings.add_model),
        ("POST", "/product/delete_model", listings.delete_model),
        ("GET", "/order/get_order_list", orders.get_order_list),
        ("GET", "/order/get_order_detail", orders.get_order_detail),
        ("POST", "/order/cancel_order", ends.cancel_order),
        ("POST", "/order/handle_buyer_cancellation", ends.handle_buyer_cancellation),
        ("GET", "/logistics/get_channel_list", logistics.get_channel_list),
        ("GET", "/logistics/get_shipping_parameter", logistics.get_shipping_parameter),
        ("POST", "/logistics/ship_order", logistics.ship_order),
        ("GET", "/logistics/get_tracking_number", logistics.get_tracking_number),
        ("POST", "/logistics/create_shipping_document", documents.create),
        ("POST", "/logistics/get_shipping_document_result", documents.result),
        ("GET", "/sellerchat/get_conversation_list", chat.get_conversation_list),
        ("GET", "/sellerchat/get_one_conversation", chat.get_one_conversation),
        ("GET", "/sellerchat/get_message", chat.get_message),
        ("POST", "/sellerchat/send_message", chat.send_message),
    )
    of_app = (
        ("POST", "/auth/token/get", sandbox.secrets.exchange),
        ("POST", "/auth/access_token/get", sandbox.secrets.refresh),
        ("POST", "/media_space/upload_image", images.upload_image),
        ("GET", "/push/get_lost_push_message", lost.get_lost_push_message),
        ("POST", "/push/confirm_consumed_lost_push_message", lost.confirm_consumed_lost_push_message),
        ("GET", "/push/get_app_push_config", config.get_app_push_config),
        ("POST", "/push/set_app_push_config", config.set_app_push_config),
    )
    calls: list[tuple[str, str, Handler]] = [(method, API + path, gate.shop(do)) for method, path, do in of_shop]
    calls += [(method, API + path, gate.public(do)) for method, path, do in of_app]
    return [*calls, ("POST", f"{API}/logistics/download_shipping_document", gate.file(documents.download))]
