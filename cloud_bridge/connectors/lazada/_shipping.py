"""Pack, label, ready to ship: the three steps between a paid order and its courier."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import Refused, TryLater
from cloud_bridge.connectors.port import Label, OrderResult

from ._fates import TITLE
from ._known import as_json, rows_of
from ._parcels import BATCH, ids, living, moved, packages, verdict
from ._states import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cloud_bridge.connectors.port import Shipment

    from ._client import Client
    from ._parcels import Units
    from ._reply import Json

PACK = "/order/fulfill/pack"
DOCUMENT = "/order/package/document/get"
READY_TO_SHIP = "/order/package/rts"
LOCAL = "TFS"  # what a shop of the country itself has; one that sells across a border has "NTFS" (docId 121328)
PACKED = ("packed", "toship")
PDF = b"%PDF"


class Shipping:
    """A shop's parcels; Lazada's own courier carries them."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def accept(self, order_ids: Sequence[str]) -> tuple[OrderResult, ...]:
        """Pack orders; what is packed already is left alone, so a lost answer does no harm."""
        return moved(self._client, order_ids, self._pack)

    def ship(self, shipments: Sequence[Shipment]) -> tuple[OrderResult, ...]:
        """Say that packed orders are ready for the courier; he has his own tracking number."""
        return moved(self._client, [shipment.order_id for shipment in shipments], self._make_ready)

    def label(self, order_id: str) -> Label:
        """Return the label of a packed order; raises TryLater while Lazada makes it.

        The file may be a web page that frames the PDF, which then has an address of its own.
        """
        rows = rows_of(self._client, [order_id] if order_id.isdigit() else []).get(order_id, [])
        wanted = [{"package_id": package} for package in packages(living(rows))]
        if not wanted:
            raise Refused(market=TITLE, reason=f"order {order_id} is not packed")
        asked = _request("getDocumentReq", {"doc_type": "PDF", "packages": wanted})
        return Label("application/pdf", self._pdf(self._client.post(DOCUMENT, asked).checked().data))

    def _pack(self, units: Units) -> Iterator[OrderResult]:
        to_pack: Units = {}
        for order_id, rows in units.items():
            waiting = [row for row in rows if STATES.get(str(row["status"])) == port.TO_PREPARE]
            if not rows or any(row["status"] == "unpaid" for row in rows):
                yield OrderResult(order_id, "the order is cancelled" if not rows else "the order is not paid")
            elif waiting:
                to_pack[order_id] = waiting
            else:
                yield OrderResult(order_id)
        if not to_pack:
            return
        orders = [{"order_id": int(order_id), "order_item_list": ids(rows)} for order_id, rows in to_pack.items()]
        asked = {"pack_order_list": orders, "delivery_type": "dropship", "shipping_allocate_type": LOCAL}
        answer = self._client.post(PACK, _request("packReq", asked)).checked().data
        done = {unit["order_item_id"]: unit for order in answer["pack_order_list"] for unit in order["order_item_list"]}
        for order_id, rows in to_pack.items():
            if result := verdict(order_id, [done.get(unit_id) for unit_id in ids(rows)]):
                yield result

    def _make_ready(self, units: Units) -> Iterator[OrderResult]:
        to_ship: dict[str, list[str]] = {}
        for order_id, rows in units.items():
            if not rows or any(STATES.get(str(row["status"])) in (port.UNPAID, port.TO_PREPARE) for row in rows):
                yield OrderResult(order_id, "the order is not packed" if rows else "the order is cancelled")
            elif waiting := packages(row for row in rows if row["status"] in PACKED):
                to_ship[order_id] = waiting
            else:
                yield OrderResult(order_id)
        wanted = [package for found in to_ship.values() for package in found]
        done: dict[str, Json] = {}
        for start in range(0, len(wanted), BATCH):
            asked = {"packages": [{"package_id": package} for package in wanted[start : start + BATCH]]}
            answer = self._client.post(READY_TO_SHIP, _request("readyToShipReq", asked)).checked().data
            done |= {str(package["package_id"]): package for package in answer["packages"]}
        for order_id, found in to_ship.items():
            if result := verdict(order_id, [done.get(package) for package in found]):
                yield result

    def _pdf(self, document: Json) -> bytes:
        try:
            file = base64.b64decode(str(document.get("file") or ""))
        except binascii.Error:
            file = b""
        if not file.startswith(PDF) and document.get("pdf_url"):
            file = self._client.app.http.send("GET", str(document["pdf_url"])).content
        if not file.startswith(PDF):
            raise TryLater(market=TITLE, reason="the label is not there yet")
        return file


def _request(name: str, value: Json) -> list[tuple[str, str]]:
    return [(name, as_json(value))]
