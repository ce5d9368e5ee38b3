from appliance.core.tax import Tax, TaxClass
from appliance.core.totals import PER_LINE, PER_ORDER, PER_RATE, POLICIES, RoundingPolicyUnknown, discounted, total_of
from tests.core.checks import equal, raises
from tests.core.dice import Dice
from tests.core.stall import MEAL, NO_TAX, PPN, VAT


def figures(totals):
    return [totals.net_minor] + [tax.tax_minor for tax in totals.taxes] + [totals.total_minor]


def test_where_tax_is_rounded_decides_the_last_cent():
    lines = [(VAT, 592, 4000), (VAT, 152, 1000), (VAT, 154, 1000), (VAT, 39, 1000)]
    equal(figures(total_of(lines, PER_LINE)), [937, 196, 1133])
    equal(figures(total_of(lines, PER_RATE)), [937, 197, 1134])
    equal(figures(total_of(lines, PER_ORDER)), [937, 197, 1134])


def test_per_order_the_rates_share_the_tax_that_was_rounded_once():
    high = TaxClass("h", "H", [Tax("h", "22%", 220_000, included=True)])
    low = TaxClass("l", "L", [Tax("l", "10%", 100_000, included=True)])
    lines = [(high, 2890, 1000), (low, 125, 1000)]
    equal(figures(total_of(lines, PER_RATE)), [2483, 521, 11, 3015])
    equal(figures(total_of(lines, PER_ORDER)), [2482, 522, 11, 3015])


def test_with_tax_in_the_tags_the_total_is_the_sum_of_the_tags():
    dice = Dice(3)
    for policy in POLICIES:
        for _ in range(40):
            lines = [(PPN, dice.roll(1, 99_999), 1000) for _ in range(dice.roll(1, 9))]
            equal(total_of(lines, policy).total_minor, sum([line[1] for line in lines]))


def test_a_policy_nobody_knows_is_refused_with_its_name():
    error = raises(RoundingPolicyUnknown, total_of, [], "invoice")
    equal("“invoice”" in str(error), True)


def test_an_empty_order_comes_to_nothing():
    for policy in POLICIES:
        equal(figures(total_of([], policy)), [0, 0])


def test_untaxed_goods_have_no_tax_table():
    equal(figures(total_of([(NO_TAX, 500, 1000)], PER_LINE)), [500, 500])


def test_taxes_round_to_the_steps_of_a_currency_without_small_coins():
    five = TaxClass("f", "F", [Tax("f", "5%", 50_000, included=True)])
    for policy in POLICIES:
        equal(figures(total_of([(five, 500, 1000)], policy, 5)), [475, 25, 500])
        equal(figures(total_of([(five, 5000, 1000)], policy, 5)), [4760, 240, 5000])


def test_the_tax_table_says_what_each_tax_was_charged_on():
    totals = total_of([(PPN, 11_100, 1000), (MEAL, 10_001, 1000)], PER_LINE)
    equal([tax.key for tax in totals.taxes], ["ppn", "service", "pbjt"])
    equal([tax.base_minor for tax in totals.taxes], [10_000, 10_001, 10_001])


def test_two_taxes_in_one_tag_are_charged_on_its_net():
    six = [Tax("1", "6%", 60_000, included=True), Tax("2", "6%", 60_000, included=True)]
    for policy in POLICIES:
        totals = total_of([(TaxClass("s", "S", six), 1779, 1000)], policy)
        for tax in totals.taxes:
            equal(abs(tax.base_minor - totals.net_minor) <= 1, True)


def test_a_discount_leaves_each_tax_its_share_and_adds_up():
    before = total_of([(VAT, 1589, 1000), (PPN, 1779, 1000)], PER_LINE)
    for percent in range(101):
        off = before.total_minor * percent // 100
        after = discounted(before, off)
        equal(after.total_minor, before.total_minor - off)
        equal(sum(figures(after)[:-1]), after.total_minor)
        for old, new in zip(before.taxes, after.taxes):
            equal(
                abs(new.tax_minor * before.total_minor - old.tax_minor * after.total_minor) * 2 <= before.total_minor,
                True,
            )


def test_a_refund_mirrors_the_sale_to_the_last_cent():
    dice = Dice(11)
    for policy in POLICIES:
        for _ in range(40):
            lines = [((VAT, PPN, MEAL)[dice.roll(0, 2)], dice.roll(1, 99_999), dice.roll(1, 5000)) for _ in range(4)]
            back = [(tax_class, -price, -quantity) for tax_class, price, quantity in lines]
            equal(figures(total_of(back, policy)), [-minor for minor in figures(total_of(lines, policy))])
