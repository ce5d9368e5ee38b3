from appliance.core import shift
from appliance.core.columns import width
from appliance.core.receipt import LARGE, Heading
from appliance.core.shift_report import WORDS, shift_report
from tests.core.checks import equal
from tests.core.stall import some_body

HEADING = Heading("Warung Ibu Sri")


def some_shift():
    totals = shift.with_sale(shift.opened(100_000), some_body())
    return shift.with_no_sale(shift.with_cash_moved(totals, -30_000))


def text_of(lines):
    return "\n".join([line.text for line in lines])


def test_a_z_report_says_what_the_drawer_should_hold_and_what_was_counted():
    text = text_of(shift_report(some_shift(), "IDR", HEADING, "today", number=7, counted_minor=117_000))
    for part in ("Z report 7", "today", "47.501", "-30.000", "117.500", "117.000", "-500", "Tax ppn"):
        equal((part, part in text), (part, True))


def test_an_x_report_has_no_number_and_no_count():
    text = text_of(shift_report(some_shift(), "IDR", HEADING, "today"))
    equal(("X report" in text, "Counted" in text, "Difference" in text), (True, False, False))


def test_no_line_is_wider_than_the_paper():
    for columns in (32, 42, 48):
        lines = shift_report(some_shift(), "IDR", HEADING, "today", number=7, counted_minor=0, columns=columns)
        for line in lines:
            equal(width(line.text) <= (columns // 2 if line.weight == LARGE else columns), True)


def test_the_words_are_those_of_the_shop():
    words = {key: "<" + key + ">" for key in WORDS}
    text = text_of(shift_report(some_shift(), "IDR", HEADING, "today", number=7, counted_minor=0, words=words))
    for key in WORDS:
        equal((key, "<" + key + ">" in text), (key, key != "x"))
