"""Shopee's words into the bridge's; money is whole minor units from the first byte on."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from appliance.core.money import AmountUnreadable
from cloud_bridge.connectors import port
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import Listed, ListingKey, MarketOrder, OrderLine

from ._fates import TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from appliance.core.money import Currency

    from ._reply import Json

# RETRY_SHIP, TO_CONFIRM_RECEIVE and TO_RETURN stand in no API page, only in what others have met.
# IN_CANCEL is a buyer's wish that the seller has not answered: nothing is cancelled yet.
STATES = {
    "UNPAID": port.UNPAID,
    "PENDING": port.UNPAID,
    "INVOICE_PENDING": port.TO_PREPARE,
    "READY_TO_SHIP": port.TO_PREPARE,
    "RETRY_SHIP": port.TO_PREPARE,
    "IN_CANCEL": port.TO_PREPARE,
    "PROCESSED": port.READY,
    "SHIPPED": port.SHIPPED,
    "TO_CONFIRM_RECEIVE": port.DELIVERED,
    "COMPLETED": port.COMPLETED,
    "CANCELLED": port.CANCELLED,
    "TO_RETURN": port.RETURNING,
}


DEAD = "CANCELLED"


@contextmanager
def readable(what: str) -> Iterator[None]:
    """Turn an answer that lacks what Shopee documents into a refusal that names it."""
    try:
        yield
    except (LookupError, TypeError, ValueError) as reason:
        raise Refused(market=TITLE, reason=f"{what} cannot be read ({reason!r})") from reason


def to_minor(amount: int | str, currency: Currency) -> int:
    """Return the minor units of a JSON number read as text: 25000 and "25000.0" are the same rupiah."""
    text = str(amount)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    try:
        return currency.parse(text)
    except AmountUnreadable as reason:
        raise Refused(market=TITLE, reason=f"{text!r} is no amount in {currency.code}") from reason


def to_id(number: int) -> str:
    """Return an id in the bridge's words: Shopee's 0 means "none"."""
    return str(number) if number else ""


def to_listed(item: Json, models: Json | None, currency: Currency, location_id: str) -> tuple[Listed, ...]:
    """Return what can be sold of an item: itself, or each of its models."""
    with readable(f"item {item.get('item_id')}"):
        if models is None:
            return (_listed(item, item, "", str(item.get("item_sku", "")), currency, location_id),)
        tiers = models.get("tier_variation", [])
        return tuple(
            _listed(item, model, _options(tiers, model), str(model.get("model_sku", "")), currency, location_id)
            for model in models.get("model", [])
        )


def _listed(item: Json, part: Json, options: str, sku: str, currency: Currency, location_id: str) -> Listed:
    stock = part.get("stock_info_v2", {})
    prices = part.get("price_info") or [{"original_price": 0}]
    status = str(item["item_status"])
    if status == "NORMAL" and part.get("model_status") == "MODEL_UNAVAILABLE":
        status = "MODEL_UNAVAILABLE"
    return Listed(
        key=ListingKey(str(item["item_id"]), to_id(part.get("model_id", 0))),
        sku=sku,
        name=f"{item['item_name']}, {options}" if options else str(item["item_name"]),
        status=status,
        price_minor=to_minor(prices[0]["original_price"], currency),
        stock=sum(int(s["stock"]) for s in stock.get("seller_stock", []) if s.get("location_id", "") == location_id),
        reserved=int(stock.get("summary_info", {}).get("total_reserved_stock", 0)),
        updated_at_ms=int(item["update_time"]) * 1000,
    )


def _options(tiers: list[Any], model: Json) -> str:
    indexes = model.get("tier_index", [])
    return " / ".join(str(tier["option_list"][at]["option"]) for tier, at in zip(tiers, indexes, strict=False))


def to_order(raw: Json, currencies: Mapping[str, Currency], shop_currency: str) -> MarketOrder:
    """Return an order with its lines; `raw` stays as Shopee wrote it."""
    with readable(f"order {raw.get('order_sn')}"):
        code = str(raw.get("currency") or shop_currency)
        if code not in currencies:
            raise Refused(market=TITLE, reason=f"order {raw['order_sn']} is in {code}, which Lapak does not know")
        currency = currencies[code]
        raw_state = str(raw["order_status"])
        return MarketOrder(
            order_id=str(raw["order_sn"]),
            state=STATES.get(raw_state, ""),
            raw_state=raw_state,
            created_at_ms=int(raw["create_time"]) * 1000,
            updated_at_ms=int(raw["update_time"]) * 1000,
            currency=code,
            total_minor=to_minor(raw["total_amount"], currency),
            buyer=str(raw.get("buyer_username", "")),
            lines=_lines(raw.get("item_list", []), currency, is_dead=raw_state == DEAD),
            raw=raw,
        )


def _lines(rows: list[Json], currency: Currency, *, is_dead: bool) -> tuple[OrderLine, ...]:
    """Return what is still wanted of a living order, and all that was wanted of a cancelled one."""
    lines = [
        (_line(row, currency), int(row["model_quantity_purchased"]) - int(row.get("cancelled_qty") or 0))
        for row in rows
    ]
    if is_dead:
        return tuple(line for line, _ in lines)
    return tuple(replace(line, quantity=wanted) for line, wanted in lines if wanted > 0)


def _line(line: Json, currency: Currency) -> OrderLine:
    model = str(line.get("model_name", ""))
    return OrderLine(
        key=ListingKey(str(line["item_id"]), to_id(line.get("model_id", 0))),
        sku=str(line.get("model_sku") or line.get("item_sku") or ""),
        name=f"{line['item_name']}, {model}" if model else str(line["item_name"]),
        quantity=int(line["model_quantity_purchased"]),
        price_minor=to_minor(line["model_discounted_price"], currency),
    )
