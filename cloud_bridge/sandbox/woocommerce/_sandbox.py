"""WooCommerce on loopback."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from starlette.routing import Route

from cloud_bridge.sandbox import _orders as states
from cloud_bridge.sandbox._sandbox import Sandbox
from cloud_bridge.sandbox._trouble import Trouble

from ._gate import Gate
from ._goods import Goods
from ._oauth import OAuth
from ._orders import LINES_PER_ORDER, Orders
from ._products import Products
from ._shelf import UNCOUNTED, Shelf
from ._statuses import Statuses
from ._switches import Switches
from ._variations import Variations
from ._webhooks import Webhooks, push_rules
from ._words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cloud_bridge.sandbox._pusher import PushRules

API = "/wp-json/wc/v3"
FIRST_ORDER = 5001
FOR_EVER_MS = 253_402_300_799_000


class WooCommerceSandbox(Sandbox):
    """One shop with one pair of keys; `behaviour` is the switches, `statuses` sets orders' statuses by hand."""

    title = "WooCommerce"
    CREDENTIALS: ClassVar[Mapping[str, str]] = {
        "consumer_key": "ck_sandbox0123456789abcdef0123456789abcdef",
        "consumer_secret": "cs_sandbox0123456789abcdef0123456789abcdef",
        "webhook_secret": "sandbox & webhook secret",  # of webhooks made by hand, which come to `push_url`
        "shop_id": "https://toko.example.com",
    }

    def __init__(self, **settings: Any) -> None:
        self.behaviour = Switches()
        super().__init__(**settings)
        for statement in Path(__file__).with_name("schema.sql").read_text(encoding="utf-8").split(";\n"):
            self.store.write(statement)
        words = Words(self.behaviour, self.clock)
        keys = (self.credentials["consumer_key"], self.credentials["consumer_secret"])
        self.shelf = Shelf(self.store, self.catalogue, self.behaviour)
        self.webhooks = Webhooks(self.store, self.pusher)
        self.statuses = Statuses(self.store, self.orders, self.clock, self._order_told)
        goods = Goods(self.store, self.catalogue, self.shelf, words)
        self._variations = Variations(goods, self.product_changed)
        self._products = Products(goods, self._variations, self.product_changed)
        self._orders = Orders(self.store, self.orders, self.statuses, words)
        self._gate = Gate(keys, OAuth(self.store, keys, self.clock), self.behaviour)

    @property
    def shop_id(self) -> str:
        """The shop's address."""
        return self.credentials["shop_id"]

    def new_order_no(self) -> str:
        """Return the next number: they are the ids of a table."""
        row = self.store.row("SELECT max(CAST(order_no AS INTEGER)) AS last FROM purchase")
        return str(max(FIRST_ORDER, ((row and row["last"]) or 0) + 1))

    def settings(self) -> dict[str, Any]:
        """Return what a channel needs to connect."""
        keys = {name: self.credentials[name] for name in ("consumer_key", "consumer_secret")}
        by_hand = {"webhook_secret": self.credentials["webhook_secret"]} if self.pusher.url else {}
        return {"base_url": self.url, **keys, **by_hand}

    def grant(self) -> dict[str, Any]:
        """Return no tokens: there are keys instead."""
        ends = {"access_expires_at_ms": FOR_EVER_MS, "refresh_expires_at_ms": FOR_EVER_MS}
        return {"access_token": "", "refresh_token": "", **ends}

    def stop_counting(self, item_id: int, variant_id: int = 0) -> None:
        """Let a thing be sold without counting its stock, which is WooCommerce's default."""
        self.shelf.set_mode(item_id, variant_id, UNCOUNTED)

    def share_stock(self, item_id: int, stock: int) -> None:
        """Let the variations of a product share one count."""
        self.shelf.set_pool(item_id, stock)

    def refund(self, order_no: str, item_id: int, variant_id: int, quantity: int) -> None:
        """Give the money for some units back, and put them on the shelf again."""
        places = [(line["item_id"], line["variant_id"]) for line in self.orders.lines(order_no)]
        line_id = int(order_no) * LINES_PER_ORDER + places.index((item_id, variant_id))
        with self.store.transaction():
            self.store.write(
                "INSERT INTO woocommerce_refund (order_no, line_id, quantity) VALUES (?, ?, ?)",
                order_no, line_id, quantity,
            )  # fmt: skip
            self.catalogue.put_back(item_id, variant_id, quantity)
            self.statuses.touch(order_no)
            self._order_told(order_no, "updated")
        self.pusher.wake()

    def push_rules(self) -> PushRules:
        """Return WooCommerce's rules of acknowledgement: no retry, and silence in the end."""
        secret = self.credentials["webhook_secret"]
        return push_rules(self.store, self.shop_id, secret, self.behaviour, lambda: self.url)

    def switches(self) -> Switches:
        """Return what is unknown about WooCommerce, and what each shop sets."""
        return self.behaviour

    def order_changed(self, order_no: str, state: str) -> None:
        """Push `order.created` or `order.updated`; what the stock of its products does is not told."""
        self.statuses.moved(order_no, state)
        if state in {states.PAID, states.CANCELLED}:
            for line in self.orders.lines(order_no):
                by = -line["quantity"] if state == states.PAID else line["quantity"]
                self.shelf.move_pool(line["item_id"], line["variant_id"], by)
                if self.behaviour.orders_move_modified:
                    self._move_modified(line["item_id"])
        self._order_told(order_no, "created" if state == states.UNPAID else "updated")

    def stock_reserved(self, item_id: int, variant_id: int, was: int, now: int) -> None:
        """Push nothing: WooCommerce reserves nothing for campaigns."""

    def product_changed(self, item_id: int, event: str) -> None:
        """Push `product....`; of what was deleted only its id."""
        item = self.catalogue.item(item_id)
        body = self._products.shown(item) if item is not None and event != "deleted" else {"id": item_id}
        self.webhooks.push(f"product.{event}", body)

    def api_routes(self) -> list[Route]:
        """Return the API."""
        products, variations, orders, hooks = self._products, self._variations, self._orders, self.webhooks
        item, order, hook = "/products/{item_id:int}", "/orders/{order_id:int}", "/webhooks/{webhook_id:int}"
        places: dict[str, dict[str, Any]] = {
            "/products": {"GET": products.find, "POST": products.create},
            "/products/batch": {"POST": products.batch},
            item: {"GET": products.one, "PUT": products.update},
            f"{item}/variations": {"GET": variations.find, "POST": variations.create},
            f"{item}/variations/batch": {"POST": variations.batch},
            f"{item}/variations/{{variant_id:int}}": {"GET": variations.one, "PUT": variations.update},
            "/orders": {"GET": orders.find, "POST": orders.create},
            "/orders/batch": {"POST": orders.batch},
            order: {"GET": orders.one, "PUT": orders.update, "DELETE": orders.delete},
            f"{order}/notes": {"GET": orders.notes, "POST": orders.add_note},
            f"{order}/refunds": {"GET": orders.refunds},
            "/webhooks": {"GET": hooks.find, "POST": hooks.create},
            hook: {"GET": hooks.one, "PUT": hooks.update, "DELETE": hooks.delete},
            "/settings/products/woocommerce_weight_unit": {"GET": self._weight_unit},
        }
        trouble = Trouble(self.faults, self._gate.limited)
        return [
            Route(API + path, trouble.around(self._gate.endpoint(handlers)), methods=list(handlers))
            for path, handlers in places.items()
        ]

    def _weight_unit(self, _: object) -> dict[str, Any]:
        return {"id": "woocommerce_weight_unit", "value": self.behaviour.weight_unit}

    def _order_told(self, order_no: str, event: str) -> None:
        shown = {"id": int(order_no)} if event == "deleted" else self._orders.shown(self.orders.order(order_no))
        self.webhooks.push(f"order.{event}", shown)

    def _move_modified(self, item_id: int) -> None:
        self.store.write("UPDATE item SET updated_at = ? WHERE item_id = ?", int(self.clock()), item_id)
        self.product_changed(item_id, "updated")
