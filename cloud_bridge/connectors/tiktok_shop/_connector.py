"""One TikTok Shop as the bridge sees every shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.currency import currency_of
from cloud_bridge.connectors.http import Http
from cloud_bridge.connectors.limiter import Limiter
from cloud_bridge.connectors.port import Limits

from . import _orders, _subscriptions, _writes
from ._app import BURST, CALLS_PER_S, App
from ._cancels import Cancels
from ._chat import Chat
from ._client import Client
from ._fates import TITLE
from ._listings import Listings
from ._on_sale import OnSale
from ._orders import Orders
from ._products import Products
from ._push import verified
from ._shipping import Shipping
from ._warehouses import Warehouses
from ._writes import Writes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cloud_bridge.connectors.port import Hint, TokenStore


class TikTokShopConnector:
    """Implements port.Connector, Accepts, Ships, Cancels, Labels, WritesListings, Chats and Subscribes.

    `warehouse_id` is where the stock stands in shops with several, `listing_platforms` where new products are shown.
    """

    limits = Limits(
        stock_batch=_writes.BATCH,
        order_window_ms=_orders.WINDOW_MS,
        order_detail_batch=_orders.BATCH,
        calls_per_s=CALLS_PER_S,
        burst=BURST,
        product_batch=1,
        is_by_product=True,
        calls_at_once=8,
    )

    def __init__(
        self,
        *,
        base_url: str,
        app_key: str,
        app_secret: str,
        shop_id: str,
        currency: str,
        tokens: TokenStore,
        clock: Callable[[], float],
        auth_url: str,
        authorise_url: str = "",  # noqa: ARG002 - a field of the market, which only the owner's browser needs
        service_id: str = "",  # noqa: ARG002 - as above
        shop_cipher: str = "",
        warehouse_id: str = "",
        listing_platforms: str = "",
        push_url: str = "",
        timeout_s: float = 20,
        calls_per_s: float = CALLS_PER_S,
    ) -> None:
        money = currency_of(TITLE, currency)
        self.limiter = Limiter(TITLE, calls_per_s, BURST)
        self._http = Http(TITLE, base_url, self.limiter, timeout_s)
        self._app = App(self._http, app_key, app_secret, auth_url, clock)
        self._client = Client(self._app, shop_id, shop_cipher, tokens)
        self._push_url = push_url
        warehouses = Warehouses(self._client, warehouse_id)
        self._products = Products(self._client, warehouses, money)
        self._writes = Writes(self._client, warehouses, OnSale(self._client, self._products), money)
        self._orders = Orders(self._client, money)
        self._shipping = Shipping(self._client, self._orders, self._http)
        self._cancels = Cancels(self._client, self._orders)
        platforms = listing_platforms.replace(",", " ").upper().split()
        self._listings = Listings(self._client, self._products, money, warehouse_id, platforms)
        self._chat = Chat(self._client)

        # What the port asks for, each done by the part that knows how
        self.list_products = self._products.page
        self.read_products = self._products.read
        self.write_stock = self._writes.stock
        self.write_price = self._writes.price
        self.list_orders = self._orders.page
        self.read_orders = self._orders.read
        self.accept_orders = self._shipping.accept
        self.ship_orders = self._shipping.ship
        self.cancel_orders = self._cancels.cancel
        self.read_label = self._shipping.label
        self.create_listing = self._listings.create
        self.update_listing = self._listings.update
        self.list_conversations = self._chat.conversations
        self.read_messages = self._chat.messages
        self.send_message = self._chat.send

    def ensure_subscribed(self) -> int:
        """Make every webhook that Lapak needs come to its address; return how many did not."""
        return _subscriptions.ensure(self._client, self._push_url)

    def read_push(self, headers: Mapping[str, str], body: bytes) -> Hint:
        """Return what a webhook hints at; raises PushForged or Refused. Answer it 200 with an EMPTY body within 3 s."""
        return verified(self._app.app_key, self._app.app_secret, headers, body)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()
