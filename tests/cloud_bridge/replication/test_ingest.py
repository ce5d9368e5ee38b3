from __future__ import annotations

import hashlib
import json
import threading

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from appliance.core import journal as core
from appliance.core import message
from cloud_bridge.fleet.models import Till
from cloud_bridge.orders.models import Order, OrderLine, Payment
from cloud_bridge.replication import ingest
from cloud_bridge.replication.errors import EntriesTorn, TillMistaken, TillUnknown
from cloud_bridge.replication.models import Entry
from cloud_bridge.stock import audit as stock
from cloud_bridge.stock.models import KitPart, Movement
from tests.cloud_bridge.shop import Journal, Shop, sale_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return Shop()


@pytest.fixture
def journal(shop):
    """Entry 1, and four sales of one piece of the first variant each."""
    journal = Journal(shop.till)
    for _ in range(4):
        journal.sell((shop.variants[0], 1_000))
    return journal


def take_in(shop, said):
    (answer,) = ingest.handle(shop.till.key, said)
    return answer


def refused():
    return dict(Entry.objects.exclude(refused="").values_list("seq", "refused"))


def test_an_acknowledged_journal_is_in_the_books(shop, journal):
    assert take_in(shop, journal.message()) == message.ack(5, journal.entries[-1]["hash"])
    assert Entry.objects.count() == 5
    assert Order.objects.count() == OrderLine.objects.count() == Payment.objects.count() == 4
    assert shop.level() == (96_000, 0)
    assert refused() == {}


def test_effects_happen_once_however_often_a_message_comes(shop, journal):
    take_in(shop, journal.message(1, 3))
    for first, last in ((1, 3), (2, 5), (1, 5), (3, 4), (5, 5)):
        take_in(shop, journal.message(first, last))
    assert Order.objects.count() == 4
    assert shop.level() == (96_000, 0)
    assert take_in(shop, journal.message(2, 2)) == message.ack(5, journal.entries[-1]["hash"])


def test_a_hole_stores_nothing_and_asks_for_what_is_missing(shop, journal):
    take_in(shop, journal.message(1, 2))
    assert take_in(shop, journal.message(4, 5)) == message.resend(2)
    assert Entry.objects.count() == 2
    assert take_in(shop, journal.message(3, 5))["upto"] == 5


def test_a_message_that_ends_early_is_taken_as_far_as_it_goes(shop, journal):
    assert take_in(shop, journal.message(1, 3))["upto"] == 3
    assert take_in(shop, journal.message(1, 5))["upto"] == 5


def test_an_empty_message_is_answered_with_where_the_bridge_stands(shop, journal):
    empty = message.journal(shop.till.key, [])
    assert take_in(shop, empty) == message.ack(0, core.GENESIS)
    take_in(shop, journal.message())
    assert take_in(shop, empty) == message.ack(5, journal.entries[-1]["hash"])


@pytest.mark.parametrize("change", [{"at_ms": 5}, {"hash": "0" * 64}, {"prev": "1" * 64}, {"seq": 9}, {"by": "x"}])
def test_entries_that_were_changed_on_the_way_are_not_taken(shop, journal, change):
    said = journal.message()
    said["entries"][2] = {**said["entries"][2], **change}
    with pytest.raises(EntriesTorn):
        ingest.handle(shop.till.key, said)
    assert Entry.objects.count() == Order.objects.count() == 0


@pytest.mark.parametrize("number", [1.5, -2.0, 1e300, -1e-300, 1e16, 5e-7, float("nan"), float("-inf")])
def test_a_number_that_is_not_whole_has_no_place_in_a_journal(shop, journal, number):
    entry = dict(journal.entries[1], body={"weight": number})
    said = {key: entry[key] for key in ("at_ms", "body", "by", "seq", "type")}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    entry["hash"] = hashlib.sha256(bytes.fromhex(entry["prev"]) + text.encode()).hexdigest()
    with pytest.raises(EntriesTorn):
        ingest.handle(shop.till.key, message.journal(shop.till.key, [journal.entries[0], entry]))


def test_text_in_any_script_keeps_its_hash(shop, journal):
    journal.write("drawer.opened", {"reason": 'ខ្មែរ "\\ \t \u007f \u2028 😀 1.5e3 NaN,1.5'})
    assert take_in(shop, journal.message())["upto"] == 6
    assert refused() == {}


def test_another_history_stops_everything_until_a_person_decides(shop, journal):
    take_in(shop, journal.message())
    clone = Journal(shop.till)
    clone.entries = journal.entries[:2]
    clone.sell((shop.variants[1], 7_000))
    clone.sell((shop.variants[1], 7_000))
    assert take_in(shop, clone.message(2, 4)) == message.fork(3)
    assert Till.objects.get().forked_at_seq == 3
    journal.sell((shop.variants[0], 1_000))
    assert take_in(shop, journal.message(6)) == message.fork(3)
    assert Order.objects.count() == 4


def test_entries_that_follow_another_history_are_a_fork_too(shop, journal):
    take_in(shop, journal.message(1, 3))
    clone = Journal(shop.till)
    clone.entries = journal.entries[:2]
    clone.sell((shop.variants[1], 7_000))
    clone.sell((shop.variants[1], 7_000))
    assert take_in(shop, clone.message(4)) == message.fork(3)


def test_a_card_claimed_as_another_till_is_a_fork(shop):
    other = Till(key="other", merchant=shop.merchant, store=shop.store)
    said = Journal(other).message()
    with pytest.raises(TillMistaken):
        ingest.handle(shop.till.key, said)
    assert take_in(shop, {**said, "till": shop.till.key}) == message.fork(1)
    assert Entry.objects.count() == 0


def test_a_journal_begins_with_its_claim(shop):
    journal = Journal(shop.till)
    journal.entries = []
    journal.sell((shop.variants[0], 1_000))
    assert take_in(shop, journal.message()) == message.fork(1)


def test_a_till_the_fleet_does_not_have_is_not_answered(shop, journal):
    Till.objects.all().delete()
    with pytest.raises(TillUnknown):
        ingest.handle(shop.till.key, journal.message())


def test_a_refused_entry_is_kept_with_its_reason_and_does_not_block(shop, journal):
    journal.write("sale.completed", {**sale_body(90, [(shop.variants[0], 1_000)]), "total_minor": 5})
    journal.write("weather.changed", {"rain": True})
    journal.sell((shop.variants[0], 1_000))
    assert take_in(shop, journal.message())["upto"] == 8
    assert set(refused()) == {6, 7}
    assert shop.level() == (95_000, 0)
    assert Order.objects.count() == 5


def test_an_entry_the_database_cannot_hold_is_the_only_one_refused(shop, journal):
    twice = sale_body(90, [(shop.variants[0], 1_000), (shop.variants[1], 1_000)])
    twice["lines"][1]["line"] = 1
    journal.write("sale.completed", twice)
    journal.sell((shop.variants[0], 1_000))
    assert take_in(shop, journal.message())["upto"] == 7
    assert set(refused()) == {6}
    assert shop.level() == (95_000, 0)
    assert shop.level(1) == (100_000, 0)


def test_a_sale_that_was_written_twice_is_booked_once(shop, journal):
    journal.sell((shop.variants[0], 1_000), number=2)
    take_in(shop, journal.message())
    journal.sell((shop.variants[0], 1_000), number=2)
    take_in(shop, journal.message())
    assert set(refused()) == {6, 7}
    assert shop.level() == (96_000, 0)


def test_a_sale_of_something_unknown_is_an_order_all_the_same(shop, journal):
    journal.sell((shop.variants[0], 1_000), ("gone", 2_000), ("", 3_000))
    take_in(shop, journal.message())
    lines = Order.objects.get(number="A000006").lines.order_by("line")
    assert [line.variant_id for line in lines] == [shop.variants[0], None, None]
    assert shop.level() == (95_000, 0)
    assert refused() == {}


def test_another_merchants_goods_are_unknown_goods(shop, journal):
    stranger = Shop()
    journal.sell((stranger.variants[0], 1_000))
    take_in(shop, journal.message())
    assert stranger.level() == (100_000, 0)
    assert OrderLine.objects.filter(variant=None).count() == 1


def signed(shop):
    key = Ed25519PrivateKey.generate()
    return Journal(shop.till, key.public_key().public_bytes_raw().hex(), key.sign)


def test_a_good_signature_is_kept_with_its_entry(shop):
    journal = signed(shop)
    journal.sell((shop.variants[0], 1_000))
    take_in(shop, journal.message())
    assert refused() == {}
    assert Entry.objects.get(seq=2).sig == journal.entries[1]["sig"]
    assert Till.objects.get().public_key == journal.entries[0]["body"]["public_key"]


@pytest.mark.parametrize("sig", ["00" * 64, "no hex", "ff", 7])
def test_an_entry_somebody_else_signed_is_refused_and_does_not_block(shop, sig):
    journal = signed(shop)
    journal.sell((shop.variants[0], 1_000))
    take_in(shop, journal.message())
    journal.sell((shop.variants[0], 1_000))["sig"] = sig
    take_in(shop, journal.message())
    journal.sell((shop.variants[0], 1_000))
    assert take_in(shop, journal.message())["upto"] == 4
    assert set(refused()) == {3}
    assert shop.level() == (98_000, 0)


def test_a_pull_is_answered_with_what_the_till_does_not_have(shop, journal):
    take_in(shop, journal.message())
    answer = take_in(shop, message.pull(0, 5))
    assert answer["kind"] == "feed"
    assert (answer["since"], answer["more"], answer["seq"]) == (0, True, 5)
    assert len(answer["rows"]) == 5
    assert message.read(message.write(answer)) == answer


@pytest.mark.django_db(transaction=True)
def test_two_threads_that_take_in_the_same_journal_book_it_once(shop, journal):
    for _ in range(40):
        journal.sell((shop.variants[0], 1_000))
    failures = []

    def work(step):
        try:
            for first in range(1, 46, step):
                ingest.handle(shop.till.key, journal.message(max(1, first - step), first + step))
        except Exception as error:  # noqa: BLE001 - told to the test
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(step,)) for step in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Till.objects.get().journal_seq == 45
    assert Order.objects.count() == Movement.objects.filter(kind="sale").count() == 44
    assert shop.level() == (56_000, 0)
    assert list(stock.differences(shop.merchant.key)) == []


def test_a_tip_stands_beside_what_was_paid_and_not_in_what_was_earned(shop):
    journal = Journal(shop.till)
    body = sale_body(9, [(shop.variants[0], 1_000)])
    body["tip_minor"] = body["tenders"][0]["tip_minor"] = 500
    journal.write("sale.completed", body)
    take_in(shop, journal.message())
    assert list(Payment.objects.values_list("amount_minor", "tip_minor")) == [(1_000, 500)]
    assert Order.objects.get().total_minor == 1_000
    assert refused() == {}


def test_a_kit_that_a_till_sells_takes_its_parts_off_the_shelf(shop, journal):
    tea, milk, kit = shop.variants
    KitPart.objects.create(kit_id=kit, part_id=tea, quantity_milli=2_000)
    KitPart.objects.create(kit_id=kit, part_id=milk, quantity_milli=500)
    journal.sell((kit, 3_000))
    take_in(shop, journal.message())
    assert [shop.level(at)[0] for at in range(3)] == [90_000, 98_500, 100_000]
    assert list(stock.differences(shop.merchant.key)) == []
