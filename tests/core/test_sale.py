from appliance.core.discount import Discount
from appliance.core.line import Item
from appliance.core.sale import LineUnknown, QuantityImpossible, Sale, SaleTooLarge
from appliance.core.totals import POLICIES
from tests.core.checks import equal, raises
from tests.core.sold import some_sale
from tests.core.stall import BREAD, COFFEE, LUNCH, PPN, SUGAR, VAT


def test_the_same_goods_share_a_line():
    sale = Sale("s", 0)
    first = sale.add(COFFEE)
    equal(sale.add(BREAD).number, 2)
    equal(sale.add(COFFEE, 2000) is first, True)
    equal(first.quantity_milli, 3000)


def test_goods_at_another_price_with_money_off_or_weighed_have_lines_of_their_own():
    sale = Sale("s", 0)
    first = sale.add(COFFEE)
    sale.add(Item("v1", "KOPI-S", "Kopi susu", 20_000, PPN))
    sale.discount_line(first.number, Discount(ppm=100_000))
    sale.add(COFFEE)
    sale.add(SUGAR, 500)
    sale.add(SUGAR, 500)
    sale.add(BREAD, 1000, label_minor=9000)
    sale.add(BREAD)
    equal([line.number for line in sale.lines], [1, 2, 3, 4, 5, 6, 7])


def test_a_labels_price_is_the_lines_price_until_the_quantity_is_typed():
    sale = Sale("s", 0)
    line = sale.add(SUGAR, 467, label_minor=8100)
    equal(line.price_minor, 8100)
    sale.set_quantity(line.number, 467)
    equal(line.price_minor, 8102)


def test_a_quantity_nobody_buys_is_refused():
    sale = Sale("s", 0)
    for item, quantity in ((COFFEE, 0), (COFFEE, -1000), (COFFEE, 1500), (SUGAR, 0), (SUGAR, 10**9 + 1)):
        raises(QuantityImpossible, sale.add, item, quantity)
    sale.add(COFFEE, 10**9)
    raises(QuantityImpossible, sale.add, COFFEE)
    raises(SaleTooLarge, sale.add, Item("v", "S", "House", 10**10, VAT), 1_000_000)
    equal(len(sale.lines), 1)


def test_the_least_a_scale_shows_can_be_sold():
    sale = Sale("s", 0)
    equal(sale.add(SUGAR, 1).price_minor, 17)


def test_a_line_that_was_removed_is_gone_by_its_number_and_can_come_back():
    sale = Sale("s", 0)
    coffee, bread = sale.add(COFFEE), sale.add(BREAD)
    sale.remove(coffee.number)
    error = raises(LineUnknown, sale.line, coffee.number)
    equal("1" in str(error), True)
    sale.put_back(coffee, 0)
    equal([line.number for line in sale.lines], [1, 2])
    sale.remove(bread.number)
    equal(sale.add(SUGAR, 100).number, 3)


def test_a_sale_comes_to_its_tags_less_its_discounts():
    sale = some_sale()
    equal([line.price_minor for line in sale.lines], [36_000, 14_001])
    equal(sale.offs(), [2500])
    equal(sale.totals().total_minor, 47_501)
    equal(sale.shares(), [1800, 700])


def test_a_meal_pays_its_regional_tax_on_the_service_too():
    sale = Sale("s", 0)
    sale.add(LUNCH)
    totals = sale.totals()
    equal(
        [totals.net_minor] + [tax.tax_minor for tax in totals.taxes] + [totals.total_minor],
        [32_000, 1600, 3360, 36_960],
    )


def test_an_empty_sale_comes_to_nothing_whatever_is_taken_off():
    sale = Sale("s", 0)
    sale.discounts.append(Discount(minor=500))
    equal((sale.totals().total_minor, sale.offs(), sale.shares()), (0, [0], []))


def test_no_discounts_can_make_a_sale_cost_less_than_nothing():
    for policy in POLICIES:
        sale = Sale("s", 0, policy)
        sale.add(COFFEE)
        sale.add(Item("v9", "X", "Taxed on top", 999, VAT))
        sale.discounts.append(Discount(ppm=900_000))
        sale.discounts.append(Discount(minor=99_999))
        equal(sale.totals().total_minor, 0)
        equal(sum(sale.shares()), sum(sale.offs()))
