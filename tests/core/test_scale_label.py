from appliance.core.gtin import BarcodeDamaged, check_digit
from appliance.core.label_presets import PRESETS, rules_of
from appliance.core.quantity import bought_milli
from appliance.core.scale_label import COUNT, PRICE, WEIGHT, LabelDamaged, LabelRule, LabelRuleWrong, read_label
from appliance.core.verifier import verifier
from tests.core.checks import equal, raises

PRICED = LabelRule("22......{NNDD}.", PRICE)
WEIGHED = LabelRule("21.....{NNDDD}.", WEIGHT)


def code(payload):
    return payload + check_digit(payload)


def test_a_price_label_says_its_price_and_its_product():
    label = read_label(code("221234561025"), [WEIGHED, PRICED], 2)
    equal((label.base_code, label.price_minor, label.quantity_milli), ("2212345600007", 1025, None))


def test_a_weight_label_says_its_weight_in_thousandths():
    label = read_label(code("211234501234"), [WEIGHED, PRICED], 2)
    equal((label.base_code, label.price_minor, label.quantity_milli), (code("211234500000"), None, 1234))
    tenths = LabelRule("25......{NNND}.", WEIGHT)
    equal(read_label(code("258806011234"), [tenths], 2).quantity_milli, 123_400)


def test_a_price_is_rounded_to_the_minor_unit_of_the_shop():
    for value, exponent, minor in (("1250", 2, 1250), ("1250", 0, 13), ("1249", 0, 12), ("1250", 3, 12_500)):
        equal(read_label(code("22123456" + value), [PRICED], exponent).price_minor, minor)


def test_the_first_rule_that_fits_wins():
    wide = LabelRule(".......{NNNNN}.", WEIGHT)
    equal(read_label(code("221234561025"), [PRICED, wide], 2).quantity_milli, None)
    equal(read_label(code("221234561025"), [wide, PRICED], 2).price_minor, None)


def test_a_code_without_a_rule_is_no_label():
    for text in ("4006381333931", "22", "", "221234561025X", "٢212345610259"):
        equal(read_label(text, [PRICED, WEIGHED], 2), None)


def test_a_label_that_was_misread_is_refused():
    raises(BarcodeDamaged, read_label, "2212345610258", [PRICED], 2)


def test_two_labels_people_asked_about_read_as_they_should():
    # github.com/defendicon/POS-Awesome-V15 issue 2366, and opensourcepos/opensourcepos issue 3188 (ends in 7, not in 6)
    equal(read_label("6220010005008", [LabelRule("622.....{NDDD}.", WEIGHT)], 2).quantity_milli, 500)
    error = raises(BarcodeDamaged, read_label, "2340119005006", [LabelRule("23......{NDDD}.", WEIGHT)], 2)
    equal("should be 7" in str(error), True)


def test_labels_of_one_product_share_a_base_code():
    bases = {read_label(code("22123456" + value), [PRICED], 2).base_code for value in ("0001", "1025", "9999")}
    equal(len(bases), 1)


def test_a_label_of_eight_digits_keeps_its_last_digit():
    equal(LabelRule("66{NN}....", WEIGHT).base_code("66012344"), "66002344")
    equal(LabelRule("11.....{N}", WEIGHT).base_code("11012344"), "11012340")


def test_a_pattern_that_means_nothing_is_refused_with_its_text():
    for pattern in ("", "*", "22", "......{}..", "......{DN}", "....{NN}{DD}", "22{NND", "22NND}", "2x{NN}", "{NDN}"):
        error = raises(LabelRuleWrong, LabelRule, pattern, PRICE)
        equal("“" + pattern + "”" in str(error), True)
    raises(LabelRuleWrong, LabelRule, "22{NN}", "colour")


def test_the_digit_that_guards_a_value_is_the_one_gs1_tables_give():
    for value, digit in (("2875", "9"), ("14685", "6"), ("1234", "9"), ("00012", "9"), ("0000", "0"), ("00000", "0")):
        equal(verifier(value), digit)


def test_any_digit_of_a_guarded_value_misread_is_found():
    for value in ("2875", "14685", "90507"):
        for place in range(len(value)):
            for digit in "0123456789":
                if digit != value[place]:
                    equal(verifier(value[:place] + digit + value[place + 1 :]) != verifier(value), True)


def test_a_label_whose_guard_does_not_fit_is_refused_by_its_code():
    count = LabelRule("25....V{NNNNN}.", COUNT)
    label = read_label("2511119000129", [count], 2)
    equal((label.base_code, label.quantity_milli), (code("251111000000"), 12_000))
    error = raises(LabelDamaged, read_label, "2511118000120", [count], 2)
    equal("2511118000120" in str(error), True)
    raises(LabelRuleWrong, LabelRule, "25.....V{NNN}.", COUNT)
    raises(LabelRuleWrong, LabelRule, "25...VV{NNNNN}.", COUNT)


def test_every_rule_of_every_country_lays_out_thirteen_digits_and_fits_no_other_of_its_country():
    for country in PRESETS:
        prefixes = [rule.pattern[:2] for rule in rules_of(country)]
        equal(len(set(prefixes)), len(prefixes))
        for rule in rules_of(country):
            equal(rule.fits(rule.pattern[:2] + "0" * 11), True)
    equal(rules_of("XX"), [])


def test_a_labels_price_buys_what_its_unit_price_gives():
    for price, unit_price, milli in ((265, 150, 1767), (810, 150, 5400), (0, 150, 1), (500, 0, 1000)):
        equal(bought_milli(price, unit_price), milli)
