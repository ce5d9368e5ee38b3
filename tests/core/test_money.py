from appliance.core.money import CURRENCIES, DOLLAR, EURO, RUPIAH, AmountUnreadable, Currency
from appliance.core.quantity import quantity_text
from tests.core.checks import equal, raises


def test_an_amount_reads_as_its_country_writes_it():
    for currency, minor, text in (
        (RUPIAH, 34_040, "Rp 34.040"),
        (RUPIAH, 0, "Rp 0"),
        (RUPIAH, -1_250_000, "-Rp 1.250.000"),
        (EURO, 5, "€0,05"),
        (EURO, 123_456_789, "€1.234.567,89"),
        (DOLLAR, -99, "-$0.99"),
        (DOLLAR, 100_000, "$1,000.00"),
        (Currency("KWD", 3, "KD", ",", "."), 1_005, "KD 1.005"),
    ):
        equal(currency.format(minor), text)


def test_a_plain_amount_has_no_symbol():
    equal(RUPIAH.plain(-34_040), "-34.040")
    equal(EURO.plain(7), "0,07")


def test_what_was_typed_becomes_minor_units():
    for currency, text, minor in (
        (EURO, "12.50", 1250),
        (EURO, "12.5", 1250),
        (EURO, "12", 1200),
        (EURO, ".5", 50),
        (EURO, "-0.05", -5),
        (RUPIAH, "18000", 18_000),
        (RUPIAH, "007", 7),
    ):
        equal(currency.parse(text), minor)


def test_what_is_no_amount_is_refused_with_the_text():
    wrong = ("", "-", ".", "--5", "1.234", "1,50", "1 5", "abc", "1e3", "٣", "½", "1.2.3", "+5", "9" * 16)
    for text in wrong:
        error = raises(AmountUnreadable, EURO.parse, text)
        equal("“" + text + "”" in str(error), True)
    raises(AmountUnreadable, RUPIAH.parse, "1.5")


def test_every_currency_reads_back_what_it_wrote():
    for code in CURRENCIES:
        currency = CURRENCIES[code]
        for minor in (0, 1, 99, 100, 12_345, 999_999, -1, -100_001):
            text = currency.plain(minor).replace(currency.thousands, "").replace(currency.decimal, ".")
            equal(currency.parse(text), minor)


def test_a_quantity_has_no_needless_zeros():
    for milli, text in ((2000, "2"), (845, "0,845"), (1500, "1,5"), (-1050, "-1,05"), (5, "0,005"), (0, "0")):
        equal(quantity_text(milli), text)
    equal(quantity_text(1250, "."), "1.25")
