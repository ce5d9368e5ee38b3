from appliance.core.bagging import FITS, PLACE, PUT_BACK, REMOVE, Bagging
from tests.core.checks import equal


def test_a_scanned_product_is_waited_for_and_fits_within_its_share_and_the_scales_grams():
    bag = Bagging(100_000, 10)
    bag.scanned(500)
    for weight_g, verdict in ((0, PLACE), (300, PLACE), (439, PLACE), (440, FITS)):
        equal(bag.weighed(weight_g), verdict)


def test_what_was_not_scanned_must_come_out():
    bag = Bagging()
    bag.scanned(500)
    equal(bag.weighed(500), FITS)
    equal(bag.weighed(700), REMOVE)
    equal(bag.weighed(505), FITS)


def test_what_is_gone_must_come_back():
    bag = Bagging()
    bag.scanned(500)
    bag.weighed(500)
    equal(bag.weighed(0), PUT_BACK)
    bag.scanned(200)
    equal(bag.weighed(0), PUT_BACK)
    equal(bag.weighed(500), PLACE)
    equal(bag.weighed(700), FITS)


def test_a_removed_product_must_leave_the_bag():
    bag = Bagging()
    bag.scanned(500, 2)
    bag.weighed(1000)
    bag.removed(500)
    equal(bag.weighed(1000), REMOVE)
    equal(bag.weighed(0), PUT_BACK)
    equal(bag.weighed(510), FITS)


def test_a_product_without_a_weight_is_taken_as_it_comes():
    bag = Bagging()
    bag.scanned(0)
    equal(bag.weighed(0), PLACE)
    equal(bag.weighed(1234), FITS)
    bag.removed(0)
    equal(bag.weighed(1234), REMOVE)
    equal(bag.weighed(0), FITS)


def test_an_attendant_may_take_the_bag_as_it_is():
    bag = Bagging()
    bag.scanned(500)
    equal(bag.weighed(900), REMOVE)
    bag.accepted(900)
    equal(bag.verdict, FITS)
    bag.scanned(100)
    equal(bag.weighed(1000), FITS)


def test_the_tolerances_of_a_long_list_never_add_up_to_a_bottle():
    for start in range(60):
        bag = Bagging(80_000, 15)
        weight_g = 0
        for step in range(30):
            piece_g = 50 + (start * 131 + step * 397) % 1450
            bag.scanned(piece_g)
            weight_g += piece_g + piece_g * ((start + step) % 15 - 7) // 100
            equal(bag.weighed(weight_g), FITS)
        equal(bag.weighed(weight_g + 330), REMOVE)
