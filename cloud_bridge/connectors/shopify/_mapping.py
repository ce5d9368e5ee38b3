"""Shopify's words into the bridge's; money is whole minor units from the first byte on."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING

from appliance.core.money import AmountUnreadable
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import Listed, ListingKey, MarketOrder, OrderLine

from ._fates import TITLE
from ._ids import to_number
from ._states import has_left, raw_state, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from appliance.core.money import Currency

    from ._reply import Json


@contextmanager
def readable(what: str) -> Iterator[None]:
    """Turn an answer that lacks what Shopify documents into a refusal that names it."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError) as reason:
        raise Refused(market=TITLE, reason=f"{what} cannot be read ({reason!r})") from reason


def to_minor(amount: str, currency: Currency) -> int:
    """Return the minor units of a decimal text; a share of a discount may have more decimals than the currency."""
    try:
        exact = Decimal(amount).quantize(Decimal(1).scaleb(-currency.exponent), ROUND_HALF_UP)
        return currency.parse(f"{exact:f}")
    except (InvalidOperation, AmountUnreadable, ValueError) as reason:
        raise Refused(market=TITLE, reason=f"{amount!r} is no amount in {currency.code}") from reason


def to_amount(minor: int, currency: Currency) -> str:
    """Return minor units as the decimal text Shopify wants, exactly."""
    if not currency.exponent:
        return str(minor)
    whole, part = divmod(minor, 10**currency.exponent)
    return f"{whole}.{part:0{currency.exponent}d}"


def to_ms(moment: str) -> int:
    """Return the milliseconds of a moment as Shopify writes it."""
    return int(datetime.fromisoformat(moment).timestamp() * 1000)


def to_moment(at_s: int) -> str:
    """Return a moment as Shopify's search wants it."""
    return datetime.fromtimestamp(at_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def to_listed(product: Json, variant: Json, currency: Currency) -> Listed:
    """Return one variant of a product; its stock is that of the place asked for, and 0 where it is not kept there."""
    with readable(f"product {product.get('id')}"):
        item = variant["inventoryItem"]
        level = item.get("inventoryLevel")
        stock = (
            next((int(one["quantity"]) for one in level["quantities"] if one["name"] == "available"), 0) if level else 0
        )
        name = str(product["title"])
        return Listed(
            key=ListingKey(to_number(product["id"]), to_number(variant["id"])),
            sku=str(variant.get("sku") or ""),
            name=name if product["hasOnlyDefaultVariant"] else f"{name}, {variant['title']}",
            status=str(product["status"]),
            price_minor=to_minor(variant["price"], currency),
            stock=stock,
            reserved=0,
            updated_at_ms=max(to_ms(product["updatedAt"]), to_ms(variant["updatedAt"])),
            is_counted=bool(item["tracked"]) and level is not None,
        )


def to_order(raw: Json, lines: Sequence[Json], currencies: Mapping[str, Currency]) -> MarketOrder:
    """Return an order with its lines; `raw` stays as Shopify wrote it."""
    with readable(f"order {raw.get('id')}"):
        total = raw["totalPriceSet"]["shopMoney"]
        code = str(total["currencyCode"])
        if code not in currencies:
            raise Refused(market=TITLE, reason=f"order {raw.get('name')} is in {code}, which Lapak does not know")
        currency = currencies[code]
        # Until it leaves, what is still to be delivered counts; afterwards what was ordered, whatever is refunded.
        counted = "quantity" if raw.get("cancelledAt") or has_left(raw) else "currentQuantity"
        return MarketOrder(
            order_id=to_number(raw["id"]),
            state=state_of(raw),
            raw_state=raw_state(raw),
            created_at_ms=to_ms(raw["createdAt"]),
            updated_at_ms=to_ms(raw["updatedAt"]),
            currency=code,
            total_minor=to_minor(total["amount"], currency),
            buyer=str((raw.get("customer") or {}).get("displayName") or ""),
            lines=tuple(_line(line, counted, currency) for line in lines if line[counted]),
            raw=raw,
        )


def _line(line: Json, counted: str, currency: Currency) -> OrderLine:
    """Return a line; what was taken out of the catalogue since has no ids any more."""
    product, variant = line.get("product") or {}, line.get("variant") or {}
    return OrderLine(
        key=ListingKey(to_number(product.get("id", "")), to_number(variant.get("id", ""))),
        sku=str(line.get("sku") or ""),
        name=str(line["name"]),
        quantity=int(line[counted]),
        price_minor=to_minor(line["discountedUnitPriceSet"]["shopMoney"]["amount"], currency),
    )
