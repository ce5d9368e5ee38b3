from appliance.core import shift
from appliance.core.columns import width
from appliance.core.receipt import LARGE, Heading
from appliance.core.shift_report import PEOPLE, WORDS, shift_report
from appliance.core.tender import KINDS
from tests.core.canned import canned
from tests.core.checks import equal

HEADING = Heading("Warung Ibu Sri")
UNSENT = {"sales": 3, "total_minor": 54_000, "oldest_s": 97_500}
CART = {"name": "Bu Sari", "lines": 2, "total_minor": 21_500}


def some_shift():
    totals = shift.with_sale(shift.opened(100_000), canned("plain"))
    return shift.with_no_sale(shift.with_cash_moved(totals, -30_000))


def busy_shift():
    """A shift in which everything happened that a slip can tell."""
    totals = some_shift()
    for key in ("refunds", "voids", "refunds_minor", "voids_minor", "cards_minor", "service_minor", "rounding_minor"):
        totals[key] = 7
    totals["tips"] = {"cash": 2000, "card": 500}
    totals["tenders"] = dict.fromkeys(KINDS, 1000)
    for key in PEOPLE:
        totals[key] = {"k1": 3, "": 1}
    return totals


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
    body = {"is_blind": True, "unsent": UNSENT, "parked": [CART, dict(CART, name="")]}
    text = text_of(
        shift_report(busy_shift(), "IDR", HEADING, "today", number=7, counted_minor=0, words=words, body=body)
    )
    for key in WORDS:
        equal((key, "<" + key + ">" in text), (key, key not in ("x", "counted")))


def test_a_slip_is_silent_about_what_never_happened():
    text = text_of(shift_report(some_shift(), "IDR", HEADING, "today", number=7, counted_minor=0))
    for key in ("refunds", "voids", "cards", "tips", "service", "unsent", "parked", "blind") + PEOPLE:
        equal((key, WORDS[key] in text), (key, False))


def test_a_z_tells_of_every_tender_what_was_counted_and_of_cash_every_coin():
    body = {"counted": {"card": 1400}, "denominations": {"500": 3, "100000": 2}}
    text = text_of(shift_report(busy_shift(), "IDR", HEADING, "today", number=7, counted_minor=201_500, body=body))
    for part in ("2 x 100.000", "3 x 500", "201.500", "1.500", "1.400", "-100"):
        equal((part, part in text), (part, True))
    equal(text.index("100.000") < text.index("3 x 500"), True)


def test_a_z_lists_what_is_still_to_be_sent_and_every_parked_cart():
    body = {"unsent": UNSENT, "parked": [CART, dict(CART, name="7", total_minor=900)]}
    text = text_of(shift_report(some_shift(), "IDR", HEADING, "today", number=7, counted_minor=0, body=body))
    for part in ("Not sent yet (3)", "54.000", "27:05 h", "Bu Sari (2 lines)", "21.500", "7 (2 lines)", "900"):
        equal((part, part in text), (part, True))


def test_tips_stand_beside_the_tender_they_came_with_and_beside_who_earned_them():
    totals = some_shift()
    totals["tips"] = {"cash": 2000}
    totals["tips_by"] = {"k1": 1500, "k2": 500}
    lines = shift_report(totals, "IDR", HEADING, "today", names={"k1": "Wati", "k2": "Adi"})
    words = [tuple(line.text.split()) for line in lines]
    for said in (("Tips", "2.000"), ("Tips", "of", "Wati", "1.500"), ("Tips", "of", "Adi", "500")):
        equal((said, said in words), (said, True))


def test_people_are_told_by_their_names():
    text = text_of(shift_report(busy_shift(), "IDR", HEADING, "today", names={"k1": "Wati"}))
    for key in PEOPLE:
        equal((key, WORDS[key] + " Wati" in text.replace("\n", " ")), (key, True))
