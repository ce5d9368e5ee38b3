"""One Shopee shop as the bridge sees every shop."""

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
from ._handover import PICKUP
from ._labels import Labels
from ._listings import Listings
from ._orders import Orders
from ._products import Products
from ._push import recover, verified
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


class ShopeeConnector:
    """Implements port.Connector and every ability of the port; `clock` is UTC seconds.

    `push_key` is for apps whose pushes are signed with a key of their own, `location_id` for shops with warehouses,
    `handover` "pickup" or "dropoff" where couriers offer both.
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
        partner_id: int | str,
        partner_key: str,
        shop_id: str,
        currency: str,
        tokens: TokenStore,
        clock: Callable[[], float],
        push_url: str = "",
        push_key: str = "",
        location_id: str = "",
        handover: str = PICKUP,
        timeout_s: float = 20,
        calls_per_s: float = CALLS_PER_S,
    ) -> None:
        if currency not in CURRENCIES:
            raise Refused(market=TITLE, reason=f"currency {currency} is not one that Lapak knows")
        self.limiter = Limiter(TITLE, calls_per_s, BURST)
        self._http = Http(TITLE, base_url, self.limiter, timeout_s)
        self._app = App(self._http, int(partner_id), partner_key, clock)
        self._push_url = push_url
        self._push_key = push_key or partner_key
        client, money = Client(self._app, shop_id, tokens), CURRENCIES[currency]
        self._products = Products(client, money, location_id)
        self._writes = Writes(client, money, location_id)
        self._orders = Orders(client, money)
        self._shipping = Shipping(client, self._orders, handover.strip().lower())
        self._cancels = Cancels(client, self._orders)
        self._labels = Labels(client, self._orders)
        self._listings = Listings(client, self._products, self._writes, money, location_id)
        self._chat = Chat(client, shop_id)

    def list_products(self, cursor: str | None, updated_since_ms: int | None = None) -> ListedPage:
        """Return a page of everything that is not deleted, or of what changed since."""
        return self._products.page(cursor, updated_since_ms)

    def read_products(self, product_ids: Sequence[str]) -> tuple[Listed, ...]:
        """Return these products' listings as they are now; a product that is gone is left out."""
        return self._products.read(product_ids)

    def write_stock(self, writes: Sequence[StockWrite]) -> tuple[WriteResult, ...]:
        """Set absolute stock of the seller's own; one call per item."""
        return self._writes.stock(writes)

    def write_price(self, writes: Sequence[PriceWrite]) -> tuple[WriteResult, ...]:
        """Set original prices; one call per item."""
        return self._writes.price(writes)

    def list_orders(self, from_ms: int, to_ms: int, cursor: str | None) -> OrderPage:
        """Return a page of the orders updated in the window, which is at most 15 days long."""
        return self._orders.page(from_ms, to_ms, cursor)

    def read_orders(self, order_ids: Sequence[str]) -> tuple[MarketOrder, ...]:
        """Return these orders in full; unknown ones are left out."""
        return self._orders.read(order_ids)

    def accept_orders(self, order_ids: Sequence[str]) -> tuple[OrderResult, ...]:
        """Arrange the couriers of all parcels of these orders."""
        return self._shipping.accept(order_ids)

    def ship_orders(self, shipments: Sequence[Shipment]) -> tuple[OrderResult, ...]:
        """Tell the number of the seller's own courier; Shopee's own tell by themselves."""
        return self._shipping.ship(shipments)

    def cancel_orders(self, cancellations: Sequence[Cancellation]) -> tuple[OrderResult, ...]:
        """Cancel whole orders, or agree to it where the buyer asked first."""
        return self._cancels.cancel(cancellations)

    def read_label(self, order_id: str) -> Label:
        """Return the label of an accepted order; raises TryLater while it is being made."""
        return self._labels.read(order_id)

    def create_listing(self, draft: ListingDraft) -> tuple[Listed, ...]:
        """Put an item on sale once; category and attributes are Shopee's numbers, at most two options."""
        return self._listings.create(draft)

    def update_listing(self, product_id: str, draft: ListingDraft) -> tuple[Listed, ...]:
        """Make an item what the draft says, apart from its stock."""
        return self._listings.update(product_id, draft)

    def list_conversations(self, cursor: str | None) -> ConversationPage:
        """Return a page of threads; needs an app that may chat."""
        return self._chat.conversations(cursor)

    def read_messages(self, conversation_id: str, cursor: str | None) -> MessagePage:
        """Return a page of a thread's messages, latest first."""
        return self._chat.messages(conversation_id, cursor)

    def send_message(self, conversation_id: str, text: str) -> Message:
        """Say something to a buyer."""
        return self._chat.send(conversation_id, text)

    def ensure_subscribed(self) -> int:
        """Make the app's pushes come to this bridge; return how many things had to be changed."""
        return _subscriptions.ensure(self._app, self._push_url)

    def read_push(self, headers: Mapping[str, str], body: bytes) -> Hint:
        """Return what a push hints at; raises PushForged or Refused. Answer it 2xx with an EMPTY body within 3 s."""
        return verified(self._push_key, self._push_url, headers, body)

    def recover_pushes(self, keep: Callable[[Sequence[Hint]], None]) -> int:
        """Hand over what Shopee could not deliver, for every shop of the app; see port.LostPushes."""
        return recover(self._app, keep)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()
