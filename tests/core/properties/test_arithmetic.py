"""Laws of money that hold for every order, not only for those in the tables."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from appliance.core.cash import CashRounding, settle
from appliance.core.discount import in_turn, side_by_side
from appliance.core.rounding import HALF_UP, MODES, divide, spread
from appliance.core.totals import PER_LINE, PER_ORDER, PER_RATE, discounted, total_of
from tests.core.properties import strategies

wide = st.integers(-(10**15), 10**15)


@given(wide, st.integers(1, 10**9), st.sampled_from(MODES))
def test_rounding_is_never_a_whole_unit_away_and_is_a_mirror(numerator, denominator, mode):
    rounded = divide(numerator, denominator, mode)
    off = abs(Fraction(numerator, denominator) - rounded)
    assert off < 1
    assert mode not in MODES[:2] or off <= Fraction(1, 2)
    assert divide(-numerator, denominator, mode) == -rounded


@given(wide, st.lists(st.integers(-1000, 10**9), min_size=1, max_size=12))
def test_a_spread_loses_nothing_and_keeps_proportions_to_the_unit(total, weights):
    parts = spread(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    if whole:
        assert all(abs(part - Fraction(total * weight, whole)) < 1 for part, weight in zip(parts, weights, strict=True))


@given(strategies.orders, strategies.policies, st.sampled_from((1, 5, 100)))
def test_net_and_taxes_make_the_total_under_every_policy(order, policy, step):
    totals = total_of(order, policy, step)
    assert totals.net_minor + sum(tax.tax_minor for tax in totals.taxes) == totals.total_minor
    assert all(tax.tax_minor % step == 0 for tax in totals.taxes)


@given(strategies.orders, strategies.policies)
def test_the_policies_differ_by_less_than_a_unit_for_each_thing_rounded(order, policy):
    exact: dict[str, Fraction] = {}
    for tax_class, price, quantity in order:
        for tax, share in zip(tax_class.taxes, tax_class.shares, strict=True):
            exact[tax.key] = exact.get(tax.key, Fraction(0)) + Fraction(share.of(price, quantity), share.d)
    most = {PER_LINE: Fraction(len(order), 2), PER_RATE: Fraction(1, 2), PER_ORDER: Fraction(2)}[policy]
    totals = total_of(order, policy)
    for tax in totals.taxes:
        assert abs(tax.tax_minor - exact[tax.key]) <= most
    if policy == PER_ORDER and order:
        whole = sum(exact.values(), Fraction(0))
        assert totals.tax_minor == divide(whole.numerator, whole.denominator)


@given(strategies.orders, strategies.policies)
def test_tags_that_hold_all_their_tax_are_what_is_paid(order, policy):
    included = [line for line in order if line[0].all_included]
    assert total_of(included, policy).total_minor == sum(price for _, price, _ in included)


@given(strategies.orders, strategies.policies, st.integers(0, 1_000_000))
def test_an_order_discount_comes_off_the_total_and_every_tax_keeps_its_share(order, policy, ppm):
    before = total_of(order, policy)
    off = divide(before.total_minor * ppm, 1_000_000)
    after = discounted(before, off)
    assert after.total_minor == before.total_minor - off
    assert after.net_minor + sum(tax.tax_minor for tax in after.taxes) == after.total_minor
    for old, new in zip(before.taxes, after.taxes, strict=True):
        if before.total_minor:
            kept = Fraction(old.tax_minor * after.total_minor, before.total_minor)
            assert abs(new.tax_minor - kept) <= Fraction(1, 2)


@given(strategies.prices, st.lists(strategies.discounts, max_size=5), st.sampled_from((in_turn, side_by_side)))
def test_discounts_never_take_more_than_the_price_and_come_back_with_a_refund(price, discounts, way):
    offs = way(price, discounts)
    assert all(off >= 0 for off in offs)
    assert sum(offs) <= price
    assert way(-price, discounts) == [-off for off in offs]


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.sampled_from((1, 5, 50, 100, 500)), st.sampled_from(MODES))
def test_tenders_less_change_make_total_and_rounding(due, tendered, step, mode):
    rounding = CashRounding(step, mode)
    paid = settle(due, tendered, rounding)
    if paid is None:
        assert tendered < rounding.round(due)
        assert tendered != due
        return
    assert paid.tendered_minor - paid.change_minor == paid.paid_minor == due + paid.rounding_minor
    assert paid.change_minor >= 0
    assert abs(paid.rounding_minor) <= (step // 2 if mode == HALF_UP else step - 1)
    assert tendered == due or paid.paid_minor % step == 0
