"""One Lazada shop as the bridge sees every shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core.money import CURRENCIES
from cloud_bridge.connectors.errors import Refused
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
        if currency not in CURRENCIES:
            raise Refused(market=TITLE, reason=f"currency {currency} is not one that Lapak knows")
        del shop_id, push_url  # the token says whose shop it is; a push's signature covers no address
        self.limiter = Limiter(TITLE, calls_per_s, BURST)
        self._http = Http(TITLE, base_url, self.limiter, timeout_s)
        self._app = App(self._http, auth_url, app_key, app_secret, clock)
        client = Client(self._app, tokens)
        self._products = Products(client, CURRENCIES[currency], warehouse)
        self._writes = Writes(client, CURRENCIES[currency], warehouse)
        self._orders = Orders(client, CURRENCIES[currency])
        self._shipping = Shipping(client)
        self._reverse = Reverse(client)
        self._listings = Listings(client, self._products, CURRENCIES[currency])
        self._chat = Chat(client)

    def list_products(self, cursor: str | None, updated_since_ms: int | None = None) -> ListedPage:
        """Return a page of everything that is not deleted, or of what changed since."""
        return self._products.page(cursor, updated_since_ms)

    def read_products(self, product_ids: Sequence[str]) -> tuple[Listed, ...]:
        """Return these products' listings as they are now; a product that is gone is left out."""
        return self._products.read(product_ids)

    def write_stock(self, writes: Sequence[StockWrite]) -> tuple[WriteResult, ...]:
        """Set what buyers can buy, absolutely; twenty SKUs of any products to a call."""
        return self._writes.stock(writes)

    def write_price(self, writes: Sequence[PriceWrite]) -> tuple[WriteResult, ...]:
        """Set prices before any special price; twenty SKUs of any products to a call."""
        return self._writes.price(writes)

    def list_orders(self, from_ms: int, to_ms: int, cursor: str | None) -> OrderPage:
        """Return a page of the orders updated in the window."""
        return self._orders.page(from_ms, to_ms, cursor)

    def read_orders(self, order_ids: Sequence[str]) -> tuple[MarketOrder, ...]:
        """Return these orders in full; unknown ones are left out."""
        return self._orders.read(order_ids)

    def accept_orders(self, order_ids: Sequence[str]) -> tuple[OrderResult, ...]:
        """Pack orders, to where each has a label."""
        return self._shipping.accept(order_ids)

    def ship_orders(self, shipments: Sequence[Shipment]) -> tuple[OrderResult, ...]:
        """Say that packed orders are ready for Lazada's courier."""
        return self._shipping.ship(shipments)

    def cancel_orders(self, cancellations: Sequence[Cancellation]) -> tuple[OrderResult, ...]:
        """Cancel whole orders, or agree with a buyer who asked for it."""
        return self._reverse.cancel(cancellations)

    def read_label(self, order_id: str) -> Label:
        """Return the label of a packed order as PDF."""
        return self._shipping.label(order_id)

    def create_listing(self, draft: ListingDraft) -> tuple[Listed, ...]:
        """Put a product on sale, unless one with these SKUs is."""
        return self._listings.create(draft)

    def update_listing(self, product_id: str, draft: ListingDraft) -> tuple[Listed, ...]:
        """Make a product what the draft says, apart from its stock."""
        return self._listings.update(product_id, draft)

    def list_conversations(self, cursor: str | None) -> ConversationPage:
        """Return a page of threads, latest first."""
        return self._chat.conversations(cursor)

    def read_messages(self, conversation_id: str, cursor: str | None) -> MessagePage:
        """Return a page of a thread's messages, latest first."""
        return self._chat.messages(conversation_id, cursor)

    def send_message(self, conversation_id: str, text: str) -> Message:
        """Write to a buyer."""
        return self._chat.send(conversation_id, text)

    def read_push(self, headers: Mapping[str, str], body: bytes) -> Hint:
        """Return what a push hints at; raises PushForged or Refused. Answer it 200 within 500 ms."""
        return verified(self._app.app_key, self._app.app_secret, headers, body)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()
