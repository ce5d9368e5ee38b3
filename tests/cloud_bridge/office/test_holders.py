from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from tablib import Dataset

from appliance.core import card as core
from cloud_bridge.people import card_ledger, customers, point_ledger
from cloud_bridge.people.customer_page import CustomerSheet
from cloud_bridge.people.models import Card, CardMove, Customer, CustomerGroup, PointMove
from cloud_bridge.replication.models import FeedRow

CODE = core.new_code(b"whatever")


@pytest.fixture
def anna(office):
    return Customer.objects.create(merchant=office.merchant, name="Anna Wijaya", phone="0812 345", at_ms=1)


def post(office, page, /, *args, **form):
    path = reverse(f"admin:people_{page}", args=args)
    answer = office.client.post(path, form)
    assert answer.status_code == 302, answer.context["adminform"].form.errors if answer.context else answer
    return [str(said) for said in answer.wsgi_request._messages]


def act(office, name, action, *things):
    return post(office, f"{name}_changelist", action=action, _selected_action=[thing.pk for thing in things])


def new_card(office, **more):
    return post(
        office,
        "card_add",
        **{"kind": "gift", "code": CODE, "amount": "50000", "reason": "Prize", "is_active": "on", **more},
    )


def test_a_card_that_is_issued_is_told_to_the_tills(office):
    new_card(office)
    card = Card.objects.get()
    assert (card.key, card.tail, card.balance_minor) == (core.key_of(CODE), CODE[-4:], 50_000)
    assert '"balance_minor":50000' in FeedRow.objects.get(table="card").data


def test_a_code_that_is_made_here_is_shown_once_and_kept_nowhere(office):
    (said,) = [text for text in new_card(office, code="") if "code" in text]
    code = next(word for word in said.replace(".", " ").split() if core.is_code(word))
    card = Card.objects.get()
    assert card.key == core.key_of(code)
    assert code in office.get(reverse("admin:people_card_changelist"))
    assert code not in office.get(reverse("admin:people_card_change", args=[card.pk]))


def test_a_card_is_topped_up_and_blocked(office):
    new_card(office)
    card = Card.objects.get()
    post(office, "card_change", card.pk, kind="gift", amount="25000", reason="Late")
    card.refresh_from_db()
    assert (card.balance_minor, card.is_active) == (75_000, False)
    assert CardMove.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount": "x"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"reason": ""}, "reason"),
        ({"code": "6" + "1" * 19}, "code"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(office, wrong, field):
    form = {"kind": "gift", "code": CODE, "amount": "50000", "reason": "Prize", "is_active": "on", **wrong}
    answer = office.client.post(reverse("admin:people_card_add"), form)
    assert field in answer.context["adminform"].form.errors
    assert not Card.objects.exists()


def test_a_card_is_found_by_its_code(office):
    new_card(office)
    page = office.get(reverse("admin:people_card_changelist"), q=CODE)
    assert CODE[-4:] in page
    assert "Rp 50.000" in page


def short(office, anna):
    card = Card.objects.create(merchant=office.merchant, key="ab" * 32, tail="1234")
    card_ledger.move(office.merchant.key, [card_ledger.Move(card.pk, "spent", -6_000, "t:s:tender1", 1, 0)])
    point_ledger.move(office.merchant.key, [point_ledger.Move(anna.key, "spent", -60, "t:s:spent", 1, 0)])
    return CardMove.objects.get(), PointMove.objects.get()


def test_what_was_overdrawn_waits_for_a_person_who_settles_it(office, anna):
    money, points = short(office, anna)
    today = office.get(reverse("admin:index"))
    assert "card was overdrawn" in today
    assert "points were spent twice" in today
    act(office, "cardmove", "book", money)
    act(office, "pointmove", "write_off", points)
    assert Card.objects.get().balance_minor == -6_000
    assert Customer.objects.get().points == 0
    assert "card was overdrawn" not in office.get(reverse("admin:index"))


def test_a_customers_page_is_their_statement(office, anna):
    account = customers.account_of(anna)
    card_ledger.move(office.merchant.key, [card_ledger.Move(account.pk, "sold", 30_000, "t:s:line1", 1)])
    point_ledger.move(office.merchant.key, [point_ledger.Move(anna.key, "earned", 12, "t:s:earned", 1)])
    page = office.get(reverse("admin:people_customer_change", args=[anna.key]))
    assert "Rp 30.000" in page
    assert "12 points" in page
    assert "Rp 30.000" in office.get(reverse("admin:people_customer_changelist"), q="0812")


def test_two_customers_are_made_one(office, anna):
    other = Customer.objects.create(merchant=office.merchant, name="A. Wijaya", email="a@example.org", at_ms=2)
    act(office, "customer", "merge", anna, other)
    anna.refresh_from_db()
    assert anna.email == "a@example.org"
    assert "A. Wijaya" not in office.get(reverse("admin:people_customer_changelist"))


def test_who_is_forgotten_is_not_in_the_history_of_changes_either(office, anna):
    post(office, "customer_change", anna.pk, name="Anna Halim", phone="0812 345", limit_minor=0)
    assert "Halim" in office.get(reverse("admin:people_customer_changelist"))
    act(office, "customer", "forget", anna)
    assert Customer.objects.get().name == ""
    assert "Halim" not in office.get(reverse("admin:index"))
    assert not any("Halim" in str(row) for row in logged())


def logged():
    return LogEntry.objects.values_list("object_repr", "change_message")


def test_a_groups_price_is_told_to_the_tills(office):
    variant = office.variant("TEMPE")
    rows = {"group_prices": [{"variant": variant.pk, "price_minor": 900}]}
    form = {"groupprice_set-TOTAL_FORMS": 1, "groupprice_set-INITIAL_FORMS": 0}
    form |= {f"groupprice_set-0-{key}": value for key, value in rows["group_prices"][0].items()}
    post(office, "customergroup_add", name="Members", key="member", **form)
    assert CustomerGroup.objects.get().groupprice_set.get().price_minor == 900
    assert '"groups":{"member":900}' in FeedRow.objects.get(table="price", key=variant.key).data


def test_customers_come_from_a_spreadsheet_and_go_into_one(office, anna):
    CustomerGroup.objects.create(merchant=office.merchant, key="member", name="Members")
    rows = Dataset(headers=["phone", "name", "group", "may owe"])
    rows.append(["0812 345", "Anna Halim", "Members", "50000"])
    rows.append(["0811 111", "Budi", "", ""])
    result = CustomerSheet().import_data(rows, raise_errors=True)
    assert not result.has_validation_errors(), result.invalid_rows
    anna.refresh_from_db()
    assert (anna.name, anna.limit_minor, str(anna.group)) == ("Anna Halim", 50_000, "Members")
    assert "Budi" in CustomerSheet().export().csv
