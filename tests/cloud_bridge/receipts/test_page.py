"""The page of a receipt: the same figures as paper, for whoever has the link and nobody else."""

from __future__ import annotations

import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.core import receipt_link
from appliance.core.cash import CashRounding
from appliance.core.entries.sale import sale_refunded
from appliance.core.money import RUPIAH
from appliance.core.receipt import Heading
from appliance.core.refund import Original
from appliance.core.sale import Sale
from appliance.core.sale_receipt import sale_receipt
from appliance.core.tender import CASH, Payment
from cloud_bridge.people.models import Staff
from cloud_bridge.receipts import page
from cloud_bridge.receipts.pace import Guesses
from cloud_bridge.replication import ingest
from cloud_bridge.replication.models import FeedRow
from tests.cloud_bridge.shop import Journal, Shop
from tests.core.canned import canned

pytestmark = pytest.mark.django_db
AMOUNT = re.compile(r"\d[\d.]*")


@pytest.fixture(autouse=True)
def _urls(settings, monkeypatch):
    settings.ROOT_URLCONF = "cloud_bridge.receipts.urls"
    monkeypatch.setattr(page, "guesses", Guesses())


class Counter:
    """A till that signs what it writes, and its customers' browsers."""

    def __init__(self, client) -> None:
        self.client = client
        self.shop = Shop()
        key = Ed25519PrivateKey.generate()
        public = key.public_key().public_bytes_raw().hex()
        self.journal = Journal(self.shop.till, public, key.sign)

    def write(self, kind, body):
        return self.journal.write(kind, body)

    def send(self):
        ingest.handle(self.shop.till.key, self.journal.message())

    def path(self, entry):
        till = receipt_link.till_letters(self.shop.till.key)
        return receipt_link.link(f"/r/{till}", entry)

    def open(self, path, language="en"):
        return self.client.get(path, headers={"accept-language": language})


@pytest.fixture
def counter(client):
    return Counter(client)


def test_the_page_shows_every_figure_that_paper_shows(counter):
    for kind, name in (("sale.completed", "full"), ("sale.completed", "meal"), ("sale.completed", "plain")):
        entry = counter.write(kind, canned(name))
        counter.send()
        html = counter.open(counter.path(entry)).content.decode()
        shown = set(AMOUNT.findall(re.sub(r"<style.*?</style>|<svg.*?</svg>", "", html, flags=re.DOTALL)))
        paper = sale_receipt(canned(name), Heading("Pasar"), "", columns=48)
        printed = {figure for line in paper if hasattr(line, "weight") for figure in AMOUNT.findall(line.text)}
        assert printed
        assert printed - shown == set(), name


def test_a_link_that_was_made_up_shows_nothing(counter):
    entry = counter.write("sale.completed", canned("plain"))
    counter.send()
    good = counter.path(entry)
    assert counter.open(good).status_code == 200
    forged = counter.path({**entry, "sig": "00" * 64})
    for path in (forged, good[:-1], "/r/x", counter.path({**entry, "seq": 1})):
        assert counter.open(path).status_code == 404


def test_a_receipt_that_has_not_arrived_says_to_try_again(counter):
    entry = counter.write("sale.completed", canned("plain"))
    answer = counter.open(counter.path(entry))
    assert answer.status_code == 404
    assert "Not here yet" in answer.content.decode()
    assert answer["Retry-After"]
    counter.send()
    assert counter.open(counter.path(entry)).status_code == 200


def test_an_entry_that_is_no_sale_has_no_page(counter):
    entry = counter.write("drawer.opened", {"reason": "Change"})
    counter.send()
    assert counter.open(counter.path(entry)).status_code == 404


def test_whoever_guesses_is_not_answered_any_more_and_everybody_else_is(counter):
    entry = counter.write("sale.completed", canned("plain"))
    counter.send()
    for _ in range(20):
        assert counter.open("/r/" + "A" * 42).status_code == 404
    assert counter.open("/r/" + "A" * 42).status_code == 429
    assert counter.client.get(counter.path(entry), REMOTE_ADDR="203.0.113.9").status_code == 200


def test_a_window_later_guesses_are_forgotten():
    now = [0.0]
    guesses = Guesses(1, 60.0, lambda: now[0])
    guesses.count("a")
    assert guesses.is_over("a")
    now[0] = 61.0
    assert not guesses.is_over("a")


def test_nobody_keeps_the_page_and_nobody_hears_of_the_link(counter):
    entry = counter.write("sale.completed", canned("plain"))
    counter.send()
    answer = counter.open(counter.path(entry))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_the_page_speaks_the_language_of_the_reader(counter):
    entry = counter.write("sale.completed", canned("plain"))
    counter.send()
    assert "Tunai" in counter.open(counter.path(entry), "id").content.decode()
    assert "Cash" in counter.open(counter.path(entry), "en").content.decode()


def test_a_sale_that_was_made_undone_says_so(counter):
    body = canned("plain")
    entry = counter.write("sale.completed", body)
    counter.write("sale.voided", {**body, "reason": "Rung up twice"})
    counter.send()
    assert "VOID" in counter.open(counter.path(entry)).content.decode()


def test_the_cashier_is_named_as_on_paper(counter):
    entry = counter.write("sale.completed", canned("plain"))
    counter.send()
    assert not Staff.objects.exists()
    assert "Cashier" not in counter.open(counter.path(entry)).content.decode()


def test_tills_are_told_where_their_receipts_and_pictures_are(counter):
    shop = counter.shop
    shop.store.address = "https://warung.example/"
    shop.store.save()
    row = FeedRow.objects.get(table="till", key=shop.till.key).data
    assert f'"receipts_at":"https://warung.example/r/{receipt_link.till_letters(shop.till.key)}"' in row
    assert '"pictures_at":"https://warung.example/p/"' in FeedRow.objects.get(table="store", key=shop.store.key).data
    shop.store.address = ""
    shop.store.save()
    assert "receipts_at" not in FeedRow.objects.get(table="till", key=shop.till.key).data
    assert "pictures_at" not in FeedRow.objects.get(table="store", key=shop.store.key).data


# --- what came back ---------------------------------------------------------------------------------------------------


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<style.*?</style>|<svg.*?</svg>|<[^>]*>", " ", html, flags=re.DOTALL))


def refund_of(body, number, key, quantity_milli, *before):
    """A refund of so much of a sale's first line, paid out in cash."""
    original = Original(body, list(before))
    back = Sale(key, 1_700_000_100_000)
    back.add_returned(original.line(body["lines"][0]["line"], quantity_milli))
    payment = Payment(back.totals().total_minor, CashRounding())
    payment.pay("t1", CASH, payment.left_minor(CASH))
    return sale_refunded(back, number, "z1", "IDR", payment, original.key)


def test_every_refund_is_on_the_page_of_its_sale_with_what_is_left(counter):
    body = canned("plain")
    entry = counter.write("sale.completed", body)
    counter.send()
    assert "Remaining" not in text_of(counter.open(counter.path(entry)).content.decode())
    first = refund_of(body, "A-000101", "r1", 500)
    second = refund_of(body, "A-000102", "r2", 500, first)
    left = body["total_minor"]
    for refund in (first, second):
        counter.write("sale.refunded", refund)
        counter.send()
        left += refund["total_minor"]
        text = text_of(counter.open(counter.path(entry)).content.decode())
        assert f"Refund {refund['number']}" in text
        assert RUPIAH.plain(refund["total_minor"]) in text
        assert f"0,5 \N{MULTIPLICATION SIGN} {body['lines'][0]['name']}" in text
        assert f"Remaining {RUPIAH.format(left)}" in text
        assert "PARTLY REFUNDED" in text
    assert "Refund A-000101" in text


def test_a_sale_that_came_back_whole_says_so(counter):
    body = canned("plain")
    entry = counter.write("sale.completed", body)
    later = []
    for number, line in enumerate(body["lines"]):
        only = {**body, "lines": [line, *(other for other in body["lines"] if other is not line)]}
        later.append(refund_of(only, f"A-{number}", f"r{number}", line["quantity_milli"], *later))
        counter.write("sale.refunded", later[-1])
    counter.send()
    text = text_of(counter.open(counter.path(entry)).content.decode())
    assert f"Remaining {RUPIAH.format(0)}" in text
    assert "PARTLY" not in text
    assert "REFUNDED" in text


def test_a_refund_of_another_sale_and_one_of_more_than_there_was_are_not_shown(counter):
    body = canned("plain")
    entry = counter.write("sale.completed", body)
    whole = refund_of(body, "A-000101", "r1", body["lines"][0]["quantity_milli"])
    other = {**whole, "sale": "r9", "number": "A-000109"}
    other["lines"] = [{**line, "returned": {**line["returned"], "sale": "another"}} for line in whole["lines"]]
    for refund in (whole, {**whole, "sale": "r2", "number": "A-000102"}, other):
        counter.write("sale.refunded", refund)
    counter.send()
    text = text_of(counter.open(counter.path(entry)).content.decode())
    assert "A-000101" in text
    assert "A-000102" not in text
    assert "A-000109" not in text


def test_an_exchange_that_was_made_undone_brought_nothing_back(counter):
    body = canned("plain")
    entry = counter.write("sale.completed", body)
    exchange = refund_of(body, "A-000101", "r1", 500)
    del exchange["refunds"]
    counter.write("sale.completed", exchange)
    counter.send()
    assert "A-000101" in counter.open(counter.path(entry)).content.decode()
    counter.write("sale.voided", {**exchange, "reason": "Rung up twice"})
    counter.send()
    assert "A-000101" not in counter.open(counter.path(entry)).content.decode()
