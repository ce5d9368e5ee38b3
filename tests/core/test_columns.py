from appliance.core.columns import centred, clip, row, width, wrap
from tests.core.checks import equal
from tests.core.dice import Dice

PIECES = ("kopi", "susu", "咖啡", "กาแฟ้", "e\u0301", "ü", "🧋", "a-very-long-word-without-a-break", "", "x")


def some_text(dice):
    return " ".join([PIECES[dice.roll(0, len(PIECES) - 1)] for _ in range(dice.roll(0, 12))])


def test_a_text_is_as_wide_as_a_printer_makes_it():
    for text, columns in (
        ("", 0),
        ("kopi", 4),
        ("咖啡", 4),
        ("ｱｲ", 2),
        ("\uff21\uff22", 4),
        ("e\u0301", 1),
        ("ก้", 1),
        ("🧋", 2),
        ("한국", 4),
        ("Ä", 1),
        ("a\u200bb", 2),
        ("\u0300\u036f", 0),
        ("\u1100\u115f\u1160", 5),
        ("\uff60\uff61", 3),
    ):
        equal(width(text), columns)


def test_a_clipped_text_fits_and_never_halves_a_wide_character():
    equal(clip("咖啡店", 5), "咖啡")
    equal(clip("e\u0301e\u0301e", 2), "e\u0301e\u0301")
    equal(clip("kopi", 9), "kopi")
    equal(clip("kopi", 0), "")


def test_wrapped_text_fits_and_loses_nothing():
    dice = Dice(8)
    for columns in (8, 16, 32, 42, 48):
        for _ in range(40):
            text = some_text(dice)
            lines = wrap(text, columns)
            for line in lines:
                equal(width(line) <= columns, True)
            equal("".join(lines).replace(" ", ""), text.replace(" ", ""))


def test_a_row_has_its_amount_at_the_right_edge():
    dice = Dice(12)
    for columns in (32, 42, 48):
        for _ in range(40):
            left, right = some_text(dice), str(dice.roll(0, 10**9))
            lines = row(left, right, columns)
            equal(width(lines[-1]), columns)
            equal(lines[-1][-len(right) :], right)
            equal("".join(lines).replace(" ", ""), (left + right).replace(" ", ""))
            for line in lines:
                equal(width(line) <= columns, True)


def test_a_row_that_just_fits_stays_on_one_line():
    equal(row("kopi", "18.000", 11), ["kopi 18.000"])
    equal(row("kopis", "18.000", 11), ["kopis", "     18.000"])


def test_a_character_wider_than_the_paper_is_not_lost():
    equal(wrap("咖啡", 1), ["咖", "啡"])


def test_centred_text_has_as_much_space_before_as_after():
    equal(centred("咖啡", 8), "  咖啡")
    equal(centred("kopi", 4), "kopi")
    equal(centred("too long", 4), "too long")
