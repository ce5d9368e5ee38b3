from appliance.core.customer import Customer
from appliance.core.discount import Discount
from appliance.core.line import Item, Modifier, Override
from appliance.core.sale import QuantityImpossible, Sale, SaleTooLarge
from tests.core.checks import equal, raises
from tests.core.stall import COFFEE, LUNCH, NO_TAX, SUGAR


def test_modifiers_add_to_the_price_of_each():
    sale = Sale("s", 0)
    sale.add(COFFEE, 2000)
    sale.modify(1, [Modifier("m1", "Oat milk", 3000), Modifier("m2", "Less sugar"), Modifier("m3", "Own cup", -500)])
    equal((sale.line(1).unit_minor, sale.totals().total_minor), (20_500, 41_000))
    equal(sale.add(COFFEE).number, 2)


def test_a_price_that_a_person_set_stands_instead_of_the_catalogues():
    sale = Sale("s", 0)
    sale.add(SUGAR, 467, label_minor=8100)
    line = sale.override_price(1, Override(10_000, "Torn bag", "siti"))
    equal((line.price_minor, line.label_minor), (4670, None))
    raises(SaleTooLarge, sale.override_price, 1, Override(10**13))
    sale.override_price(1, None)
    equal(line.price_minor, 8102)


def test_goods_without_a_receipt_come_back_at_todays_price():
    sale = Sale("s", 0)
    sale.add(COFFEE)
    line = sale.take_back(COFFEE, 2000)
    equal((line.number, line.quantity_milli, sale.totals().total_minor), (2, -2000, -18_000))
    sale.set_quantity(2, 3000)
    equal((line.quantity_milli, sale.totals().total_minor), (-3000, -36_000))
    sale.add(COFFEE)
    equal([line.quantity_milli for line in sale.lines], [2000, -3000])
    raises(QuantityImpossible, sale.take_back, COFFEE, -1000)


def test_who_is_exempt_pays_the_price_without_the_tax_in_it():
    sale = Sale("s", 0)
    sale.add(COFFEE)
    sale.add(LUNCH)
    sale.customer = Customer("c1", "Embassy", is_exempt=True)
    equal((sale.totals().total_minor, sale.totals().taxes), (18_000 - 1784 + 32_000, []))
    sale.discounts.append(Discount(ppm=500_000))
    equal(sale.totals().total_minor, 24_108)


def test_money_put_on_a_card_is_neither_discounted_nor_promoted():
    sale = Sale("s", 0)
    sale.add(COFFEE)
    for _ in range(2):
        sale.add(Item("", "4711", "Gift card", 50_000, NO_TAX, card="ab" * 32))
    sale.discounts.append(Discount(ppm=500_000))
    equal((sale.totals().total_minor, sale.shares()), (9000 + 100_000, [9000, 0, 0]))
