from appliance.core.cash import CashRounding, likely_sums, settle
from appliance.core.rounding import DOWN, MODES, UP
from tests.core.checks import equal
from tests.core.dice import Dice

NOTES = [1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000]


def test_only_coins_that_exist_are_asked_for():
    for due, step, mode, paid in (
        (1504, 5, "half_up", 1505),
        (1504, 5, DOWN, 1500),
        (1508, 5, UP, 1510),
        (1504, 1, UP, 1504),
    ):
        equal(settle(due, 2000, CashRounding(step, mode)).paid_minor, paid)


def test_a_shop_that_rounds_nothing_asks_for_the_exact_sum():
    equal(CashRounding().round(12_345), 12_345)


def test_tenders_change_and_rounding_make_the_total():
    dice = Dice(9)
    for _ in range(300):
        due, tendered = dice.roll(1, 99_999), dice.roll(1, 150_000)
        rounding = CashRounding((1, 5, 50, 100, 500)[dice.roll(0, 4)], MODES[dice.roll(0, 3)])
        paid = settle(due, tendered, rounding)
        if paid is None:
            equal(tendered < rounding.round(due), True)
            continue
        equal(paid.tendered_minor - paid.change_minor, paid.paid_minor)
        equal(paid.paid_minor - paid.rounding_minor, due)
        equal(paid.change_minor >= 0 and abs(paid.rounding_minor) < rounding.step_minor, True)


def test_the_exact_sum_in_small_coins_is_taken_without_rounding():
    paid = settle(231, 231, CashRounding(5))
    equal((paid.rounding_minor, paid.change_minor), (0, 0))


def test_too_little_settles_nothing():
    equal(settle(1000, 999, CashRounding()), None)


def test_a_refund_rounds_as_its_sale_did():
    for mode in MODES:
        rounding = CashRounding(5, mode)
        for due in range(1500, 1520):
            equal(rounding.round(-due), -rounding.round(due))


def test_quick_buttons_show_what_people_hand_over():
    equal(likely_sums(34_040, NOTES), [35_000, 36_000, 40_000, 50_000, 100_000])
    equal(likely_sums(50_000, NOTES), [60_000, 100_000])
    equal(likely_sums(34_040, NOTES, 2), [35_000, 36_000])
    equal(likely_sums(0, NOTES), [])


def test_every_quick_sum_is_more_than_is_due_and_can_be_made():
    dice = Dice(2)
    for _ in range(100):
        due = dice.roll(1, 250_000)
        for total in likely_sums(due, NOTES):
            equal(total > due and any(total % note == 0 for note in NOTES), True)
