from appliance.core.discount import Discount
from appliance.core.line import Item
from appliance.core.sale import Sale
from appliance.core.service import AFTER, BEFORE, Service, ServiceBaseUnknown
from appliance.core.tax import Tax, TaxClass
from appliance.core.totals import PER_RATE, POLICIES, exempted, together, total_of
from tests.core.checks import equal, raises
from tests.core.dice import Dice
from tests.core.stall import NO_TAX, PPN, VAT

PBJT = TaxClass("pbjt", "PBJT", [Tax("pbjt", "PBJT 10%", 100_000)])


def bill(base, discount=None, item_class=PBJT, price=100_000):
    sale = Sale("s", 0)
    sale.add(Item("v", "v", "Meal", price, item_class))
    sale.service = Service(50_000, PBJT, base)
    if discount:
        sale.discounts.append(discount)
    return sale.totals()


def test_both_lawful_bases_come_to_what_the_region_says():
    after, before = bill(AFTER, Discount(ppm=200_000)), bill(BEFORE, Discount(ppm=200_000))
    equal([after.service_minor, after.tax_minor, after.total_minor], [4_000, 8_400, 92_400])
    equal([before.service_minor, before.tax_minor, before.total_minor], [5_000, 8_500, 93_500])


def test_without_a_discount_both_bases_are_one():
    equal(bill(AFTER).total_minor, bill(BEFORE).total_minor)
    equal(bill(AFTER).total_minor, 115_500)


def test_a_discount_of_nothing_changes_nothing():
    equal(bill(AFTER, Discount(minor=0)).total_minor, 115_500)


def test_the_charge_is_rounded_with_its_bill_not_beside_it():
    sale = Sale("s", 0, PER_RATE)
    for name in ("a", "b"):
        sale.add(Item(name, name, "Tea", 25, VAT))  # 21 % of 25 is 5.25: two of them and 5 more are 11.55, once
    sale.service = Service(100_000, VAT)
    totals = sale.totals()
    equal([totals.service_minor, totals.tax_minor, totals.total_minor], [5, 12, 67])


def test_an_untaxed_service_leaves_the_tax_of_the_goods_alone():
    sale = Sale("s", 0)
    sale.add(Item("v", "v", "Meal", 11_100, PPN))
    sale.service = Service(100_000, NO_TAX)
    totals = sale.totals()
    equal([totals.service_minor, totals.tax_minor, totals.total_minor], [1_110, 1_100, 12_210])


def test_a_free_meal_bears_no_service_after_the_discount_and_the_whole_before_it():
    equal(bill(AFTER, Discount(ppm=1_000_000)).total_minor, 0)
    equal(bill(BEFORE, Discount(ppm=1_000_000)).total_minor, 5_500)


def test_a_base_nobody_knows_is_refused_with_its_name():
    error = raises(ServiceBaseUnknown, Service, 50_000, PBJT, "on_sundays")
    equal("“on_sundays”" in str(error), True)


def test_two_parts_of_a_bill_add_up_row_by_row():
    dice = Dice(11)
    for policy in POLICIES:
        for _ in range(30):
            first = total_of([(PPN, dice.roll(0, 9_999), 1000), (VAT, dice.roll(0, 9_999), 1000)], policy)
            second = total_of([(VAT, dice.roll(0, 9_999), 1000), (PBJT, dice.roll(0, 9_999), 1000)], policy)
            both = together(first, second)
            equal(both.total_minor, first.total_minor + second.total_minor)
            equal(sum([tax.tax_minor for tax in both.taxes]) + both.net_minor, both.total_minor)
            equal([tax.key for tax in both.taxes], ["ppn", "vat", "pbjt"])


def test_who_is_exempt_pays_the_net_wherever_the_tax_stands():
    equal(exempted(total_of([(PPN, 11_100, 1000)])).total_minor, 10_000)
    equal(exempted(total_of([(VAT, 10_000, 1000)])).total_minor, 10_000)
    equal(exempted(total_of([(VAT, 10_000, 1000)])).taxes, [])
