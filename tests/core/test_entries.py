from appliance.core import entries, journal
from appliance.core.canonical import canonical
from appliance.core.entries import BodyWrong, check_body
from appliance.core.personal import personal
from appliance.core.tender import Tender
from tests.core.canned import canned
from tests.core.checks import equal, raises


def bodies():
    return [
        ("till.claimed", entries.till_claimed("t1", "s1", "m1", "ab")),
        ("shift.opened", entries.shift_opened("z1", 100_000, "IDR")),
        ("shift.closed", entries.shift_closed("z1", 7, {"sales": 3}, 250_000)),
        ("sale.completed", canned("plain")),
        ("sale.refunded", canned("refund")),
        ("sale.voided", canned("void")),
        ("cart.parked", canned("parked")),
        ("tender.returned", entries.tender_returned("s1", Tender("", "qr", 500, 500))),
        ("cash.moved", entries.cash_moved("z1", -50_000, "Bank")),
        ("drawer.opened", entries.drawer_opened("Change")),
        ("stock.counted", entries.stock_counted("d1", [{"variant": "v1", "quantity_milli": 0, "expected_milli": 3}])),
        ("stock.received", entries.stock_received("d1", [{"variant": "v1", "quantity_milli": 2_000}])),
        ("stock.adjusted", entries.stock_adjusted("d1", [{"variant": "v1", "quantity_milli": -500}], "Broken")),
        ("transfer.requested", entries.transfer_requested("d1", [{"variant": "v1", "quantity_milli": 1}], "")),
        ("order.accepted", entries.order_accepted("o1")),
        ("order.picked", entries.order_picked("o1", [{"line": 1, "variant": "", "quantity_milli": 1_000}])),
        ("order.packed", entries.order_packed("o1")),
        ("order.handed_over", entries.order_handed_over("o1", [])),
        ("customer.added", entries.customer_added("c1", personal(b"salt", "Anna"), "member", consent=True)),
        ("customer.changed", entries.customer_added("c1", personal(b"salt", "Anna"))),
        ("customer.forgotten", entries.customer_forgotten("c1")),
        ("card.issued", entries.card_issued("ab" * 32, 50_000, "IDR", "Late delivery", tail="1234")),
        ("escrow.requested", entries.escrow_requested("v1", 2_000)),
        ("escrow.returned", entries.escrow_returned("v1", 1_000)),
        ("receipt.reprinted", entries.receipt_reprinted("s1", "A-1")),
        ("receipt.sent", entries.receipt_sent("s1", 17, "email", personal(b"salt", "", "", "anna@example.com"), "c1")),
        ("training.began", {}),
        ("training.ended", {}),
        ("kiosk.begun", entries.kiosk_begun()),
        ("kiosk.help_called", entries.kiosk_help_called("age", "s1")),
        ("kiosk.help_ended", entries.kiosk_help_ended("siti")),
        ("kiosk.left", entries.kiosk_left("rina")),
        ("fault.raised", entries.fault("printer", "printer.paper", "Paper is out")),
        ("fault.cleared", entries.fault("printer", "printer.paper", "")),
        ("staff.clocked", entries.staff_clocked("siti", True)),
        ("staff.signed_in", entries.staff_signed_in("siti", "pin", 2)),
        ("staff.signed_out", entries.staff_signed_out("siti", "idle")),
        ("staff.locked", entries.staff_locked("siti", 6, 1_700_000_900_000)),
        ("staff.unlocked", entries.staff_unlocked("siti", "rina")),
        ("approval.given", entries.approval_given("no_sale", "rina", "siti")),
        (
            "period.closed",
            entries.period_closed("day", ("2026-11-21", "2026-11-21"), 3, {"sales": 2}, {"sales": 9, "total_minor": 5}),
        ),
        ("line.removed", entries.line_removed("s1", 2, "v1", "Kopi susu", 1_000, 18_000)),
    ]


def wrong(kind, body):
    return str(raises(BodyWrong, check_body, kind, body))


def test_what_a_till_writes_is_whole_and_has_a_canonical_text():
    for kind, body in bodies():
        equal(check_body(kind, body) is body, True)
        equal(canonical(body)[:1], "{")
        equal(kind in journal.TYPES, True)


def test_every_kind_of_body_that_is_checked_is_made_here():
    equal(sorted([kind for kind, _ in bodies()]), sorted(entries.FIELDS))


def test_every_field_is_missed_by_its_name():
    for kind, body in bodies():
        for key in body:
            for other in (None, 1.5, [] if type(body[key]) is not list else {}):
                changed = dict(body)
                changed[key] = other
                equal("“" + key + "”" in wrong(kind, changed), True)
            del changed[key]
            equal("“" + key + "”" in wrong(kind, changed), True)


def test_what_is_no_body_is_refused():
    for body in (None, [], "x", 5):
        wrong("sale.completed", body)
    equal("does not know" in wrong("moon.rose", {}), True)


def test_a_part_of_a_sale_that_lacks_something_is_refused():
    for part in ("lines", "taxes", "tenders", "discounts"):
        for key in canned("plain")[part][0]:
            body = canned("plain")
            del body[part][0][key]
            equal("“" + key + "”" in wrong("sale.completed", body), True)
        body = canned("plain")
        body[part][0] = "x"
        wrong("sale.completed", body)


def test_a_number_no_database_holds_is_refused():
    body = canned("plain")
    body["lines"][0]["price_minor"] = 2**53
    equal("out of range" in wrong("sale.completed", body), True)


def test_a_sale_whose_figures_do_not_add_up_is_refused():
    for part, key in (
        ("", "net_minor"),
        ("", "total_minor"),
        ("", "rounding_minor"),
        ("taxes", "tax_minor"),
        ("tenders", "amount_minor"),
        ("tenders", "tendered_minor"),
        ("tenders", "change_minor"),
    ):
        for by in (1, -1):
            body = canned("plain")
            (body[part][0] if part else body)[key] += by
            wrong("sale.completed", body)
    body = canned("plain")
    body["lines"] = []
    wrong("sale.completed", body)


def test_a_shift_says_what_was_counted_and_how_if_it_is_known():
    counted = {"card": 3000}
    body = entries.shift_closed("z1", 7, {}, 5000, counted=counted, denominations={"500": 10}, is_blind=True,
                                unsent={"sales": 2, "total_minor": 9, "oldest_s": 60},
                                parked=[{"name": "7", "lines": 1, "total_minor": 5}])  # fmt: skip
    equal(check_body("shift.closed", body) is body, True)
    equal((body["counted"], body["denominations"], body["is_blind"]), (counted, {"500": 10}, True))
    for key in ("counted", "denominations", "unsent", "is_blind"):
        changed = dict(body)
        changed[key] = {"x": "y"}
        wrong("shift.closed", changed)
    for parked in ({}, [{"name": "7", "lines": 1}]):
        wrong("shift.closed", dict(body, parked=parked))
    equal(sorted(entries.shift_closed("z1", 7, {}, 0)), ["counted_minor", "number", "shift", "totals"])


def test_a_closing_of_no_period_with_no_number_or_with_dates_that_cannot_be_is_refused():
    body = entries.period_closed("day", ("2026-11-21", "2026-11-21"), 1, {}, {})
    check_body("period.closed", body)
    for key, value in (("period", "week"), ("number", 0), ("from", "2026-11-22"), ("to", "21/11/2026x"), ("to", "")):
        changed = dict(body)
        changed[key] = value
        wrong("period.closed", changed)
