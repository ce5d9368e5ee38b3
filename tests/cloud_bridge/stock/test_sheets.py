"""What tills do to their shelves is in the books once, at its place, in whatever pieces and however often it comes."""

from __future__ import annotations

import json

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core import entries
from appliance.core.on_hand import changes
from cloud_bridge.fleet.models import Store, Till
from cloud_bridge.office import booking
from cloud_bridge.replication import audit as feed_audit
from cloud_bridge.replication import feed, ingest
from cloud_bridge.replication.models import Entry, FeedRow
from cloud_bridge.stock import audit, elsewhere, sheets
from cloud_bridge.stock.models import Document, Level, Movement
from tests.cloud_bridge.shop import Journal, Shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return Shop()


@pytest.fixture
def journal(shop):
    return Journal(shop.till)


def lines(shop, *given):
    return [{"variant": shop.variants[at], "quantity_milli": milli} for at, milli in given]


def send(journal, first=1, last=None):
    return ingest.handle(journal.till.key, journal.message(first, last))


def refusals(till):
    return dict(Entry.objects.filter(till=till).exclude(refused="").values_list("seq", "refused"))


def test_a_count_is_the_difference_at_its_place_although_a_sale_stands_beside_it(shop, journal):
    journal.sell((shop.variants[0], 4_000))
    journal.write("stock.counted", entries.stock_counted("d1", lines(shop, (0, 90_000), (1, 100_000))))
    journal.sell((shop.variants[0], 1_000))
    send(journal)
    assert shop.level(0) == (89_000, 0)
    document = Document.objects.get()
    assert [(line.quantity_milli, line.moved_milli) for line in document.lines.order_by("line")] == [
        (90_000, -6_000),
        (100_000, 0),
    ]
    assert list(audit.differences(shop.merchant.key)) == []


def test_a_count_of_what_nobody_ever_counted_begins_its_level(shop, journal):
    Movement.objects.all().delete()
    Level.objects.all().delete()
    journal.write("stock.counted", entries.stock_counted("d1", lines(shop, (0, 0), (1, 3_000))))
    send(journal)
    assert (shop.level(0), shop.level(1)) == ((0, 0), (3_000, 0))
    assert {row["key"] for row in feed.since(shop.till, 0, 500).rows if row["table"] == "stock"} == set(
        shop.variants[:2]
    )


def test_goods_that_came_and_goods_that_were_lost_move_the_shelf_with_their_reason(shop, journal):
    journal.write("stock.received", entries.stock_received("d1", lines(shop, (0, 5_000))))
    journal.write("stock.adjusted", entries.stock_adjusted("d2", lines(shop, (0, -2_000)), "Broken"))
    send(journal)
    assert shop.level() == (103_000, 0)
    assert [booking.reason_of(source) for source in Movement.objects.order_by("pk").values_list("source", flat=True)][
        -2:
    ] == ["", "Broken"]


def test_a_sheet_is_booked_once_whoever_sends_it_again(shop, journal):
    body = entries.stock_received("d1", lines(shop, (0, 5_000)))
    journal.write("stock.received", body)
    journal.write("stock.received", body)
    send(journal)
    send(journal)
    assert shop.level() == (105_000, 0)
    assert list(refusals(shop.till)) == [3]


def test_a_sheet_with_strange_goods_is_refused_whole(shop, journal):
    stranger = Shop()
    body = entries.stock_received("d1", [*lines(shop, (0, 5_000)), *lines(stranger, (0, 5_000))])
    journal.write("stock.received", body)
    send(journal)
    assert shop.level() == stranger.level() == (100_000, 0)
    assert "does not have" in refusals(shop.till)[2]


def test_a_transfer_is_on_the_list_and_on_the_tills_until_its_goods_came(shop, journal):
    there = Store.objects.create(merchant=shop.merchant, name="Gudang")
    journal.write("transfer.requested", entries.transfer_requested("d1", lines(shop, (0, 5_000)), there.key))
    send(journal)
    transfer = Document.objects.get()
    assert (transfer.kind, transfer.state, transfer.wanted_from) == (Document.TRANSFER, Document.REQUESTED, there)
    assert shop.level() == (100_000, 0)
    row = json.loads(FeedRow.objects.get(table="transfer").data)
    assert (row["state"], row["from"], row["lines"]) == ("requested", "Gudang", lines(shop, (0, 5_000)))
    assert sheets.move_on(Document.objects.all(), Document.SENT) == 1
    assert json.loads(FeedRow.objects.get(table="transfer").data)["state"] == "sent"
    assert list(feed_audit.differences(shop.merchant.key)) == []
    journal.write("stock.received", entries.stock_received("d2", lines(shop, (0, 4_000)), "d1"))
    send(journal)
    assert FeedRow.objects.get(table="transfer").data is None
    assert shop.level() == (104_000, 0)


KINDS = st.sampled_from(["sale.completed", "stock.received", "stock.adjusted", "stock.counted"])
DEEDS = st.lists(st.tuples(KINDS, st.integers(0, 1), st.integers(1, 9)), min_size=1, max_size=14)


def write(shop, journal, number, kind, at, quantity):
    some = lines(shop, (at, quantity * 1_000))
    document = f"{journal.till.key}-{number}"[-36:]
    if kind == "sale.completed":
        return journal.sell((shop.variants[at], quantity * 1_000), number=number + 1_000 * len(journal.till.name))
    if kind == "stock.received":
        return journal.write(kind, entries.stock_received(document, some))
    if kind == "stock.counted":
        return journal.write(kind, entries.stock_counted(document, some))
    some[0]["quantity_milli"] *= -1 if quantity % 2 else 1
    return journal.write(kind, entries.stock_adjusted(document, some, "Why"))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=DEEDS, second=DEEDS, cuts=st.lists(st.tuples(st.integers(0, 1), st.integers(0, 15), st.integers(0, 15))))
def test_the_ledger_is_the_model_whatever_pieces_come_in_whatever_order(first, second, cuts):
    with transaction.atomic():
        shop = Shop()
        other = Till.objects.create(merchant=shop.merchant, store=shop.store, name="Second till", prefix="B")
        journals = [Journal(shop.till), Journal(other)]
        for journal, deeds in zip(journals, (first, second), strict=True):
            for number, deed in enumerate(deeds, 1):
                write(shop, journal, number, *deed)
        model = dict.fromkeys(shop.variants, 100_000)
        stored = [0, 0]
        for which, start, length in [*cuts, (0, 0, 99), (1, 0, 99)]:
            journal = journals[which]
            ingest.handle(journal.till.key, journal.message(start + 1, start + length))
            now = Till.objects.get(key=journal.till.key).journal_seq
            for entry in journal.entries[stored[which] : now]:
                for change in changes(entry["type"], entry["body"]):
                    model[change.variant] = change.after(model[change.variant])
            stored[which] = now
            levels = dict(Level.objects.filter(store=shop.store).values_list("variant_id", "on_hand_milli"))
            assert levels == model
        assert [len(journal.entries) for journal in journals] == stored
        assert list(audit.differences(shop.merchant.key)) == []
        transaction.set_rollback(True)


def test_one_store_has_no_elsewhere(shop):
    assert elsewhere.publish_all(1_000) == 0


def test_stores_hear_of_each_other_what_changed_since_the_last_time(shop, journal):
    there = Store.objects.create(merchant=shop.merchant, name="Gudang")
    assert elsewhere.publish_all(1_000) == 3
    assert elsewhere.publish_all(2_000) == 0
    journal.sell((shop.variants[1], 2_000))
    send(journal)
    assert elsewhere.publish_all(3_000) == 1
    row = FeedRow.objects.get(table="stock_elsewhere", key=f"{shop.variants[1]}/{shop.store.key}")
    assert json.loads(row.data) == {"store_name": "Pasar", "on_hand_milli": 98_000, "at_ms": 3_000}
    told = feed.since(Till.objects.create(merchant=shop.merchant, store=there, name="T", prefix="B"), 0, 500).rows
    assert sum(row["table"] == "stock_elsewhere" for row in told) == 3
