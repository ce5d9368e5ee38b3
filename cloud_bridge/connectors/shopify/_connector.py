"""One Shopify shop as the bridge sees every shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.currency import currency_of
from cloud_bridge.connectors.http import Http
from cloud_bridge.connectors.limiter import Limiter
from cloud_bridge.connectors.port import Limits

from . import _orders, _writes
from ._app import BURST, POINTS_PER_S, App
from ._client import Client
from ._fates import TITLE
from ._listings import Listings
from ._orders import Orders
from ._place import Place
from ._products import Products
from ._push import verified
from ._shipping import Shipping
from ._subscriptions import ensure_subscribed
from ._writes import Writes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cloud_bridge.connectors.port import Hint, TokenStore


class ShopifyConnector:
    """Implements port.Connector, Ships, Cancels, WritesListings and Subscribes; `clock` is UTC seconds.

    `shop_id` is the shop's own domain ("name.myshopify.com"), `location_id` the place whose stock Lapak keeps; what is
    counted against the limit are points, not calls.
    """

    limits = Limits(
        stock_batch=_writes.BATCH,
        order_window_ms=_orders.WINDOW_MS,
        order_detail_batch=_orders.BATCH,
        calls_per_s=POINTS_PER_S,
        burst=BURST,
        calls_at_once=4,
        compares=True,
    )

    def __init__(
        self,
        *,
        base_url: str,
        client_id: str,
        client_secret: str,
        shop_id: str,  # noqa: ARG002 - `base_url` is the shop's own
        currency: str,
        tokens: TokenStore,
        clock: Callable[[], float],
        push_url: str = "",
        location_id: str = "",
        timeout_s: float = 20,
        calls_per_s: float = POINTS_PER_S,
    ) -> None:
        money = currency_of(TITLE, currency)
        self.limiter = Limiter(TITLE, calls_per_s, BURST)
        self._http = Http(TITLE, base_url, self.limiter, timeout_s)
        self._push_url, self._secret = push_url, client_secret
        self._client = Client(App(self._http, client_id, client_secret, clock), tokens)
        place = Place(self._client, str(location_id))
        self._products = Products(self._client, money, place)
        self._writes = Writes(self._client, money, place, self._products)
        self._listings = Listings(self._client, money, place, self._products)
        self._orders = Orders(self._client)
        self._shipping = Shipping(self._client)

        # What the port asks for, each done by the part that knows how
        self.list_products = self._products.page
        self.read_products = self._products.read
        self.write_stock = self._writes.stock
        self.write_price = self._writes.price
        self.list_orders = self._orders.page
        self.read_orders = self._orders.read
        self.ship_orders = self._shipping.ship
        self.cancel_orders = self._shipping.cancel
        self.create_listing = self._listings.create
        self.update_listing = self._listings.update

    def ensure_subscribed(self) -> int:
        """Make the webhooks come to the bridge; return how many had to be made or moved."""
        return ensure_subscribed(self._client, self._push_url)

    def read_push(self, headers: Mapping[str, str], body: bytes) -> Hint:
        """Return what a webhook hints at; raises PushForged or Refused. Answer it 2xx within five seconds."""
        return verified(self._secret, headers, body)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()
