from appliance.core.discount import Discount, clamped, in_turn, prorated, side_by_side
from tests.core.checks import equal
from tests.core.dice import Dice


def test_a_share_off_leaves_the_exact_price_rounded_once():
    for price, ppm, left in ((82_900, 960_190, 3300), (3664, 70_000, 3408), (1, 500_000, 1), (999, 0, 999)):
        equal(price - Discount(ppm=ppm).off(price), left)


def test_nothing_comes_off_below_zero():
    for price in (0, 1, 5000):
        equal(Discount(ppm=1_500_000).off(price), price)
        equal(Discount(minor=9999).off(price), price)


def test_in_turn_each_discount_works_on_what_is_left():
    tenth, thirty = Discount(ppm=100_000), Discount(minor=3000)
    equal(in_turn(10_000, [Discount(ppm=200_000), tenth]), [2000, 800])
    equal(in_turn(10_000, [tenth, thirty]), [1000, 3000])
    equal(in_turn(10_000, [thirty, tenth]), [3000, 700])


def test_side_by_side_only_the_largest_is_cut():
    equal(side_by_side(10_000, [Discount(minor=8000), Discount(minor=3000)]), [7000, 3000])
    equal(side_by_side(10_000, [Discount(ppm=100_000), Discount(ppm=100_000)]), [1000, 1000])


def test_a_refund_takes_back_what_the_sale_took_off():
    dice = Dice(5)
    for _ in range(100):
        discounts = [
            Discount(ppm=dice.roll(1, 900_000)),
            Discount(minor=dice.roll(1, 9000)),
            Discount(minor=dice.roll(1, 9000)),
        ]
        price = dice.roll(0, 20_000)
        for way in (in_turn, side_by_side):
            offs = way(price, discounts)
            equal(way(-price, discounts), [-off for off in offs])
            equal(0 <= sum(offs) <= price, True)


def test_a_partial_return_gives_back_its_part_of_the_discount():
    equal(prorated(250, 500, 1000), 125)
    equal(prorated(250, 0, 0), 0)


def test_a_typed_price_stops_at_what_may_be_taken_off():
    equal(clamped(100, 60, 20), 80)
    equal(clamped(100, 95, 20), 95)
