"""One TikTok Shop as the bridge sees every shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core.money import CURRENCIES
from cloud_bridge.connectors.errors import Refused
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
    from collections.abc import Callable, Mapping, Sequence

    from cloud_bridge.connectors.port import (
        Cancellation,
        ConversationPage,
        Hint,
        Label,
        Listed,
        ListedPage,
        ListingDraft,
        MarketOrder,
        Message,
        MessagePage,
        OrderPage,
        OrderResult,
        PriceWrite,
        Shipment,
        StockWrite,
        TokenStore,
        WriteResult,
    )


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
        if currency not in CURRENCIES:
            raise Refused(market=TITLE, reason=f"currency {currency} is not one that Lapak knows")
        money = CURRENCIES[currency]
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

    def list_products(self, cursor: str | None, updated_since_ms: int | None = None) -> ListedPage:
        """Return a page of everything that is not deleted, or of what changed since."""
        return self._products.page(cursor, updated_since_ms)

    def read_products(self, product_ids: Sequence[str]) -> tuple[Listed, ...]:
        """Return these products' listings as they are now; a product that is gone is left out."""
        return self._products.read(product_ids)

    def write_stock(self, writes: Sequence[StockWrite]) -> tuple[WriteResult, ...]:
        """Set absolute stock over all warehouses; one call per product, once its warehouses are known."""
        return self._writes.stock(writes)

    def write_price(self, writes: Sequence[PriceWrite]) -> tuple[WriteResult, ...]:
        """Set prices before discounts, of products that are on sale and in no promotion; one call per product."""
        return self._writes.price(writes)

    def list_orders(self, from_ms: int, to_ms: int, cursor: str | None) -> OrderPage:
        """Return a page of the orders updated in the window, oldest first."""
        return self._orders.page(from_ms, to_ms, cursor)

    def read_orders(self, order_ids: Sequence[str]) -> tuple[MarketOrder, ...]:
        """Return these orders in full; unknown ones are left out."""
        return self._orders.read(order_ids)

    def accept_orders(self, order_ids: Sequence[str]) -> tuple[OrderResult, ...]:
        """Arrange TikTok Shop's couriers for all parcels of these orders."""
        return self._shipping.accept(order_ids)

    def ship_orders(self, shipments: Sequence[Shipment]) -> tuple[OrderResult, ...]:
        """Tell of the seller's own courier: `carrier` is TikTok Shop's number of him."""
        return self._shipping.ship(shipments)

    def cancel_orders(self, cancellations: Sequence[Cancellation]) -> tuple[OrderResult, ...]:
        """Cancel whole orders, or agree to it where the buyer asked first."""
        return self._cancels.cancel(cancellations)

    def read_label(self, order_id: str) -> Label:
        """Return the label of an accepted order; raises TryLater while it is being made."""
        return self._shipping.label(order_id)

    def create_listing(self, draft: ListingDraft) -> tuple[Listed, ...]:
        """Put a product on sale once; `draft.attributes` are TikTok Shop's attribute numbers with values."""
        return self._listings.create(draft)

    def update_listing(self, product_id: str, draft: ListingDraft) -> tuple[Listed, ...]:
        """Make a product what the draft says, apart from its stock."""
        return self._listings.update(product_id, draft)

    def list_conversations(self, cursor: str | None) -> ConversationPage:
        """Return a page of threads."""
        return self._chat.conversations(cursor)

    def read_messages(self, conversation_id: str, cursor: str | None) -> MessagePage:
        """Return a page of a thread's messages, latest first."""
        return self._chat.messages(conversation_id, cursor)

    def send_message(self, conversation_id: str, text: str) -> Message:
        """Say something to a buyer in at most 2,000 characters."""
        return self._chat.send(conversation_id, text)

    def ensure_subscribed(self) -> int:
        """Make every webhook that Lapak needs come to its address; return how many did not."""
        return _subscriptions.ensure(self._client, self._push_url)

    def read_push(self, headers: Mapping[str, str], body: bytes) -> Hint:
        """Return what a webhook hints at; raises PushForged or Refused. Answer it 200 with an EMPTY body within 3 s."""
        return verified(self._app.app_key, self._app.app_secret, headers, body)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()
