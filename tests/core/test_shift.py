from appliance.core import entries, shift
from appliance.core.cash import CashRounding
from appliance.core.line import Item, Override
from appliance.core.sale import Sale
from appliance.core.tender import CARD, CASH, Payment
from tests.core.checks import equal
from tests.core.dice import Dice
from tests.core.refunded import some_refund
from tests.core.sold import some_body
from tests.core.stall import COFFEE, NO_TAX


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


def test_a_refund_is_taken_off_what_was_earned_and_out_of_the_drawer():
    sold, refund = some_body(), some_refund()
    totals = shift.with_refund(shift.with_sale(shift.opened(0), sold), refund, "siti")
    equal(totals["total_minor"], sold["total_minor"] + refund["total_minor"])
    equal(shift.expected_cash_minor(totals), 47_500 + refund["tenders"][0]["amount_minor"])
    equal([totals[key] for key in ("sales", "refunds", "refunds_minor")], [1, 1, 17_100])
    equal(totals["refunds_by"], {"siti": 1})


def test_a_void_takes_back_all_a_sale_brought_and_is_counted():
    sold = some_body()
    before = shift.with_sale(shift.opened(0), some_body())
    after = shift.with_voided(shift.with_sale(before, sold), entries.sale_voided(sold, "z1", "Mistake"), "siti")
    for key in ("total_minor", "net_minor", "discount_minor", "rounding_minor", "taxes", "tenders"):
        equal((key, after[key]), (key, before[key]))
    equal([after[key] for key in ("sales", "voids", "voids_minor", "voids_by")], [2, 1, 47_501, {"siti": 1}])


def test_money_put_on_cards_is_owed_not_earned():
    sale = Sale("s", 0)
    sale.add(COFFEE)
    sale.add(Item("", "4711", "Gift card", 50_000, NO_TAX, card="ab" * 32))
    totals = shift.with_sale(shift.opened(0), some_body(sale))
    equal([totals[key] for key in ("total_minor", "net_minor", "cards_minor")], [18_000, 18_000 - 1784, 50_000])
    equal(shift.expected_cash_minor(totals), 68_000)


def test_tips_in_cash_are_in_the_drawer_and_no_revenue():
    sale = Sale("s", 0)
    sale.add(COFFEE)
    payment = Payment(18_000, CashRounding())
    payment.pay("t1", CARD, 8000, tip_minor=700)
    payment.pay("t2", CASH, 20_000, tip_minor=300)
    totals = shift.with_sale(shift.opened(1000), entries.sale_completed(sale, "A-1", "z1", "IDR", payment))
    equal((totals["total_minor"], totals["tips"]), (18_000, {"card": 700, "cash": 300}))
    equal(shift.expected(totals), {"card": 8700, "cash": 11_300})


def test_who_takes_money_off_or_opens_the_drawer_is_counted():
    totals = shift.opened(0)
    plain, overridden = Sale("s", 0), Sale("s", 0)
    for sale in (plain, overridden):
        sale.add(COFFEE)
    overridden.override_price(1, Override(1000))
    for body, by in (
        (some_body(), "siti"),
        (some_body(), "siti"),
        (some_body(overridden), "rina"),
        (some_body(plain), "budi"),
    ):
        totals = shift.with_sale(totals, body, by)
    totals = shift.with_no_sale(shift.with_no_sale(totals, "budi"), "budi")
    equal([totals[key] for key in ("discounts_by", "overrides_by", "no_sales_by")],
          [{"siti": 2}, {"rina": 1}, {"budi": 2}])  # fmt: skip


def test_totals_are_whole_numbers_and_objects_of_whole_numbers():
    totals = shift.with_sale(shift.opened(0), some_body(), "siti")
    totals = shift.with_refund(totals, some_refund(), "siti")
    totals = shift.with_no_sale(shift.with_voided(totals, some_body(), "siti"), "siti")
    for key in totals:
        numbers = [totals[key]] if type(totals[key]) is int else list(totals[key].values())
        equal((key, [type(number) is int for number in numbers]), (key, [True] * len(numbers)))
