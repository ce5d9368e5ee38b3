from appliance.core.gs1 import (
    PackageContradicts,
    PackageUnreadable,
    SeparatorMissing,
    is_gs1,
    read_package,
    split,
    without_symbology,
)
from appliance.core.gs1_dates import PackageDateWrong, date_of, full_year
from appliance.core.gtin import BarcodeDamaged
from tests.core.checks import equal, raises

GS = "\x1d"
MILK = "0107032069804988"
# Measures, prices and dates as in jodal/biip, tests/gs1_messages/test_element_strings.py.
MEASURES = (
    ("3105123456", "weight_milli", 1_235),
    ("3114123456", "quantity_milli", 12_346),
    ("3123123456", "quantity_milli", 123_456),
    ("3132123456", "quantity_milli", 1_234_560),
    ("3141123456", "quantity_milli", 12_345_600),
    ("3150123456", "quantity_milli", 123_456_000),
    ("3161123456", "quantity_milli", 12_345_600),
    ("3302023456", "weight_milli", 234_560),
    ("3203001000", "weight_milli", 454),  # a pound is 0.45359237 kg
)


def read(code):
    return read_package(code, 2026)


def test_a_package_says_all_it_carries_in_any_order():
    package = read("]C1" + MILK + "17261231" + "100329" + GS + "3103001250" + "392234040" + GS + "21A/7" + GS + "3012")
    equal(
        (package.gtin14, package.batch, package.serial, package.expires),
        ("07032069804988", "0329", "A/7", "2026-12-31"),
    )
    equal((package.weight_milli, package.quantity_milli, package.count), (1_250, None, 12))
    equal((package.price_minor(2), package.price_minor(0), package.currency_number), (34_040, 340, ""))
    other = read("]d2" + "21A/7" + GS + "3012" + GS + "100329" + GS + MILK + "17261231")
    equal((other.gtin14, other.batch, other.serial, other.count), ("07032069804988", "0329", "A/7", 12))


def test_every_date_has_its_own_place():
    package = read(MILK + "11260101" + "13260102" + "15260103" + "16260104" + "17260105")
    dates = (package.produced, package.packed, package.best_before, package.sell_by, package.expires)
    equal(dates, ("2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05"))


def test_measures_have_as_many_decimals_as_their_identifier_says():
    for element, name, milli in MEASURES:
        equal(getattr(read(MILK + element), name), milli)


def test_the_net_weight_goes_before_the_gross_weight():
    equal(read(MILK + "3303001300" + "3103001250").weight_milli, 1_250)


def test_prices_keep_their_decimals_and_their_currency():
    for element, minor, number in (
        ("3921123", 1_230, ""),
        ("3920123", 12_300, ""),
        ("39327101230", 1_230, "710"),
        ("393097812301", 1_230_100, "978"),
        ("3901123456", 1_234_560, ""),
        ("39127101230", 1_230, "710"),
    ):
        package = read(MILK + element)
        equal((package.price_minor(2), package.currency_number), (minor, number))
    equal(read(MILK).price_minor(2), None)


def test_what_is_not_understood_is_stepped_over():
    package = read("00373400306809981733" + MILK + "4101234567890128" + "8200https://x.example" + GS + "100329")
    equal((package.gtin14, package.batch), ("07032069804988", "0329"))


def test_a_pallet_names_what_it_holds_and_how_much():
    package = read("0207032069804988" + "3725" + GS + "10ABC")
    equal((package.gtin14, package.count, package.batch), ("07032069804988", 25, "ABC"))


def test_the_separator_a_scanner_adds_after_a_predefined_length_does_no_harm():
    equal(split(GS + MILK + GS + "17261231" + GS + GS + "10A" + GS), [("01", MILK[2:]), ("17", "261231"), ("10", "A")])


def test_a_scanner_that_leaves_out_the_separator_is_told_on():
    error = raises(SeparatorMissing, read, MILK + "1033650100138" + "3102002004" + "15131018")
    equal("(10)" in str(error), True)


def test_what_was_not_read_whole_is_refused():
    for rest in ("1712", "17", "10", "31030012", "310", "3103x01250", "30x", "3930978", "1", "1x", "10A B", "10A#1"):
        raises(PackageUnreadable, read, MILK + rest)
    for code in ("]C1", GS, "]d2x"):
        raises(PackageUnreadable, read, code)


def test_a_product_number_with_a_misread_digit_is_refused():
    error = raises(BarcodeDamaged, read, "0107032069804987" + "100329")
    equal("should be 8" in str(error), True)


def test_two_codes_read_as_one_are_refused():
    raises(PackageContradicts, read, MILK + "10A" + GS + "10B")
    equal(read(MILK + "10A" + GS + "10A").batch, "A")


def test_the_day_00_is_the_last_of_its_month():
    for digits, date in (
        ("200200", "2020-02-29"),
        ("210200", "2021-02-28"),
        ("211200", "2021-12-31"),
        ("520300", "2052-03-31"),
        ("151020", "2015-10-20"),
    ):
        equal(date_of(digits, 2026), date)


def test_what_no_calendar_has_is_refused():
    for digits in ("410551", "120230", "990229", "000000", "261301", "2612", "26123x", "٢٦١٢٣١"):
        raises(PackageDateWrong, date_of, digits, 2026)


def test_two_digits_mean_a_year_from_49_ago_to_50_ahead():
    for this_year in (1999, 2000, 2026, 2049, 2050, 2080):
        for year in range(this_year - 49, this_year + 51):
            equal(full_year(year % 100, this_year), year)


def test_a_scan_is_known_as_elements_by_its_symbol_its_separators_or_its_beginning():
    for code in ("]C1" + MILK, "]d210A", "10A" + GS + "17261231", MILK, "]C0" + MILK + "10A"):
        equal(is_gs1(code), True)
    for code in ("7032069804988", "07032069804988", "0107032069804987", "]E07032069804988", "K1-000123", "", "01"):
        equal(is_gs1(code), False)


def test_the_symbology_before_a_code_is_taken_off():
    for code in ("]E08992761166021", "]A08992761166021", "]Q18992761166021", "8992761166021"):
        equal(without_symbology(code), "8992761166021")
    equal(without_symbology("]1x"), "]1x")
    equal(without_symbology("]E0"), "]E0")
