"""Pack, document, ready to ship: `success: true`, whatever became of the single units and packages."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from cloud_bridge.sandbox import _orders as base
from cloud_bridge.sandbox._errors import NotThere

from ._errors import ApiError
from ._label import pdf_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Row

    from cloud_bridge.sandbox._orders import Orders as Purchases
    from cloud_bridge.sandbox._store import Store

    from ._gate import Call
    from ._switches import Switches
    from ._units import Units

MOST = 20
DONE = ("0", "success")
FILES = "/_files/"


class Shipping:
    """What the shop's owner does with parcels; `address` is where the sandbox itself listens."""

    def __init__(
        self, store: Store, purchases: Purchases, units: Units, switches: Switches, address: Callable[[], str]
    ) -> None:
        self._store = store
        self._purchases = purchases
        self._units = units
        self._switches = switches
        self._address = address

    def pack(self, call: Call) -> dict[str, Any]:
        """POST /order/fulfill/pack."""
        asked = json.loads(call.text("packReq"))
        orders = asked["pack_order_list"]
        if asked.get("delivery_type") != "dropship" or asked.get("shipping_allocate_type") not in {"TFS", "NTFS"}:
            return self._refused("700004", "param illegal")
        if not 1 <= len(orders) <= MOST:
            return self._refused("700022", "batch size out of limit")
        with self._store.transaction():
            return self._done({"pack_order_list": [self._packed(order) for order in orders]})

    def document(self, call: Call) -> dict[str, Any]:
        """GET or POST /order/package/document/get: the file is a page that frames the PDF, or the PDF itself."""
        asked = json.loads(call.text("getDocumentReq"))
        wanted = [str(package["package_id"]) for package in asked["packages"]]
        if not 1 <= len(wanted) <= MOST:
            return self._refused("700022", "batch size out of limit")
        if not all(self._units.in_package(package) for package in wanted):
            return self._refused("700040", "There are no packages that support printing!")
        if self._switches.labels_are_late:
            return self._done({"file": "", "doc_type": asked["doc_type"]})
        url = f"{self._address()}{FILES}{','.join(wanted)}.pdf"
        file = f'<iframe src="{url}"></iframe>'.encode() if self._switches.label_is_page else self.pdf(wanted)
        return self._done({"file": base64.b64encode(file).decode(), "doc_type": asked["doc_type"], "pdf_url": url})

    def pdf(self, packages: list[str]) -> bytes:
        """Return the label of these packages."""
        return pdf_of(f"Lazada {' '.join(packages)}")

    def ready_to_ship(self, call: Call) -> dict[str, Any]:
        """POST /order/package/rts."""
        packages = [str(package["package_id"]) for package in json.loads(call.text("readyToShipReq"))["packages"]]
        if not 1 <= len(packages) <= MOST:
            return self._refused("700022", "batch size out of limit")
        with self._store.transaction():
            return self._done({"packages": [self._made_ready(package) for package in packages]})

    def _packed(self, order: dict[str, Any]) -> dict[str, Any]:
        order_no = str(order["order_id"])
        wanted = [int(unit_id) for unit_id in order["order_item_list"]]
        units = {unit["unit_id"]: unit for unit in self._units.of(order_no)}
        waiting = [units[unit_id] for unit_id in wanted if unit_id in units and units[unit_id]["status"] == "pending"]
        package_id = self._units.pack(waiting) if waiting else ""
        packed = {unit["unit_id"] for unit in waiting}
        living = [unit for unit in self._units.of(order_no) if unit["status"] != "canceled"]
        if packed and all(unit["status"] == "packed" for unit in living) and self._is_paid(order_no):
            self._purchases.move(order_no, base.PACKED)
        return {
            "order_id": int(order_no),
            "order_item_list": [
                {
                    "order_item_id": unit_id,
                    **_said(*self._verdict(unit_id, units, packed)),
                    **({"package_id": package_id, "tracking_number": package_id} if unit_id in packed else {}),
                    "shipment_provider": "LEX ID",
                }
                for unit_id in wanted
            ],
        }

    def _is_paid(self, order_no: str) -> bool:
        try:
            return bool(self._purchases.order(order_no)["state"] == base.PAID)
        except NotThere:
            return False

    def _verdict(self, unit_id: int, units: dict[int, Row], packed: set[int]) -> tuple[str, str]:
        if unit_id in packed:
            return DONE
        if unit_id not in units:
            return "700025", "order item not found"
        return "700026", "item current status not allow to pack"

    def _made_ready(self, package_id: str) -> dict[str, Any]:
        units = self._units.in_package(package_id)
        living = [unit for unit in units if unit["status"] != "canceled"]
        if not units:
            verdict = "600001", "package not found"
        elif not living:
            verdict = "600002", "package already cancelled"
        elif any(unit["status"] != "packed" for unit in living):
            verdict = "700000", "current package status not allow to operation"
        else:
            self._units.set(living, "ready_to_ship")
            verdict = DONE
        return {"package_id": package_id, **_said(*verdict)}

    def _done(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"result": {"success": True, "data": data, **self._named("", "")}}

    def _refused(self, code: str, message: str) -> dict[str, Any]:
        return {"result": {"success": False, **self._named(code, message)}}

    def _named(self, code: str, message: str) -> dict[str, str]:
        """Return the error fields, which the samples spell otherwise than the parameter tables."""
        if self._switches.fulfilment_is_camel:
            return {"errorCode": code, "errorMsg": message}
        return {"error_code": code, "error_msg": message}


def refuse_alien_method(call: Call) -> dict[str, Any]:
    """Answer a path that Lazada does not have."""
    del call
    raise ApiError("InvalidApiPath", "The specified API path is invalid", "ISV")


def _said(code: str, message: str) -> dict[str, Any]:
    return {"item_err_code": code, "msg": message, "retry": False}
