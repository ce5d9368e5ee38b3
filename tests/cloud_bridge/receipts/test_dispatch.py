"""Links that customers asked for: each is sent once, and then nobody knows the address any more."""

from __future__ import annotations

import pytest
from django.core import mail

from appliance.core import entries
from appliance.core.personal import personal
from cloud_bridge.channels.lease import held
from cloud_bridge.keys import now_ms
from cloud_bridge.people import customers
from cloud_bridge.receipts import dispatch
from cloud_bridge.receipts.models import Dispatch
from cloud_bridge.replication import ingest
from cloud_bridge.replication.models import Entry
from tests.cloud_bridge.shop import Journal, Shop
from tests.core.canned import canned

pytestmark = pytest.mark.django_db


class Sender:
    def __init__(self) -> None:
        self.shop = Shop()
        self.journal = Journal(self.shop.till)
        self.sale = self.journal.write("sale.completed", canned("plain"))
        self.shop.store.address = "https://warung.example/"
        self.shop.store.save()

    def ask(self, kind, email="", phone="", customer=""):
        told = personal(b"0123456789abcdef", "", phone, email)
        sale = self.sale["body"]["sale"]
        entry = self.journal.write("receipt.sent", entries.receipt_sent(sale, 2, kind, told, customer))
        entry["personal"] = told
        ingest.handle(self.shop.till.key, self.journal.message())


@pytest.fixture
def sender():
    return Sender()


def test_a_receipt_goes_out_by_mail_once_and_its_address_is_forgotten(sender):
    sender.ask("email", email="anna@example.com")
    assert dispatch.step() == 1
    assert dispatch.step() == 0
    (sent,) = mail.outbox
    assert sent.to == ["anna@example.com"]
    assert "https://warung.example/r/" in sent.body
    assert Dispatch.objects.get().address == ""


def test_two_workers_send_a_receipt_once(sender):
    sender.ask("email", email="anna@example.com")
    with held("receipts"):
        assert dispatch.step() == 0
    assert dispatch.step() == 1
    assert len(mail.outbox) == 1


def test_without_a_mail_server_mails_wait(sender, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    sender.ask("email", email="anna@example.com")
    assert dispatch.step() == 0
    assert Dispatch.objects.get().address == "anna@example.com"


def test_a_message_for_whatsapp_is_ready_for_the_owner(sender):
    sender.ask("whatsapp", phone="0812-3456-789")
    waiting = Dispatch.objects.get()
    assert dispatch.whatsapp_link(waiting).startswith("https://wa.me/628123456789?text=")
    assert "warung.example" in dispatch.whatsapp_link(waiting)
    dispatch.sent(waiting)
    assert Dispatch.objects.get().address == ""


def test_the_journal_does_not_hold_the_address(sender):
    sender.ask("email", email="anna@example.com")
    assert not any("anna" in body for body in Entry.objects.values_list("body", flat=True))


def test_a_customer_who_is_forgotten_gets_no_mail(sender):
    sender.ask("email", email="anna@example.com", customer="c" * 36)
    (customer,) = customers.known(sender.shop.merchant.key, ["c" * 36]).values()
    customers.forget(customer)
    assert dispatch.step() == 0
    assert mail.outbox == []


def test_an_address_that_is_not_what_the_journal_vouches_for_is_refused(sender):
    told = personal(b"0123456789abcdef", "", "", "anna@example.com")
    entry = sender.journal.write("receipt.sent", entries.receipt_sent("s", 2, "email", told))
    entry["personal"] = {**told, "email": "eve@example.com"}
    ingest.handle(sender.shop.till.key, sender.journal.message())
    assert Entry.objects.get(seq=3).refused
    assert not Dispatch.objects.exists()


def test_an_address_nobody_could_use_is_forgotten_after_a_month(sender):
    sender.ask("whatsapp", phone="0812-3456-789")
    dispatch.step()
    assert Dispatch.objects.get().address
    Dispatch.objects.update(at_ms=now_ms() - dispatch.KEPT_MS - 1)
    dispatch.step()
    assert Dispatch.objects.get().address == ""
