from appliance.core.tax import DIVISION, FIXED, Tax, TaxClass, TaxImpossible
from appliance.core.totals import PER_LINE, total_of
from tests.core.checks import equal, raises
from tests.core.dice import Dice


def parts(taxes, price, quantity_milli=1000):
    tax_class = TaxClass("t", "T", taxes)
    totals = total_of([(tax_class, price, quantity_milli)], PER_LINE)
    return [totals.net_minor] + [tax.tax_minor for tax in totals.taxes] + [totals.total_minor]


def test_an_included_tax_is_rounded_and_the_net_is_what_remains():
    equal(parts([Tax("a", "A", 120_000, included=True)], 5250), [4687, 563, 5250])


def test_a_tax_on_top_is_added():
    equal(parts([Tax("a", "A", 190_000)], 9176), [9176, 1743, 10_919])


def test_taxes_meet_as_their_flags_say():
    six = Tax("1", "6", 60_000, in_base=True)
    for second, expected in (
        (Tax("2", "6", 60_000), [100_00, 600, 636, 318, 115_54]),
        (Tax("2", "6", 60_000, in_base=True), [100_00, 600, 636, 337, 115_73]),
        (Tax("2", "6", 60_000, in_base=True, base_affected=False), [100_00, 600, 600, 336, 115_36]),
    ):
        equal(parts([six, second, Tax("3", "3", 30_000)], 100_00), expected)


def test_two_equal_included_taxes_come_out_equal():
    net, one, two, total = parts([Tax("1", "6", 60_000, included=True), Tax("2", "6", 60_000, included=True)], 1779)
    equal((net, one, two, total), (1589, 95, 95, 1779))


def test_a_tax_per_unit_counts_units_and_stands_in_the_base_of_the_next():
    taxes = [Tax("eco", "Eco", kind=FIXED, amount_minor=100, in_base=True), Tax("vat", "VAT", 210_000)]
    equal(parts(taxes, 95_00, 5000), [95_00, 500, 21_00, 121_00])
    equal(parts(taxes, 95_00, 500), [95_00, 50, 2006, 115_56])


def test_a_division_tax_is_a_share_of_the_price_that_contains_it():
    rates = (50_000, 30_000, 6_500, 90_000, 150_000)
    taxes = [Tax(str(rate), "", rate, kind=DIVISION, included=True) for rate in rates]
    equal(parts(taxes, 48_000), [32_328, 2400, 1440, 312, 4320, 7200, 48_000])
    equal(parts([Tax("a", "A", 100_000, kind=DIVISION)], 200_00), [200_00, 22_22, 222_22])


def test_ppn_on_eleven_twelfths_is_eleven_per_cent_to_the_rupiah():
    ppn = [Tax("ppn", "PPN", 120_000, base_num=11, base_den=12)]
    for price in (1, 999, 50_000_000, 123_456_789):
        equal(parts(ppn, price), parts([Tax("e", "E", 110_000)], price))


def test_what_is_withheld_or_reversed_lowers_the_total():
    equal(parts([Tax("a", "A", 210_000), Tax("b", "B", 210_000, sign=-1)], 100_00), [100_00, 2100, -2100, 100_00])
    equal(parts([Tax("a", "A", 200_000), Tax("b", "B", -150_000)], 100_00), [100_00, 2000, -1500, 105_00])


def test_taxes_that_leave_no_price_are_refused_by_name():
    error = raises(TaxImpossible, TaxClass, "x", "All of it", [Tax("a", "A", 1_000_000, kind=DIVISION)])
    equal("“All of it”" in str(error), True)
    raises(TaxImpossible, TaxClass, "x", "X", [Tax("a", "A", -1_000_000, included=True)])


def test_net_and_taxes_make_the_total_whatever_the_taxes():
    dice = Dice(7)
    for _ in range(60):
        taxes = []
        for key in range(dice.roll(0, 4)):
            kind = ("percent", DIVISION, FIXED)[dice.roll(0, 2)]
            flags = [bool(dice.roll(0, 1)) for _ in range(3)]
            rate, amount = dice.roll(0, 240_000), dice.roll(0, 30)
            taxes.append(
                Tax(
                    str(key),
                    "",
                    rate,
                    kind=kind,
                    amount_minor=amount,
                    included=flags[0],
                    in_base=flags[1],
                    base_affected=flags[2],
                )
            )
        price = dice.roll(1, 9_999_999)
        got = parts(taxes, price, dice.roll(1, 5000))
        equal(sum(got[:-1]), got[-1])
        on_top = sum([minor for tax, minor in zip(taxes, got[1:-1]) if not tax.included])
        equal(got[-1], price + on_top)
