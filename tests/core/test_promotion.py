from appliance.core.promotion import Moment, PricedLine, Promotions, applied, from_data
from appliance.core.promotion.errors import (
    PromotionChoiceWrong,
    PromotionDateWrong,
    PromotionGivesNothing,
    PromotionKindUnknown,
    PromotionListWrong,
    PromotionNeverRuns,
    PromotionNumberWrong,
    PromotionPartsMissing,
    PromotionTextMissing,
    PromotionWrong,
)
from tests.core.checks import equal, raises

FRIDAY_6_PM = Moment(4, 18 * 60, "2026-11-20")


def line(number, variant, count, unit, category=""):
    return PricedLine(number, variant, category, count * 1000, unit, unit * count)


def rule(key, kind, **data):
    data["name"] = data.get("name", key)
    data["kind"] = kind
    return from_data(key, data)


def off(lines, rules, at=FRIDAY_6_PM, group="", coupons=()):
    """Return (promotion, line, amount) of everything that comes off."""
    return [(one.promotion, one.number, one.off_minor) for one in applied(lines, rules, at, group, coupons)]


def total(lines, rules, **more):
    return sum(amount for _, _, amount in off(lines, rules, **more))


def test_of_three_the_cheapest_is_free():
    three_for_two = rule("3f2", "n_for_m", buy=3, pay=2, variants=["tea"])
    for count, gifts in ((2, 0), (3, 1), (5, 1), (6, 2)):
        equal(total([line(1, "tea", count, 4000)], [three_for_two]), 4000 * gifts)


def test_n_for_m_mixes_the_goods_of_a_group_and_every_piece_carries_its_share():
    mixed = rule("mix", "n_for_m", buy=3, pay=2, categories=["drinks"])
    lines = [line(1, "tea", 1, 4000, "drinks"), line(2, "milk", 2, 7000, "drinks"), line(3, "soap", 9, 100)]
    equal(off(lines, [mixed]), [("mix", 1, 889), ("mix", 2, 3111)])


def test_so_many_cost_a_price_to_the_last_unit():
    three = rule("3", "quantity_price", quantity=3, price_minor=10_000, variants=["bun", "pie"])
    lines = [line(1, "bun", 2, 3500), line(2, "pie", 1, 4000), line(3, "bun", 1, 3500)]
    found = off(lines, [three])
    equal(sum(amount for _, _, amount in found), 1000)
    equal(total([line(1, "bun", 3, 3000)], [three]), 0)
    equal(total([line(1, "bun", 7, 3500)], [three]), 1000)


def test_a_bundle_costs_its_price():
    lunch = rule("lunch", "bundle", price_minor=20_000, parts=[{"categories": ["rice"]}, {"variants": ["tea", "milk"]}])
    lines = [line(1, "fried", 1, 18_000, "rice"), line(2, "tea", 1, 5000), line(3, "milk", 1, 7000)]
    equal(off(lines, [lunch]), [("lunch", 1, 3600), ("lunch", 3, 1400)])
    equal(total(lines[1:], [lunch]), 0)


def test_parts_of_a_bundle_that_share_goods_are_filled_where_they_can_be():
    either = {"variants": ["tea", "milk"]}
    bundle = rule("b", "bundle", price_minor=100, parts=[either, {"variants": ["milk"], "quantity": 2}])
    equal(total([line(1, "milk", 2, 500), line(2, "tea", 1, 400)], [bundle]), 1300)
    equal(total([line(1, "milk", 2, 500), line(2, "soap", 1, 400)], [bundle]), 0)


def test_percent_and_amount_come_off_every_piece():
    tenth = rule("10", "percent_each", ppm=100_000, categories=["drinks"])
    five = rule("5", "amount_each", minor=500, variants=["soap"])
    lines = [line(1, "tea", 3, 4999, "drinks"), line(2, "soap", 2, 300), line(3, "rope", 1, 9000)]
    equal(off(lines, [tenth, five]), [("10", 1, 1500), ("5", 2, 600)])


def test_percent_and_amount_come_off_the_whole_order_once():
    lines = [line(1, "a", 1, 5), line(2, "b", 1, 5), line(3, "c", 1, 5)]
    equal(total(lines, [rule("10", "percent_sum", ppm=100_000)]), 1)
    equal(off(lines, [rule("7", "amount_sum", minor=7)]), [("7", 1, 3), ("7", 2, 2), ("7", 3, 2)])
    equal(total(lines, [rule("99", "amount_sum", minor=99)]), 15)


def test_what_is_weighed_is_one_piece_and_never_part_of_a_set():
    rice = PricedLine(1, "rice", "", 1255, 14_000, 17_570)
    equal(total([rice], [rule("10", "percent_each", ppm=100_000)]), 1757)
    equal(total([rice], [rule("5", "amount_each", minor=500)]), 500)
    equal(total([rice], [rule("3", "quantity_price", quantity=1, price_minor=1)]), 0)
    label = PricedLine(1, "rice", "", 2000, 14_000, 28_001)
    equal(total([label], [rule("2", "n_for_m", buy=2, pay=1)]), 0)


def test_goods_that_come_back_take_no_part():
    back = PricedLine(2, "tea", "", -1000, 4000, -4000)
    pair = rule("2f1", "n_for_m", buy=2, pay=1)
    equal(off([line(1, "tea", 2, 4000), back], [pair]), [("2f1", 1, 4000)])
    equal(off([back], [pair, rule("10", "percent_sum", ppm=100_000, minimum_minor=0)]), [])


def test_happy_hour_runs_on_its_days_hours_and_dates():
    happy = rule("hh", "percent_each", ppm=500_000, weekdays=[4], from_minute=17 * 60, to_minute=19 * 60,
                 from_date="2026-11-01", to_date="2026-11-20")  # fmt: skip
    tea = [line(1, "tea", 1, 4000)]
    for weekday, minute, date, runs in (
        (4, 17 * 60, "2026-11-20", True), (4, 19 * 60, "2026-11-20", False), (4, 17 * 60 - 1, "2026-11-20", False),
        (3, 18 * 60, "2026-11-19", False), (4, 18 * 60, "2026-11-27", False), (4, 18 * 60, "2026-10-30", False),
    ):  # fmt: skip
        equal(total(tea, [happy], at=Moment(weekday, minute, date)), 2000 if runs else 0)


def test_hours_past_midnight_belong_to_the_evening_before():
    late = rule("late", "percent_each", ppm=500_000, weekdays=[4], from_minute=22 * 60, to_minute=2 * 60)
    tea = [line(1, "tea", 1, 4000)]
    for weekday, minute, runs in ((4, 23 * 60, True), (5, 60, True), (4, 60, False), (5, 23 * 60, False)):
        equal(total(tea, [late], at=Moment(weekday, minute, "2026-11-20")), 2000 if runs else 0)


def test_a_coupon_is_typed_in_any_case():
    coupon = rule("c", "amount_sum", minor=1000, coupon="Hemat10")
    tea = [line(1, "tea", 1, 4000)]
    equal(total(tea, [coupon]), 0)
    equal(total(tea, [coupon], coupons=["x", " hemat10 "]), 1000)


def test_a_group_of_customers_has_its_own():
    members = rule("m", "percent_sum", ppm=50_000, groups=["member"])
    tea = [line(1, "tea", 1, 4000)]
    equal(total(tea, [members]), 0)
    equal(total(tea, [members], group="member"), 200)


def test_a_minimum_is_what_the_whole_sale_costs_before_anything_is_off():
    big = rule("big", "amount_sum", minor=5000, minimum_minor=50_000, variants=["tea"])
    equal(total([line(1, "tea", 1, 9000), line(2, "rope", 1, 40_999)], [big]), 0)
    equal(total([line(1, "tea", 1, 9000), line(2, "rope", 1, 41_000)], [big]), 5000)


def test_a_limit_is_how_often_it_is_used_in_one_sale_and_the_dearest_goods_go_first():
    once = rule("once", "quantity_price", quantity=2, price_minor=100, limit=1)
    equal(total([line(1, "tea", 6, 100)], [once]), 100)
    two = rule("two", "percent_each", ppm=500_000, limit=2)
    equal(off([line(1, "tea", 3, 100), line(2, "milk", 1, 300)], [two]), [("two", 1, 50), ("two", 2, 150)])


def test_a_higher_priority_is_served_first():
    small, large = rule("small", "percent_each", ppm=100_000, priority=1), rule("large", "percent_each", ppm=500_000)
    equal(off([line(1, "tea", 1, 100)], [small, large]), [("small", 1, 10)])


def test_among_equals_the_customer_gets_the_best_and_no_piece_is_used_twice():
    three = rule("three", "quantity_price", quantity=3, price_minor=10_000, variants=["cola"])
    tenth = rule("tenth", "percent_each", ppm=100_000, categories=["drinks"])
    equal(total([line(1, "cola", 4, 4000, "drinks")], [tenth, three]), 2400)
    half = rule("half", "percent_each", ppm=500_000, categories=["drinks"])
    equal(off([line(1, "cola", 4, 4000, "drinks")], [half, three, tenth]), [("half", 1, 8000)])


def test_two_good_promotions_beat_one_that_is_better_than_each():
    both = rule("both", "bundle", price_minor=9, parts=[{"variants": ["a"]}, {"variants": ["b"]}])
    of_a = rule("of_a", "amount_each", minor=10, variants=["a"], limit=1)
    of_b = rule("of_b", "amount_each", minor=8, variants=["b"], limit=1)
    lines = [line(1, "a", 1, 10), line(2, "b", 1, 10)]
    equal(off(lines, [both]), [("both", 1, 6), ("both", 2, 5)])
    equal(off(lines, [both, of_a, of_b]), [("of_a", 1, 10), ("of_b", 2, 8)])


def test_what_goes_with_others_works_on_what_they_left():
    half = rule("half", "percent_each", ppm=500_000)
    members = rule("members", "percent_sum", ppm=100_000, exclusive=False)
    equal(off([line(1, "tea", 2, 1000)], [members, half]), [("half", 1, 1000), ("members", 1, 100)])


def test_with_more_ways_than_can_be_tried_the_largest_go_first():
    rules = [rule("r%d" % i, "n_for_m", buy=2, pay=1, variants=["v%d" % i, "v%d" % (i + 1)]) for i in range(12)]
    rules.append(rule("all", "percent_sum", ppm=900_000))
    lines = [line(i, "v%d" % i, 2, 1000) for i in range(13)]
    equal(total(lines, rules), 23_400)


def test_promotions_are_found_by_what_is_sold():
    shelf = Promotions([rule("r%d" % i, "percent_each", ppm=100_000, variants=["v%d" % i]) for i in range(50)])
    equal(len(shelf), 50)
    equal(off([line(1, "v7", 1, 1000), line(2, "none", 1, 1000)], shelf), [("r7", 1, 100)])
    equal(off([line(1, "none", 1, 1000)], shelf), [])


def test_what_is_printed_is_its_name():
    (one,) = applied([line(1, "tea", 1, 1000)], [rule("k", "percent_each", ppm=10_000, name=" Promo ")], FRIDAY_6_PM)
    equal(one.reason, "Promo")


def test_bad_data_is_refused_by_the_name_of_its_field():
    good = {"name": "Promo", "kind": "percent_each", "ppm": 1}
    for wrong, error, field in (
        ({"name": ""}, PromotionTextMissing, "name"),
        ({"name": 5}, PromotionTextMissing, "name"),
        ({"kind": "gift"}, PromotionKindUnknown, "kind"),
        ({"kind": None}, PromotionKindUnknown, "kind"),
        ({"kind": ["x"]}, PromotionKindUnknown, "kind"),
        ({"ppm": 0}, PromotionNumberWrong, "ppm"),
        ({"ppm": 1_000_001}, PromotionNumberWrong, "ppm"),
        ({"ppm": True}, PromotionNumberWrong, "ppm"),
        ({"kind": "amount_sum"}, PromotionNumberWrong, "minor"),
        ({"kind": "n_for_m", "buy": 3}, PromotionNumberWrong, "pay"),
        ({"kind": "n_for_m", "buy": 3, "pay": 3}, PromotionGivesNothing, "pay"),
        ({"kind": "quantity_price", "price_minor": 5}, PromotionNumberWrong, "quantity"),
        ({"kind": "bundle", "price_minor": 5}, PromotionPartsMissing, "parts"),
        ({"kind": "bundle", "price_minor": 5, "parts": [{"variants": ["a"]}]}, PromotionPartsMissing, "parts"),
        ({"kind": "bundle", "price_minor": 5, "parts": [{}, {"variants": ["a"]}]}, PromotionPartsMissing, "parts"),
        ({"kind": "bundle", "price_minor": 5, "parts": [7]}, PromotionPartsMissing, "parts"),
        ({"variants": "tea"}, PromotionListWrong, "variants"),
        ({"categories": [7]}, PromotionTextMissing, "categories"),
        ({"weekdays": [7]}, PromotionNumberWrong, "weekdays"),
        ({"from_minute": 1440}, PromotionNumberWrong, "from_minute"),
        ({"from_minute": 60, "to_minute": 60}, PromotionNeverRuns, "to_minute"),
        ({"from_date": "20-11-2026"}, PromotionDateWrong, "from_date"),
        ({"to_date": "2026-13-01"}, PromotionDateWrong, "to_date"),
        ({"from_date": "2026-12-01", "to_date": "2026-11-30"}, PromotionNeverRuns, "to_date"),
        ({"coupon": 5}, PromotionTextMissing, "coupon"),
        ({"groups": {}}, PromotionListWrong, "groups"),
        ({"minimum_minor": -1}, PromotionNumberWrong, "minimum_minor"),
        ({"limit": 0}, PromotionNumberWrong, "limit"),
        ({"priority": "high"}, PromotionNumberWrong, "priority"),
        ({"exclusive": 1}, PromotionChoiceWrong, "exclusive"),
    ):  # fmt: skip
        data = dict(good)
        data.update(wrong)
        equal(raises(error, from_data, "k", data).values["field"], field)
    raises(PromotionWrong, from_data, "k", [])
