from appliance.core import entries
from appliance.core.cash import CashRounding, settle
from appliance.core.discount import Discount
from appliance.core.line import Item
from appliance.core.refund import Original, ReturnedTooMuch, ReturnImpossible
from appliance.core.sale import LineFixed, Sale
from appliance.core.tax import Tax, TaxClass
from tests.core.checks import equal, raises
from tests.core.refunded import some_refund
from tests.core.sold import some_body, some_sale
from tests.core.stall import COFFEE, LUNCH, NO_TAX, VAT


def test_a_line_brings_back_what_was_paid_for_it_with_its_part_of_every_discount():
    back = Original(some_body()).back(2, 845)
    equal((back.price_minor, back.discount_minor, back.share_minor), (-14_001, -660, -700))
    equal(back.totals.total_minor, -13_301)


def test_two_coffees_of_three_and_then_the_last_are_three():
    sale = some_sale()
    sale.set_quantity(1, 3000)
    sale.discounts = [Discount(minor=1000)]
    bodies = [some_body(sale)]
    for quantity in (2000, 1000):
        original = Original(bodies[0], bodies[1:])
        refund = Sale("r" + str(quantity), 0)
        refund.add_returned(original.line(1, quantity))
        due = refund.totals().total_minor
        bodies.append(entries.sale_refunded(refund, "A-2", "z1", "IDR", settle(due, due, CashRounding()), "s1"))
    whole = Original(bodies[0]).back(1, 3000)
    equal(sum([body["total_minor"] for body in bodies[1:]]), whole.totals.total_minor)
    equal(sum([body["taxes"][0]["tax_minor"] for body in bodies[1:]]), whole.totals.taxes[0].tax_minor)
    equal(Original(bodies[0], bodies[1:]).numbers, [2])


def test_no_more_comes_back_than_was_sold_and_is_still_out():
    body = some_body()
    for later, quantity in (([], 3000), ([], 0), ([], -1000), ([some_refund(body)], 2000)):
        error = raises(ReturnedTooMuch, Original(body, later).line, 1, quantity)
        equal("Kopi susu" in str(error), True)
    raises(ReturnImpossible, Original(body).line, 9, 1000)
    equal(Original(body, [some_refund(body)]).left_milli(1), 1000)


def test_a_refund_of_another_sale_takes_nothing_from_this_one():
    other = some_sale()
    other.key = "s9"
    equal(Original(some_body(), [some_refund(some_body(other))]).left_milli(1), 2000)


def test_goods_come_back_at_the_tax_of_the_day_they_were_sold():
    sale = Sale("s", 0)
    sale.add(Item("v1", "K", "Cup", 10_000, TaxClass("std", "", [Tax("vat", "VAT 19%", 190_000)])))
    original = Original(some_body(sale))
    exchange = Sale("s2", 0)
    exchange.add_returned(original.line(1, 1000))
    exchange.add(Item("v1", "K", "Cup", 10_000, TaxClass("std", "", [Tax("vat", "VAT 20%", 200_000)])))
    totals = exchange.totals()
    equal([(tax.rate_ppm, tax.tax_minor) for tax in totals.taxes], [(200_000, 2000), (190_000, -1900)])
    equal(totals.total_minor, 100)


def test_each_line_brings_back_its_own_taxes_where_they_differ():
    sale = Sale("s", 0)
    for item in (LUNCH, Item("v8", "S", "Stamp", 5000, NO_TAX), Item("v9", "X", "Cup", 1000, VAT)):
        sale.add(item)
    original = Original(some_body(sale))
    taxes = [[(tax.key, tax.tax_minor) for tax in original.back(n, 1000).totals.taxes] for n in (1, 2, 3)]
    equal(taxes, [[("service", -1600), ("pbjt", -3360)], [], [("vat", -210)]])
    equal([original.back(n, 1000).totals.total_minor for n in (1, 2, 3)], [-36_960, -5000, -1210])


def test_a_deposit_comes_back_by_the_piece():
    bottle = TaxClass("b", "", [Tax("deposit", "Deposit", kind="fixed", amount_minor=50)])
    sale = Sale("s", 0)
    sale.add(Item("v1", "A", "Water", 100, bottle), 10_000)
    sale.add(Item("v2", "B", "Juice", 1000, bottle))
    equal(Original(some_body(sale)).back(2, 1000).totals.total_minor, -1050)


def test_a_line_that_comes_back_cannot_be_changed_only_removed():
    sale = Sale("s2", 0)
    line = sale.add_returned(Original(some_body()).line(1, 1000))
    for change, value in ((sale.set_quantity, 2000), (sale.discount_line, Discount(minor=1)), (sale.modify, []),
                          (sale.override_price, None)):  # fmt: skip
        raises(LineFixed, change, line.number, value)
    sale.remove(line.number)
    equal(sale.totals().total_minor, 0)


def test_the_same_line_returned_again_stands_for_all_of_it():
    sale, original = Sale("s2", 0), Original(some_body())
    for quantity in (1000, 2000):
        sale.add_returned(original.line(1, quantity))
    equal([(line.number, line.quantity_milli) for line in sale.lines], [(2, -2000)])
    equal(sale.totals().total_minor, -34_200)


def test_a_discount_on_the_new_goods_leaves_what_comes_back_alone():
    sale = Sale("s2", 0)
    sale.add_returned(Original(some_body()).line(1, 2000))
    sale.add(COFFEE, 3000)
    sale.discounts.append(Discount(ppm=100_000))
    equal(sale.totals().total_minor, 54_000 - 5400 - 34_200)
    equal(sale.shares(), [-1800, 5400])


def test_the_original_knows_what_each_kind_of_tender_can_give_back():
    body = some_body()
    equal(Original(body).left_by_kind(), {"cash": 47_500})
    original = Original(body, [some_refund(body)])
    equal((original.left_by_kind(), original.back_minor), ({"cash": 30_400}, 17_100))


def test_cards_do_not_come_back_as_goods():
    sale = Sale("s", 0)
    sale.add(COFFEE)
    sale.add(Item("", "4711", "Gift card", 50_000, NO_TAX, card="ab"))
    original = Original(some_body(sale))
    equal(original.numbers, [1])
    equal(original.back(1, 1000).totals.total_minor, -18_000)
