"""Shopify on loopback."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from cloud_bridge.sandbox import _orders as states
from cloud_bridge.sandbox._orders import new_number
from cloud_bridge.sandbox._sandbox import Sandbox
from cloud_bridge.sandbox._trouble import Trouble

from ._bucket import Bucket
from ._gate import Gate, too_many
from ._keys import Keys
from ._listings import Listings
from ._nodes import CURRENCY, Node, gid, moment, money
from ._orders import FINANCIAL, FULFILLMENT, Orders
from ._places import MAIN, Places
from ._products import Products
from ._secrets import Secrets
from ._shipping import Shipping
from ._stock import Stock
from ._switches import Switches
from ._webhooks import Webhooks, push_rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from cloud_bridge.sandbox._pusher import PushRules

GRAPHQL = "/admin/api/{version}/graphql.json"
TOPICS = {
    states.UNPAID: "orders/create",
    states.CANCELLED: "orders/cancelled",
    states.SHIPPED: "orders/fulfilled",
    states.PAID: "orders/paid",
}


class ShopifySandbox(Sandbox):
    """One shop with one app; `secrets` are its codes and tokens, `behaviour` the switches."""

    title = "Shopify"
    CREDENTIALS: ClassVar[Mapping[str, str]] = {
        "client_id": "sandbox-client-id",
        "client_secret": "sandbox-client-secret",
        "shop_id": "lapak-sandbox.myshopify.com",
    }

    def __init__(self, **settings: Any) -> None:
        self.behaviour = Switches()
        super().__init__(**settings)
        for statement in Path(__file__).with_name("schema.sql").read_text(encoding="utf-8").split(";\n"):
            self.store.write(statement)
        client = (self.credentials["client_id"], self.credentials["client_secret"])
        self.secrets = Secrets(self.store, self.behaviour, client, self.clock)
        self.webhooks = Webhooks(self.store, self.pusher)
        self._places = Places(self.behaviour)
        self._products = Products(self.store, self.catalogue, self.behaviour, self._places)
        self._shipping = Shipping(self.store, self.orders, self.catalogue, self.behaviour, self.clock)
        self._listings = Listings(self.store, self.catalogue, self._products, self.product_changed, lambda: self.url)
        self.bucket = Bucket(self.behaviour, self.clock)
        self._gate = Gate(self.secrets, self.bucket, self.behaviour, self._root(), self._shipping.settle)

    @property
    def shop_id(self) -> str:
        """The shop's own domain, which Shopify names it by."""
        return self.credentials["shop_id"]

    def new_order_no(self) -> str:
        """Return a number of digits only, as Shopify's are."""
        return new_number(self.clock(), "0123456789", 8)

    def settings(self) -> dict[str, Any]:
        """Return what a channel needs to connect."""
        return {
            "base_url": self.url,
            "client_id": self.credentials["client_id"],
            "client_secret": self.credentials["client_secret"],
            "location_id": str(MAIN),
        }

    def grant(self) -> dict[str, Any]:
        """Return tokens as if the owner had said yes."""
        got, now_s = self.secrets.granted(), self.clock()
        return {
            "access_token": got["access_token"],
            "refresh_token": got["refresh_token"],
            "access_expires_at_ms": int((now_s + got["expires_in"]) * 1000),
            "refresh_expires_at_ms": int((now_s + got["refresh_token_expires_in"]) * 1000),
        }

    def hold(self, order_no: str) -> None:
        """Keep an order from being fulfilled, as a check for fraud does."""
        self.store.write("INSERT OR IGNORE INTO shopify_hold VALUES (?)", order_no)

    def stop_counting(self, item_id: int, variant_id: int = 0) -> None:
        """Let a variant be sold without counting its stock."""
        self.store.write("INSERT OR IGNORE INTO shopify_uncounted VALUES (?, ?)", item_id, variant_id)

    def uninstall(self) -> None:
        """Let the owner throw the app out."""
        self.webhooks.push("app/uninstalled", {"id": 1, "myshopify_domain": self.shop_id})
        self.secrets.revoke()

    def push_rules(self) -> PushRules:
        """Return Shopify's rules of acknowledgement and retry."""
        return push_rules(self.store, self.credentials["client_secret"], self.shop_id, self.behaviour)

    def switches(self) -> Switches:
        """Return what is unknown about Shopify."""
        return self.behaviour

    def order_changed(self, order_no: str, state: str) -> None:
        """Push `orders/...`; an order also changes the products in it."""
        row = self.orders.order(order_no)
        body = {
            "id": int(order_no),
            "admin_graphql_api_id": gid("Order", order_no),
            "updated_at": moment(row["updated_at"]),
            "cancelled_at": moment(row["updated_at"]) if state == states.CANCELLED else None,
            "financial_status": FINANCIAL.get(state, "PAID").lower(),
            "fulfillment_status": "fulfilled" if FULFILLMENT.get(state) == "FULFILLED" else None,
            "currency": CURRENCY,
            "total_price": money(row["total_minor"]),
        }
        if state in TOPICS:
            self.webhooks.push(TOPICS[state], body)
        if state in {states.UNPAID, states.CANCELLED}:  # the stock of its products moved, which is a change of them
            self._stock_moved(order_no)
        if state != states.UNPAID:
            self.webhooks.push("orders/updated", body)

    def stock_reserved(self, item_id: int, variant_id: int, was: int, now: int) -> None:  # noqa: ARG002
        """Push `products/update`."""
        self.product_changed(item_id)

    def _stock_moved(self, order_no: str) -> None:
        for item_id in {line["item_id"] for line in self.orders.lines(order_no)}:
            self.store.write("UPDATE item SET updated_at = ? WHERE item_id = ?", int(self.clock()), item_id)
            self.product_changed(item_id)

    def product_changed(self, item_id: int, verb: str = "update") -> None:
        """Push `products/...`."""
        body = {"id": item_id, "admin_graphql_api_id": gid("Product", item_id), "updated_at": moment(self.clock())}
        self.webhooks.push(f"products/{verb}", body)

    def api_routes(self) -> list[Route]:
        """Return the API, the way in, and the place for pictures."""
        trouble, plain = Trouble(self.faults, self._gate.limited), Trouble(self.faults, too_many)
        return [
            Route(GRAPHQL, trouble.around(self._gate.graphql), methods=["POST"]),
            Route("/admin/oauth/access_token", plain.around(self._gate.tokens), methods=["POST"]),
            Route("/admin/oauth/authorize", self._authorise),
            Route("/staged/{upload_id}", plain.around(self._listings.receive), methods=["PUT"]),
        ]

    def _root(self) -> dict[str, Any]:
        places, products, keys = self._places, self._products, Keys(self.store, self.clock)
        stock = Stock(self.store, self.catalogue, self.behaviour, products, places, self.product_changed)
        orders = Orders(self.store, self.orders, self.behaviour, places)

        find = {"Order": orders.node, "Product": products.of_number, "ProductVariant": products.variant_of_number}

        def nodes(_: Any, ids: list[str]) -> list[Node | None]:
            parts = [global_id.removeprefix("gid://shopify/").partition("/") for global_id in ids]
            return [find[kind](number) if kind in find else None for kind, _, number in parts]

        return {
            "shop": lambda _: {
                "id": gid("Shop", 1),
                "name": "Lapak",
                "myshopifyDomain": self.shop_id,
                "currencyCode": CURRENCY,
            },
            "locations": places.locations,
            "nodes": nodes,
            "products": products.products,
            "product": products.product,
            "productVariants": products.variants,
            "orders": orders.orders,
            "order": orders.order,
            "job": self._shipping.job,
            "webhookSubscriptions": self.webhooks.subscriptions,
            "inventorySetQuantities": keys.once(stock.set_quantities),
            "productVariantsBulkUpdate": stock.update_variants,
            "productSet": self._listings.set_product,
            "stagedUploadsCreate": self._listings.stage_uploads,
            "fulfillmentCreate": self._shipping.create_fulfillment,
            "orderCancel": self._shipping.cancel,
            "webhookSubscriptionCreate": self.webhooks.create,
            "webhookSubscriptionUpdate": self.webhooks.update,
            "webhookSubscriptionDelete": self.webhooks.delete,
        }

    async def _authorise(self, request: Request) -> Response:
        """Say yes at once, as an owner who is signed in would, and go back with a signed code."""
        query = request.query_params
        if query.get("client_id") != self.credentials["client_id"] or not query.get("redirect_uri"):
            return JSONResponse({"error": "invalid_request"}, 400)
        given = {
            "code": self.secrets.new_code(),
            "host": "YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvbGFwYWs",
            "shop": self.shop_id,
            "state": query.get("state", ""),
            "timestamp": str(int(self.clock())),
        }
        signed = urlencode(sorted(given.items()))
        given["hmac"] = hmac.new(
            self.credentials["client_secret"].encode(), signed.encode(), hashlib.sha256
        ).hexdigest()
        back = query["redirect_uri"]
        return RedirectResponse(f"{back}{'&' if '?' in back else '?'}{urlencode(given)}", 302)
