from __future__ import annotations

import queue
import socket

import pytest

from appliance.core import entries, message
from appliance.mqtt import BrokerSettings, CertificateUnusable, Wire
from appliance.store import Store
from tests.mqtt.broker import TILL, WAIT_S, Broker, Peer
from tests.store.goods import contents, feed_rows, record, run

GARBAGE = (
    b"",
    b"\xff\xfe",
    b"{}",
    b"[]",
    b"null",
    b'{"v":2,"kind":"ack"}',
    b'{"v":1,"kind":"ack","upto":-1}',
    b"[" * 10**5,
)


class Side:
    """A till's store and wire, with what the wire told in queues."""

    def __init__(self, folder, broker_settings):
        self.store = Store(folder / "till.db")
        self.states = queue.SimpleQueue()
        self.applied = queue.SimpleQueue()
        self.wire = Wire(
            TILL,
            broker_settings,
            self.store.outbox,
            self.store.feed,
            version="0.1",
            on_applied=self.applied.put,
            on_progress=lambda done, whole: None,
            on_trouble=lambda error: None,
            on_change=lambda *state: self.states.put(state),
            health=lambda: {"printer": "ok"},
        )
        self.store.writer.listen(self.wire.wake)

    def write(self, count=1):
        for _ in range(count):
            record(self.store, "drawer.opened", entries.drawer_opened("change"))

    def wait_for(self, online, unsent):
        while True:
            state = self.states.get(timeout=WAIT_S)
            if state[:2] == (online, unsent):
                return

    @property
    def socket(self):
        return self.wire._client._client.socket()

    def close(self):
        self.wire.stop()
        self.store.close()


@pytest.fixture
def broker(tmp_path):
    mosquitto = Broker(tmp_path)
    yield mosquitto
    mosquitto.stop()


@pytest.fixture
def peer(broker):
    broker.start()
    bridge = Peer(broker)
    yield bridge
    bridge.close()


@pytest.fixture
def side(tmp_path, broker):
    till = Side(tmp_path, broker.settings())
    yield till
    till.close()


def acknowledge(peer, side):
    last = side.store.outbox.read(0, -1)[-1]
    peer.say(message.write(message.ack(last["seq"], last["hash"])))


def test_a_till_that_was_there_before_the_broker_comes_on_line_and_sends_what_waited(broker, side):
    side.write(3)
    side.wire.start()
    side.wait_for(online=False, unsent=3)
    broker.start()
    peer = Peer(broker)
    side.wait_for(online=True, unsent=3)
    if peer.up.empty():  # its first messages may have found no bridge: the till asks again by itself, here at once
        peer.say(message.write(message.resend(0)))
    assert peer.hear_entries(3)[-1] == 3
    acknowledge(peer, side)
    side.wait_for(online=True, unsent=0)
    peer.close()


def test_entries_are_on_their_way_as_soon_as_they_are_on_disk(peer, side):
    side.wire.start()
    side.wait_for(online=True, unsent=0)
    for seq in range(1, 6):
        side.write()
        assert peer.hear_entries(seq) == [seq]
        acknowledge(peer, side)
        side.wait_for(online=True, unsent=0)
    assert side.store.outbox.acked() == 5


def test_a_broker_that_is_restarted_costs_a_while_and_no_entry(broker, tmp_path):
    broker.start()
    first = Peer(broker)
    side = Side(tmp_path, broker.settings())
    side.wire.start()
    side.write(2)
    first.hear_entries(2)
    first.close()
    broker.stop()
    side.wait_for(online=False, unsent=2)
    side.write(2)
    broker.start()
    second = Peer(broker)
    side.wait_for(online=True, unsent=4)
    if second.up.empty():
        second.say(message.write(message.resend(0)))
    assert 4 in second.hear_entries(4)
    acknowledge(second, side)
    side.wait_for(online=True, unsent=0)
    second.close()
    side.close()


def test_the_feed_is_pulled_applied_and_told(peer, side):
    side.wire.start()
    assert peer.hear("pull")["since"] == 0
    rows = feed_rows([("price", "v1", {"price_minor": 5})])
    peer.say(message.write(message.feed(0, 1, rows, False)))
    assert side.applied.get(timeout=WAIT_S) == {"price"}
    peer.say(message.write(message.head(2)))
    assert peer.hear("pull")["since"] == 1


def test_garbage_is_counted_and_changes_nothing(peer, side):
    side.write()
    side.wire.start()
    peer.hear("pull")
    peer.say(message.write(message.feed(0, 0, [], False)))
    before = contents(side.store)
    for payload in GARBAGE:
        peer.say(payload)
    peer.say(
        message.write({**message.ack(1, "00"), "kind": "command", "id": "", "name": "", "args": {}, "expires_ms": 1})
    )
    peer.say(message.write(message.head(9)))
    assert peer.hear("pull")["since"] == 0
    assert side.wire.unreadable == len(GARBAGE)
    assert contents(side.store) == before


def test_a_store_that_fails_once_does_not_end_the_wire(peer, side):
    side.wire.start()
    peer.hear("pull")
    run(side.store, "CREATE TRIGGER broken BEFORE UPDATE ON head BEGIN SELECT RAISE(ABORT, 'worn'); END")
    peer.say(message.write(message.feed(0, 1, feed_rows([("price", "v1", {"price_minor": 5})]), False)))
    side.write()
    peer.hear_entries(1)
    run(side.store, "DROP TRIGGER broken")
    peer.say(message.write(message.feed(0, 1, feed_rows([("price", "v1", {"price_minor": 5})]), False)))
    assert side.applied.get(timeout=WAIT_S) == {"price"}


def test_everybody_can_see_whether_a_till_is_there(broker, peer, side):
    side.write(2)
    side.wire.start()
    status, _ = peer.status.get(timeout=WAIT_S)
    assert (status["online"], status["unsent"], status["health"], status["version"]) == (
        True,
        2,
        {"printer": "ok"},
        "0.1",
    )
    side.socket.shutdown(socket.SHUT_RDWR)  # no good-bye: the broker speaks for it
    for is_online in (False, True):
        peer.hear_status(is_online)
    side.wire.stop()
    peer.hear_status(False)
    late = Peer(broker)
    status, is_retained = late.status.get(timeout=WAIT_S)
    assert (status["online"], is_retained) == (False, True)
    late.close()


def test_small_packets_leave_at_once(peer, side):
    side.wire.start()
    side.wait_for(online=True, unsent=0)
    assert side.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_till_stops_whether_there_is_a_broker_or_not_and_whether_it_was_started_or_not(tmp_path, broker):
    for name, is_started in (("a", True), ("b", False)):
        (tmp_path / name).mkdir()
        side = Side(tmp_path / name, broker.settings())
        if is_started:
            side.wire.start()
            side.wait_for(online=False, unsent=0)
        side.close()
        assert not side.wire._thread.is_alive()


def test_a_broker_that_is_not_ours_is_not_told_anything(peer, tmp_path, broker):
    (tmp_path / "other").mkdir()
    other = Broker(tmp_path / "other")
    ours, theirs = broker.settings(), other.settings()
    side = Side(tmp_path, BrokerSettings(ours.host, ours.port, theirs.ca, ours.certificate, ours.key))
    side.write()
    side.wire.start()
    side.wait_for(online=False, unsent=1)
    side.close()
    assert peer.up.empty()
    assert peer.status.empty()


def test_certificates_that_cannot_be_read_are_said_in_words(tmp_path, broker):
    good = broker.settings()
    (tmp_path / "broken.pem").write_text("milk, eggs")
    for ca, key in ((tmp_path / "none.pem", good.key), (good.ca, tmp_path / "broken.pem")):
        with pytest.raises(CertificateUnusable, match="Claim this till again"):
            Side(tmp_path / f"{ca.name} {key.name}", BrokerSettings(good.host, good.port, ca, good.certificate, key))
