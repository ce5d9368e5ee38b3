from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core import entries, message
from appliance.mqtt import Downlink, Uplink
from appliance.mqtt._uplink import MOST_PATIENCE_MS, PATIENCE_MS, WINDOW
from appliance.store import Store
from tests.mqtt.bridge import Bridge, Network
from tests.store.goods import COFFEE, STALL, WAIT_S, feed_rows, open_stall, plain, record, run, sell


class Till:
    """Uplink and downlink of a store, without a thread; `sent` is what went up, unless a network takes it."""

    def __init__(self, store, send=None):
        self.store = store
        self.sent = []
        self.now_ms = 1_000_000
        self.applied = []
        send = send or self.sent.append
        self.uplink = Uplink("t", store.outbox, send)
        self.downlink = Downlink(store.feed, send, self.applied.append, lambda done, whole: None)

    def write(self):
        record(self.store, "drawer.opened", entries.drawer_opened("change"))
        self.uplink.pump()

    def connect(self):
        self.uplink.restart(self.now_ms)
        self.downlink.pull(self.now_ms)

    def later(self, ms):
        self.now_ms += ms
        self.uplink.tick(self.now_ms)
        self.downlink.tick(self.now_ms)

    def receive(self, payload):
        received = message.read(payload)
        if received["kind"] == "ack":
            self.uplink.on_ack(received["upto"], received["hash"], self.now_ms)
        elif received["kind"] == "resend":
            self.uplink.on_resend(received["after"], self.now_ms)
        elif received["kind"] == "fork":
            self.uplink.on_fork(received["seq"])
        elif received["kind"] == "head":
            self.downlink.on_head(received["version"], self.now_ms)
        elif received["kind"] == "feed":
            self.downlink.on_feed(received, self.now_ms)

    def seqs(self):
        """Return the entries of every journal message that was sent, and forget them."""
        sent = [[entry["seq"] for entry in up["entries"]] for up in self.sent if up["kind"] == "journal"]
        self.sent.clear()
        return sent


@pytest.fixture
def store(tmp_path):
    bare = Store(tmp_path / "till.db")
    yield bare
    bare.close()


@pytest.fixture
def till(store):
    return Till(store)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(), steps=st.integers(1, 120))
def test_a_network_that_loses_repeats_and_reorders_only_takes_longer(tmp_path_factory, seed, steps):
    dice, bridge = random.Random(seed), Bridge()
    store = Store(tmp_path_factory.mktemp("network") / "till.db")
    down = Network(dice, lambda payload: till.receive(payload))  # noqa: PLW0108 - it is made below
    up = Network(dice, lambda payload: [down.send(answer) for answer in bridge.receive(payload)])
    till = Till(store, up.send)

    def change():
        bridge.change(str(dice.randrange(6)), dice.randrange(100))
        down.send(dice.choice([message.head(bridge.version), bridge.push()]))

    acts = {
        till.write: 4,
        change: 3,
        lambda: up.deliver(is_bad=True): 6,
        lambda: down.deliver(is_bad=True): 6,
        lambda: till.later(dice.randrange(6_000)): 2,
        till.connect: 1,
    }
    for act in dice.choices(list(acts), list(acts.values()), k=steps):
        act()
    till.connect()
    for _ in range(200):
        while up.deliver(is_bad=False) or down.deliver(is_bad=False):
            pass
        if store.outbox.unsent()[0] == 0 and till.downlink.cursor == bridge.version:
            break
        till.later(MOST_PATIENCE_MS)
    assert plain(store.outbox.read(0, -1)) == bridge.entries
    assert store.outbox.unsent() == (0, None)
    assert till.uplink.fork is None
    assert store.feed.cursor().result(WAIT_S) == bridge.version
    prices = dict(run(store, "SELECT key, price_minor FROM variant"))
    assert prices == {key: row["data"]["price_minor"] for key, row in bridge.rows.items()}
    store.close()


# --- up --------------------------------------------------------------------------------------------------------------


def test_a_new_entry_goes_out_at_once_and_no_more_than_a_window_is_in_flight(till):
    till.connect()
    for _ in range(WINDOW + 5):
        till.write()
    assert till.seqs() == [[seq] for seq in range(1, WINDOW + 1)]
    last = till.store.outbox.read(WINDOW - 1, 1)[0]
    till.uplink.on_ack(WINDOW, last["hash"], till.now_ms)
    assert till.seqs() == [list(range(WINDOW + 1, WINDOW + 6))]


def test_a_backlog_goes_out_in_messages_of_the_size_the_bridge_takes(store):
    for n in range(450):
        body = entries.drawer_opened("x" * (3_000 if n < 100 else 10))
        store.books.record("drawer.opened", body, at_ms=1, by="")
    till = Till(store)
    store.writer.submit(lambda _: None).result(WAIT_S)
    till.connect()
    sent = [up for up in till.sent if up["kind"] == "journal"]
    assert [entry["seq"] for up in sent for entry in up["entries"]] == list(range(1, 451))
    assert all(len(up["entries"]) <= message.MOST_ENTRIES for up in sent)
    assert all(sum(len(message.write(entry)) for entry in up["entries"]) <= message.MOST_BYTES for up in sent)


def test_what_is_not_answered_is_sent_again_more_and_more_rarely(till):
    till.connect()
    till.later(10 * PATIENCE_MS)  # nothing was owed
    till.write()
    assert till.seqs() == [[1]]
    waits = []
    for _ in range(6):
        began_ms = till.now_ms
        while not (again := till.seqs()):
            till.later(1_000)
        assert again == [[1]]
        waits.append((till.now_ms - began_ms) // PATIENCE_MS)
    assert waits == [1, 2, 4, 8, 16, 16]
    till.uplink.on_resend(0, till.now_ms)
    till.later(PATIENCE_MS + 1)
    assert till.seqs() == [[1], [1]]


def test_a_hole_is_filled_from_where_the_bridge_says_and_never_skips_ahead(till):
    till.connect()
    for _ in range(4):
        till.write()
    till.seqs()
    till.uplink.on_resend(2, till.now_ms)
    assert till.seqs() == [[3, 4]]
    till.uplink.on_resend(99, till.now_ms)
    till.write()
    assert till.seqs() == [[5]]


def test_an_acknowledgement_that_is_not_of_our_journal_stops_the_sending_for_good(till, tmp_path):
    till.connect()
    till.write()
    till.uplink.on_ack(1, "00" * 32, till.now_ms)
    till.write()
    till.connect()
    assert till.seqs() == [[1]]
    assert till.uplink.fork == 1
    again = Till(till.store)
    again.connect()
    assert again.seqs() == []


def test_a_bridge_that_knows_more_than_this_card_is_a_fork(till):
    till.connect()
    till.write()
    till.uplink.on_ack(7, "00" * 32, till.now_ms)
    assert till.uplink.fork == 7


def test_after_a_reconnect_everything_that_is_not_acknowledged_goes_out_again(till):
    till.connect()
    for _ in range(3):
        till.write()
    first = till.store.outbox.read(0, 1)[0]
    till.uplink.on_ack(1, first["hash"], till.now_ms)
    till.seqs()
    till.connect()
    assert till.seqs() == [[2, 3]]


# --- down ------------------------------------------------------------------------------------------------------------


def feed(since, upto, keys=("a",), more=False):
    rows = feed_rows([("price", key, {"price_minor": upto}) for key in keys], since + 1)
    return message.feed(since, upto, rows, more)


def test_a_head_that_comes_while_an_answer_is_on_its_way_is_not_forgotten(till):
    till.downlink.pull(till.now_ms)
    till.downlink.on_head(5, till.now_ms)
    till.sent.clear()
    till.downlink.on_feed(feed(0, 3), till.now_ms)
    assert [(up["kind"], up["since"]) for up in till.sent] == [("pull", 3)]


def test_an_answer_that_a_push_has_overtaken_is_asked_for_again(till):
    till.downlink.pull(till.now_ms)
    till.downlink.on_feed(feed(0, 1), till.now_ms)
    till.sent.clear()
    till.downlink.on_feed(feed(0, 4), till.now_ms)
    assert [(up["kind"], up["since"]) for up in till.sent] == [("pull", 1)]
    till.downlink.on_feed(feed(0, 1), till.now_ms)  # old news
    assert len(till.sent) == 1


def test_a_bridge_that_promises_what_it_has_not_is_asked_once_and_not_for_ever(till):
    till.downlink.on_head(99, till.now_ms)
    till.downlink.on_feed(feed(0, 3), till.now_ms)
    till.downlink.on_feed(feed(3, 3, ()), till.now_ms)
    till.downlink.on_feed(feed(3, 3, (), more=True), till.now_ms)
    till.later(60_000)
    assert [up["since"] for up in till.sent] == [0, 3]


def test_a_long_load_is_pulled_page_by_page_and_each_page_is_told(till):
    till.downlink.pull(till.now_ms)
    till.downlink.on_feed(feed(0, 2, ("a", "b"), more=True), till.now_ms)
    till.downlink.on_feed(feed(2, 4, ("c", "d")), till.now_ms)
    assert [up["since"] for up in till.sent] == [0, 2]
    assert till.applied == [{"price"}, {"price"}]


def test_a_feed_that_runs_backwards_changes_nothing(till):
    till.downlink.on_feed(feed(0, 2), till.now_ms)
    till.downlink.on_feed({**feed(2, 2), "upto": 1}, till.now_ms)
    assert till.downlink.cursor == till.store.feed.cursor().result(WAIT_S) == 2


def test_rows_the_store_could_not_take_are_asked_for_again(till):
    run(till.store, "CREATE TRIGGER broken BEFORE UPDATE ON head BEGIN SELECT RAISE(ABORT, 'worn'); END")
    with pytest.raises(Exception, match="could not be written"):
        till.downlink.on_feed(feed(0, 2), till.now_ms)
    run(till.store, "DROP TRIGGER broken")
    till.later(60_000)
    assert [(up["kind"], up["since"]) for up in till.sent] == [("pull", 0)]


def test_an_unanswered_question_is_asked_again(till):
    till.downlink.pull(till.now_ms)
    till.later(1_000)
    assert len(till.sent) == 1
    till.later(5_000)
    assert len(till.sent) == 2


def test_a_feed_that_does_not_say_what_it_counts_never_takes_off_the_whole_journal(tmp_path):
    store = open_stall(tmp_path / "stall.db")
    entry = sell(store, 1, COFFEE)
    till = Till(store)
    till.uplink.on_ack(entry["seq"], entry["hash"], till.now_ms)
    since = len(STALL)
    rows = feed_rows([("stock", COFFEE, {"on_hand_milli": 50_000})], since + 1)
    till.downlink.on_feed(message.feed(since, since + 1, rows, False), till.now_ms)
    assert store.catalogue.by_key(COFFEE).stock_milli == 50_000
    store.close()
