from __future__ import annotations

import pytest
from django.urls import reverse

from appliance.till.pin_hash import matches
from cloud_bridge.people import staff_reports
from cloud_bridge.people.models import ClockEvent, Deed, SignInRules, Staff

HOUR_MS = 3_600_000
FIELDS = {"name": "Siti", "level": "cashier", "is_active": "on", "new_pin": "4821", "new_badge": ""}


@pytest.fixture
def siti(office):
    return Staff.objects.create(merchant=office.merchant, name="Siti", pin="scrypt$secret", rights={"void": True})


def post(office, path, **data):
    return office.client.post(path, data, follow=True)


def test_somebody_is_hired_by_the_form_and_no_pin_is_shown(office):
    page = post(office, reverse("admin:people_staff_add"), **FIELDS).content.decode()
    staff = Staff.objects.get()
    assert matches("4821", staff.pin)
    assert staff.merchant == office.merchant
    form = office.get(reverse("admin:people_staff_change", args=[staff.pk]))
    assert "4821" not in page + form
    assert "scrypt" not in page + form


def test_a_store_without_a_manager_is_told(office):
    assert "has no manager" in post(office, reverse("admin:people_staff_add"), **FIELDS).content.decode()
    more = {**FIELDS, "name": "Rina", "level": "manager"}
    assert "has no manager" not in post(office, reverse("admin:people_staff_add"), **more).content.decode()


def test_nobody_is_deleted_whose_name_the_books_need(office, siti):
    assert office.client.get(reverse("admin:people_staff_delete", args=[siti.pk])).status_code == 403


def test_the_rights_of_the_levels_can_be_read(office):
    page = office.get(reverse("admin:people_rights"))
    for words in ("open the drawer without a sale", "up to 10 %", "asks", "Senior cashier"):
        assert words in page


def test_every_number_of_the_report_leads_to_the_deeds_behind_it(office, siti):
    now = staff_reports.since_ms(1) + HOUR_MS
    for seq, by in enumerate([siti.key, siti.key, ""]):
        Deed.objects.create(
            till=office.till, merchant=office.merchant, seq=seq, kind="discount", by=by, amount_minor=1_500, at_ms=now
        )
    page = office.get(reverse("admin:people_conduct"))
    assert "Rp 3.000" in page
    assert "nobody signed in" in page
    link = f"{reverse('admin:people_deed_changelist')}?kind=discount&amp;by={siti.key}"
    assert link in page
    listed = office.get(reverse("admin:people_deed_changelist"), kind="discount", by=siti.key, at_ms__gte=now)
    assert listed.count("Rp 1.500") == 2


def test_deeds_say_names(office, siti):
    now = staff_reports.since_ms(1)
    for seq, (kind, note) in enumerate([("approval", "no_sale"), ("locked", siti.key)]):
        Deed.objects.create(
            till=office.till,
            merchant=office.merchant,
            seq=seq,
            kind=kind,
            by="",
            approved_by=siti.key,
            note=note,
            at_ms=now,
        )
    page = office.get(reverse("admin:people_deed_changelist"))
    assert "open the drawer without a sale" in page
    assert page.count("Siti") >= 3


def test_hours_are_a_page_and_a_file(office, siti):
    begin = staff_reports.since_ms(1)
    for seq, (is_in, at) in enumerate([(True, 1), (False, 8), (True, 9)]):
        ClockEvent.objects.create(till=office.till, seq=seq, staff=siti, is_in=is_in, at_ms=begin + at * HOUR_MS)
    page = office.get(reverse("admin:people_hours"), days=1)
    assert "7:00" in page
    assert "1 without an end" in page
    file = office.get(reverse("admin:people_hours"), days=1, **{"as": "csv"})
    assert file.splitlines()[1].startswith("Siti,")


def test_a_name_that_a_spreadsheet_would_compute_is_a_text_in_the_file(office, siti):
    Staff.objects.filter(pk=siti.pk).update(name="=1+1")
    ClockEvent.objects.create(
        till=office.till, seq=1, staff=siti, is_in=True, at_ms=staff_reports.since_ms(1) + HOUR_MS
    )
    file = office.get(reverse("admin:people_hours"), days=1, **{"as": "csv"})
    assert file.splitlines()[1].startswith("'=1+1,")


@pytest.mark.parametrize("name", ["people_conduct", "people_hours", "people_rights"])
def test_reports_have_words_for_being_empty_and_want_a_sign_in(office, client, name):
    office.get(reverse(f"admin:{name}"), days="nonsense")
    client.logout()
    assert client.get(reverse(f"admin:{name}")).status_code == 302


def test_the_list_of_staff_needs_a_handful_of_queries(office, django_assert_max_num_queries):
    for number in range(30):
        one = Staff.objects.create(merchant=office.merchant, name=f"P{number}", pin="x")
        one.stores.add(office.store)
    SignInRules.objects.create(store=office.store)
    with django_assert_max_num_queries(15):
        office.get(reverse("admin:people_staff_changelist"))
