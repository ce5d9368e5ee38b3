"""Pushes (LPM): their bodies, their signature, how often they are tried, and when Lazada stops."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any

from cloud_bridge.sandbox._pusher import PushRules

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Row

    from cloud_bridge.sandbox._pusher import Pusher

    from ._patience import Patience
    from ._switches import Switches

ORDER, MESSAGE, SHALLOW, EXPIRY, REVERSE, FULFILMENT = 0, 2, 6, 8, 10, 14
TIMEOUT_S = 0.5
RETRY_S, RETRIES = 1_800, 12
SHALLOW_BELOW = 5
# What a unit's status is called in a fulfilment push.
PACKAGE_STATUS = {"ready_to_ship": "READY_TO_SHIP", "shipped": "INFO_ST_DOMESTIC_PICKUP_SIGN_IN_SUCCESS"}


def push_rules(app_key: str, app_secret: str, settled: Callable[[Row, bool], None]) -> PushRules:
    """Return Lazada's rules: 200 within half a second, else again every half hour, twelve times."""

    def headers(push: Row) -> dict[str, str]:
        return {
            "Authorization": hmac.new(app_secret.encode(), app_key.encode() + push["body"], hashlib.sha256).hexdigest()
        }

    return PushRules(
        timeout_s=TIMEOUT_S,
        retries_s=(RETRY_S,) * RETRIES,
        is_acknowledged=lambda status, _: status == 200,
        headers=headers,
        settled=settled,
    )


class Pushes:
    """Tells the app's address what happened, until most of that fails."""

    def __init__(self, shop_id: str, switches: Switches, patience: Patience, clock: Callable[[], float]) -> None:
        self._shop_id = shop_id
        self._switches = switches
        self._patience = patience
        self._clock = clock

    def unit(self, pusher: Pusher, unit: Row) -> None:
        """Push the new status of one unit: as an order, as a package, and as a reverse order where it is one."""
        order = {"trade_order_id": unit["order_no"], "trade_order_line_id": str(unit["unit_id"])}
        reverse = {"reverse_order_id": str(unit["reverse_id"])} if unit["reverse_id"] else {}
        self.add(pusher, ORDER, {"order_status": unit["status"], **order, **reverse, **self._when(1)})
        if unit["status"] in PACKAGE_STATUS and unit["package_id"]:
            package = {"fulfillment_package_id": unit["package_id"], "status": PACKAGE_STATUS[unit["status"]]}
            self.add(pusher, FULFILMENT, {"trade_order_id": unit["order_no"], **package, **self._when(1)})
        if unit["reverse_id"]:
            status = {"reverse_status": "CANCEL_SUCCESS" if unit["status"] == "canceled" else "CANCEL_INIT"}
            self.add(pusher, REVERSE, {**order, **reverse, **status, "seller_id": int(self._shop_id), **self._when(1)})

    def product(self, pusher: Pusher, kind: int, item_id: int, skus: list[Row]) -> None:
        """Push that a product was added (3), edited (4) or deleted (5)."""
        listed = [{"sku_id": str(sku["variant_id"]), "seller_sku": sku["sku"]} for sku in skus]
        self.add(pusher, kind, {"item_id": str(item_id), "sku_list": listed, **self._when(1000)})

    def stock(self, pusher: Pusher, sku: Row, withheld: int, occupied: int) -> None:
        """Push that little is left: no product is named."""
        if sku["stock"] < SHALLOW_BELOW:
            held = {"withhold_quantity": withheld, "occupy_quantity": occupied}
            named = {"sku_id": sku["variant_id"], "seller_sku": sku["sku"], "warehouse": self._switches.warehouse}
            self.add(pusher, SHALLOW, {**named, **held, "real_quantity": sku["stock"] + withheld + occupied})

    def expiry(self, pusher: Pusher, app_key: str, ends_at: float) -> None:
        """Push that the authorisation ends within two days: the seller is "null" outside."""
        data = {"app_key": app_key, "auth_expiry_time": int(ends_at), "seller_id": self._shop_id}
        self.add(pusher, EXPIRY, data, seller_id="null")

    def add(self, pusher: Pusher, kind: int, data: dict[str, Any], seller_id: str = "") -> None:
        """Queue a push; `timestamp` is in milliseconds for orders and in seconds for everything else."""
        if self._patience.is_over:
            return
        body = {
            "seller_id": seller_id or self._shop_id,
            "message_type": kind,
            "data": data,
            "timestamp": int(self._clock() * (1000 if kind == ORDER else 1)),
            "site": "lazada_id",
        }
        pusher.add(json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode(), topic=str(kind))

    def _when(self, per_s: int) -> dict[str, int]:
        return {"status_update_time": int(self._clock() * per_s)}
