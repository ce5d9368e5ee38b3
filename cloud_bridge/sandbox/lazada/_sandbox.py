"""Lazada on loopback."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from cloud_bridge.sandbox import _orders as base
from cloud_bridge.sandbox._orders import new_number
from cloud_bridge.sandbox._sandbox import Sandbox
from cloud_bridge.sandbox._trouble import Trouble

from ._chat import Chat
from ._gate import ROOT, Gate
from ._listings import Listings
from ._orders import Orders
from ._patience import Patience
from ._products import Products
from ._pushes import MESSAGE, Pushes, push_rules
from ._reverse import Reverse
from ._secrets import Secrets
from ._shelf import OCCUPIED, WITHHELD, Shelf
from ._shipping import FILES, Shipping, refuse_alien_method
from ._stock import Stock
from ._switches import Switches
from ._units import Units

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from sqlite3 import Row

    from starlette.requests import Request

    from cloud_bridge.sandbox._pusher import PushRules

SCHEMA = Path(__file__).with_name("schema.sql")
DELETED = 5


class LazadaSandbox(Sandbox):
    """One seller and one app; every product has SKUs, and every bought unit a row and a status of its own."""

    title = "Lazada"
    CREDENTIALS: ClassVar[Mapping[str, str]] = {
        "app_key": "123456",
        "app_secret": "sandbox-app-secret",
        "shop_id": "400600",
    }

    def __init__(self, **settings: Any) -> None:
        self.behaviour = Switches()
        self.patience = Patience(self.behaviour)
        super().__init__(**settings)
        self.app_key, self.app_secret = self.credentials["app_key"], self.credentials["app_secret"]
        self.pushes = Pushes(self.shop_id, self.behaviour, self.patience, self.clock)
        for statement in SCHEMA.read_text(encoding="utf-8").split(";"):
            self.store.write(statement)
        self.secrets = Secrets(self.store, self.behaviour, self.shop_id, self.clock)
        self.shelf = Shelf(self.store, self.behaviour, self.clock)
        self.units = Units(self.store, self.catalogue, self.behaviour, self.clock, self._unit_changed)
        self.chat = Chat(self.store, self.shop_id, self.clock, self._said)
        self._reverse = Reverse(self.store, self.catalogue, self.orders, self.units, self.behaviour)
        self._gate = Gate(self.app_key, self.app_secret, self.secrets, self.behaviour, self.clock)

    @property
    def shop_id(self) -> str:
        """The seller's id."""
        return str(self.credentials["shop_id"])

    def settings(self) -> dict[str, Any]:
        """Return what a channel needs to connect; both hosts of Lazada are this one."""
        address = f"{self.url}{ROOT}"
        return {"base_url": address, "auth_url": address, "app_key": self.app_key, "app_secret": self.app_secret}

    def grant(self) -> dict[str, Any]:
        """Return tokens as if the owner had said yes."""
        granted = self.secrets.granted()
        now_ms = int(self.clock() * 1000)
        return {
            "access_token": granted["access_token"],
            "refresh_token": granted["refresh_token"],
            "access_expires_at_ms": now_ms + granted["expires_in"] * 1000,
            "refresh_expires_at_ms": now_ms + granted["refresh_expires_in"] * 1000,
        }

    def push_rules(self) -> PushRules:
        """Return Lazada's rules of acknowledgement and retry."""
        return push_rules(self.credentials["app_key"], self.credentials["app_secret"], self.patience.settled)

    def switches(self) -> Switches:
        """Return what is unknown about Lazada."""
        return self.behaviour

    def new_order_no(self) -> str:
        """Return a number of digits that no order has."""
        number = new_number(self.clock(), "0123456789", 9)
        taken = self.store.row("SELECT 1 FROM purchase WHERE order_no = ?", number)
        return number if taken is None else self.new_order_no()

    # --- what happens -------------------------------------------------------------------------------------------------

    def order_changed(self, order_no: str, state: str) -> None:
        """Bring the order's units along; each pushes for itself."""
        if state == base.UNPAID:
            self.units.bought(order_no, self.orders.lines(order_no))
            for line in self.orders.lines(order_no):
                self._stock_written(self.catalogue.variant(line["item_id"], line["variant_id"]))
        else:
            self.units.moved(order_no, state)

    def stock_reserved(self, item_id: int, variant_id: int, was: int, now: int) -> None:
        """Push nothing: Lazada does not tell when a campaign locks stock."""

    def seed(self, items: Iterable[Mapping[str, Any]]) -> list[int]:
        """Put items on sale; one without models gets the one SKU that every product of Lazada has."""
        return super().seed({**item, "models": item.get("models") or [{**item, "name": ""}]} for item in items)

    def buy(
        self, item_id: int, variant_id: int = 0, quantity: int = 1, *, buyer: str = "pembeli", pay: bool = True
    ) -> str:
        """Buy a SKU, or a product's first; raises SoldOut."""
        return super().buy(item_id, variant_id or self.only_sku(item_id), quantity, buyer=buyer, pay=pay)

    def restock(self, item_id: int, variant_id: int, stock: int) -> None:
        """Write stock behind the bridge's back."""
        super().restock(item_id, variant_id or self.only_sku(item_id), stock)

    def reserve(self, item_id: int, variant_id: int, quantity: int) -> None:
        """Lock units for a campaign; they stay a part of what is sellable."""
        super().reserve(item_id, variant_id or self.only_sku(item_id), quantity)

    def only_sku(self, item_id: int) -> int:
        """Return a product's first SKU, 0 when there is no such product."""
        return next((int(sku["variant_id"]) for sku in self.catalogue.variants(item_id)), 0)

    def cancel_units(self, order_no: str, how_many: int) -> None:
        """Cancel some units of an order; the rest of it lives on."""
        living = [unit for unit in self.units.of(order_no) if unit["status"] != "canceled"]
        with self.store.transaction():
            self._reverse.cancel(living[:how_many])
        self.pusher.wake()

    def give_back(self, order_no: str, how_many: int) -> None:
        """Let the buyer return some units that were delivered."""
        delivered = [unit for unit in self.units.of(order_no) if unit["status"] == self.behaviour.final_status]
        with self.store.transaction():
            self.units.set(delivered[:how_many], "returned")
        self.pusher.wake()

    def delete(self, item_id: int) -> None:
        """Take a product off sale for good."""
        with self.store.transaction():
            self.catalogue.set_status(item_id, "DELETED")
            self._product_changed(DELETED, item_id)
        self.pusher.wake()

    def say(self, buyer: str, text: str) -> str:
        """Let a buyer write, and return the thread's id."""
        session_id = self.chat.say(buyer, text)
        self.pusher.wake()
        return session_id

    def warn_of_expiry(self) -> None:
        """Push what comes once a day while an authorisation ends within two days."""
        self.pushes.expiry(self.pusher, self.app_key, self.clock() + 86_400)

    def _unit_changed(self, unit: Row) -> None:
        self.pushes.unit(self.pusher, unit)

    def _stock_written(self, sku: Row) -> None:
        fresh = self.catalogue.variant(sku["item_id"], sku["variant_id"])
        withheld, occupied = (self.shelf.on_order(sku["variant_id"], held) for held in (WITHHELD, OCCUPIED))
        self.pushes.stock(self.pusher, fresh, withheld, occupied)

    def _product_changed(self, kind: int, item_id: int) -> None:
        self.pushes.product(self.pusher, kind, item_id, self.catalogue.variants(item_id))

    def _said(self, message: dict[str, Any]) -> None:
        self.pushes.add(self.pusher, MESSAGE, message)

    # --- the API ------------------------------------------------------------------------------------------------------

    def api_routes(self) -> list[Route]:
        """Return the calls under /rest, the page where owners say yes, and the files of labels."""
        trouble = Trouble(self.faults, self._gate.limited)
        products = Products(self.store, self.catalogue, self.shelf, self.behaviour)
        stock = Stock(self.store, self.catalogue, self.shelf, self.behaviour, self._stock_written)
        listings = Listings(self.store, self.catalogue, self.shelf, self._product_changed)
        orders = Orders(self.orders, self.units, self.behaviour)
        shipping = Shipping(self.store, self.orders, self.units, self.behaviour, lambda: self.url)
        reverse, chat = self._reverse, self.chat
        calls = (
            ("GET", "/products/get", products.get),
            ("GET", "/product/item/get", products.item),
            ("POST", "/product/stock/sellable/update", stock.update_sellable),
            ("POST", "/product/stock/sellable/adjust", stock.adjust_sellable),
            ("POST", "/product/price_quantity/update", stock.update_price_quantity),
            ("POST", "/product/create", listings.create),
            ("POST", "/product/update", listings.update),
            ("POST", "/image/upload", listings.upload),
            ("GET", "/orders/get", orders.get),
            ("GET", "/order/get", orders.order),
            ("GET", "/order/items/get", orders.items),
            ("GET", "/orders/items/get", orders.many_items),
            ("POST", "/order/fulfill/pack", shipping.pack),
            ("ANY", "/order/package/document/get", shipping.document),
            ("POST", "/order/package/rts", shipping.ready_to_ship),
            ("GET", "/order/reverse/cancel/validate", reverse.validate),
            ("GET", "/order/reverse/cancel/create", reverse.create),
            ("GET", "/order/reverse/cancel/seller/decide", reverse.decide),
            ("GET", "/im/session/list", chat.sessions),
            ("GET", "/im/message/list", chat.messages),
            ("POST", "/im/message/send", chat.send),
        )
        tokens = (("/auth/token/create", self.secrets.create), ("/auth/token/refresh", self.secrets.refresh))
        endpoint = self._gate.endpoint
        routes = [(path, endpoint(handler, method)) for method, path, handler in calls]
        routes += [(path, endpoint(handler, "ANY", needs_token=False)) for path, handler in tokens]
        routes += [("/{path:path}", endpoint(refuse_alien_method, "ANY"))]
        methods = ["GET", "POST"]

        async def file(request: Request) -> Response:
            packages = request.path_params["packages"].split(",")
            return Response(shipping.pdf(packages), media_type="application/pdf")

        return [
            *(Route(ROOT + path, trouble.around(handler), methods=methods) for path, handler in routes),
            Route("/oauth/authorize", self._authorise),
            Route(f"{FILES}{{packages}}.pdf", file),
        ]

    async def _authorise(self, request: Request) -> Response:
        """Say yes at once, as an owner who is signed in would, and go back with a code."""
        query = request.query_params
        if query.get("client_id") != self.app_key or query.get("response_type") != "code":
            return JSONResponse({"code": "InvalidAppKey"}, 403)
        back = query.get("redirect_uri", "/")
        given = {"code": self.secrets.new_code(), **({"state": query["state"]} if "state" in query else {})}
        return RedirectResponse(f"{back}{'&' if '?' in back else '?'}{urlencode(given)}", 302)
