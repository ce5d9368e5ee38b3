"""What the feed says of merchants, stores and tills (the table in docs/protocol.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_bridge.fleet.models import Merchant, Store, Till
from cloud_bridge.replication.feed import Row
from cloud_bridge.replication.sources import Source, watch

if TYPE_CHECKING:
    from collections.abc import Iterator


def merchant_rows(merchant: Merchant) -> list[Row]:
    """Return what every till of the merchant is told about it."""
    rounding = {"step_minor": merchant.rounding_step_minor, "mode": merchant.rounding_mode}
    data = {
        "name": merchant.name,
        "currency": merchant.currency,
        "policy": merchant.policy,
        "rounding": rounding,
        "notes_minor": merchant.notes_minor,
    }
    return [Row(merchant.key, "merchant", merchant.key, data)]


def store_rows(store: Store) -> list[Row]:
    """Return what the store's tills are told about it."""
    data = {
        "name": store.name,
        "lines": store.heading.splitlines(),
        "foot": store.foot.splitlines(),
        "utc_offset_minutes": store.utc_offset_minutes,
    }
    return [Row(store.key, "store", store.key, data)]


def till_rows(till: Till) -> list[Row]:
    """Return what the till is told about itself."""
    data = {"name": till.name, "prefix": till.prefix, "label_rules": till.label_rules}
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
    watch(lambda merchant: merchant.key, {Merchant: Source(merchant_rows)})
    watch(lambda thing: thing.merchant_id, {Store: Source(store_rows), Till: Source(till_rows)})
