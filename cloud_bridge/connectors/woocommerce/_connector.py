"""One WooCommerce shop as the bridge sees every shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core.money import CURRENCIES
from cloud_bridge.connectors.errors import Refused
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
        takes_when_paid=True,
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
        if currency not in CURRENCIES:
            raise Refused(market=TITLE, reason=f"currency {currency} is not one that Lapak knows")
        self.shop_id = shop_id
        self.limiter = Limiter(TITLE, calls_per_s, BURST)
        self._http = Http(TITLE, base_url, self.limiter, timeout_s)
        self._app = App(self._http, base_url, Keys(consumer_key, consumer_secret), clock)
        self._push_url = push_url
        self._push_secret = webhook_secret or push_secret(consumer_secret)
        self._products = Products(self._app, CURRENCIES[currency])
        self._writes = Writes(self._app, CURRENCIES[currency])
        self._listings = Listings(self._app, CURRENCIES[currency], self._products)
        self._orders = Orders(self._app)
        self._shipping = Shipping(self._app, self._orders)

    def list_products(self, cursor: str | None, updated_since_ms: int | None = None) -> ListedPage:
        """Return a page of everything sellable, or of the products that changed since (orders' changes left out)."""
        return self._products.page(cursor, updated_since_ms)

    def read_products(self, product_ids: Sequence[str]) -> tuple[Listed, ...]:
        """Return these products' listings as they are now; a product that is gone is left out."""
        return self._products.read(product_ids)

    def write_stock(self, writes: Sequence[StockWrite]) -> tuple[WriteResult, ...]:
        """Set stock, and have it counted where it was not."""
        return self._writes.stock(writes)

    def write_price(self, writes: Sequence[PriceWrite]) -> tuple[WriteResult, ...]:
        """Set regular prices."""
        return self._writes.price(writes)

    def list_orders(self, from_ms: int, to_ms: int, cursor: str | None) -> OrderPage:  # noqa: ARG002 - see _orders
        """Return a page of the orders updated in the window, or since."""
        return self._orders.page(from_ms, cursor)

    def read_orders(self, order_ids: Sequence[str]) -> tuple[MarketOrder, ...]:
        """Return these orders in full; unknown ones are left out."""
        return self._orders.read(order_ids)

    def ship_orders(self, shipments: Sequence[Shipment]) -> tuple[OrderResult, ...]:
        """Complete these orders, and tell their buyers the courier's number."""
        return self._shipping.ship(shipments)

    def cancel_orders(self, cancellations: Sequence[Cancellation]) -> tuple[OrderResult, ...]:
        """Cancel these orders; their money is the owner's to give back."""
        return self._shipping.cancel(cancellations)

    def create_listing(self, draft: ListingDraft) -> tuple[Listed, ...]:
        """Put a product on sale once, however often it is asked for."""
        return self._listings.create(draft)

    def update_listing(self, product_id: str, draft: ListingDraft) -> tuple[Listed, ...]:
        """Make a product what the draft says, apart from its stock."""
        return self._listings.update(product_id, draft)

    def ensure_subscribed(self) -> int:
        """Make the webhooks come to the bridge; return how many had to be made, moved or switched on again."""
        return ensure_subscribed(self._app, self._push_url, self._push_secret)

    def read_push(self, headers: Mapping[str, str], body: bytes) -> Hint:
        """Return what a webhook hints at; raises PushForged or Refused. Answer it 200 within a minute."""
        return verified(self._push_secret, self.shop_id, headers, body)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()
