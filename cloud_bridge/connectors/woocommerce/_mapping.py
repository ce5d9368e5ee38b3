"""WooCommerce's words into the bridge's; money is whole minor units from the first byte on."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from appliance.core.money import AmountUnreadable
from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import Listed, ListingKey, MarketOrder, OrderLine

from ._fates import TITLE
from ._states import state_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from appliance.core.money import Currency

    from ._reply import Json


@contextmanager
def readable(what: str) -> Iterator[None]:
    """Turn an answer that lacks what WooCommerce documents into a refusal that names it."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as reason:
        raise Refused(market=TITLE, reason=f"{what} cannot be read ({reason!r})") from reason


def to_minor(amount: str | Decimal, currency: Currency) -> int:
    """Return the minor units of a decimal text, whatever number of decimals the shop shows; no price is 0."""
    try:
        exact = Decimal(amount or 0).quantize(Decimal(1).scaleb(-currency.exponent), ROUND_HALF_UP)
        return currency.parse(f"{exact:f}")
    except (InvalidOperation, AmountUnreadable) as reason:
        raise Refused(market=TITLE, reason=f"{amount!r} is no amount in {currency.code}") from reason


def to_amount(minor: int, currency: Currency) -> str:
    """Return minor units as the decimal text WooCommerce wants, exactly."""
    if not currency.exponent:
        return str(minor)
    whole, part = divmod(minor, 10**currency.exponent)
    return f"{whole}.{part:0{currency.exponent}d}"


def to_ms(moment: str) -> int:
    """Return the milliseconds of one of the `_gmt` moments, which carry no zone."""
    return int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp() * 1000)


def changed_since(at_ms: int) -> list[tuple[str, str]]:
    """Return the parameters for what changed at a moment or later; WooCommerce's own "after" leaves that second out."""
    moment = datetime.fromtimestamp(at_ms // 1000 - 1, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return [("modified_after", moment), ("dates_are_gmt", "true")]


def to_id(number: int) -> str:
    """Return an id in the bridge's words: WooCommerce's 0 means "none"."""
    return str(number) if number else ""


def to_listed(product: Json, variation: Json | None, currency: Currency) -> Listed:
    """Return a product, or one of its variations.

    Stock that a variation shares with its product (`manage_stock` is "parent") is not counted for the variation itself.
    """
    one = variation or product
    with readable(f"product {product.get('id')}"):
        name = str(product["name"])
        options = " / ".join(str(choice["option"]) for choice in variation["attributes"]) if variation else ""
        is_hidden = product["status"] == "publish" and one["status"] != "publish"
        return Listed(
            key=ListingKey(str(product["id"]), str(variation["id"]) if variation else ""),
            sku=str(one.get("sku") or ""),
            name=f"{name}, {options}" if options else name,
            status=str(one["status"] if is_hidden else product["status"]),
            price_minor=to_minor(str(one.get("regular_price") or one.get("price") or ""), currency),
            stock=_units(one.get("stock_quantity")),
            reserved=0,
            updated_at_ms=max(to_ms(product["date_modified_gmt"]), to_ms(one["date_modified_gmt"])),
            is_counted=one["manage_stock"] is True,
        )


def to_order(raw: Json, refunded: Mapping[int, int], currencies: Mapping[str, Currency]) -> MarketOrder:
    """Return an order with its lines, less the units of each line (by its id) whose money was given back.

    `raw` stays as WooCommerce wrote it.
    """
    with readable(f"order {raw.get('id')}"):
        code = str(raw["currency"])
        if code not in currencies:
            raise Refused(market=TITLE, reason=f"order {raw['id']} is in {code}, which Lapak does not know")
        currency, billing = currencies[code], raw.get("billing") or {}
        lines = ((line, int(line["quantity"]) - refunded.get(int(line["id"]), 0)) for line in raw["line_items"])
        is_taxed = bool(raw.get("prices_include_tax"))
        return MarketOrder(
            order_id=str(raw["id"]),
            state=state_of(raw),
            raw_state=str(raw["status"]),
            created_at_ms=to_ms(raw["date_created_gmt"]),
            updated_at_ms=to_ms(raw["date_modified_gmt"]),
            currency=code,
            total_minor=to_minor(raw["total"], currency),
            buyer=" ".join(str(billing[part]) for part in ("first_name", "last_name") if billing.get(part)),
            lines=tuple(_line(line, quantity, currency, is_taxed=is_taxed) for line, quantity in lines if quantity > 0),
            raw=raw,
        )


def _line(line: Json, quantity: int, currency: Currency, *, is_taxed: bool) -> OrderLine:
    """Return a line; its price is what one came to after discounts, with tax where the shop's prices have it."""
    total = Decimal(line["total"]) + (Decimal(line.get("total_tax") or 0) if is_taxed else 0)
    return OrderLine(
        key=ListingKey(to_id(int(line["product_id"])), to_id(int(line.get("variation_id") or 0))),
        sku=str(line.get("sku") or ""),
        name=str(line["name"]),
        quantity=quantity,
        price_minor=to_minor(total / int(line["quantity"]), currency),
    )


def _units(quantity: Any) -> int:
    """Return whole units: none where nothing is counted or more was promised than there is."""
    return max(0, int(Decimal(quantity or 0).to_integral_value(ROUND_FLOOR)))
