"""A payment provider says that a QR payment came; it is booked once and the tills hear of it."""

from __future__ import annotations

import json

import pytest

from appliance.core import entries
from appliance.core.tender import Tender
from cloud_bridge.keys import now_ms
from cloud_bridge.payments import book
from cloud_bridge.payments.models import Provider, QrPayment, QrReturn, QrTender
from cloud_bridge.payments.reports import signature
from cloud_bridge.replication import feed, ingest
from cloud_bridge.replication.models import FeedRow
from tests.cloud_bridge.shop import Journal, Shop, sale_body

SAID = {"reference": "0F3A55AB12340", "amount_minor": 47_500, "paid_at_ms": 1_700_000_000_000}
SECRET = "a secret of nobody"
MINUTE_MS = 60_000


@pytest.fixture
def shop(db):
    shop = Shop(goods=1)
    Provider.objects.create(merchant=shop.merchant, name="Bank", token="t0ken", secret=SECRET)
    return shop


def report(client, said=SAID, secret=SECRET, address="t0ken", body=None, **headers):
    body = json.dumps(said).encode() if body is None else body
    headers = {"Lapak-Signature": signature(secret, body), **headers}
    return client.post(f"/api/payments/{address}", body, content_type="application/json", headers=headers)


def told(reference=SAID["reference"]):
    row = FeedRow.objects.filter(table="payment", key=reference).first()
    return row and row.data and json.loads(row.data)


def sell_by_qr(shop, reference, amount=1_000, number=2):
    journal = Journal(shop.till)
    body = sale_body(number, [(shop.variants[0], 1_000)], amount)
    body["tenders"] = [
        {"tender": "x", "kind": "qr", "amount_minor": amount, "tendered_minor": amount, "change_minor": 0,
         "reference": reference, "tip_minor": 0},
    ]  # fmt: skip
    journal.write("sale.completed", body)
    ingest.handle(shop.till.key, journal.message())
    return body


def later(monkeypatch, minutes):
    moment = now_ms() + minutes * MINUTE_MS
    monkeypatch.setattr(book, "clock_ms", lambda: moment)
    return moment


def test_a_signed_report_is_booked_and_told_to_every_till_of_the_merchant(client, shop):
    head = shop.head()
    assert report(client).status_code == 201
    assert told() == SAID
    page = feed.since(shop.till, head, 10)
    assert [(row["table"], row["key"]) for row in page.rows] == [("payment", SAID["reference"])]


def test_the_same_report_again_changes_nothing(client, shop):
    report(client)
    head = shop.head()
    assert report(client, {**SAID, "paid_at_ms": 5}).status_code == 200
    assert (QrPayment.objects.count(), shop.head()) == (1, head)


def test_another_amount_for_the_same_reference_is_refused_and_the_first_stays(client, shop):
    report(client)
    assert report(client, {**SAID, "amount_minor": 1}).status_code == 409
    assert told() == SAID


def test_a_report_that_is_not_signed_with_the_secret_is_nobody_s(client, shop):
    assert report(client, secret="guessed").status_code == 401
    assert report(client, **{"Lapak-Signature": ""}).status_code == 401
    assert report(client, **{"Lapak-Signature": "\u00e9"}).status_code == 401
    assert report(client, address="other").status_code == 404
    Provider.objects.update(is_active=False)
    assert report(client).status_code == 404
    assert QrPayment.objects.count() == 0


@pytest.mark.parametrize(
    "said",
    [
        [],
        {},
        {**SAID, "reference": ""},
        {**SAID, "reference": "x" * 26},
        {**SAID, "reference": "a b"},
        {**SAID, "reference": 7},
        {**SAID, "amount_minor": 0},
        {**SAID, "amount_minor": -5},
        {**SAID, "amount_minor": 1.5},
        {**SAID, "amount_minor": True},
        {**SAID, "amount_minor": 2**60},
        {**SAID, "paid_at_ms": "now"},
    ],
)
def test_what_is_no_report_is_sent_back_with_its_reason(client, shop, said):
    answer = report(client, said)
    assert (answer.status_code, answer.json()["error"]) == (400, "payments.unreadable")


def test_what_is_no_json_or_too_long_is_sent_back(client, shop):
    assert report(client, body=b"{").status_code == 400
    assert report(client, body=b" " * 5_000).status_code == 413
    assert client.get("/api/payments/t0ken").status_code == 405


def test_two_merchants_may_have_the_same_reference(client, shop):
    other = Shop(goods=0)
    assert book.take_in(other.merchant.key, book.read(SAID))
    assert report(client).status_code == 201


def test_a_payment_without_a_sale_shows_after_a_quarter_of_an_hour(client, shop, monkeypatch):
    report(client)
    assert not book.without_sale(QrPayment.objects).exists()
    later(monkeypatch, 16)
    assert book.without_sale(QrPayment.objects).count() == 1
    sell_by_qr(shop, SAID["reference"])
    assert not book.without_sale(QrPayment.objects).exists()


def test_a_sale_that_nobody_reported_shows_too_and_the_order_does_not_matter(client, shop, monkeypatch):
    sell_by_qr(shop, SAID["reference"])
    later(monkeypatch, 16)
    assert book.without_payment(QrTender.objects).count() == 1
    report(client)
    assert not book.without_payment(QrTender.objects).exists()
    later(monkeypatch, 40)
    assert not book.without_sale(QrPayment.objects).exists()


@pytest.mark.parametrize("is_told_first", [False, True])
def test_money_that_went_back_waits_for_no_sale_whatever_is_heard_first(client, shop, monkeypatch, is_told_first):
    if is_told_first:
        report(client)
    journal = Journal(shop.till)
    for reference, kind in ((SAID["reference"], "qr"), ("472911", "card")):
        tender = Tender("k", kind, 40_000, 40_000, 0, reference, 7_500)
        body = entries.tender_returned("0190a0a0-0000-7000-8000-000000000001", tender) | {"approved_by": "rina"}
        journal.write("tender.returned", body)
        journal.write("tender.returned", body)
    ingest.handle(shop.till.key, journal.message())
    if not is_told_first:
        report(client)
    later(monkeypatch, 16)
    assert not book.without_sale(QrPayment.objects).exists()
    assert book.given_back(QrPayment.objects).count() == 1
    kept = QrReturn.objects.get()
    assert (kept.reference, kept.amount_minor, kept.approved_by) == (SAID["reference"], 47_500, "rina")


def test_cash_and_cards_are_no_business_of_it(shop):
    journal = Journal(shop.till)
    journal.sell((shop.variants[0], 1_000))
    ingest.handle(shop.till.key, journal.message())
    assert QrTender.objects.count() == 0


def test_tills_forget_a_payment_after_a_day_and_the_office_does_not(client, shop, monkeypatch):
    report(client)
    at = now_ms()
    assert book.retire(at + book.DAY_MS - MINUTE_MS) == 0
    assert told() == SAID
    assert book.retire(at + book.DAY_MS + MINUTE_MS) == 1
    assert told() is None
    assert book.retire(at + book.DAY_MS + MINUTE_MS) == 0
    assert report(client).status_code == 200  # a provider that says it again does not bring it back
    assert told() is None
    assert QrPayment.objects.count() == 1
