from appliance.core import entries, journal
from appliance.core.canonical import canonical
from appliance.core.entries import BodyWrong, check_body
from tests.core.checks import equal, raises
from tests.core.stall import some_body, some_sale


def bodies():
    return [
        ("till.claimed", entries.till_claimed("t1", "s1", "m1", "ab")),
        ("shift.opened", entries.shift_opened("z1", 100_000, "IDR")),
        ("shift.closed", entries.shift_closed("z1", 7, {"sales": 3}, 250_000)),
        ("sale.completed", some_body()),
        ("cart.parked", entries.cart_parked(some_sale(), "Red shirt")),
        ("cash.moved", entries.cash_moved("z1", -50_000, "Bank")),
        ("drawer.opened", entries.drawer_opened("Change")),
        ("receipt.reprinted", entries.receipt_reprinted("s1", "A-1")),
        ("fault.raised", entries.fault("printer", "printer.paper", "Paper is out")),
        ("fault.cleared", entries.fault("printer", "printer.paper", "")),
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
        for key in some_body()[part][0]:
            body = some_body()
            del body[part][0][key]
            equal("“" + key + "”" in wrong("sale.completed", body), True)
        body = some_body()
        body[part][0] = "x"
        wrong("sale.completed", body)


def test_a_number_no_database_holds_is_refused():
    body = some_body()
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
            body = some_body()
            (body[part][0] if part else body)[key] += by
            wrong("sale.completed", body)
    body = some_body()
    body["lines"] = []
    wrong("sale.completed", body)


def test_the_body_says_what_the_sale_came_to():
    sale = some_sale()
    body = some_body(sale)
    equal(body["total_minor"], sale.totals().total_minor)
    equal(sum([line["price_minor"] for line in body["lines"]]) - sum([d["minor"] for d in body["discounts"]]), 47_501)
    equal(sum([line["share_minor"] for line in body["lines"]]), body["discounts"][0]["minor"])
    tender = body["tenders"][0]
    equal((body["rounding_minor"], tender["amount_minor"], tender["change_minor"]), (-1, 47_500, 2500))
