from appliance.core.points import Loyalty, PointsShort, points_of_refund, undone
from tests.core.checks import equal, raises

RULES = Loyalty(earn_minor_per_point=1000, value_minor=10)


def test_a_point_is_earned_for_every_whole_step_that_was_paid_with_money():
    equal([RULES.earned(minor) for minor in (999, 1000, 18_900, -5_000)], [0, 1, 18, 0])
    equal(RULES.earned(18_000, 5_000), 13)
    equal(Loyalty().earned(1_000_000), 0)


def test_points_pay_no_more_than_there_are_and_than_is_due():
    equal(RULES.most(500, 18_000), 500)
    equal(RULES.most(500, 4_999), 499)
    equal(RULES.most(-7, 4_999), 0)
    equal(Loyalty().most(500, 18_000), 0)
    equal(RULES.spend(400, 500, 18_000), 4_000)
    for points in (0, -1, 501):
        raises(PointsShort, RULES.spend, points, 500, 18_000)


def test_however_a_sale_comes_back_its_points_are_undone_exactly_once():
    for number in range(1, 200):
        total, points = number * 257 % 50_000, number * 31 % 900
        before = gone = 0
        while before < total:
            now = 1 + (before + number) * 7919 % total
            part = undone(points, total, before, now)
            equal(part >= 0, True)
            gone, before = gone + part, before + now
        equal(gone, points)
        equal(undone(points, total, before, 5), 0)


def test_a_refund_takes_back_what_was_earned_and_gives_back_what_was_spent():
    sale = {
        "total_minor": 18_000,
        "points": {"earned": 13, "spent": 500},
        "tenders": [{"kind": "points", "amount_minor": 5_000}, {"kind": "cash", "amount_minor": 13_000}],
    }
    equal(points_of_refund(sale, 0, 18_000, 0, 5_000), {"earned": -13, "spent": -500})
    equal(points_of_refund(sale, 0, 9_000, 0, 0), {"earned": -6, "spent": 0})
    equal(points_of_refund(sale, 9_000, 9_000, 0, 5_000), {"earned": -7, "spent": -500})
    equal(points_of_refund({"total_minor": 0, "tenders": []}, 0, 0, 0, 0), {"earned": 0, "spent": 0})
