"""The fulfilment calls: parcels, couriers and labels."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from cloud_bridge.sandbox import _orders as orders
from cloud_bridge.sandbox._errors import NotThere, NotYet
from cloud_bridge.sandbox._pdf import one_page

from ._gate import BAD_PARAMETER, ApiError
from ._words import PACKAGE_STATUS, order_of, package_of, read_token, write_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from cloud_bridge.sandbox._orders import Orders as Purchases
    from cloud_bridge.sandbox._store import Store

    from ._gate import Call
    from ._switches import Switches

DOCUMENTS = ("SHIPPING_LABEL", "PACKING_SLIP", "SHIPPING_LABEL_AND_PACKING_SLIP")
DOCUMENT_LIFE_S = 86_400
# Not documented; the codes are this sandbox's own.
NO_PACKAGE = (21029001, "package not found")
WRONG_STATUS = (21029002, "package status does not allow this")
NO_COURIER = (21029003, "self_shipment needs tracking_number and shipping_provider_id")
NO_LABEL = (21029004, "the shipping document is not ready")


class Packages:
    """What the shop's owner does with parcels; an order is one parcel."""

    def __init__(
        self, store: Store, purchases: Purchases, switches: Switches, app_secret: str, clock: Callable[[], float]
    ) -> None:
        self._store = store
        self._purchases = purchases
        self._switches = switches
        self._app_secret = app_secret
        self._clock = clock

    def search(self, call: Call) -> dict[str, Any]:
        """POST /fulfillment/202309/packages/search."""
        size, wanted = call.page_size(50), call.body.get("package_status")
        after = read_token(call.query.get("page_token", ""))
        rows = self._purchases.window(
            "updated_at",
            call.body.get("update_time_ge", 0),
            call.body.get("update_time_lt", 1 << 40) - 1,
            (int(after[0]), after[1]) if after else (0, ""),
        )
        rows = [row for row in rows if row["state"] != orders.UNPAID]
        rows = [row for row in rows if not wanted or PACKAGE_STATUS[row["state"]] == wanted]
        page = rows[:size]
        more = write_token(page[-1]["updated_at"], page[-1]["order_no"]) if len(rows) > size else ""
        packages = [
            {
                "id": package_of(row["order_no"]),
                "orders": [{"id": row["order_no"], "skus": []}],
                "create_time": row["created_at"],
                "update_time": row["updated_at"],
                "status": PACKAGE_STATUS[row["state"]],
            }
            for row in page
        ]
        return {"packages": packages, "total_count": len(rows), "next_page_token": more}

    def ship(self, call: Call) -> dict[str, Any]:
        """POST /fulfillment/202309/packages/{package_id}/ship."""
        wrong = self._ship(str(call.path["package_id"]), call.body)
        if wrong:
            raise ApiError(*wrong)
        return {}

    def ship_many(self, call: Call) -> dict[str, Any]:
        """POST /fulfillment/202309/packages/ship: each parcel for itself, in an answer of success."""
        errors = []
        for package in call.body["packages"]:
            wrong = self._ship(str(package["id"]), package)
            if wrong:
                errors.append({"code": wrong[0], "message": wrong[1], "detail": {"package_id": package["id"]}})
        return {"errors": errors} if errors else {}

    def shipping_documents(self, call: Call) -> dict[str, Any]:
        """GET /fulfillment/202309/packages/{package_id}/shipping_documents: an address good for a day."""
        package_id = str(call.path["package_id"])
        if call.query.get("document_type") not in DOCUMENTS:
            raise ApiError(BAD_PARAMETER, "document_type is invalid")
        parcel = self._store.row("SELECT * FROM tiktok_parcel WHERE order_no = ?", order_of(package_id))
        if parcel is None:
            raise ApiError(*WRONG_STATUS)
        if self._clock() < parcel["arranged_at"] + self._switches.label_after_s:
            raise ApiError(*NO_LABEL)
        until_s = int(self._clock()) + DOCUMENT_LIFE_S
        key = self._key(package_id, until_s)
        url = f"{call.base_url}wsos/{package_id}.pdf?until={until_s}&key={key}"
        return {"doc_url": url, "tracking_number": parcel["tracking"]}

    async def document(self, request: Request) -> Response:
        """Return the PDF behind a `doc_url`; who has the address needs nothing else."""
        package_id, until = str(request.path_params["package_id"]), request.query_params.get("until", "0")
        key = self._key(package_id, int(until)) if until.isdigit() else ""
        if request.query_params.get("key") != key or self._clock() > int(until):
            return Response("AccessDenied", 403)
        parcel = self._store.row("SELECT * FROM tiktok_parcel WHERE order_no = ?", order_of(package_id))
        lines = ["TikTok Shop sandbox", f"Package {package_id}", f"Tracking {parcel['tracking'] if parcel else ''}"]
        return Response(one_page(lines), media_type="application/pdf")

    def _ship(self, package_id: str, how: dict[str, Any]) -> tuple[int, str] | None:
        order_no, own = order_of(package_id), how.get("self_shipment") or {}
        if self._switches.own_courier and not (own.get("tracking_number") and own.get("shipping_provider_id")):
            return NO_COURIER
        try:
            with self._store.transaction():
                if own:
                    arrange(self._store, order_no, self._clock(), own["tracking_number"], own["shipping_provider_id"])
                self._purchases.move(order_no, orders.PACKED)
        except NotThere:
            return NO_PACKAGE
        except NotYet:
            return WRONG_STATUS
        return None

    def _key(self, package_id: str, until_s: int) -> str:
        return hmac.new(self._app_secret.encode(), f"{package_id} {until_s}".encode(), hashlib.sha256).hexdigest()


def arrange(store: Store, order_no: str, now_s: float, tracking: str = "", provider_id: str = "") -> None:
    """Note who carries an order's parcel, once; TikTok Shop's own courier unless another is named."""
    store.write(
        "INSERT OR IGNORE INTO tiktok_parcel VALUES (?, ?, ?, ?)",
        order_no, tracking or f"JX{order_no}", provider_id, now_s,
    )  # fmt: skip
