"""Several sync processes over one database: here as threads, each with a connection of its own."""

from __future__ import annotations

import queue
import threading

import pytest
from django.db import connection

from cloud_bridge.channels import push, shown, wanted
from cloud_bridge.channels.turn import take_turn
from cloud_bridge.connectors.port import Listed, ListingKey
from cloud_bridge.database import writing
from cloud_bridge.keys import now_ms
from cloud_bridge.orders import book
from cloud_bridge.orders.models import Order
from cloud_bridge.stock.models import Reservation

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_S = 60
ROUNDS, TURNS = 20, 8
EVERY = [f"S{number}" for number in range(400)]


def at_once(*works):
    """Run all of them in threads of their own and return what they returned; raises what one of them raised."""
    ended = queue.SimpleQueue()

    def run(work):
        try:
            ended.put(work())
        except Exception as error:  # noqa: BLE001 - raised below
            ended.put(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    results = [ended.get(timeout=PATIENCE_S) for _ in works]
    for error in results:
        if isinstance(error, Exception):
            raise error
    return results


def test_of_two_that_compute_what_is_shown_the_second_counts_what_came_while_the_first_was_at_it(on_sale):
    if not connection.features.has_select_for_update:
        pytest.skip("SQLite has one writer")
    began = threading.Event()
    channel = on_sale.fresh()

    def first():
        with writing():
            take_turn(channel.pk)
            began.set()
            threading.Event().wait(0.3)  # the second waits here, and must not have counted yet
            on_sale.move("A", -4)

    def second():
        began.wait(PATIENCE_S)
        channel.feed_cursor = 0  # something changed, it thinks
        wanted.step(channel, now_ms())

    at_once(first, second)
    assert on_sale.listing("A").wanted == 6


def test_of_two_that_book_the_same_new_order_one_does_and_the_other_finds_it(on_sale):
    channel = on_sale.fresh()
    variants = {on_sale.keys["A"]: on_sale.variant("A").key}
    start = threading.Barrier(2)
    for number in range(ROUNDS):
        said = on_sale.market.orders[on_sale.market.buy(f"{number}", on_sale.keys["A"], 1, now_ms())]

        def take_in(said=said):
            start.wait(PATIENCE_S)
            return len(book.take_in(on_sale.merchant.key, [on_sale.store.key], channel.pk, [said], variants))

        assert sorted(at_once(take_in, take_in)) == [0, 1]
    assert Order.objects.count() == Reservation.objects.count() == ROUNDS


def test_what_is_read_and_what_is_written_never_wait_for_each_other_in_a_circle(on_sale):
    channel = on_sale.fresh()
    on_sale.add(EVERY)
    listed = [Listed(ListingKey(sku, ""), sku, sku, "live", 1_000, 10, 0, 0) for sku in EVERY]
    shown.note(channel, listed, now_ms())
    wanted.step(channel, now_ms())
    start = threading.Barrier(3)

    def note():
        for turn in range(TURNS):
            start.wait(PATIENCE_S)
            shown.note(channel, listed[:: 1 if turn % 2 else -1], now_ms())

    def take():
        for _ in range(TURNS):
            start.wait(PATIENCE_S)
            push._take(channel, on_sale.market.limits, ())

    def compute():
        mine = type(channel).objects.get(pk=channel.pk)
        for _ in range(TURNS):
            start.wait(PATIENCE_S)
            with writing():
                take_turn(mine.pk)
                mine.listings.update(wanted=0)
                type(mine).objects.filter(pk=mine.pk).update(feed_cursor=0)
            mine.feed_cursor = 0
            wanted.step(mine, now_ms())

    at_once(note, take, compute)
