"""Vendure's words into the bridge's."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from appliance.core.money import CURRENCIES
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import CANCELLED, Listed, ListingKey, MarketOrder, OrderLine

from ._fates import TITLE
from ._states import has_left, left, raw_state, state_of
from ._stock import level_of
from ._times import to_ms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.core.money import Currency

    from ._money import Money
    from ._reply import Json
    from ._shop import Facts

ENABLED, DISABLED = "enabled", "disabled"


@contextmanager
def readable(what: str) -> Iterator[None]:
    """Turn an answer that lacks what Vendure documents into a refusal that names it."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError) as reason:
        raise Refused(market=TITLE, reason=f"{what} cannot be read ({reason!r})") from reason


def key_of(variant: Json) -> ListingKey:
    """Return how Lapak names a variant."""
    return ListingKey(str(variant["productId"]), str(variant["id"]))


def to_listed(variant: Json, settings: Json, facts: Facts, currency: Currency) -> Listed:
    """Return a variant as it is on sale; its price is as typed there, with tax or without as the channel has it."""
    with readable(f"variant {variant.get('id')}"):
        level = level_of(variant, settings, facts.location_id)
        prices = {price["currencyCode"]: int(price["price"]) for price in variant["prices"]}
        is_on_sale = variant["enabled"] and variant["product"]["enabled"]
        return Listed(
            key=key_of(variant),
            sku=str(variant["sku"]),
            name=str(variant["name"]),
            status=ENABLED if is_on_sale else DISABLED,
            price_minor=facts.money.to_minor(prices.get(currency.code, 0), currency),
            stock=level.saleable,
            reserved=0,
            updated_at_ms=to_ms(variant["updatedAt"]),
            is_counted=level.is_counted,
        )


def to_order(raw: Json, money: Money) -> MarketOrder:
    """Return an order with its lines; `raw` stays as Vendure wrote it."""
    with readable(f"order {raw.get('code')}"):
        code = str(raw["currencyCode"])
        if code not in CURRENCIES:
            raise Refused(market=TITLE, reason=f"order {raw['code']} is in {code}, which Lapak does not know")
        currency = CURRENCIES[code]
        lines = [(line, _quantity(raw, line)) for line in raw["lines"]]
        return MarketOrder(
            order_id=str(raw["code"]),
            state=state_of(raw),
            raw_state=raw_state(raw),
            created_at_ms=to_ms(raw["orderPlacedAt"] or raw["createdAt"]),
            updated_at_ms=to_ms(raw["updatedAt"]),
            currency=code,
            total_minor=money.to_minor(int(raw["totalWithTax"]), currency),
            buyer=_buyer(raw),
            lines=tuple(_line(line, quantity, money, currency) for line, quantity in lines if quantity),
            raw=raw,
        )


def _quantity(raw: Json, line: Json) -> int:
    """Return what is to be delivered of a line; once it has left, what left; of a cancelled order, what was ordered."""
    if state_of(raw) == CANCELLED:
        return max(int(line["quantity"]), int(line["orderPlacedQuantity"]))
    return left(raw).get(str(line["id"]), 0) if has_left(raw) else int(line["quantity"])


def _line(line: Json, quantity: int, money: Money, currency: Currency) -> OrderLine:
    variant = line["productVariant"]
    amount = int(line["proratedUnitPriceWithTax"] or line["unitPriceWithTax"])
    return OrderLine(
        key=key_of(variant),
        sku=str(variant["sku"]),
        name=str(variant["name"]),
        quantity=quantity,
        price_minor=money.to_minor(amount, currency),
    )


def _buyer(raw: Json) -> str:
    customer = raw.get("customer") or {}
    name = f"{customer.get('firstName') or ''} {customer.get('lastName') or ''}".strip()
    return name or str((raw.get("shippingAddress") or {}).get("fullName") or customer.get("emailAddress") or "")
