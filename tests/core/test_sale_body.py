from appliance.core.entries import BodyWrong, check_body
from appliance.core.entries._sale_check import (
    LINE_FIELDS,
    MORE,
    MORE_OF_LINE,
    MORE_OF_TENDER,
    SALE_FIELDS,
    TENDER_FIELDS,
)
from appliance.core.entries.sale import tender_returned
from appliance.core.sale import Sale
from appliance.core.tender import Tender
from tests.core.checks import equal, raises
from tests.core.full import full_body
from tests.core.sold import some_body, some_sale
from tests.core.stall import COFFEE


def wrong(kind, body):
    return str(raises(BodyWrong, check_body, kind, body))


def test_a_plain_sale_says_nothing_it_has_nothing_to_say_about():
    sale = Sale("s", 0)
    sale.add(COFFEE)
    body = some_body(sale)
    equal(sorted(body), sorted([key for key, _ in SALE_FIELDS]))
    equal(sorted(body["lines"][0]), sorted([key for key, _ in LINE_FIELDS]))
    equal(sorted(body["tenders"][0]), sorted([key for key, _ in TENDER_FIELDS]))


def test_everything_that_happened_stands_in_the_body():
    body = check_body("sale.completed", full_body())
    equal([body[key] for key in ("customer", "table", "note", "is_training", "coupons", "tip_minor")],
          ["c1", "12", "To go", True, ["TEN"], 5000])  # fmt: skip
    equal(body["points"], {"earned": 4, "spent": 100})
    equal(body["approved"], [{"action": "discount_line", "by": "rina"}])
    line = body["lines"][0]
    equal(line["unit_price_minor"], 20_000)
    equal(line["modifiers"], [{"modifier": "m1", "name": "Oat milk", "price_minor": 3000}])
    equal(line["override"], {"price_minor": 17_000, "reason": "Chipped cup", "by": "siti", "list_minor": 18_000})
    equal(line["promotions"], [{"promotion": "p1", "reason": "Happy hour", "minor": 500}])
    equal([line[key] for key in ("note", "batch", "expires")], ["No sugar", "B7", "2026-12-01"])
    equal(body["lines"][1]["reason"], "Damaged bag")
    equal(body["lines"][3]["card"], "ab" * 32)
    equal(body["lines"][4]["quantity_milli"], -1000)
    equal(body["tenders"][0]["reference"], "approval 77")


def test_every_optional_field_is_checked_too():
    for place in ("", "lines", "tenders"):
        optional = (MORE, MORE_OF_LINE, MORE_OF_TENDER)[("", "lines", "tenders").index(place)]
        for key in optional:
            body = full_body()
            (body[place][0] if place else body)[key] = 1.5
            equal("“" + key + "”" in wrong("sale.completed", body), True)
    body = full_body()
    del body["lines"][0]["modifiers"][0]["name"]
    equal("“name”" in wrong("sale.completed", body), True)


def test_where_lines_say_their_taxes_they_must_make_all_of_them():
    for key in ("net_minor", "taxes"):
        body = full_body()
        if key == "taxes":
            body["lines"][0]["taxes"][0]["tax_minor"] += 1
        else:
            body["lines"][0]["net_minor"] -= 1
        wrong("sale.completed", body)
        del body["lines"][1][key]
        wrong("sale.completed", body)


def test_a_refund_sells_nothing():
    body = some_body()
    body["refunds"] = ""
    equal("sold" in wrong("sale.refunded", body), True)


def test_tips_that_no_tender_brought_are_refused():
    body = some_body()
    body["tip_minor"] = 500
    wrong("sale.completed", body)


def test_the_body_says_what_the_sale_came_to():
    sale = some_sale()
    body = some_body(sale)
    equal(body["total_minor"], sale.totals().total_minor)
    equal(sum([line["price_minor"] for line in body["lines"]]) - sum([d["minor"] for d in body["discounts"]]), 47_501)
    equal(sum([line["share_minor"] for line in body["lines"]]), body["discounts"][0]["minor"])
    tender = body["tenders"][0]
    equal((body["rounding_minor"], tender["amount_minor"], tender["change_minor"]), (-1, 47_500, 2500))


def test_a_returned_payment_names_its_tender_where_it_has_one():
    body = tender_returned("s1", Tender("t1", "qr", 500, 500, 0, "Q1", 50))
    equal((body["tender"], body["tip_minor"]), ("t1", 50))
    equal(check_body("tender.returned", body), body)
    for key in ("tender", "tip_minor", "approved_by"):
        changed = dict(body)
        changed[key] = None
        equal("“" + key + "”" in wrong("tender.returned", changed), True)
