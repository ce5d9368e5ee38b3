from appliance.core.tip import tips_for
from tests.core.checks import equal

SHARES = [50_000, 100_000, 150_000]


def test_tips_are_sums_that_people_leave():
    equal(tips_for(68_583, SHARES, 500), [(50_000, 3500), (100_000, 7000), (150_000, 10_500)])
    equal(tips_for(4250, SHARES, 10), [(50_000, 210), (100_000, 430), (150_000, 640)])


def test_of_shares_that_come_to_one_sum_only_the_largest_is_offered():
    equal(tips_for(5000, SHARES, 500), [(100_000, 500), (150_000, 1000)])
    equal(tips_for(2000, SHARES, 500), [(150_000, 500)])


def test_nothing_is_offered_on_nothing():
    equal(tips_for(0, SHARES, 500), [])
    equal(tips_for(1000, SHARES, 500), [])
