"""One channel of a Vendure server as the bridge sees every shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core.money import CURRENCIES
from cloud_bridge.connectors.errors import Refused
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
    from collections.abc import Callable, Mapping, Sequence

    from cloud_bridge.connectors.port import (
        Cancellation,
        Hint,
        Listed,
        ListedPage,
        ListingDraft,
        MarketOrder,
        OrderPage,
        OrderResult,
        PriceWrite,
        Shipment,
        StockWrite,
        TokenStore,
        WriteResult,
    )


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
        if currency not in CURRENCIES:
            raise Refused(market=TITLE, reason=f"currency {currency} is not one that Lapak knows")
        self.shop_id = shop_id
        self.limiter = Limiter(TITLE, calls_per_s, BURST)
        self._http = Http(TITLE, base_url, self.limiter, timeout_s)
        self._webhook_secret = webhook_secret
        app = App(self._http, shop_id)
        client = Client(app, proof_of(app, username, password, api_key))
        shop = Shop(client, CURRENCIES[currency], shop_id, str(location_id))
        self._products = Products(client, CURRENCIES[currency], shop)
        self._writes = Writes(client, CURRENCIES[currency], shop, self._products)
        self._listings = Listings(client, CURRENCIES[currency], shop, self._products, self._writes)
        self._orders = Orders(client, shop)
        self._shipping = Shipping(client, self._orders)
        self._cancels = Cancels(client, self._orders)

    def list_products(self, cursor: str | None, updated_since_ms: int | None = None) -> ListedPage:
        """Return a page of every variant, or of those that changed since (purchases left out)."""
        return self._products.page(cursor, updated_since_ms)

    def read_products(self, product_ids: Sequence[str]) -> tuple[Listed, ...]:
        """Return these products' variants as they are now; a product that is gone is left out."""
        return self._products.read(product_ids)

    def write_stock(self, writes: Sequence[StockWrite]) -> tuple[WriteResult, ...]:
        """Make buyers see these numbers, whatever is allocated to orders that have not left."""
        return self._writes.stock(writes)

    def write_price(self, writes: Sequence[PriceWrite]) -> tuple[WriteResult, ...]:
        """Set prices, with tax or without as the channel has them."""
        return self._writes.price(writes)

    def list_orders(self, from_ms: int, to_ms: int, cursor: str | None) -> OrderPage:
        """Return a page of the placed orders updated in the window, in the order of their creation."""
        return self._orders.page(from_ms, to_ms, cursor)

    def read_orders(self, order_ids: Sequence[str]) -> tuple[MarketOrder, ...]:
        """Return these orders in full, found by their codes; unknown ones and baskets are left out."""
        return self._orders.read(order_ids)

    def ship_orders(self, shipments: Sequence[Shipment]) -> tuple[OrderResult, ...]:
        """Fulfil all of these orders."""
        return self._shipping.ship(shipments)

    def cancel_orders(self, cancellations: Sequence[Cancellation]) -> tuple[OrderResult, ...]:
        """Cancel these orders and pay their buyers back."""
        return self._cancels.cancel(cancellations)

    def create_listing(self, draft: ListingDraft) -> tuple[Listed, ...]:
        """Put a product on sale once, however often it is asked for."""
        return self._listings.create(draft)

    def update_listing(self, product_id: str, draft: ListingDraft) -> tuple[Listed, ...]:
        """Make a product what the draft says, apart from its stock."""
        return self._listings.update(product_id, draft)

    def read_push(self, headers: Mapping[str, str], body: bytes) -> Hint:
        """Return what a webhook hints at; raises PushForged or Refused. Any 2xx within five seconds answers it."""
        return verified(self._webhook_secret, headers, body)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()
