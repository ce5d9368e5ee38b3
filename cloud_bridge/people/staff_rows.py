"""What the feed says of who works in a store (the table in docs/protocol.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.signals import m2m_changed

from cloud_bridge.database import writing
from cloud_bridge.fleet.models import Store
from cloud_bridge.fleet.rows import store_rows as store_itself
from cloud_bridge.people.models.staff import SignInRules, Staff
from cloud_bridge.replication import feed
from cloud_bridge.replication.feed import Row
from cloud_bridge.replication.sources import Source, watch

if TYPE_CHECKING:
    from collections.abc import Iterator


def staff_rows(staff: Staff) -> list[Row]:
    """Return what every store is told: the person where they work, nothing where they do not."""
    works_in = set(staff.stores.values_list("key", flat=True)) if staff.pk else set()
    stores = Store.objects.filter(merchant=staff.merchant_id).values_list("key", flat=True)
    return [
        Row(
            store,
            "staff",
            staff.key,
            data_of(staff) if staff.is_active and (not works_in or store in works_in) else None,
        )
        for store in stores
    ]


def data_of(staff: Staff) -> dict[str, Any]:
    """Return what a till must know of somebody."""
    return {
        "name": staff.name,
        "level": staff.level,
        "pin": staff.pin,
        "pin_digits": staff.pin_digits,
        "badge": staff.badge,
        "rights": staff.rights,
        "active": True,
    }


def store_rows(store: Store) -> list[Row]:
    """Return who works in a store."""
    here = Staff.objects.filter(Q(stores=None) | Q(stores=store), merchant=store.merchant_id, is_active=True)
    return [Row(store.key, "staff", staff.key, data_of(staff)) for staff in here.distinct()]


def rows(merchant_key: str) -> Iterator[Row]:
    """Return everything the feed should say of who works for a merchant."""
    for store in Store.objects.filter(merchant=merchant_key):
        yield from store_rows(store)


def connect() -> None:
    """Publish staff from now on, also when somebody moves to another store."""
    watch(lambda thing: thing.merchant_id, {Staff: Source(staff_rows), Store: Source(store_rows)})
    watch(
        lambda rules: rules.store.merchant_id, {SignInRules: Source(_nothing, lambda rules: store_itself(rules.store))}
    )
    m2m_changed.connect(_moved, sender=Staff.stores.through)


def _nothing(_rules: SignInRules) -> list[Row]:
    return []


def _moved(instance: Any, action: str, pk_set: set[str] | None, **_: Any) -> None:
    if not action.startswith("post_"):
        return
    people = [instance] if isinstance(instance, Staff) else Staff.objects.filter(pk__in=pk_set or ())
    with writing():
        for staff in people:
            feed.publish(staff.merchant_id, staff_rows(staff))
