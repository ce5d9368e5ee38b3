"""QR payments in the office: what does not fit together is listed, and a person may say what the bank shows."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from cloud_bridge.keys import now_ms
from cloud_bridge.payments.models import Provider, QrPayment, QrReturn, QrTender
from cloud_bridge.people.models import Staff
from cloud_bridge.replication.models import FeedRow

HOUR_MS = 3_600_000


def tender(office, reference, number, age_ms=HOUR_MS):
    return QrTender.objects.create(
        merchant=office.merchant, till=office.till, reference=reference, number=number, amount_minor=47_500,
        at_ms=now_ms() - age_ms,
    )  # fmt: skip


def payment(office, reference, age_ms=HOUR_MS):
    return QrPayment.objects.create(
        merchant=office.merchant, reference=reference, amount_minor=47_500, paid_at_ms=1, told_at_ms=now_ms() - age_ms
    )


def test_the_secret_is_shown_once(office):
    path = reverse("admin:payments_provider_add")
    page = office.client.post(path, {"name": "Bank"}, follow=True).content.decode()
    provider = Provider.objects.get()
    assert provider.secret in page
    assert provider.secret not in office.get(reverse("admin:payments_provider_changelist"))
    page = office.get(reverse("admin:payments_provider_change", args=[provider.pk]))
    assert provider.secret not in page
    assert f"/api/payments/{provider.token}" in page
    assert provider.secret not in office.get(reverse("admin:payments_provider_history", args=[provider.pk]))


def test_a_new_secret_makes_the_old_one_void(office):
    provider = Provider.objects.create(merchant=office.merchant, name="Bank", token="t", secret="old")
    form = {"action": "renew", "_selected_action": [provider.pk]}
    page = office.client.post(reverse("admin:payments_provider_changelist"), form, follow=True).content.decode()
    provider.refresh_from_db()
    assert provider.secret != "old"
    assert provider.secret in page


def test_money_that_no_sale_counts_on_waits_for_a_decision(office):
    payment(office, "LOST")
    payment(office, "YOUNG", age_ms=60_000)
    payment(office, "SOLD")
    tender(office, "SOLD", "A-000007")
    page = office.get(reverse("admin:payments_qrpayment_changelist"), sale="none")
    assert "LOST" in page
    assert not re.search("YOUNG|SOLD", page)
    assert "QR payment has no sale" in office.get("/")
    assert "A-000007" in office.get(reverse("admin:payments_qrpayment_changelist"))


def test_money_that_went_back_says_who_gave_it_and_who_let_them(office):
    payment(office, "BACK")
    Staff.objects.create(key="siti", merchant=office.merchant, name="Siti Rahma")
    QrReturn.objects.create(
        merchant=office.merchant, till=office.till, reference="BACK", amount_minor=47_500, at_ms=now_ms(), by="siti",
        approved_by="rina",
    )  # fmt: skip
    path = reverse("admin:payments_qrpayment_changelist")
    assert "BACK" not in office.get(path, sale="none")
    detail = reverse("admin:payments_qrpayment_change", args=[QrPayment.objects.get().pk])
    for page in (office.get(path), office.get(path, sale="back"), office.get(detail)):
        assert re.search(r"47\D?500.* given back .* by Siti Rahma, approved by rina", page)


def test_a_sale_that_nobody_reported_is_booked_by_who_sees_it_in_the_bank(office):
    one = tender(office, "SEEN", "A-000008")
    path = reverse("admin:payments_qrtender_changelist")
    assert "A-000008" in office.get(path, payment="none")
    office.client.post(path, {"action": "seen", "_selected_action": [one.pk]})
    booked = QrPayment.objects.get()
    assert (booked.reference, booked.amount_minor, booked.by, booked.provider) == ("SEEN", 47_500, "admin", None)
    assert FeedRow.objects.get(table="payment", key="SEEN").data
    assert "A-000008" not in office.get(path, payment="none")


def test_a_till_that_waits_may_be_told_by_hand(office):
    path = reverse("admin:payments_qrpayment_add")
    assert office.client.post(path, {"reference": "0F3A55AB12340", "amount": "47500"}).status_code == 302
    assert (QrPayment.objects.get().by, FeedRow.objects.filter(table="payment").count()) == ("admin", 1)
    again = office.client.post(path, {"reference": "0F3A55AB12340", "amount": "47500"})
    assert "in the list already" in again.content.decode()


@pytest.mark.parametrize(("reference", "amount"), [("", "5"), ("a b", "5"), ("A1", "0"), ("A1", "much"), ("A1", "-5")])
def test_what_no_till_would_understand_is_sent_back(office, reference, amount):
    path = reverse("admin:payments_qrpayment_add")
    assert office.client.post(path, {"reference": reference, "amount": amount}).status_code == 200
    assert QrPayment.objects.count() == 0


def test_no_payment_is_ever_changed(office):
    one = payment(office, "KEPT")
    path = reverse("admin:payments_qrpayment_change", args=[one.pk])
    office.client.post(path, {"reference": "OTHER", "amount": "1"})
    one.refresh_from_db()
    assert (one.reference, one.amount_minor) == ("KEPT", 47_500)
