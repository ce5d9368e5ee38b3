"""TikTok Shop on loopback."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from cloud_bridge.sandbox import _orders
from cloud_bridge.sandbox._errors import SandboxError
from cloud_bridge.sandbox._orders import new_number
from cloud_bridge.sandbox._sandbox import Sandbox
from cloud_bridge.sandbox._trouble import Trouble

from ._chat import Chat
from ._packages import arrange
from ._routes import api_routes
from ._secrets import Secrets
from ._shelves import Shelves
from ._switches import Switches
from ._webhooks import INVENTORY_CHANGED, Webhooks, push_rules
from ._words import NORMAL, ORDER_STATUS, sku_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from cloud_bridge.sandbox._pusher import PushRules

SCHEMA = Path(__file__).with_name("schema.sql")
DIGITS = "0123456789"


class TikTokShopSandbox(Sandbox):
    """One shop of one app; `secrets` are its codes and tokens, `behaviour` the switches, `shelves` its warehouses."""

    title = "TikTok Shop"
    CREDENTIALS: ClassVar[Mapping[str, str]] = {
        "app_key": "68xu9ks5p4i8",
        "app_secret": "sandbox-app-secret",
        "service_id": "7431458374265161478",
        "shop_id": "7494049642642441621",
        "shop_cipher": "ROW_sandboxShopCipher",
        "redirect_url": "",  # where owners come back to, as it is set with the app
    }

    def __init__(self, **settings: Any) -> None:
        self.behaviour = Switches()
        super().__init__(**settings)
        for statement in SCHEMA.read_text(encoding="utf-8").split(";"):
            self.store.write(statement)
        self.secrets = Secrets(self.store, self.behaviour, self.credentials, self.clock)
        self.webhooks = Webhooks(self.store, self.pusher, self.shop_id, self.clock)
        self.chat = Chat(self.store, self.webhooks, self.clock)
        self.shelves = Shelves(self.store, self.catalogue, self.behaviour)

    @property
    def shop_id(self) -> str:
        """The shop's number as text."""
        return self.credentials["shop_id"]

    def settings(self) -> dict[str, Any]:
        """Return what a channel needs to connect."""
        known = {name: self.credentials[name] for name in ("app_key", "app_secret", "service_id", "shop_cipher")}
        return {"base_url": self.url, "auth_url": self.url, "authorise_url": self.url, **known}

    def grant(self) -> dict[str, Any]:
        """Return tokens as if the owner had said yes."""
        return self.secrets.grant()

    def push_rules(self) -> PushRules:
        """Return TikTok Shop's rules of acknowledgement and retry."""
        return push_rules(self.credentials["app_key"], self.credentials["app_secret"])

    def switches(self) -> Switches:
        """Return what is unknown about TikTok Shop."""
        return self.behaviour

    def new_order_no(self) -> str:
        """Return eighteen digits."""
        return new_number(self.clock(), DIGITS, 12)

    def order_changed(self, order_no: str, state: str) -> None:
        """Push type 1, which writes CANCEL where the API writes CANCELLED, or type 11 of a buyer's wish."""
        now_s = int(self.clock())
        if state in {_orders.PACKED, _orders.SHIPPED}:
            arrange(self.store, order_no, self.clock())
        if state == _orders.CANCELLING:
            data = {
                "cancellations_role": "BUYER",
                "cancel_status": "CANCELLATION_REQUEST_PENDING",
                "create_time": now_s,
            }
            self.webhooks.push(
                "CANCELLATION_STATUS_CHANGE", {"order_id": order_no, "cancel_id": f"4{order_no}", **data}
            )
            return
        status = "CANCEL" if state == _orders.CANCELLED and self.behaviour.push_says_cancel else ORDER_STATUS[state]
        data = {"order_id": order_no, "order_status": status, "is_on_hold_order": False, "update_time": now_s}
        self.webhooks.push("ORDER_STATUS_CHANGE", data)

    def stock_reserved(self, item_id: int, variant_id: int, was: int, now: int) -> None:
        """Push type 71."""
        sku_id = int(sku_of(self.catalogue.variant(item_id, variant_id)))
        change = {"trigger_source": "CAMPAIGN", "campaign_locked_quantity_delta": now - was}
        data = {"shop_id": int(self.shop_id), "product_id": item_id, "sku_id": sku_id, "change_detail": [change]}
        self.webhooks.push(INVENTORY_CHANGED, data)

    def buy(
        self, item_id: int, variant_id: int = 0, quantity: int = 1, *, buyer: str = "pembeli", pay: bool = True
    ) -> str:
        """Buy what is on sale, and return the order's number; raises SoldOut."""
        if self.catalogue.variant(item_id, variant_id)["status"] != NORMAL:
            raise SandboxError(reason=f"product {item_id} is not on sale")
        return super().buy(item_id, variant_id, quantity, buyer=buyer, pay=pay)

    def say(self, buyer: str, text: str) -> str:
        """Let a buyer write, and return the thread's id."""
        return self.chat.say(buyer, text)

    def disconnect(self) -> None:
        """Let the owner shut Lapak out: every token ends, and type 6 is pushed."""
        self.secrets.revoke()
        self.webhooks.push("SELLER_DEAUTHORIZATION", {"message": "The seller has cancelled the authorization"})

    def api_routes(self) -> list[Route]:
        """Return the calls at their real paths, and the pages of the other hosts."""
        calls, document, gate = api_routes(self)
        trouble = Trouble(self.faults, gate.limited)
        calls += [
            ("GET", "/api/v2/token/get", self.secrets.get),
            ("GET", "/api/v2/token/refresh", self.secrets.refresh),
            ("GET", "/wsos/{package_id}.pdf", document),
            ("GET", "/open/authorize", self._authorise),
        ]
        return [Route(path, trouble.around(handler), methods=[method]) for method, path, handler in calls]

    async def _authorise(self, request: Request) -> Response:
        """Say yes at once, as an owner who is signed in would, and go back with a code to where the app says."""
        if request.query_params.get("service_id") != self.credentials["service_id"]:
            return JSONResponse({"error": "unknown service_id"}, 404)
        given = {"code": self.secrets.new_code(), "state": request.query_params.get("state", "")}
        back = self.credentials["redirect_url"]
        if not back:
            return JSONResponse(given)
        return RedirectResponse(f"{back}{'&' if '?' in back else '?'}{urlencode(given)}", 302)
