"""One Shopee shop as the bridge sees every shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors.currency import currency_of
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

    from cloud_bridge.connectors.port import Hint, TokenStore


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
        product_batch=1,
        is_by_product=True,
        calls_at_once=6,
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
        money = currency_of(TITLE, currency)
        self.limiter = Limiter(TITLE, calls_per_s, BURST)
        self._http = Http(TITLE, base_url, self.limiter, timeout_s)
        self._app = App(self._http, int(partner_id), partner_key, clock)
        self._push_url = push_url
        self._push_key = push_key or partner_key
        client = Client(self._app, shop_id, tokens)
        self._products = Products(client, money, location_id)
        self._writes = Writes(client, money, location_id)
        self._orders = Orders(client, money)
        self._shipping = Shipping(client, self._orders, handover.strip().lower())
        self._cancels = Cancels(client, self._orders)
        self._labels = Labels(client, self._orders)
        self._listings = Listings(client, self._products, self._writes, money, location_id)
        self._chat = Chat(client, shop_id)

        # What the port asks for, each done by the part that knows how
        self.list_products = self._products.page
        self.read_products = self._products.read
        self.write_stock = self._writes.stock
        self.write_price = self._writes.price
        self.list_orders = self._orders.page
        self.read_orders = self._orders.read
        self.accept_orders = self._shipping.accept
        self.ship_orders = self._shipping.ship
        self.cancel_orders = self._cancels.cancel
        self.read_label = self._labels.read
        self.create_listing = self._listings.create
        self.update_listing = self._listings.update
        self.list_conversations = self._chat.conversations
        self.read_messages = self._chat.messages
        self.send_message = self._chat.send

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
