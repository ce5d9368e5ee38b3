"""One channel of a Vendure server as the bridge sees every shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.currency import currency_of
from cloud_bridge.connectors.http import Http
from cloud_bridge.connectors.limiter import Limiter
from cloud_bridge.connectors.port import Limits

from . import _orders, _writes
from ._app import BURST, CALLS_PER_S, App
from ._auth import proof_of
from ._cancels import Cancels
from ._client import Client
from ._fates import TITLE
from ._listings import Listings
from ._orders import Orders
from ._products import Products
from ._push import verified
from ._shipping import Shipping
from ._shop import Shop
from ._writes import Writes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cloud_bridge.connectors.port import Hint, TokenStore


class VendureConnector:
    """Implements port.Connector, Ships, Cancels and WritesListings.

    `shop_id` is the channel's token, `location_id` the stock location that Lapak keeps. The owner types an API key, or
    a user's name and password: no tokens are stored.
    """

    limits = Limits(
        stock_batch=_writes.BATCH,
        order_window_ms=_orders.WINDOW_MS,
        order_detail_batch=_orders.BATCH,
        calls_per_s=CALLS_PER_S,
        burst=BURST,
    )

    def __init__(
        self,
        *,
        base_url: str,
        shop_id: str,
        currency: str,
        tokens: TokenStore,  # noqa: ARG002 - every connector is given one
        clock: Callable[[], float],  # noqa: ARG002 - nothing ends here at a known time
        push_url: str = "",  # noqa: ARG002 - it is set in the server's plugin
        username: str = "",
        password: str = "",
        api_key: str = "",
        location_id: str = "",
        webhook_secret: str = "",
        timeout_s: float = 20,
        calls_per_s: float = CALLS_PER_S,
    ) -> None:
        money = currency_of(TITLE, currency)
        self.limiter = Limiter(TITLE, calls_per_s, BURST)
        self._http = Http(TITLE, base_url, self.limiter, timeout_s)
        self._webhook_secret = webhook_secret
        app = App(self._http, shop_id)
        client = Client(app, proof_of(app, username, password, api_key))
        shop = Shop(client, money, shop_id, str(location_id))
        self._products = Products(client, money, shop)
        self._writes = Writes(client, money, shop, self._products)
        self._listings = Listings(client, money, shop, self._products, self._writes)
        self._orders = Orders(client, shop)
        self._shipping = Shipping(client, self._orders)
        self._cancels = Cancels(client, self._orders)

        # What the port asks for, each done by the part that knows how
        self.list_products = self._products.page
        self.read_products = self._products.read
        self.write_stock = self._writes.stock
        self.write_price = self._writes.price
        self.list_orders = self._orders.page
        self.read_orders = self._orders.read
        self.ship_orders = self._shipping.ship
        self.cancel_orders = self._cancels.cancel
        self.create_listing = self._listings.create
        self.update_listing = self._listings.update

    def read_push(self, headers: Mapping[str, str], body: bytes) -> Hint:
        """Return what a webhook hints at; raises PushForged or Refused. Any 2xx within five seconds answers it."""
        return verified(self._webhook_secret, headers, body)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()
