"""The parcel's label: ordered, waited for and fetched as Shopee's PDF in the format that Shopee suggests.

Source: the Logistics pages (create_shipping_document, get_shipping_document_result, download_shipping_document).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import Label

from ._fates import TITLE, fate_of, name_of
from ._numbers import to_json
from ._shipping import ARRANGED, state_of

if TYPE_CHECKING:
    from ._client import Client
    from ._orders import Orders
    from ._reply import Json

TRACKING = "/api/v2/logistics/get_tracking_number"
CREATE = "/api/v2/logistics/create_shipping_document"
RESULT = "/api/v2/logistics/get_shipping_document_result"
DOWNLOAD = "/api/v2/logistics/download_shipping_document"
READY, PROCESSING = "READY", "PROCESSING"
SEE_RESULTS = "batch_api_all_failed"  # an error that is not one: the reasons stand in result_list
LATER = ("package_can_not_print", "tracking_number_invalid")  # nothing to print yet


class Labels:
    """A shop's labels."""

    def __init__(self, client: Client, orders: Orders) -> None:
        self._client = client
        self._orders = orders

    def read(self, order_id: str) -> Label:
        """Return the label of an order's one parcel; raises TryLater while it is being made."""
        order = next(iter(self._orders.raw([order_id])), None)
        if order is None:
            raise Refused(market=TITLE, reason=f"order {order_id} is not known there")
        if state_of(order) not in ARRANGED:
            raise Refused(market=TITLE, reason=f"order {order_id} has no label before it is accepted")
        parcels = len(order.get("package_list") or [{}])
        if parcels != 1:
            raise Refused(market=TITLE, reason=f"order {order_id} has {parcels} parcels; print in Seller Centre")
        named = {"order_sn": order_id}
        if self._status(named) not in {READY, PROCESSING}:
            self._create(named)
        if self._status(named) != READY:
            raise TryLater(market=TITLE, reason="the label is still being made")
        reply = self._client.ask(DOWNLOAD, body=to_json({"order_list": [named]})).checked()
        if not reply.file:
            raise TryLater(market=TITLE, reason="the label did not come")
        return Label("application/pdf", reply.file)

    def _status(self, named: Json) -> str:
        """Return how far a label is, "" while nobody has ordered it; how Shopee says that is undocumented."""
        try:
            return str(self._result(RESULT, named).get("status", ""))
        except Refused:
            return ""

    def _create(self, named: Json) -> None:
        tracking = self._client.ask(TRACKING, list(named.items())).checked().data
        if not tracking.get("tracking_number"):
            raise TryLater(market=TITLE, reason=str(tracking.get("hint") or "there is no tracking number yet"))
        made = self._result(CREATE, {**named, "tracking_number": str(tracking["tracking_number"])})
        error, why = str(made.get("fail_error") or ""), str(made.get("fail_message") or "")
        if name_of(error) in LATER:
            raise TryLater(market=TITLE, reason=why or error)
        if error:
            raise fate_of(error, why, self._client.app.clock())

    def _result(self, path: str, named: Json) -> dict[str, Any]:
        reply = self._client.ask(path, body=to_json({"order_list": [named]}))
        results = reply.data.get("result_list") or []
        if name_of(reply.error) != SEE_RESULTS or not results:
            reply.checked()
        return dict(results[0]) if results else {}
