"""Shopee on loopback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from cloud_bridge.sandbox._sandbox import Sandbox
from cloud_bridge.sandbox._trouble import Trouble

from ._gate import ApiError, Gate
from ._orders import STATUS, Orders
from ._products import Products
from ._pushes import ORDER_STATUS, RESERVED_STOCK, LostPushes, body_of, push_rules
from ._secrets import Secrets
from ._switches import Switches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from cloud_bridge.sandbox._pusher import PushRules

API = "/api/v2"


class ShopeeSandbox(Sandbox):
    """One shop of one partner's app; `secrets` are its codes and tokens, `behaviour` the switches."""

    title = "Shopee"
    CREDENTIALS: ClassVar[Mapping[str, str]] = {
        "partner_id": "2000001",
        "partner_key": "sandbox-partner-key",
        "shop_id": "700001",
    }

    def __init__(self, **settings: Any) -> None:
        self.behaviour = Switches()
        super().__init__(**settings)
        self.partner_id, self._shop_id = int(self.credentials["partner_id"]), int(self.credentials["shop_id"])
        self.partner_key = self.credentials["partner_key"]
        self.secrets = Secrets(self.store, self.behaviour, self.partner_id, self._shop_id, self.clock)
        self._gate = Gate(self.partner_id, self.partner_key, self._shop_id, self.secrets, self.behaviour, self.clock)

    @property
    def shop_id(self) -> str:
        """The shop's number as text."""
        return str(self._shop_id)

    def settings(self) -> dict[str, Any]:
        """Return what a channel needs to connect."""
        return {"base_url": self.url, "partner_id": self.partner_id, "partner_key": self.partner_key}

    def grant(self) -> dict[str, Any]:
        """Return tokens as if the owner had said yes."""
        return self.secrets.grant()

    def push_rules(self) -> PushRules:
        """Return Shopee's rules of acknowledgement and retry."""
        return push_rules(self.credentials["partner_key"])

    def switches(self) -> Switches:
        """Return what is unknown about Shopee."""
        return self.behaviour

    def order_changed(self, order_no: str, state: str) -> None:
        """Push code 3; it says `ordersn` where the API says `order_sn`."""
        now_s = int(self.clock())
        data = {
            "items": [],
            "ordersn": order_no,
            "status": STATUS[state],
            "completed_scenario": "",
            "update_time": now_s,
        }
        self.pusher.add(body_of(ORDER_STATUS, self._shop_id, now_s, data))

    def stock_reserved(self, item_id: int, variant_id: int, was: int, now: int) -> None:
        """Push code 8."""
        now_s = int(self.clock())
        data = {
            "shop_id": self._shop_id,
            "item_id": item_id,
            "variation_id": variant_id,
            "action": "ENTER_PROMOTION" if now else "EXIT_PROMOTION",
            "update_time": now_s,
            "update_values": [{"name": "reserve_stock", "old_value": was, "new_value": now}],
        }
        self.pusher.add(body_of(RESERVED_STOCK, self._shop_id, now_s, data))

    def api_routes(self) -> list[Route]:
        """Return the calls under /api/v2."""
        gate, trouble = self._gate, Trouble(self.faults, self._gate.limited)
        products = Products(self.catalogue, self.behaviour)
        orders = Orders(self.orders, self.behaviour)
        lost = LostPushes(self.store, self.clock)
        calls = (
            ("GET", "/product/get_item_list", gate.shop(products.get_item_list)),
            ("GET", "/product/get_item_base_info", gate.shop(products.get_item_base_info)),
            ("GET", "/product/get_model_list", gate.shop(products.get_model_list)),
            ("POST", "/product/update_stock", gate.shop(products.update_stock)),
            ("POST", "/product/update_price", gate.shop(products.update_price)),
            ("GET", "/order/get_order_list", gate.shop(orders.get_order_list)),
            ("GET", "/order/get_order_detail", gate.shop(orders.get_order_detail)),
            ("POST", "/auth/token/get", gate.public(self.secrets.exchange)),
            ("POST", "/auth/access_token/get", gate.public(self.secrets.refresh)),
            ("GET", "/push/get_lost_push_message", gate.public(lost.get_lost_push_message)),
            ("POST", "/push/confirm_consumed_lost_push_message", gate.public(lost.confirm_consumed_lost_push_message)),
            ("GET", "/shop/auth_partner", self._authorise),
        )
        return [Route(API + path, trouble.around(handler), methods=[method]) for method, path, handler in calls]

    async def _authorise(self, request: Request) -> Response:
        """Say yes at once, as an owner who is signed in would, and go back with a code."""
        try:
            self._gate.check(request.url.path, request.query_params, needs_token=False)
        except ApiError as refusal:
            return JSONResponse({"error": refusal.error, "message": refusal.message}, 403)
        back = request.query_params.get("redirect", "/")
        given = urlencode({"code": self.secrets.new_code(), "shop_id": self.shop_id})
        return RedirectResponse(f"{back}{'&' if '?' in back else '?'}{given}", 302)
