from appliance.core import holding
from appliance.core.personal import digest, is_whole, personal
from tests.core.checks import equal


def some_body():
    line = {"line": 1, "sku": "KOPI", "price_minor": 18_000}
    return {"lines": [line], "tenders": [{"kind": "cash", "amount_minor": 18_000}]}


def moved(kind, body):
    return [(part.holder, part.what, part.amount_minor, part.place) for part in holding.parts(kind, body)]


def test_a_plain_sale_concerns_nobody():
    equal(holding.concerns("sale.completed", some_body()), False)
    equal(holding.concerns("drawer.opened", {"reason": "x"}), False)


def test_tenders_take_from_holders_and_refunds_give_back():
    body = some_body()
    body["customer"] = "anna"
    body["tenders"] = [
        {"kind": "gift_card", "amount_minor": 60, "reference": "card"},
        {"kind": "account", "amount_minor": 40},
        {"kind": "credit", "amount_minor": -10, "reference": "note"},
        {"kind": "cash", "amount_minor": 5},
    ]
    equal(holding.concerns("sale.completed", body), True)
    equal(moved("sale.completed", body), [
        ("card", "spent", -60, "tender1"), ("anna", "spent", -40, "tender2"), ("note", "returned", 10, "tender3"),
    ])  # fmt: skip


def test_a_card_that_is_sold_gets_its_line_and_a_gift_its_amount():
    body = some_body()
    body["lines"][0]["card"] = "card"
    body["lines"][0]["sku"] = "1234"
    equal(moved("sale.completed", body), [("card", "sold", body["lines"][0]["price_minor"], "line1")])
    gift = {"card": "card", "amount_minor": 7, "tail": "1234"}
    equal(moved("card.issued", gift), [("card", "given", 7, "given")])


def test_points_go_before_they_come():
    body = some_body()
    body["points"] = {"earned": 3, "spent": 5}
    equal(list(holding.points("sale.completed", body)), [("spent", -5), ("earned", 3)])
    equal(list(holding.points("sale.voided", body)), [])


def test_personal_fields_are_vouched_for_and_no_others():
    told = personal(b"0123456789abcdef", " Anna ", "0812")
    equal(told["name"], "Anna")
    equal(is_whole(told, digest(told)), True)
    for wrong in (None, [], dict(told, name="Budi"), dict(told, more=""), dict(told, note=1)):
        equal(is_whole(wrong, digest(told)), False)
    equal(digest(personal(b"another salt 16b", "Anna", "0812")) == digest(told), False)
