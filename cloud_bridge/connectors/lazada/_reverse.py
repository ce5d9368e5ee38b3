"""Cancelling: the seller's own wish, or his yes to a buyer's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import OrderResult

from ._fates import TITLE
from ._known import as_json
from ._parcels import ids, moved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cloud_bridge.connectors.port import Cancellation

    from ._client import Client
    from ._parcels import Units
    from ._reply import Json

VALIDATE = "/order/reverse/cancel/validate"
CREATE = "/order/reverse/cancel/create"
DECIDE = "/order/reverse/cancel/seller/decide"
# Which reasons there are depends on the order, and only their names say what they are.
WORDS = {port.OUT_OF_STOCK: ("stock",), port.CUSTOMER_ASKED: ("customer", "buyer"), port.OTHER: ("other",)}


class Reverse:
    """A shop's cancellations."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def cancel(self, cancellations: Sequence[Cancellation]) -> tuple[OrderResult, ...]:
        """Cancel every unit of these orders, one order at a time.

        For a reason that has to do with stock Lazada sets the SKU's stock to 0: the right number is written afterwards.
        """
        reasons = {cancellation.order_id: cancellation.reason for cancellation in cancellations}

        def cancel(units: Units) -> Iterator[OrderResult]:
            for order_id, rows in units.items():
                if rows:
                    self._cancel(order_id, rows, reasons[order_id])
                yield OrderResult(order_id)

        return moved(self._client, list(reasons), cancel, most=1)

    def _cancel(self, order_id: str, rows: Sequence[Json], reason: str) -> None:
        asked = {str(row["reverse_order_id"]) for row in rows if _is_asked(row)}
        for reverse_order_id in asked:
            self._client.get(DECIDE, ("reverse_order_id", reverse_order_id), ("agree_cancel", "true")).checked()
        if others := [row for row in rows if not _is_asked(row)]:
            self._create(order_id, as_json(ids(others)), reason)

    def _create(self, order_id: str, units: str, reason: str) -> None:
        wanted = (("order_id", order_id), ("order_item_id_list", units))
        offered = self._client.get(VALIDATE, *wanted).checked().data
        options = offered.get("reason_options") or []
        if not options:
            raise Refused(market=TITLE, reason=str(offered.get("tip_content") or "the order cannot be cancelled"))
        named = [one for one in options if any(word in str(one["reason_name"]).lower() for word in WORDS[reason])]
        reason_id = str((named or options)[0]["reason_id"])
        self._client.get(CREATE, *wanted, ("reason_id", reason_id)).checked()


def _is_asked(row: Json) -> bool:
    return str(row.get("need_cancel_confirm")).lower() == "true" and bool(row.get("reverse_order_id"))
