from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from appliance.core import entries, rights
from appliance.till.pin_hash import matches
from cloud_bridge.catalog.models import Barcode
from cloud_bridge.fleet.models import Store
from cloud_bridge.people import deeds, staff_reports, time_clock
from cloud_bridge.people.models import ClockEvent, Deed, SignInRules, Staff
from cloud_bridge.people.models.staff import LEVELS
from cloud_bridge.people.pin import hash_badge, hash_pin, is_weak
from cloud_bridge.people.rights_words import ACTIONS, table
from cloud_bridge.people.staff_form import StaffForm
from cloud_bridge.people.staff_sheet import StaffSheet
from cloud_bridge.people.time_clock import Spell, spells
from cloud_bridge.replication import audit, ingest
from cloud_bridge.replication.models import FeedRow
from tests.cloud_bridge.shop import Journal, Shop, sale_body

HOUR_MS = 3_600_000


@pytest.fixture
def shop(db):
    return Shop()


def person(shop, name="Siti", **more):
    return Staff.objects.create(merchant=shop.merchant, name=name, pin=more.pop("pin", "x"), **more)


def told(store):
    rows = FeedRow.objects.filter(scope=store.key, table="staff").exclude(data=None)
    return {row.key: json.loads(row.data) for row in rows}


def form(instance=None, **data):
    given = {"name": "Siti", "level": "cashier", "is_active": True, "new_pin": "", "new_badge": "", **data}
    return StaffForm(given, instance=instance)


# --- PINs and badges -------------------------------------------------------------------------------------------------


def test_what_the_office_keeps_is_what_the_till_compares():
    kept = hash_pin("048213")
    assert kept.startswith("scrypt$14$8$1$")
    assert "048213" not in kept
    assert matches("048213", kept)
    assert not matches("048214", kept)
    assert hash_pin("048213") != kept


@pytest.mark.parametrize("pin", ["0000", "1111", "1234", "4321", "9876", "0123456", "8901"])
def test_what_everybody_tries_first_is_no_pin(pin):
    assert is_weak(pin)


@pytest.mark.parametrize("pin", ["1357", "2580", "1112", "4821"])
def test_others_are(pin):
    assert not is_weak(pin)


@pytest.mark.django_db
def test_the_form_keeps_a_hash_and_never_the_pin(shop):
    filled = form(new_pin="4821", new_badge="BADGE-0042")
    filled.instance.merchant = shop.merchant
    assert filled.is_valid(), filled.errors
    staff = filled.save()
    assert matches("4821", staff.pin)
    assert (staff.pin_digits, staff.badge) == (4, hash_badge("BADGE-0042"))
    again = form(instance=staff)
    assert again.is_valid()
    assert again.save().pin == staff.pin
    assert "4821" not in str(again)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "new_pin"),
        ({"new_pin": "123"}, "new_pin"),
        ({"new_pin": "12a4"}, "new_pin"),
        ({"new_pin": "1111"}, "new_pin"),
        ({"new_badge": "short"}, "new_badge"),
        ({"new_badge": "8990000000012"}, "new_badge"),
        ({"new_badge": "TAKEN-0001"}, "new_badge"),
        ({"new_pin": "4821", "own_discount_sale_percent": "101"}, "own_discount_sale_percent"),
    ],
)
def test_the_form_says_what_cannot_be(shop, data, field):
    person(shop, "Budi", badge=hash_badge("TAKEN-0001"))
    Barcode.objects.create(merchant=shop.merchant, gtin="08990000000012", variant_id=shop.variants[0])
    filled = form(**data)
    filled.instance.merchant = shop.merchant
    assert list(filled.errors) == [field]


@pytest.mark.django_db
def test_exceptions_are_what_the_form_says(shop):
    filled = form(new_pin="4821", own_refund="yes", own_park="no", own_discount_line_percent="25")
    filled.instance.merchant = shop.merchant
    assert filled.is_valid(), filled.errors
    staff = filled.save()
    assert staff.rights == {"refund": True, "park": False, "discount_line": 250_000}
    shown = StaffForm(instance=staff).initial
    assert (shown["own_refund"], shown["own_park"], shown["own_discount_line_percent"]) == ("yes", "no", 25)


def test_every_right_has_words_for_every_level():
    assert sorted(ACTIONS) == list(rights.ACTIONS)
    assert [key for key, _words in LEVELS] == list(rights.LEVELS)
    assert all(len(answers) == len(LEVELS) for _action, answers in table())


# --- the feed --------------------------------------------------------------------------------------------------------


def test_every_store_is_told_who_works_there_and_nobody_else(shop):
    other = Store.objects.create(merchant=shop.merchant, name="Other")
    siti, budi = person(shop), person(shop, "Budi")
    budi.stores.set([other])
    assert set(told(shop.store)) == {siti.key}
    assert set(told(other)) == {siti.key, budi.key}
    budi.stores.set([shop.store])
    assert (set(told(shop.store)), set(told(other))) == ({siti.key, budi.key}, {siti.key})
    siti.is_active = False
    siti.save()
    assert set(told(shop.store)) == {budi.key}
    assert list(audit.differences(shop.merchant.key)) == []


def test_a_new_store_is_told_who_works_everywhere(shop):
    siti = person(shop, level="senior", pin="scrypt$", rights={"void": True})
    other = Store.objects.create(merchant=shop.merchant, name="Other")
    assert told(other)[siti.key] == {
        "name": "Siti", "level": "senior", "pin": "scrypt$", "pin_digits": 0, "badge": "", "rights": {"void": True},
        "active": True,
    }  # fmt: skip
    assert list(audit.differences(shop.merchant.key)) == []


def test_the_rules_of_signing_in_are_part_of_the_store(shop):
    SignInRules.objects.create(store=shop.store, sign_in="optional", idle_minutes=5)
    row = FeedRow.objects.get(scope=shop.store.key, table="store")
    assert json.loads(row.data)["people"] == {"sign_in": "optional", "idle_s": 300}


# --- from the journal ------------------------------------------------------------------------------------------------


def sent(shop, *written):
    journal = Journal(shop.till)
    for kind, body in written:
        journal.write(kind, body)
    for _ in range(2):
        ingest.handle(shop.till.key, journal.message())
    return journal


def test_clocking_is_kept_once_and_a_stranger_is_refused(shop):
    siti = person(shop)
    sent(
        shop,
        ("staff.clocked", entries.staff_clocked(siti.key, True)),
        ("staff.clocked", entries.staff_clocked("x", True)),
    )
    assert [(event.staff_id, event.is_in) for event in ClockEvent.objects.all()] == [(siti.key, True)]
    assert list(shop.till.entry_set.exclude(refused="").values_list("seq", flat=True)) == [3]


def test_what_somebody_may_ask_about_is_listed_once_with_who_approved(shop):
    sale = sale_body(1, [(shop.variants[0], 1_000)])
    sale["discounts"] = [{"reason": "", "minor": 300}]
    sale["approved"] = [{"action": "discount_sale", "by": "rina"}]
    changed = sale_body(2, [(shop.variants[0], 1_000)])
    changed["lines"][0]["override"] = {"price_minor": 1_000, "reason": "Damaged", "by": "budi"}
    promoted = sale_body(3, [(shop.variants[0], 1_000)])
    promoted["lines"][0] |= {"discount_minor": 200, "promotions": [{"promotion": "p", "reason": "", "minor": 200}]}
    training = {**sale_body(4, [(shop.variants[0], 1_000)]), "is_training": True, "discounts": sale["discounts"]}
    sent(
        shop,
        ("sale.completed", sale),
        ("sale.completed", changed),
        ("sale.completed", promoted),
        ("sale.completed", training),
        ("drawer.opened", {**entries.drawer_opened("change"), "approved_by": "budi"}),
        ("line.removed", entries.line_removed("s", 1, "v", "Teh", 1_000, 5_000)),
        ("line.removed", entries.line_removed("s", 1, "v", "Teh", 1_000, 5_000, is_back=True)),
        ("line.removed", {**entries.line_removed("s", 2, "v", "Teh", -1_000, -7_000), "approved_by": "rina"}),
        ("cash.moved", entries.cash_moved("z", 5_000, "in")),
        ("cash.moved", entries.cash_moved("z", -5_000, "out")),
        ("receipt.reprinted", entries.receipt_reprinted("s", "A-1")),
        ("approval.given", entries.approval_given("no_sale", "budi", "siti")),
        ("staff.locked", entries.staff_locked("siti", 6, 1)),
    )
    found = list(Deed.objects.order_by("seq").values_list("kind", "amount_minor", "approved_by", "note"))
    assert found == [
        ("discount", 300, "rina", "A000001"),
        ("override", 1_000, "", "A000002, Damaged"),
        ("no_sale", 0, "budi", "change"),
        ("line_removed", 5_000, "", "Teh"),
        ("line_removed", -5_000, "", "Teh"),
        ("line_removed", 7_000, "rina", "Teh"),
        ("cash_out", 5_000, "", "out"),
        ("reprint", 0, "", "A-1"),
        ("approval", 0, "budi", "no_sale"),
        ("locked", 0, "", "siti"),
    ]


def test_the_report_counts_by_person(shop):
    siti = person(shop)
    now = staff_reports.since_ms(1) + HOUR_MS
    for seq, (kind, by, minor) in enumerate(
        [("no_sale", siti.key, 0), ("discount", siti.key, 300), ("discount", "", 50)]
    ):
        Deed.objects.create(
            till=shop.till, merchant=shop.merchant, seq=seq, kind=kind, by=by, amount_minor=minor, at_ms=now
        )
    report = {
        name: {cell.kind: cell[1:] for cell in cells if cell.times}
        for _, name, cells in staff_reports.conduct(shop.merchant.key, 7)
    }
    assert report == {"Siti": {"no_sale": (1, 0), "discount": (1, 300)}, "": {"discount": (1, 50)}}


def test_a_line_that_was_put_back_and_the_tip_of_a_void_are_no_deeds_any_more(shop):
    sale = sale_body(1, [(shop.variants[0], 1_000)])
    sale["tip_minor"] = sale["tenders"][0]["tip_minor"] = 2_000
    other = sale_body(2, [(shop.variants[0], 1_000)])
    other["tip_minor"] = other["tenders"][0]["tip_minor"] = 500
    now = staff_reports.since_ms(1) + HOUR_MS
    for seq, (kind, body) in enumerate(
        [
            ("sale.completed", sale),
            ("sale.completed", other),
            ("sale.voided", entries.sale_voided(sale, "z1", "Mistake", "siti")),
            ("line.removed", entries.line_removed("s", 1, "v", "Teh", 2_000, 9_000)),
            ("line.removed", entries.line_removed("s", 2, "v", "Teh", 1_000, 5_000)),
            ("line.removed", entries.line_removed("s", 2, "v", "Teh", 1_000, 5_000, is_back=True)),
        ],
        10,
    ):
        by = "rina" if kind == "sale.voided" else "siti"
        deeds.take_in(shop.till, [{"seq": seq, "type": kind, "body": body, "by": by, "at_ms": now}])
    report = {
        by: {cell.kind: cell[1:] for cell in cells if cell.times}
        for by, _name, cells in staff_reports.conduct(shop.merchant.key, 7)
    }
    assert report["siti"] == {"tip": (1, 500), "line_removed": (1, 9_000)}
    assert set(report["rina"]) == {"void"}


# --- time sheets -----------------------------------------------------------------------------------------------------

EVENTS = st.lists(st.tuples(st.sampled_from("ab"), st.booleans(), st.integers(0, 10**9)), max_size=30)


@given(EVENTS, st.randoms(use_true_random=False))
def test_a_time_sheet_is_the_same_in_whatever_order_the_tills_were_heard(events, dice):
    other = list(events)
    dice.shuffle(other)
    found = spells(events)
    assert spells(other) == found
    for staff in "ab":
        own = [spell for spell in found if spell.staff == staff]
        assert len(own) <= sum(1 for who, is_in, _ in events if is_in and who == staff)
        ends = [spell.out_ms for spell in own if spell.out_ms is not None]
        assert all(spell.out_ms is None or spell.out_ms >= spell.in_ms for spell in own)
        assert ends == sorted(ends)


def test_a_forgotten_out_is_no_day_of_work():
    day_ms = time_clock.LONGEST_MS
    assert spells([("a", True, 0), ("a", True, 2 * day_ms), ("a", False, 2 * day_ms + 5)]) == [
        Spell("a", 0, None),
        Spell("a", 2 * day_ms, 2 * day_ms + 5),
    ]
    assert spells([("a", False, 3)]) == []
    assert spells([("a", True, 0), ("a", False, day_ms + 1)]) == [Spell("a", 0, None)]


def test_hours_are_by_person_and_day(shop):
    siti = person(shop)
    begin = staff_reports.since_ms(1)
    for seq, (is_in, at) in enumerate([(True, 2), (False, 5), (True, 6), (False, 8), (True, 9)]):
        ClockEvent.objects.create(till=shop.till, seq=seq, staff=siti, is_in=is_in, at_ms=begin + at * HOUR_MS)
    (day,) = staff_reports.time_sheet(shop.merchant.key, 7)
    assert (day.name, day.worked_ms, day.open_ended) == ("Siti", 5 * HOUR_MS, 1)


# --- the spreadsheet -------------------------------------------------------------------------------------------------


def imported(*rows):
    import tablib

    heads = ["name", "level", "stores", "active", "pin"]
    return StaffSheet().import_data(tablib.Dataset(*rows, headers=heads), raise_errors=False)


def test_staff_comes_from_a_spreadsheet_with_pins_that_never_come_out(shop):
    result = imported(("Siti", "cashier", "Pasar", "1", "4821"), ("Budi", "senior", "", "1", "048213"))
    assert not result.has_errors(), result.row_errors()
    siti = Staff.objects.get(name="Siti")
    assert matches("4821", siti.pin)
    assert [store.name for store in siti.stores.all()] == ["Pasar"]
    assert set(told(shop.store)) == {siti.key, Staff.objects.get(name="Budi").key}
    out = StaffSheet().export()
    assert "pin" not in out.headers
    assert "scrypt" not in out.csv
    again = imported(("Siti", "cashier", "Pasar", "1", "7302"))
    assert not again.has_errors()
    assert matches("7302", Staff.objects.get(name="Siti").pin)


@pytest.mark.parametrize("pin", ["123", "1111", ""])
def test_a_row_with_a_pin_that_cannot_be_is_refused(shop, pin):
    result = imported(("Siti", "cashier", "", "1", pin))
    assert result.has_errors() or result.has_validation_errors()
    assert not Staff.objects.exists()


def test_two_people_of_one_name_cannot_be_told_apart(shop):
    person(shop)
    with pytest.raises(ValidationError):
        Staff(merchant=shop.merchant, name="Siti").full_clean()
