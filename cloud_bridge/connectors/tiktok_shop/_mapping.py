"""TikTok Shop's words into the bridge's; money is whole minor units from the first byte on."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from appliance.core.money import AmountUnreadable
from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import Listed, ListingKey, MarketOrder, OrderLine

from ._fates import TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from appliance.core.money import Currency

    from ._reply import Json

# ON_HOLD is paid but may still be cancelled without asking: the goods are held and nothing is prepared.
# CANCEL is how webhooks write CANCELLED; whether the API ever does is unknown.
STATES = {
    "UNPAID": port.UNPAID,
    "ON_HOLD": port.UNPAID,
    "AWAITING_SHIPMENT": port.TO_PREPARE,
    "PARTIALLY_SHIPPING": port.TO_PREPARE,
    "AWAITING_COLLECTION": port.READY,
    "IN_TRANSIT": port.SHIPPED,
    "DELIVERED": port.DELIVERED,
    "COMPLETED": port.COMPLETED,
    "CANCELLED": port.CANCELLED,
    "CANCEL": port.CANCELLED,
}
ON_SALE = "ACTIVATE"


@contextmanager
def readable(what: str) -> Iterator[None]:
    """Turn an answer that lacks what is documented into a refusal that names it."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError) as reason:
        raise Refused(market=TITLE, reason=f"{what} cannot be read ({reason!r})") from reason


def to_minor(amount: str, currency: Currency) -> int:
    """Return the minor units of an amount as TikTok Shop writes it: "25000" and "25000.00" are the same rupiah."""
    text = amount.rstrip("0").rstrip(".") if "." in amount else amount
    try:
        return currency.parse(text)
    except AmountUnreadable as reason:
        raise Refused(market=TITLE, reason=f"{amount!r} is no amount in {currency.code}") from reason


def to_amount(minor: int, currency: Currency) -> str:
    """Return minor units as the text that TikTok Shop wants."""
    if not currency.exponent:
        return str(minor)
    whole, part = divmod(minor, 10**currency.exponent)
    return f"{whole}.{part:0{currency.exponent}d}"


def to_price(minor: int, currency: Currency) -> Json:
    """Return a price to be written."""
    return {"amount": to_amount(minor, currency), "currency": currency.code}


def to_listed(product: Json, inventory: Mapping[str, Json], currency: Currency) -> tuple[Listed, ...]:
    """Return what can be sold of a product, with its stock as the inventory has it; every product has SKUs."""
    with readable(f"product {product.get('id')}"):
        return tuple(_listed(product, sku, inventory.get(str(sku["id"]), {}), currency) for sku in product["skus"])


def _listed(product: Json, sku: Json, stock: Json, currency: Currency) -> Listed:
    options = " / ".join(str(part.get("value_name", "")) for part in sku.get("sales_attributes") or [])
    price = sku.get("price") or {}
    status = status_of(product)
    if status == ON_SALE and (sku.get("status_info") or {}).get("status") == "DEACTIVATED":
        status = "SKU_DEACTIVATED"
    return Listed(
        key=ListingKey(str(product["id"]), str(sku["id"])),
        sku=str(sku.get("seller_sku", "")),
        name=f"{product['title']}, {options}" if options else str(product["title"]),
        status=status,
        # Local sellers' shown price stands in either field, whichever call is asked.
        price_minor=to_minor(str(price.get("sale_price") or price.get("tax_exclusive_price") or 0), currency),
        stock=int(stock.get("total_available_quantity", _counted(sku.get("inventory")))),
        reserved=_promised(stock.get("total_available_inventory_distribution") or {}),
        updated_at_ms=int(product.get("update_time", 0)) * 1000,
    )


def status_of(product: Json) -> str:
    """Return a product's status; one that is listed on Tokopedia alone has none of TikTok Shop."""
    status = product.get("status") or product.get("product_status")
    return str(status or next(iter(platforms_of(product).values()), ""))


def platforms_of(product: Json) -> dict[str, str]:
    """Return a product's status on the platforms that TikTok Shop lists it on besides itself (Tokopedia)."""
    found = product.get("integrated_platform_statuses") or []
    return {str(row["platform"]): str(row["status"]) for row in found}


def _promised(distribution: Json) -> int:
    """Return the part of the stock that campaigns and creators hold."""
    held = [*(distribution.get("campaign_inventory") or []), *(distribution.get("creator_inventory") or [])]
    return _counted(held)


def _counted(rows: Sequence[Json] | None) -> int:
    return sum(int(row.get("quantity", 0)) for row in rows or [])


def to_order(raw: Json, currencies: Mapping[str, Currency], shop_currency: str) -> MarketOrder:
    """Return an order with its lines; `raw` stays as TikTok Shop wrote it."""
    with readable(f"order {raw.get('id')}"):
        payment = raw.get("payment") or {}
        code = str(payment.get("currency") or shop_currency)
        if code not in currencies:
            raise Refused(market=TITLE, reason=f"order {raw['id']} is in {code}, which Lapak does not know")
        raw_state = str(raw["status"])
        return MarketOrder(
            order_id=str(raw["id"]),
            state=STATES.get(raw_state, ""),
            raw_state=raw_state,
            created_at_ms=int(raw["create_time"]) * 1000,
            updated_at_ms=int(raw["update_time"]) * 1000,
            currency=code,
            total_minor=to_minor(str(payment.get("total_amount") or 0), currencies[code]),
            buyer=str((raw.get("recipient_address") or {}).get("name") or raw.get("user_id") or ""),
            lines=_lines(raw, currencies[code]),
            raw=raw,
        )


def _lines(raw: Json, currency: Currency) -> tuple[OrderLine, ...]:
    """Return the lines of an order: TikTok Shop writes one row per unit, so like rows are counted.

    Units that were cancelled out of a living order are not owed; of a cancelled order all are shown.
    """
    is_dead = STATES.get(str(raw["status"])) == port.CANCELLED
    units: dict[tuple[str, str, str], list[Json]] = {}
    for row in raw.get("line_items") or []:
        if is_dead or STATES.get(str(row.get("display_status"))) != port.CANCELLED:
            same = (str(row["product_id"]), str(row["sku_id"]), str(row["sale_price"]))
            units.setdefault(same, []).append(row)
    return tuple(
        OrderLine(
            key=ListingKey(product_id, sku_id),
            sku=str(rows[0].get("seller_sku", "")),
            name=", ".join(str(rows[0][part]) for part in ("product_name", "sku_name") if rows[0].get(part)),
            quantity=len(rows),
            price_minor=to_minor(price, currency),
        )
        for (product_id, sku_id, price), rows in units.items()
    )
