from __future__ import annotations

import time

import pytest

from appliance.core import message
from cloud_bridge.database import writing
from cloud_bridge.fleet.models import Store
from cloud_bridge.fleet.models import Till as FleetTill
from cloud_bridge.orders.models import Order
from cloud_bridge.replication import feed, ingest
from cloud_bridge.replication.models import Entry
from cloud_bridge.replication.service import Service
from cloud_bridge.stock import ledger
from tests.cloud_bridge.replication.mosquitto import PATIENCE_S, PROGRAM, Mosquitto, Till
from tests.cloud_bridge.shop import Journal, Shop, sale_body

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(PROGRAM is None, reason="Mosquitto is not installed"),
]


@pytest.fixture(scope="module")
def mosquitto(tmp_path_factory):
    mosquitto = Mosquitto(tmp_path_factory.mktemp("broker"))
    yield mosquitto
    mosquitto.stop()


@pytest.fixture
def shop():
    return Shop()


@pytest.fixture
def service(mosquitto, shop):
    service = Service("127.0.0.1", mosquitto.port, mosquitto.folder)
    service.start()
    yield service
    service.stop()


@pytest.fixture
def till(mosquitto, shop, service):
    till = Till(mosquitto, shop.till.key)
    till.be(online=True)
    till.hear("head")
    yield till
    till.say(b"", "status", retain=True)
    till.leave()


def pull_all(till):
    """Pull until there is no more, and return where the till stands then."""
    version, more = 0, True
    while more:
        till.say(message.pull(version))
        page = till.hear("feed")
        version, more = page["upto"], page["more"]
    return version


def until(condition):
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_a_journal_is_acknowledged_after_it_is_in_the_books(shop, till):
    journal = Journal(shop.till)
    journal.sell((shop.variants[0], 1_000))
    till.say(journal.message())
    assert till.hear("ack") == message.ack(2, journal.entries[1]["hash"])
    assert Order.objects.count() == 1


def test_many_messages_at_once_are_all_answered(shop, till):
    journal = Journal(shop.till)
    for _ in range(100):
        journal.sell((shop.variants[0], 1_000))
    for first in range(1, 102):
        till.say(journal.message(first, first))
    while till.hear("ack")["upto"] < 101:
        pass
    assert Order.objects.count() == 100
    assert shop.level() == (0, 0)


def test_a_small_change_is_pushed_to_a_till_that_is_up_to_date(shop, till):
    version = pull_all(till)
    with writing():
        ledger.move(shop.merchant.key, [ledger.Move(shop.store.key, shop.variants[0], "in", 5_000, "s", 1)])
    said = till.hear("feed")
    assert (said["since"], said["more"]) == (version, False)
    assert [row["data"]["on_hand_milli"] for row in said["rows"]] == [105_000]
    with writing():
        ledger.move(shop.merchant.key, [ledger.Move(shop.store.key, shop.variants[0], "in", 5_000, "t", 1)])
    assert till.hear("feed")["since"] == said["upto"]


def test_a_large_change_is_announced_and_pulled(shop, till):
    pull_all(till)
    rows = [feed.Row(shop.merchant.key, "price", f"v{number}", {"price_minor": 1}) for number in range(300)]
    with writing():
        feed.publish(shop.merchant.key, rows)
    assert till.hear("head")["version"] == shop.head()


def test_a_till_of_which_nothing_is_known_is_told_that_there_is_news(shop, till):
    with writing():
        feed.publish(shop.merchant.key, [feed.Row(shop.merchant.key, "channel", "c", {"name": "x"})])
    assert till.hear("head")["version"] == shop.head()


def test_what_happens_in_another_store_is_not_told(shop, till):
    elsewhere = Store.objects.create(merchant=shop.merchant, name="Mal")
    pull_all(till)
    with writing():
        ledger.move(shop.merchant.key, [ledger.Move(elsewhere.key, shop.variants[0], "in", 5_000, "s", 1)])
    assert till.hears_nothing(for_s=1.5)


def test_a_status_says_who_is_there(shop, till):
    assert until(lambda: FleetTill.objects.get().is_online)
    till.be(online=False)
    assert until(lambda: not FleetTill.objects.get().is_online)


def test_a_bridge_that_comes_back_says_where_it_stands(mosquitto, shop, till, service):
    journal = Journal(shop.till)
    till.say(journal.message())
    till.hear("ack")
    service.stop()
    again = Service("127.0.0.1", mosquitto.port, mosquitto.folder)
    again.start()
    try:
        assert till.hear("resend") == message.resend(1)
    finally:
        again.stop()


def test_a_message_that_makes_no_sense_is_counted_and_stops_nothing(shop, till, service):
    till.say(b"\xff{")
    till.say({"v": 1, "kind": "journal", "till": "somebody else", "entries": []})
    till.say(message.journal(shop.till.key, []))
    assert till.hear("ack")["upto"] == 0
    assert service.worker.dropped == {"message.unreadable": 1, "replication.mistaken": 1}


def test_a_till_that_is_not_in_the_fleet_is_not_answered(mosquitto, shop, service):
    stranger = Till(mosquitto, "11111111-0000-7000-8000-000000000000")

    def say():
        stranger.say(message.pull(0))
        return "replication.till" in service.worker.dropped

    assert until(say)
    assert stranger.heard.empty()
    stranger.leave()


def test_a_till_can_neither_hear_nor_speak_for_another(mosquitto, shop, till, service):
    thief = Till(mosquitto, shop.till.key, certificate_of="22222222-0000-7000-8000-000000000000")
    thief.say(message.journal(shop.till.key, []))
    assert till.hears_nothing(for_s=0.5)
    till.say(message.journal(shop.till.key, []))
    till.hear("ack")
    assert thief.hears_nothing(for_s=0.2)
    thief.leave()


def test_what_only_the_database_finds_wrong_is_refused_alone(shop, till):
    journal = Journal(shop.till)
    body = sale_body(90, [(shop.variants[0], 1_000), (shop.variants[0], 1_000)])
    body["lines"][1]["line"] = body["lines"][0]["line"]
    journal.write("sale.completed", body)
    journal.sell((shop.variants[0], 1_000))
    till.say(journal.message())
    assert till.hear("ack")["upto"] == 3
    assert list(Entry.objects.exclude(refused="").values_list("seq", flat=True)) == [2]
    assert Order.objects.count() == 1
    assert shop.level() == (99_000, 0)


def test_a_message_that_fails_fails_alone(shop, mosquitto, service, till, monkeypatch):
    handle = ingest.handle

    def trip(till_key, said, *, carefully):
        if said.get("since") == 7:
            raise ZeroDivisionError
        return handle(till_key, said, carefully=carefully)

    monkeypatch.setattr(ingest, "handle", trip)
    for since in (7, 0, 7, 0):
        till.say(message.pull(since))
    assert [till.hear("feed")["since"] for _ in range(2)] == [0, 0]
    assert service.worker.dropped == {"failed": 2}
