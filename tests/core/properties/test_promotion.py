"""What holds of promotions, whatever an owner promises and whatever is in the cart."""

from hypothesis import assume, given
from hypothesis import strategies as st

from appliance.core.promotion import Moment, PricedLine, Promotions, applied, from_data
from appliance.core.promotion.rule import KINDS

AT = Moment(2, 600, "2026-11-18")
VARIANTS = ("a", "b", "c", "d")
CATEGORIES = ("x", "y")
CHOICES = st.booleans()
PRIORITIES = st.integers(0, 2)


@st.composite
def promotions(draw, *, exclusive=CHOICES, priorities=PRIORITIES):
    goods = st.fixed_dictionaries(
        {"variants": st.lists(st.sampled_from(VARIANTS), max_size=2)},
        optional={"categories": st.lists(st.sampled_from(CATEGORIES), max_size=1)},
    )
    named = goods.filter(lambda one: one["variants"] or one.get("categories"))
    return {
        "name": "Promo",
        "kind": draw(st.sampled_from(KINDS)),
        "ppm": draw(st.integers(1, 1_000_000)),
        "minor": draw(st.integers(1, 3_000)),
        "price_minor": draw(st.integers(0, 2_000)),
        "buy": draw(st.integers(2, 4)),
        "pay": draw(st.integers(0, 1)),
        "quantity": draw(st.integers(1, 4)),
        "parts": draw(st.lists(named, min_size=2, max_size=3)),
        "priority": draw(priorities),
        "exclusive": draw(exclusive),
        **draw(goods),
        **draw(
            st.fixed_dictionaries({}, optional={"minimum_minor": st.integers(0, 4_000), "limit": st.integers(1, 3)})
        ),
    }


def rules_of(datas):
    return [from_data(f"r{number}", data) for number, data in enumerate(datas)]


variants = st.sampled_from([(variant, CATEGORIES[index % 2]) for index, variant in enumerate(VARIANTS)])


@st.composite
def carts(draw, most=5):
    lines = []
    for number in range(draw(st.integers(0, most))):
        (variant, category), unit = draw(variants), draw(st.integers(0, 1_500))
        count = draw(st.integers(-2, 4).filter(bool))
        if draw(st.integers(0, 4)):
            lines.append(PricedLine(number, variant, category, count * 1000, unit, unit * count))
        else:
            lines.append(PricedLine(number, variant, category, 1_255, unit, unit * 1_255 // 1000))
    return lines


def told(found):
    return [(one.promotion, one.reason, one.number, one.off_minor) for one in found]


def off(lines, rules):
    return sum(one.off_minor for one in applied(lines, rules, AT))


@given(carts(), st.lists(promotions(), max_size=5))
def test_no_line_gets_more_off_than_it_costs_and_none_that_comes_back_gets_anything(lines, datas):
    offs = dict.fromkeys([line.number for line in lines], 0)
    for one in applied(lines, rules_of(datas), AT):
        assert one.off_minor > 0
        offs[one.number] += one.off_minor
    assert all(0 <= offs[line.number] <= max(0, line.before_minor) for line in lines)


@given(carts(), st.lists(promotions(), max_size=5), st.randoms(use_true_random=False))
def test_neither_the_order_of_lines_nor_that_of_promotions_matters(lines, datas, dice):
    rules = rules_of(datas)
    found = told(applied(lines, rules, AT))
    dice.shuffle(lines)
    dice.shuffle(rules)
    assert told(applied(lines, rules, AT)) == found


@given(carts(), st.lists(promotions(), max_size=4))
def test_asked_twice_they_answer_the_same(lines, datas):
    shelf = Promotions(rules_of(datas))
    assert told(applied(lines, shelf, AT)) == told(applied(lines, shelf, AT))


equals = promotions(exclusive=st.just(True), priorities=st.just(0))


@given(carts(), st.lists(equals, max_size=4), variants, st.integers(1, 1_500), st.integers(0, 5))
def test_one_more_piece_never_costs_more_than_its_own_price(lines, datas, goods, unit, place):
    """Among promotions of one priority that exclude each other; the owner's own ranking may well cost the customer."""
    rules = rules_of(datas)
    before = off(lines, rules)
    counted = [line for line in lines if line.is_counted and line.quantity_milli > 0]
    if place < len(counted):
        line = counted[place]
        more = line.quantity_milli // 1000 + 1
        grown = PricedLine(
            line.number, line.variant, line.category, more * 1000, line.unit_minor, line.unit_minor * more
        )
        assert off([*(one for one in lines if one is not line), grown], rules) >= before
    else:
        assert off([*lines, PricedLine(99, *goods, 1000, unit, unit)], rules) >= before


@given(carts(), promotions(priorities=st.just(0)), variants, st.integers(1, 1_500))
def test_one_more_piece_never_takes_back_what_one_promotion_gives(lines, data, goods, unit):
    rules = rules_of([data])
    assert off([*lines, PricedLine(99, *goods, 1000, unit, unit)], rules) >= off(lines, rules)


@given(carts(), st.lists(equals, min_size=1, max_size=4))
def test_together_they_give_no_less_than_the_best_of_them_alone(lines, datas):
    rules = rules_of(datas)
    assert off(lines, rules) >= max(off(lines, [rule]) for rule in rules)


@given(carts(), st.integers(2, 5), st.integers(0, 3_000))
def test_a_set_costs_its_price_to_the_last_unit(lines, quantity, price):
    data = {"name": "Promo", "kind": "quantity_price", "quantity": quantity, "price_minor": price, "limit": 1}
    sold = [line for line in lines if line.is_counted and line.before_minor]
    pieces = [line.unit_minor for line in sold for _ in range(line.quantity_milli // 1000)]
    dearest = sorted(pieces)[-quantity:]
    assume(len(dearest) == quantity)
    assert off(lines, rules_of([data])) == max(0, sum(dearest) - price)
