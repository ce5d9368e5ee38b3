"""What the feed says of merchants, stores and tills (the table in docs/protocol.md)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from appliance.core import countries
from cloud_bridge.catalog.models import Favourite
from cloud_bridge.fleet.models import Merchant, Store, Till
from cloud_bridge.people.models import Loyalty, SignInRules
from cloud_bridge.receipts import rows as receipts
from cloud_bridge.replication.feed import Row
from cloud_bridge.replication.sources import Source, watch

if TYPE_CHECKING:
    from collections.abc import Iterator


def merchant_rows(merchant: Merchant) -> list[Row]:
    """Return what every till of the merchant is told about it."""
    rounding = {"step_minor": merchant.rounding_step_minor, "mode": merchant.rounding_mode}
    data: dict[str, Any] = {
        "name": merchant.name,
        "currency": merchant.currency,
        "policy": merchant.policy,
        "rounding": rounding,
        "notes_minor": merchant.notes_minor,
    }
    for field in ("country", "tax_number", "code_prefixes"):
        if getattr(merchant, field):
            data[field] = getattr(merchant, field)
    points = Loyalty.objects.filter(merchant=merchant).values("earn_minor_per_point", "value_minor").first()
    if points:
        data["points"] = points
    return [Row(merchant.key, "merchant", merchant.key, data)]


def store_rows(store: Store) -> list[Row]:
    """Return what the store's tills are told about it."""
    data: dict[str, Any] = {
        "name": store.name,
        "lines": store.heading.splitlines(),
        "foot": store.foot.splitlines(),
        "utc_offset_minutes": store.utc_offset_minutes,
    }
    if store.country:
        data["country"] = store.country
    if store.service_percent:
        data["service"] = _service(store)
    if store.qr:
        data["qr"] = store.qr
    if store.takes_tips:
        data["tips"] = True
    paper = {"layout": store.receipt_layout} if store.receipt_layout else {}
    if paper or store.asks_for_paper:
        data["receipt"] = paper | ({"print": "ask"} if store.asks_for_paper else {})
    if store.kiosk:
        data["kiosk"] = store.kiosk
    rules = SignInRules.objects.filter(store=store).first()
    if rules:
        data["people"] = {"sign_in": rules.sign_in, "idle_s": rules.idle_minutes * 60}
    receipt = receipts.of_store(store)
    if receipt:
        data["receipt"] = receipt
    return [Row(store.key, "store", store.key, data)]


def _service(store: Store) -> dict[str, Any]:
    """Return what the store charges for service; where nobody said how it is taxed, as is usual in the country."""
    country = store.country or store.merchant.country
    usual = countries.read(country).service_row if country else {"tax_class": "", "name": "Service"}
    return {
        "rate_ppm": int(Decimal(store.service_percent) * 10_000),  # as it was typed, until it is read back
        "base": store.service_base,
        "tax_class": store.service_tax_class or usual["tax_class"],
        "name": usual["name"],
    }


def _stores_of(merchant: Merchant) -> Iterator[Row]:
    """Return the rows that quote the merchant's country."""
    for store in Store.objects.filter(merchant=merchant).select_related("merchant"):
        yield from store_rows(store)


def till_rows(till: Till) -> list[Row]:
    """Return what the till is told about itself."""
    data = {"name": till.name, "prefix": till.prefix, "label_rules": till.label_rules}
    favourites = list(Favourite.objects.filter(till=till).values_list("variant", flat=True))
    if favourites:
        data["favourites"] = favourites
    receipts_at = receipts.of_till(till)
    if receipts_at:
        data["receipts_at"] = receipts_at
    return [Row(till.key, "till", till.key, data)]


def rows(merchant_key: str) -> Iterator[Row]:
    """Return everything the feed should say of a merchant's fleet."""
    for merchant in Merchant.objects.filter(key=merchant_key):
        yield from merchant_rows(merchant)
    for store in Store.objects.filter(merchant=merchant_key):
        yield from store_rows(store)
    for till in Till.objects.filter(merchant=merchant_key):
        yield from till_rows(till)


def connect() -> None:
    """Publish the fleet from now on."""
    watch(lambda merchant: merchant.key, {Merchant: Source(merchant_rows, _stores_of)})
    watch(lambda thing: thing.merchant_id, {Store: Source(store_rows), Till: Source(till_rows)})
