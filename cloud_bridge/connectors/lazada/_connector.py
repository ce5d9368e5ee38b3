"""One Lazada shop as the bridge sees every shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.currency import currency_of
from cloud_bridge.connectors.http import Http
from cloud_bridge.connectors.limiter import Limiter
from cloud_bridge.connectors.port import Limits

from . import _orders, _writes
from ._app import BURST, CALLS_PER_S, App
from ._chat import Chat
from ._client import Client
from ._fates import TITLE
from ._listings import Listings
from ._orders import Orders
from ._products import Products
from ._push import verified
from ._reverse import Reverse
from ._shipping import Shipping
from ._writes import Writes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cloud_bridge.connectors.port import Hint, TokenStore


class LazadaConnector:
    """Implements port.Connector, Accepts, Ships, Cancels, Labels, WritesListings and Chats; `clock` is UTC seconds.

    `warehouse` is for shops with several: the code of the one that this connector fills.
    """

    limits = Limits(
        stock_batch=_writes.BATCH,
        order_window_ms=_orders.WINDOW_MS,
        order_detail_batch=_orders.BATCH,
        calls_per_s=CALLS_PER_S,
        burst=BURST,
        calls_at_once=4,
    )

    def __init__(
        self,
        *,
        base_url: str,
        auth_url: str,
        app_key: str,
        app_secret: str,
        shop_id: str,
        currency: str,
        tokens: TokenStore,
        clock: Callable[[], float],
        push_url: str = "",
        warehouse: str = "",
        timeout_s: float = 20,
        calls_per_s: float = CALLS_PER_S,
    ) -> None:
        money = currency_of(TITLE, currency)
        del shop_id, push_url  # the token says whose shop it is; a push's signature covers no address
        self.limiter = Limiter(TITLE, calls_per_s, BURST)
        self._http = Http(TITLE, base_url, self.limiter, timeout_s)
        self._app = App(self._http, auth_url, app_key, app_secret, clock)
        client = Client(self._app, tokens)
        self._products = Products(client, money, warehouse)
        self._writes = Writes(client, money, warehouse)
        self._orders = Orders(client, money)
        self._shipping = Shipping(client)
        self._reverse = Reverse(client)
        self._listings = Listings(client, self._products, money)
        self._chat = Chat(client)

        # What the port asks for, each done by the part that knows how
        self.list_products = self._products.page
        self.read_products = self._products.read
        self.write_stock = self._writes.stock
        self.write_price = self._writes.price
        self.list_orders = self._orders.page
        self.read_orders = self._orders.read
        self.accept_orders = self._shipping.accept
        self.ship_orders = self._shipping.ship
        self.cancel_orders = self._reverse.cancel
        self.read_label = self._shipping.label
        self.create_listing = self._listings.create
        self.update_listing = self._listings.update
        self.list_conversations = self._chat.conversations
        self.read_messages = self._chat.messages
        self.send_message = self._chat.send

    def read_push(self, headers: Mapping[str, str], body: bytes) -> Hint:
        """Return what a push hints at; raises PushForged or Refused. Answer it 200 within 500 ms."""
        return verified(self._app.app_key, self._app.app_secret, headers, body)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()
