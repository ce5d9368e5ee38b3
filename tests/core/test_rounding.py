from appliance.core.rounding import DOWN, HALF_EVEN, HALF_UP, MODES, UP, RoundingModeUnknown, divide, spread, to_step
from tests.core.checks import equal, raises
from tests.core.dice import Dice


def test_each_mode_rounds_as_its_name_says():
    for numerator, half_up, half_even, down, up in (
        (0, 0, 0, 0, 0),
        (24, 2, 2, 2, 3),
        (25, 3, 2, 2, 3),
        (26, 3, 3, 2, 3),
        (30, 3, 3, 3, 3),
        (35, 4, 4, 3, 4),
        (31, 3, 3, 3, 4),
    ):
        equal(divide(numerator, 10, HALF_UP), half_up)
        equal(divide(numerator, 10, HALF_EVEN), half_even)
        equal(divide(numerator, 10, DOWN), down)
        equal(divide(numerator, 10, UP), up)


def test_rounding_is_a_mirror_around_zero():
    for mode in MODES:
        for numerator in range(60):
            equal(divide(-numerator, 7, mode), -divide(numerator, 7, mode))
            equal(divide(numerator, -7, mode), -divide(numerator, 7, mode))
            equal(to_step(-numerator, 5, mode), -to_step(numerator, 5, mode))


def test_rounding_stays_exact_past_what_a_float_holds():
    equal(divide(10**30 + 5, 10), 10**29 + 1)
    equal(divide(10**30 + 4, 10), 10**29)


def test_a_mode_nobody_knows_is_refused_with_its_name():
    error = raises(RoundingModeUnknown, divide, 1, 2, "nearest")
    equal("“nearest”" in str(error), True)


def test_a_step_rounds_to_its_multiples():
    for amount, step, mode, expected in (
        (12_765, 100, HALF_UP, 12_800),
        (12_765, 100, DOWN, 12_700),
        (12_701, 500, UP, 13_000),
        (12_345, 1, UP, 12_345),
    ):
        equal(to_step(amount, step, mode), expected)


def test_a_spread_gives_the_largest_remainder_its_unit_first():
    for total, weights, parts in (
        (100, [1, 1, 1], [34, 33, 33]),
        (10, [5, 3, 2], [5, 3, 2]),
        (7, [10, 20, 30], [1, 2, 4]),
        (-7, [10, 20, 30], [-1, -2, -4]),
        (7, [-10, -20, -30], [1, 2, 4]),
        (5, [0, 0], [5, 0]),
        (5, [0, 1], [0, 5]),
        (5, [], []),
    ):
        equal(spread(total, weights), parts)


def test_a_spread_sums_to_its_total_and_no_part_strays_by_a_unit():
    dice = Dice()
    for _ in range(300):
        weights = [dice.roll(-20, 5000) for _ in range(dice.roll(1, 7))]
        total = dice.roll(-100_000, 100_000)
        parts = spread(total, weights)
        equal(sum(parts), total)
        equal(spread(-total, weights), [-part for part in parts])
        whole = sum(weights)
        for part, weight in zip(parts, weights):
            equal(not whole or abs(part * whole - total * weight) < abs(whole), True)
