"""Several ingest processes over one database: here as threads, each with a connection of its own."""

from __future__ import annotations

import queue
import threading

from django.db import connection

from cloud_bridge.fleet.models import Till
from cloud_bridge.orders.models import Order
from cloud_bridge.replication.models import Entry
from cloud_bridge.replication.worker import Worker
from cloud_bridge.stock import audit
from tests.cloud_bridge.shop import Journal, Shop

ROUNDS = 12
PATIENCE_S = 60


class Deaf:
    """A downlink that nobody listens to."""

    def met(self, till):
        pass


def test_two_that_take_the_same_tills_in_opposite_order_never_wait_for_each_other_in_a_circle(transactional_db):
    shop = Shop()
    tills = [shop.till, Till.objects.create(merchant=shop.merchant, store=shop.store, name="Kasir 2", prefix="B")]
    journals = [Journal(till) for till in tills]
    for _ in range(ROUNDS):
        for number, journal in enumerate(journals):
            journal.sell((shop.variants[number], 1_000))
    failed = queue.SimpleQueue()
    start = threading.Barrier(2)

    def work(order):
        worker = Worker(None, Deaf())
        try:
            for last in range(2, ROUNDS + 2):
                said = [(journals[at].till.key, journals[at].message(1, last)) for at in order]
                start.wait(PATIENCE_S)
                worker._commit(said, carefully=False)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test fails with it
            failed.put(error)
            start.abort()
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(order,)) for order in ((0, 1), (1, 0))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert failed.empty(), failed.get()
    assert Entry.objects.count() == 2 * (ROUNDS + 1)
    assert Order.objects.count() == 2 * ROUNDS
    assert not list(audit.differences(shop.merchant.key))
