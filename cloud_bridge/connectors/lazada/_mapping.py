"""Lazada's words into the bridge's; money is whole minor units from the first byte on."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING

from appliance.core.money import CURRENCIES, AmountUnreadable
from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import Listed, ListingKey, MarketOrder, OrderLine

from ._fates import TITLE
from ._states import STATES, order_state
from ._times import ends_at_ms, to_ms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.core.money import Currency

    from ._reply import Json

OWN_WAREHOUSE = "dropshipping"  # what a seller with one warehouse has (docId 121233)


@contextmanager
def readable(what: str) -> Iterator[None]:
    """Turn an answer that lacks what Lazada documents into a refusal that names it."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError) as reason:
        raise Refused(market=TITLE, reason=f"{what} cannot be read ({reason!r})") from reason


def to_minor(amount: int | str, currency: Currency) -> int:
    """Return the minor units of a number read as text: 8500 and "8500.00" are the same rupiah."""
    text = str(amount)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    try:
        return currency.parse(text)
    except AmountUnreadable as reason:
        raise Refused(market=TITLE, reason=f"{text!r} is no amount in {currency.code}") from reason


def to_amount(minor: int, currency: Currency) -> str:
    """Return minor units as the decimal text Lazada wants, exactly."""
    if not currency.exponent:
        return str(minor)
    whole, part = divmod(minor, 10**currency.exponent)
    return f"{whole}.{part:0{currency.exponent}d}"


def to_listed(product: Json, currency: Currency, warehouse: str, now_s: float) -> tuple[Listed, ...]:
    """Return what can be sold of a product: each of its SKUs (the list says `item_id`, some details `itemId`)."""
    item_id = str(product.get("item_id") or product.get("itemId"))
    with readable(f"product {item_id}"):
        name = str(product["attributes"]["name"])
        updated_at_ms = to_ms(product.get("updated_time") or product.get("updatedTime") or 0)
        return tuple(
            Listed(
                key=ListingKey(item_id, str(sku["SkuId"])),
                sku=str(sku.get("SellerSku", "")),
                name=", ".join([name, *map(str, (sku.get("saleProp") or {}).values())]),
                status=_status(product, sku),
                price_minor=to_minor(sku["price"], currency),
                stock=_sellable(sku, warehouse),
                reserved=_locked(sku, now_s),
                updated_at_ms=updated_at_ms,
            )
            for sku in product.get("skus") or []
        )


def _status(product: Json, sku: Json) -> str:
    whole = str(product.get("status", "")).lower()
    return str(sku.get("Status", "")).lower() if whole in ("", "active") else whole


def _sellable(sku: Json, warehouse: str) -> int:
    """Return what buyers can buy from one warehouse: units of campaigns too, withheld and occupied ones not."""
    places = sku.get("multiWarehouseInventories") or []
    if not places:
        return 0 if warehouse else int(sku.get("Available") or sku.get("quantity") or 0)
    wanted = (warehouse or OWN_WAREHOUSE).lower()
    mine = [place for place in places if str(place.get("warehouseCode", "")).lower() == wanted]
    if not mine and not warehouse:
        mine = places[:1]
    return sum(int(place["sellableQuantity"]) for place in mine)


def _locked(sku: Json, now_s: float) -> int:
    """Return what campaigns hold; those that are over stay in the answer for months."""
    held = sku.get("channelInventories") or []
    return sum(int(one["sellableQuantity"]) for one in held if ends_at_ms(one["endTime"]) > now_s * 1000)


def to_order(order_id: str, rows: list[Json], shop_currency: str) -> MarketOrder:
    """Return an order from its rows, one for each unit; units that were cancelled are no lines while others live."""
    with readable(f"order {order_id}"):
        code = str(rows[0].get("currency") or shop_currency)
        if code not in CURRENCIES:
            raise Refused(market=TITLE, reason=f"order {order_id} is in {code}, which Lapak does not know")
        currency = CURRENCIES[code]
        living = [row for row in rows if STATES.get(str(row["status"])) != port.CANCELLED]
        paid = sum(to_minor(row["paid_price"], currency) for row in rows)
        return MarketOrder(
            order_id=order_id,
            state=order_state(str(row["status"]) for row in rows),
            raw_state=",".join(sorted({str(row["status"]) for row in rows})),
            created_at_ms=min(to_ms(row["created_at"]) for row in rows),
            updated_at_ms=max(to_ms(row["updated_at"]) for row in rows),
            currency=code,
            total_minor=paid + sum(to_minor(row.get("shipping_amount") or 0, currency) for row in rows),
            buyer=str(rows[0].get("buyer_id") or ""),
            lines=_lines(living or rows, currency),
            raw={"order_id": order_id, "order_items": rows},
        )


def _lines(rows: list[Json], currency: Currency) -> tuple[OrderLine, ...]:
    def line_of(row: Json) -> tuple[str, str, int]:
        key = _key(row)
        return key.product_id, key.variant_id, to_minor(row["item_price"], currency)

    return tuple(
        OrderLine(
            key=ListingKey(product_id, sku_id),
            sku=str(units[0].get("sku", "")),
            name=", ".join(filter(None, (str(units[0]["name"]), str(units[0].get("variation") or "")))),
            quantity=len(units),
            price_minor=price_minor,
        )
        for (product_id, sku_id, price_minor), found in groupby(sorted(rows, key=line_of), key=line_of)
        if (units := list(found))
    )


def _key(row: Json) -> ListingKey:
    """Return which SKU a unit is of: `product_id` and `sku_id` are optional, `shop_sku` (123_ID-456) has both."""
    product_id, _, rest = str(row.get("shop_sku", "")).partition("_")
    return ListingKey(str(row.get("product_id") or product_id), str(row.get("sku_id") or rest.rpartition("-")[2]))
