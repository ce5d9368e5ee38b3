from appliance.core.gtin import (
    BarcodeDamaged,
    BarcodeUnreadable,
    check_digit,
    expand_upc_e,
    is_digits,
    is_valid,
    require_valid,
    to_gtin14,
)
from tests.core.checks import equal, raises

GOOD = ("87111125", "96385074", "036000291452", "4006381333931", "8992761002015", "10614141000415", "00012345600012")


def test_codes_of_every_length_are_known_by_their_check_digit():
    for code in GOOD:
        equal(is_valid(code), True)
        equal(require_valid(code), code)


def test_any_digit_misread_is_found():
    for code in GOOD:
        for place in range(len(code)):
            for digit in "0123456789":
                if digit != code[place]:
                    wrong = code[:place] + digit + code[place + 1 :]
                    equal(is_valid(wrong), False)


def test_a_damaged_code_is_refused_with_the_digit_it_should_have():
    error = raises(BarcodeDamaged, require_valid, "8992761002016")
    equal("should be 5" in str(error), True)


def test_what_is_no_product_code_is_refused_as_such():
    for code in ("", "12345", "abc", "899276100201X", "٨٩٩٢٧٦١٠٠٢٠١٥", "123456789012345", "8992761002015 "):
        raises(BarcodeUnreadable, require_valid, code)
        equal(is_valid(code), False)


def test_the_check_digit_is_made_for_payloads_of_any_length():
    for payload, digit in (("629104150021", "3"), ("37610425002123456", "9"), ("950110153100", "0"), ("0", "0")):
        equal(check_digit(payload), digit)


def test_all_writings_of_a_number_are_one():
    equal(to_gtin14("036000291452"), to_gtin14("0036000291452"))
    equal(len(to_gtin14("87111125")), 14)


def test_a_upc_e_is_the_upc_a_it_was_squeezed_from():
    for short, long in (
        ("01234505", "012000003455"),
        ("04252614", "042100005264"),
        ("01234531", "012300000451"),
        ("01234543", "012340000053"),
        ("01234565", "012345000065"),
    ):
        equal(expand_upc_e(short), long)
        equal(is_valid(long), True)


def test_what_is_no_upc_e_is_refused():
    for code in ("", "0123450", "21234505", "0123450X"):
        raises(BarcodeUnreadable, expand_upc_e, code)


def test_only_ascii_digits_are_digits():
    for text, answer in (("0123", True), ("", False), ("\u0661", False), ("²", False), ("1.0", False), ("-1", False)):
        equal(is_digits(text), answer)
