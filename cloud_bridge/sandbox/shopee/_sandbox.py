"""Shopee on loopback."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from cloud_bridge.sandbox import _orders as base
from cloud_bridge.sandbox._sandbox import Sandbox
from cloud_bridge.sandbox._trouble import Trouble

from ._cancellations import Cancellations
from ._chat import Chat
from ._gate import ApiError, Gate
from ._orders import STATUS
from ._parcels import Parcels
from ._push_config import PushConfig
from ._pushes import CHAT, CUT_OFF, ORDER_STATUS, RESERVED_STOCK, body_of, push_rules
from ._routes import API, api_routes
from ._secrets import Secrets
from ._switches import Switches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from cloud_bridge.sandbox._pusher import PushRules

SCHEMA = Path(__file__).with_name("schema.sql")


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
        for statement in SCHEMA.read_text(encoding="utf-8").split(";"):
            self.store.write(statement)
        self.partner_id, self._shop_id = int(self.credentials["partner_id"]), int(self.credentials["shop_id"])
        self.partner_key = self.credentials["partner_key"]
        self.secrets = Secrets(self.store, self.behaviour, self.partner_id, self._shop_id, self.clock)
        self.parcels = Parcels(self.store, self.behaviour, self.clock)
        self.ends = Cancellations(self.store, self.catalogue, self.orders, self.order_changed, self.clock)
        self.chat = Chat(self.store, self.behaviour, self._shop_id, self.clock, self._said)
        self.push_config = PushConfig(self.store, self.pusher)
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
        if state in {base.PACKED, base.SHIPPED}:  # also when somebody arranged it in Seller Centre
            for number in self.parcels.of(order_no):
                self.parcels.arrange(order_no, number)
        now_s = int(self.clock())
        data = {
            "items": [],
            "ordersn": order_no,
            "status": STATUS[state],
            "completed_scenario": "",
            "update_time": now_s,
        }
        self._push(ORDER_STATUS, data)

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
        self._push(RESERVED_STOCK, data)

    def cancel_part(self, order_no: str, item_id: int, variant_id: int, quantity: int) -> None:
        """Cancel some units of a line; the rest of the order lives on."""
        self.ends.cancel_part(order_no, item_id, variant_id, quantity)
        self.pusher.wake()

    def say(self, buyer: str, text: str) -> str:
        """Let a buyer write, and return the thread's id."""
        return self.chat.say(buyer, text)

    def disconnect(self) -> None:
        """Let the owner shut Lapak out: every token ends, and code 2 is pushed."""
        self.secrets.revoke()
        self._push(CUT_OFF, {"shop_id": self._shop_id, "success": 1, "extra": "shop deauthorised"})

    def _said(self, message: dict[str, Any]) -> None:
        self._push(CHAT, {"type": "message", "region": "ID", "content": message})

    def _push(self, code: int, data: dict[str, Any]) -> None:
        if self.push_config.wants(code):
            self.pusher.add(body_of(code, self._shop_id, int(self.clock()), data))

    def api_routes(self) -> list[Route]:
        """Return the calls under /api/v2."""
        trouble = Trouble(self.faults, self._gate.limited)
        calls = [
            *api_routes(self, self._gate),
            ("GET", f"{API}/shop/auth_partner", self._authorise),
            ("GET", "/auth", self._authorise_unsigned),
        ]
        return [Route(path, trouble.around(handler), methods=[method]) for method, path, handler in calls]

    async def _authorise(self, request: Request) -> Response:
        """Say yes at once, as an owner who is signed in would, and go back with a code."""
        try:
            self._gate.check(request.url.path, request.query_params, needs_token=False)
        except ApiError as refusal:
            return JSONResponse({"error": refusal.error, "message": refusal.message}, 403)
        return self._back(request.query_params.get("redirect", "/"))

    async def _authorise_unsigned(self, request: Request) -> Response:
        """Say yes to the newer link, of which another host shows the page; it knows a state."""
        asked = request.query_params
        if asked.get("partner_id") != str(self.partner_id) or asked.get("response_type") != "code":
            return JSONResponse({"error": "invalid_partner_id", "message": "partner_id or response_type"}, 403)
        return self._back(asked.get("redirect_uri", "/"), state=asked.get("state", ""))

    def _back(self, back: str, **given: str) -> Response:
        answer = urlencode({"code": self.secrets.new_code(), "shop_id": self.shop_id, **given})
        return RedirectResponse(f"{back}{'&' if '?' in back else '?'}{answer}", 302)
