"""What the other stores of a merchant have, told to every store's tills now and then: a look, not a promise.

Each pass takes the levels that changed since the last one; its own rows say when that was. A merchant with one store
is told nothing, and neither is one with so many that a till could not hold it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db.models import Count, Max

from cloud_bridge import chore
from cloud_bridge.database import writing
from cloud_bridge.fleet.models import Merchant, Store
from cloud_bridge.keys import now_ms as clock_ms
from cloud_bridge.replication import feed
from cloud_bridge.replication.models import FeedRow
from cloud_bridge.stock.models import Level

if TYPE_CHECKING:
    import threading

log = logging.getLogger(__name__)
TABLE = "stock_elsewhere"
EVERY_S = 60
MOST_STORES = 20


def run(stop: threading.Event) -> None:
    """Publish once a minute until `stop` is set."""
    chore.every(EVERY_S, log, "Telling stores what the others have", lambda: publish_all(clock_ms()), stop)


def publish_all(now_ms: int) -> int:
    """Publish for every merchant with a few stores; return how many rows were told."""
    few = Merchant.objects.annotate(stores=Count("store")).filter(stores__gt=1, stores__lte=MOST_STORES)
    return sum(publish(key, now_ms) for key in few.values_list("key", flat=True))


def publish(merchant_key: str, now_ms: int) -> int:
    """Tell a merchant's tills what changed in its stores since the last time; return how many rows that were."""
    with writing():
        feed.take_turn(merchant_key)  # nobody changes a level meanwhile
        stores = dict(Store.objects.filter(merchant=merchant_key).values_list("key", "name"))
        told = FeedRow.objects.filter(scope=merchant_key, table=TABLE).aggregate(upto=Max("version"))["upto"] or 0
        changed = Level.objects.filter(store__in=stores, version__gt=told)
        found = changed.order_by("version").values_list("store_id", "variant_id", "on_hand_milli")
        rows = [
            feed.Row(
                merchant_key,
                TABLE,
                f"{variant}/{store}",
                {"store_name": stores[store], "on_hand_milli": on_hand, "at_ms": now_ms},
            )
            for store, variant, on_hand in found
        ]
        return feed.publish(merchant_key, rows)
