"""What the feed says of merchants, stores and tills (the table in docs/protocol.md)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q

from appliance.core import countries
from cloud_bridge.catalog.layouts import Layouts
from cloud_bridge.fleet.models import Merchant, Store, Till
from cloud_bridge.people.models import Loyalty, SignInRules
from cloud_bridge.receipts import rows as receipts
from cloud_bridge.replication.feed import Row
from cloud_bridge.replication.sources import Source, watch

if TYPE_CHECKING:
    from collections.abc import Iterator


PICTURES = "/p/"  # where photos are on this bridge (catalog/urls.py)
LABELS = "/l/"  # and labels of parcels (orders/urls.py)


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
    address = store.address or next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    if address:
        data["pictures_at"] = address.rstrip("/") + PICTURES
        data["labels_at"] = address.rstrip("/") + LABELS
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


def _tills_of(store: Store) -> Iterator[Row]:
    """Return the rows that quote the store's address."""
    yield from tills_rows(store.merchant_id, Q(store=store))


def till_rows(till: Till, layouts: Layouts | None = None) -> list[Row]:
    """Return what the till is told about itself; layouts: those that were looked up already."""
    data = {"name": till.name, "prefix": till.prefix, "label_rules": till.label_rules}
    data |= (layouts or Layouts(till.merchant_id)).said(till.layout_id)
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
    yield from tills_rows(merchant_key)


def tills_rows(merchant_key: str, which: Q | None = None) -> Iterator[Row]:
    """Return what a merchant's tills, or some of them, are told about themselves."""
    layouts = Layouts(merchant_key)
    for till in Till.objects.filter(which or Q(), merchant=merchant_key).select_related("store"):
        yield from till_rows(till, layouts)


def connect() -> None:
    """Publish the fleet from now on."""
    watch(lambda merchant: merchant.key, {Merchant: Source(merchant_rows, _stores_of)})
    watch(lambda thing: thing.merchant_id, {Store: Source(store_rows, _tills_of), Till: Source(till_rows)})
