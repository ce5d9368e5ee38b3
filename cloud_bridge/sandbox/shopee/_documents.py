"""The shipping documents: ordered, waited for, and downloaded as a file without an envelope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloud_bridge.sandbox._pdf import one_page

from ._gate import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from cloud_bridge.sandbox._store import Store

    from ._gate import Call
    from ._logistics import Logistics
    from ._parcels import Parcels
    from ._switches import Switches

MOST_ORDERS = 50


class Documents:
    """Labels of parcels whose courier is arranged."""

    def __init__(
        self, store: Store, logistics: Logistics, parcels: Parcels, switches: Switches, clock: Callable[[], float]
    ) -> None:
        self._store = store
        self._logistics = logistics
        self._parcels = parcels
        self._switches = switches
        self._clock = clock

    def create(self, call: Call) -> dict[str, Any]:
        """POST logistics/create_shipping_document: each order for itself."""
        return self._each(call, self._create)

    def result(self, call: Call) -> dict[str, Any]:
        """POST logistics/get_shipping_document_result."""
        return self._each(call, self._result)

    def download(self, call: Call) -> bytes:
        """POST logistics/download_shipping_document."""
        for asked in self._asked(call):
            if self._result(self._number(asked), asked).get("status") != "READY":
                raise ApiError("logistics.shipping_document_should_print_first", "The document is not ready.")
        return one_page(["Shopee sandbox", *(f"Order {asked['order_sn']}" for asked in self._asked(call))])

    def _create(self, number: str, asked: dict[str, Any]) -> dict[str, Any]:
        if self._parcels.arranged(number) is None:
            return _failed("logistics.package_can_not_print", "The package can not print now.")
        if not asked.get("tracking_number") or asked["tracking_number"] != self._parcels.tracking(number):
            return _failed("logistics.tracking_number_invalid", "The tracking number is invalid.")
        self._store.write("INSERT OR REPLACE INTO shopee_document VALUES (?, ?)", number, self._clock())
        return {}

    def _result(self, number: str, _: dict[str, Any]) -> dict[str, Any]:
        document = self._store.row("SELECT * FROM shopee_document WHERE package_number = ?", number)
        if document is None:
            return _failed("logistics.shipping_document_should_print_first", "Please create the document first.")
        is_ready = self._clock() >= document["ordered_at"] + self._switches.label_after_s
        return {"status": "READY" if is_ready else "PROCESSING"}

    def _each(self, call: Call, do: Callable[[str, dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
        results = [{"order_sn": asked["order_sn"], **do(self._number(asked), asked)} for asked in self._asked(call)]
        if all("fail_error" in result for result in results):
            raise ApiError(
                "common.batch_api_all_failed",
                "Failed, please check result_list for more details.",
                {"result_list": results},
            )
        return {"result_list": results}

    def _asked(self, call: Call) -> list[dict[str, Any]]:
        asked = call.body.get("order_list")
        if not isinstance(asked, list) or not 1 <= len(asked) <= MOST_ORDERS:
            raise ApiError("error_param", "order_list length should be between 1 to 50.")
        return asked

    def _number(self, asked: dict[str, Any]) -> str:
        return self._logistics.number(str(asked["order_sn"]), asked.get("package_number"))


def _failed(error: str, message: str) -> dict[str, Any]:
    return {"fail_error": error, "fail_message": message}
