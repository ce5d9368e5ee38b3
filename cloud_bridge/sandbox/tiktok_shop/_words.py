"""How TikTok Shop names things and states; the base of the sandbox has names of its own."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from cloud_bridge.sandbox import _orders as orders
from cloud_bridge.sandbox._catalogue import VARIANTS_PER_ITEM

from ._gate import BAD_PARAMETER, ApiError

if TYPE_CHECKING:
    from sqlite3 import Row

ORDER_STATUS = {
    orders.UNPAID: "UNPAID",
    orders.PAID: "AWAITING_SHIPMENT",
    orders.PACKED: "AWAITING_COLLECTION",
    orders.SHIPPED: "IN_TRANSIT",
    orders.COMPLETED: "COMPLETED",
    orders.CANCELLING: "AWAITING_SHIPMENT",
    orders.CANCELLED: "CANCELLED",
}
PACKAGE_STATUS = {
    orders.UNPAID: "TO_FULFILL",
    orders.PAID: "TO_FULFILL",
    orders.PACKED: "PROCESSING",
    orders.SHIPPED: "FULFILLING",
    orders.COMPLETED: "COMPLETED",
    orders.CANCELLING: "TO_FULFILL",
    orders.CANCELLED: "CANCELLED",
}
# What the shop page shows is NORMAL; every other status is kept in TikTok Shop's word.
NORMAL, ACTIVATE = "NORMAL", "ACTIVATE"
SELLER_DEACTIVATED, DELETED, PENDING = "SELLER_DEACTIVATED", "DELETED", "PENDING"
FIRST_WAREHOUSE = 7_068_517_275_539_719_942


def status_of(item: Row) -> str:
    """Return an item's status."""
    return ACTIVATE if item["status"] == NORMAL else str(item["status"])


def sku_of(variant: Row) -> str:
    """Return a SKU's id: TikTok Shop gives one to products without variants too."""
    return str(variant["variant_id"] or variant["item_id"] * VARIANTS_PER_ITEM)


def package_of(order_no: str) -> str:
    """Return the id of an order's one parcel."""
    return f"11{order_no}"


def order_of(package_id: str) -> str:
    """Return the order of a parcel."""
    return package_id.removeprefix("11")


def warehouse(number: int) -> str:
    """Return the id of the shop's first, second, ... warehouse."""
    return str(FIRST_WAREHOUSE + number)


def write_token(*parts: object) -> str:
    """Return an opaque page token."""
    return base64.urlsafe_b64encode(" ".join(map(str, parts)).encode()).decode()


def read_token(token: str) -> list[str]:
    """Return what a page token holds, or refuse; none holds nothing."""
    try:
        return base64.urlsafe_b64decode(token).decode().split(" ") if token else []
    except ValueError as reason:
        raise ApiError(BAD_PARAMETER, "page_token is invalid") from reason
