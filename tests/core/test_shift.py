from appliance.core import shift
from tests.core.checks import equal
from tests.core.stall import Dice, some_body


def test_a_shift_is_the_sum_of_its_sales():
    totals = shift.opened(100_000)
    for number in ("A-1", "A-2", "A-3"):
        totals = shift.with_sale(totals, some_body(number=number))
    body = some_body()
    equal((totals["sales"], totals["lines"]), (3, 6))
    for key in ("total_minor", "net_minor", "rounding_minor"):
        equal(totals[key], 3 * body[key])
    equal(totals["discount_minor"], 3 * (660 + 2500))
    equal(totals["taxes"], {"ppn": 3 * body["taxes"][0]["tax_minor"]})
    equal(totals["tenders"], {"cash": 3 * 47_500})


def test_net_taxes_and_rounding_of_a_shift_make_what_was_paid():
    totals = shift.opened(0)
    for _ in range(4):
        totals = shift.with_sale(totals, some_body())
    taxes = sum([totals["taxes"][key] for key in totals["taxes"]])
    paid = sum([totals["tenders"][key] for key in totals["tenders"]])
    equal(totals["net_minor"] + taxes + totals["rounding_minor"], paid)


def test_the_drawer_should_hold_float_sales_and_what_was_put_in_less_what_was_taken_out():
    dice = Dice(6)
    totals = shift.opened(100_000)
    expected = 100_000
    for _ in range(50):
        moved = dice.roll(-20_000, 20_000)
        totals = shift.with_cash_moved(totals, moved)
        expected += moved
        equal(shift.expected_cash_minor(totals), expected)
    totals = shift.with_sale(totals, some_body())
    equal(shift.expected_cash_minor(totals), expected + 47_500)


def test_other_tenders_are_not_in_the_drawer():
    body = some_body()
    body["tenders"][0]["kind"] = "qris"
    totals = shift.with_sale(shift.opened(5000), body)
    equal(shift.expected_cash_minor(totals), 5000)
    equal(totals["tenders"], {"qris": 47_500})


def test_an_x_report_read_before_does_not_change_with_the_next_sale():
    before = shift.with_sale(shift.opened(0), some_body())
    copy = (before["sales"], dict(before["taxes"]), dict(before["tenders"]))
    shift.with_sale(before, some_body())
    shift.with_no_sale(before)
    equal((before["sales"], before["taxes"], before["tenders"]), copy)
    equal((before["no_sales"], shift.with_no_sale(before)["no_sales"]), (0, 1))
