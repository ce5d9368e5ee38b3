"""One Shopify shop as the bridge sees every shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core.money import CURRENCIES
from cloud_bridge.connectors.errors import Refused
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
        compares=True,
    )

    def __init__(
        self,
        *,
        base_url: str,
        client_id: str,
        client_secret: str,
        shop_id: str,
        currency: str,
        tokens: TokenStore,
        clock: Callable[[], float],
        push_url: str = "",
        location_id: str = "",
        timeout_s: float = 20,
        calls_per_s: float = POINTS_PER_S,
    ) -> None:
        if currency not in CURRENCIES:
            raise Refused(market=TITLE, reason=f"currency {currency} is not one that Lapak knows")
        self.shop_id = shop_id
        self.limiter = Limiter(TITLE, calls_per_s, BURST)
        self._http = Http(TITLE, base_url, self.limiter, timeout_s)
        self._push_url, self._secret = push_url, client_secret
        self._client = Client(App(self._http, client_id, client_secret, clock), tokens)
        place = Place(self._client, str(location_id))
        self._products = Products(self._client, CURRENCIES[currency], place)
        self._writes = Writes(self._client, CURRENCIES[currency], place, self._products)
        self._listings = Listings(self._client, CURRENCIES[currency], place, self._products)
        self._orders = Orders(self._client)
        self._shipping = Shipping(self._client)

    def list_products(self, cursor: str | None, updated_since_ms: int | None = None) -> ListedPage:
        """Return a page of every product's variants, or of what changed since."""
        return self._products.page(cursor, updated_since_ms)

    def read_products(self, product_ids: Sequence[str]) -> tuple[Listed, ...]:
        """Return these products' variants as they are now; a product that is gone is left out."""
        return self._products.read(product_ids)

    def write_stock(self, writes: Sequence[StockWrite]) -> tuple[WriteResult, ...]:
        """Set what is available at the location, compared with what was expected there."""
        return self._writes.stock(writes)

    def write_price(self, writes: Sequence[PriceWrite]) -> tuple[WriteResult, ...]:
        """Set prices; one call per product."""
        return self._writes.price(writes)

    def list_orders(self, from_ms: int, to_ms: int, cursor: str | None) -> OrderPage:
        """Return a page of the orders updated in the window, oldest change first."""
        return self._orders.page(from_ms, to_ms, cursor)

    def read_orders(self, order_ids: Sequence[str]) -> tuple[MarketOrder, ...]:
        """Return these orders in full; unknown ones are left out."""
        return self._orders.read(order_ids)

    def ship_orders(self, shipments: Sequence[Shipment]) -> tuple[OrderResult, ...]:
        """Fulfil all of these orders and tell their buyers."""
        return self._shipping.ship(shipments)

    def cancel_orders(self, cancellations: Sequence[Cancellation]) -> tuple[OrderResult, ...]:
        """Cancel these orders and pay their buyers back."""
        return self._shipping.cancel(cancellations)

    def create_listing(self, draft: ListingDraft) -> tuple[Listed, ...]:
        """Put a product on sale once, however often it is asked for."""
        return self._listings.create(draft)

    def update_listing(self, product_id: str, draft: ListingDraft) -> tuple[Listed, ...]:
        """Make a product what the draft says, apart from its stock."""
        return self._listings.update(product_id, draft)

    def ensure_subscribed(self) -> int:
        """Make the webhooks come to the bridge; return how many had to be made or moved."""
        return ensure_subscribed(self._client, self._push_url)

    def read_push(self, headers: Mapping[str, str], body: bytes) -> Hint:
        """Return what a webhook hints at; raises PushForged or Refused. Answer it 2xx within five seconds."""
        return verified(self._secret, headers, body)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()
