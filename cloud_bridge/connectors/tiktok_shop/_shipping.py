"""Parcels: arranging the courier, telling of one's own courier, and the label.

Source: the Fulfillment pages. The collection method is the warehouse's setting; `handover_method` has no effect in
South-East Asia since 30 October 2024 (changelog), so it is not sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import Label, OrderResult

from ._fates import TITLE, said
from ._known import halved
from ._mapping import STATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_bridge.connectors.http import Http
    from cloud_bridge.connectors.port import Shipment

    from ._client import Client
    from ._orders import Orders
    from ._reply import Json

SHIP = "/fulfillment/202309/packages/ship"
DOCUMENT = "/fulfillment/202309/packages/{}/shipping_documents"
BATCH = 20  # how many the call takes is undocumented
OWN_COURIER = "SELLER"
ARRANGED = (port.READY, port.SHIPPED, port.DELIVERED, port.COMPLETED)
PDF = b"%PDF"


@dataclass(frozen=True)
class Parcel:
    """One parcel to be handed over, and by which courier where the seller chose it."""

    package_id: str
    order_id: str
    courier: Json


class Shipping:
    """What happens to a shop's parcels."""

    def __init__(self, client: Client, orders: Orders, http: Http) -> None:
        self._client = client
        self._orders = orders
        self._http = http

    def accept(self, order_ids: Sequence[str]) -> tuple[OrderResult, ...]:
        """Arrange TikTok Shop's couriers; see port.Accepts."""
        return self._hand_over({order_id: {} for order_id in order_ids})

    def ship(self, shipments: Sequence[Shipment]) -> tuple[OrderResult, ...]:
        """Tell of the sellers' own couriers; TikTok Shop's own tell by themselves when they have the parcel."""
        return self._hand_over(
            {
                shipment.order_id: {
                    "tracking_number": shipment.tracking,
                    "shipping_provider_id": shipment.carrier,
                }
                for shipment in shipments
            }
        )

    def label(self, order_id: str) -> Label:
        """Return the label of an order's one parcel as PDF; raises TryLater while it is being made."""
        order = self._order(order_id)
        packages = _packages(order)
        if _state(order) not in ARRANGED:
            raise Refused(market=TITLE, reason=f"order {order_id} has no label before it is accepted")
        if len(packages) != 1:
            raise Refused(market=TITLE, reason=f"order {order_id} has {len(packages)} parcels; print in Seller Center")
        url = self._document(packages[0])
        answer = self._http.send("GET", url)
        if answer.status_code != 200 or not answer.content.startswith(PDF):
            raise TryLater(market=TITLE, reason=f"the label did not come (HTTP {answer.status_code})")
        return Label("application/pdf", answer.content)

    def _document(self, package_id: str) -> str:
        """Return where a parcel's label lies for a day; which code says "not yet" is undocumented, so any no does."""
        asked = (("document_type", "SHIPPING_LABEL"), ("document_format", "PDF"))
        try:
            url = self._client.get(DOCUMENT.format(package_id), *asked).checked().data.get("doc_url")
        except Refused as refused:
            raise TryLater(market=TITLE, reason=str(refused.values["reason"])) from refused
        if not url:
            raise TryLater(market=TITLE, reason="there is no label yet")
        return str(url)

    def _hand_over(self, couriers: dict[str, Json]) -> tuple[OrderResult, ...]:
        """Ship what is still to be shipped of these orders, and return what became of each."""
        found = {str(order["id"]): order for order in self._orders.raw(list(couriers))}
        results, parcels = [], []
        for order_id, courier in couriers.items():
            order = found.get(order_id)
            told = "TikTok Shop does not know it" if order is None else _settled(order, courier)
            if order is None or told is not None:
                results.append(OrderResult(order_id, told or ""))
            else:
                shown = {"self_shipment": courier} if courier else {}
                parcels += [Parcel(package_id, order_id, shown) for package_id in _packages(order, only_waiting=True)]
        try:
            return (*results, *self._ship(parcels))
        except TryLater:
            if not results:
                raise
            return tuple(results)

    def _ship(self, parcels: Sequence[Parcel]) -> list[OrderResult]:
        refused: dict[str, str] = {}
        for batch, answer in halved(parcels, BATCH, self._send):
            by_id = {parcel.package_id: parcel.order_id for parcel in batch}
            if isinstance(answer, Refused):
                refused[batch[0].order_id] = str(answer.values["reason"])
                continue
            for error in answer:
                named = str((error.get("detail") or {}).get("package_id") or "")
                reason = said(int(error.get("code", 0)), str(error.get("message", "")))
                refused |= {order_id: reason for package_id, order_id in by_id.items() if named in {"", package_id}}
        # An answer that was lost, or somebody in Seller Center, may have shipped it: what it is now decides.
        done = {str(order["id"]) for order in self._orders.raw(list(refused)) if _state(order) in ARRANGED}
        order_ids = dict.fromkeys(parcel.order_id for parcel in parcels)
        return [OrderResult(order_id, "" if order_id in done else refused.get(order_id, "")) for order_id in order_ids]

    def _send(self, parcels: Sequence[Parcel]) -> list[Json]:
        packages = [{"id": parcel.package_id, **parcel.courier} for parcel in parcels]
        return self._client.post(SHIP, {"packages": packages}).checked().rows("errors")

    def _order(self, order_id: str) -> Json:
        for order in self._orders.raw([order_id]):
            return order
        raise Refused(market=TITLE, reason=f"order {order_id} is not known there")


def _settled(order: Json, courier: Json) -> str | None:
    """Return why an order is not to be shipped by this call: "" if it is done, None if it is to be shipped."""
    is_own = order.get("shipping_type") == OWN_COURIER
    state = _state(order)
    if state in ARRANGED or (courier and not is_own and not courier.get("tracking_number")):
        return ""
    if courier and not is_own:
        return "a courier of TikTok Shop's carries it, who has his own number"
    if state != port.TO_PREPARE:
        return f"it is {order.get('status')}"
    if is_own and not (courier.get("tracking_number") and courier.get("shipping_provider_id")):
        return "the seller ships it with a courier of his own, whose number is needed"
    return None


def _packages(order: Json, *, only_waiting: bool = False) -> list[str]:
    """Return an order's parcels, of which those that were not arranged yet may be asked for."""
    rows = order.get("line_items") or []
    by_line = {str(row["package_id"]): str(row.get("package_status", "")) for row in rows if row.get("package_id")}
    packages = by_line or {str(row["id"]): "" for row in order.get("packages") or []}
    return [package_id for package_id, status in packages.items() if not only_waiting or status in {"", "TO_FULFILL"}]


def _state(order: Json) -> str:
    return STATES.get(str(order.get("status")), "")
