"""One WooCommerce shop as the bridge sees every shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.currency import currency_of
from cloud_bridge.connectors.http import Http
from cloud_bridge.connectors.limiter import Limiter
from cloud_bridge.connectors.port import Limits

from . import _orders, _writes
from ._app import BURST, CALLS_PER_S, App
from ._auth import Keys
from ._fates import TITLE
from ._listings import Listings
from ._orders import Orders
from ._products import Products
from ._push import verified
from ._shipping import Shipping
from ._signing import push_secret
from ._states import TAKEN_WHEN_PAID
from ._subscriptions import ensure_subscribed
from ._writes import Writes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cloud_bridge.connectors.port import Hint, TokenStore


class WooCommerceConnector:
    """Implements port.Connector, Ships, Cancels, WritesListings and Subscribes; `clock` is UTC seconds.

    `shop_id` is the shop's address; there are keys instead of tokens. A `webhook_secret` is typed only where webhooks
    were made by hand.
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
        takes_later=TAKEN_WHEN_PAID,
    )

    def __init__(
        self,
        *,
        base_url: str,
        consumer_key: str,
        consumer_secret: str,
        shop_id: str,
        currency: str,
        tokens: TokenStore,  # noqa: ARG002 - every connector is given one
        clock: Callable[[], float],
        push_url: str = "",
        webhook_secret: str = "",
        timeout_s: float = 20,
        calls_per_s: float = CALLS_PER_S,
    ) -> None:
        money = currency_of(TITLE, currency)
        self._shop_id = shop_id
        self.limiter = Limiter(TITLE, calls_per_s, BURST)
        self._http = Http(TITLE, base_url, self.limiter, timeout_s)
        self._app = App(self._http, base_url, Keys(consumer_key, consumer_secret), clock)
        self._push_url = push_url
        self._push_secret = webhook_secret or push_secret(consumer_secret)
        self._products = Products(self._app, money)
        self._writes = Writes(self._app, money)
        self._listings = Listings(self._app, money, self._products)
        self._orders = Orders(self._app)
        self._shipping = Shipping(self._app, self._orders)

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
        """Make the webhooks come to the bridge; return how many had to be made, moved or switched on again."""
        return ensure_subscribed(self._app, self._push_url, self._push_secret)

    def read_push(self, headers: Mapping[str, str], body: bytes) -> Hint:
        """Return what a webhook hints at; raises PushForged or Refused. Answer it 200 within a minute."""
        return verified(self._push_secret, self._shop_id, headers, body)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()
