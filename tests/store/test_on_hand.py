"""What the till shows on its shelves is what the bridge will have, whatever was told and whatever is unsent."""

from __future__ import annotations

import itertools
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core import entries
from appliance.till.goods_errors import OrderGone
from tests.store.goods import BREAD, COFFEE, TEA, WAIT_S, apply, open_stall, record, run, sell

VARIANTS = (COFFEE, BREAD, TEA)
ORDERS = ("o1", "o2", "o3")


@pytest.fixture
def store(tmp_path):
    with_stall = open_stall(tmp_path / "till.db")
    yield with_stall
    with_stall.close()


def document(n):
    return str(uuid.UUID(int=5_000 + n))


def lines(variant, milli):
    return [{"variant": variant, "quantity_milli": milli}]


def order_row(number, variant, milli):
    line = {"name": "x", "variant": variant, "quantity_milli": milli}
    return {"channel": "c", "number": number, "state": "to_prepare", "at_ms": 1, "lines": [line]}


class Bridge:
    """The books as the bridge keeps them, small enough to believe."""

    def __init__(self):
        self.level = dict.fromkeys(VARIANTS, 50_000)
        self.held = {key: (VARIANTS[n], 2_000) for n, key in enumerate(ORDERS)}
        self.seq = 2
        self.news = set(ORDERS)

    def copy(self):
        other = Bridge.__new__(Bridge)
        other.level, other.held, other.seq, other.news = dict(self.level), dict(self.held), self.seq, set()
        return other

    def ship(self, order):
        if order in self.held:
            variant, milli = self.held.pop(order)
            self.level[variant] -= milli
            self.news.add(order)

    def take_in(self, entry):
        body, kind = entry["body"], entry["type"]
        for line in body.get("lines", []):
            variant, milli = line["variant"], line["quantity_milli"]
            if kind == "sale.completed":
                self.level[variant] -= milli
            elif kind in {"stock.received", "stock.adjusted"}:
                self.level[variant] += milli
            elif kind == "stock.counted":
                self.level[variant] = milli
        if kind == "order.handed_over":
            self.ship(body["order"])
        self.seq = entry["seq"]

    def reserved(self, variant):
        return sum(milli for held, milli in self.held.values() if held == variant)

    def rows(self):
        """Tombstones of orders stand before the stock that counts them, as orders.book publishes them."""
        told = []
        for order in sorted(self.news):
            held = self.held.get(order)
            told.append(("order", order, order_row(order, *held) if held else None))
        self.news.clear()
        for variant, milli in self.level.items():
            told.append(("stock", variant, {"on_hand_milli": milli, "reserved_milli": self.reserved(variant)}))
        return told


def shown(store):
    return {variant: store.catalogue.shelf(variant).on_hand_milli for variant in VARIANTS}


VARIANT = st.sampled_from(VARIANTS)
MILLI = st.sampled_from([1_000, 2_000, 500, 7_000])
DEEDS = st.one_of(
    st.tuples(st.just("sell"), VARIANT),
    st.tuples(st.just("receive"), VARIANT, MILLI),
    st.tuples(st.just("count"), VARIANT, MILLI),
    st.tuples(st.just("adjust"), VARIANT, st.sampled_from([-1_000, 3_000, -500])),
    st.tuples(st.just("hand over"), st.sampled_from(ORDERS)),
    st.tuples(st.just("another till sells"), VARIANT, MILLI),
    st.tuples(st.just("the market ships"), st.sampled_from(ORDERS)),
    st.tuples(st.just("the bridge reads"), st.integers(1, 4)),
    st.tuples(st.just("the feed comes")),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(deeds=st.lists(DEEDS, min_size=3, max_size=16))
def test_feed_and_unsent_entries_give_the_right_number_in_any_order(tmp_path_factory, deeds):
    store = open_stall(tmp_path_factory.mktemp("shelf") / "till.db")
    bridge, numbers = Bridge(), itertools.count(1)
    apply(store, bridge.rows(), seq=bridge.seq)
    try:
        for deed, *args in [*deeds, ("the feed comes",), ("the bridge reads", 99), ("the feed comes",)]:
            if deed == "sell":
                sell(store, next(numbers), args[0])
            elif deed == "receive":
                record(store, "stock.received", entries.stock_received(document(next(numbers)), lines(*args)))
            elif deed == "count":
                record(store, "stock.counted", entries.stock_counted(document(next(numbers)), lines(*args)))
            elif deed == "adjust":
                record(store, "stock.adjusted", entries.stock_adjusted(document(next(numbers)), lines(*args), "lost"))
            elif deed == "hand over":
                order = next((order for order in store.catalogue.orders() if order.key == args[0]), None)
                if order is not None and order.stage != "handed_over":
                    body = [{"line": 1, "variant": order.lines[0].variant, "quantity_milli": 2_000}]
                    record(store, "order.handed_over", entries.order_handed_over(order.key, body))
            elif deed == "another till sells":
                bridge.level[args[0]] -= args[1]
            elif deed == "the market ships":
                bridge.ship(args[0])
            elif deed == "the bridge reads":
                for entry in store.outbox.read(bridge.seq, args[0]):
                    bridge.take_in(entry)
            elif deed == "the feed comes":
                assert apply(store, bridge.rows(), seq=bridge.seq)
                then = bridge.copy()
                for entry in store.outbox.read(bridge.seq, 999):
                    then.take_in(entry)
                assert shown(store) == then.level
        assert shown(store) == bridge.level
        assert {key: store.catalogue.shelf(key).reserved_milli for key in VARIANTS} == {
            key: bridge.reserved(key) for key in VARIANTS
        }
    finally:
        store.close()


def test_a_count_of_something_that_was_never_kept_begins_to_keep_it(store):
    assert store.catalogue.shelf(TEA).on_hand_milli is None
    record(store, "stock.counted", entries.stock_counted(document(1), lines(TEA, 4_000)))
    assert store.catalogue.by_key(TEA).stock_milli == 4_000


def test_an_order_is_handed_over_once(store):
    apply(store, [("stock", TEA, {"on_hand_milli": 9_000, "reserved_milli": 2_000})], seq=2)
    apply(store, [("order", "o1", order_row("1", TEA, 2_000))], seq=2)
    body = entries.order_handed_over("o1", [{"line": 1, "variant": TEA, "quantity_milli": 2_000}])
    record(store, "order.handed_over", body)
    with pytest.raises(OrderGone):
        record(store, "order.handed_over", body)
    assert store.catalogue.shelf(TEA).on_hand_milli == 7_000
    assert store.catalogue.shelf(TEA).reserved_milli == 0
    assert [order.stage for order in store.catalogue.orders()] == ["handed_over"]


def test_other_stores_are_shown_with_their_age_the_fullest_first_and_never_this_one(store):
    for key, name, milli in (("s", "Here", 1), ("s2", "Pasar", 3_000), ("s3", "Gudang", 80_000)):
        data = {"store_name": name, "on_hand_milli": milli, "at_ms": 7}
        apply(store, [("stock_elsewhere", f"{COFFEE}/{key}", data), ("stock_elsewhere", f"{BREAD}/{key}", data)])
    found = store.catalogue.shelf(COFFEE).elsewhere
    assert [(there.name, there.on_hand_milli, there.at_ms) for there in found] == [
        ("Gudang", 80_000, 7),
        ("Pasar", 3_000, 7),
    ]


def test_what_was_asked_for_is_incoming_until_it_came(store):
    body = entries.transfer_requested(document(1), lines(COFFEE, 5_000), "s2")
    record(store, "transfer.requested", body)
    assert store.catalogue.shelf(COFFEE).incoming_milli == 5_000
    apply(store, [("transfer", document(1), {"state": "sent", "lines": lines(COFFEE, 4_000)})])
    assert store.catalogue.shelf(COFFEE).incoming_milli == 4_000
    record(store, "stock.received", entries.stock_received(document(2), lines(COFFEE, 4_000), document(1)))
    shelf = store.catalogue.shelf(COFFEE)
    assert (shelf.on_hand_milli, shelf.incoming_milli) == (14_000, 0)


def test_what_runs_low_is_listed_the_emptiest_first(store):
    apply(store, [("stock", TEA, {"on_hand_milli": 1_000}), ("stock", BREAD, {"on_hand_milli": -1_000})])
    assert [variant.key for variant in store.catalogue.low(5_000)] == [BREAD, TEA]


def test_a_draft_comes_back_until_its_document_is_booked(store):
    store.books.save_draft(document(1), "count", {"document": document(1)}, at_ms=1)
    run(store, "SELECT 1")
    assert store.books.drafts("count") == [{"document": document(1)}]
    record(store, "stock.counted", entries.stock_counted(document(1), lines(TEA, 0)))
    assert store.books.drafts("count") == []


def test_how_far_an_order_came_is_forgotten_when_it_leaves_the_board(store):
    apply(store, [("order", "o1", order_row("1", TEA, 2_000))], seq=2)
    record(store, "order.accepted", entries.order_accepted("o1"))
    store.books.save_draft("o1", "pick", {"order": "o1"}, at_ms=1)
    apply(store, [("order", "o1", None)], seq=2)
    assert run(store, "SELECT * FROM progress") == run(store, "SELECT * FROM draft") == []


def test_a_document_that_no_entry_stands_for_is_printed_from_the_spool(store):
    store.books.print({"seq": 0, "at_ms": 5, "by": "", "type": "label.shelf", "body": {}, "hash": ""}).result(WAIT_S)
    job = store.spool.next_job()
    assert (job.entry["type"], job.is_copy) == ("label.shelf", False)
    store.spool.printed(job.job)
    assert store.spool.waiting() == 0
