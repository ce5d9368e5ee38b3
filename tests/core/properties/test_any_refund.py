"""Whatever was sold, and in whatever pieces it comes back: all of it is all of it, per line, per tax, in total."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.core import cart, entries, shift
from appliance.core.cash import CashRounding
from appliance.core.customer import Customer
from appliance.core.line import Item, Modifier, Override
from appliance.core.promotion import Moment, from_data
from appliance.core.refund import Original, ReturnedTooMuch
from appliance.core.rounding import MODES
from appliance.core.sale import Sale
from appliance.core.service import BASES, Service
from appliance.core.tax import TaxClass
from appliance.core.tender import CASH, Payment
from tests.core.checks import raises
from tests.core.properties import strategies
from tests.core.stall import MEAL, NO_TAX, PPN

NONE = CashRounding()
items = st.builds(
    lambda tax_class, price, number: Item(f"v{number}", "SKU", "Goods", price, tax_class),
    strategies.tax_classes | st.sampled_from((PPN, MEAL, NO_TAX)), st.integers(0, 100_000), st.integers(1, 99),
)  # fmt: skip


promotions = st.builds(
    lambda data, number: from_data(f"p{number}", {"name": "Off", **data}),
    st.sampled_from((
        {"kind": "percent_each", "ppm": 100_000},
        {"kind": "percent_each", "ppm": 333_333, "variants": ["v1", "v2", "v3"]},
        {"kind": "n_for_m", "buy": 3, "pay": 2},
        {"kind": "amount_sum", "minor": 5_000},
    )),
    st.integers(1, 9),
)  # fmt: skip


def relabelled(items):
    """Give every class a key of its own, and every tax one rate: a key means one thing within a sale."""
    taken = {}
    for index, item in enumerate(items):
        taxes = [taken.setdefault(tax.key, tax) for tax in item.tax_class.taxes]
        item.tax_class = TaxClass(f"c{index}" if taxes else "none", "C", taxes)
    return items


@st.composite
def sales(draw):
    sale = Sale("s1", 1, draw(strategies.policies))
    for item in relabelled(draw(st.lists(items, min_size=1, max_size=5))):
        line = sale.add(item, draw(st.integers(1, 12)) * 1000, draw(st.none() | st.integers(0, 90_000)))
        if draw(st.booleans()):
            sale.discount_line(line.number, draw(strategies.discounts))
        if draw(st.booleans()):
            sale.modify(line.number, [Modifier("m", "Large", draw(st.integers(0, 5000)))])
        if draw(st.integers(0, 4)) == 0:
            sale.override_price(line.number, Override(draw(st.integers(0, 5000)), "Old", "anna"))
    if draw(st.booleans()):
        sale.discounts.append(draw(strategies.discounts))
    if draw(st.integers(0, 3)) == 0:
        sale.customer = Customer("c1", is_exempt=True)
    if draw(st.booleans()):
        sale.promotions, sale.moment = draw(st.lists(promotions, min_size=1, max_size=3)), Moment(0, 600, "2026-11-23")
    if draw(st.integers(0, 3)) == 0:
        sale.service = Service(draw(st.integers(0, 150_000)), MEAL, draw(st.sampled_from(BASES)))
    return sale


def paid(sale, refunds=None, rounding=NONE):
    """Return the body of the sale once it was paid in cash, or paid out."""
    payment = Payment(sale.totals().total_minor, rounding)
    payment.pay("t1", CASH, payment.left_minor(CASH))
    if refunds is None:
        kind, body = "sale.completed", entries.sale_completed(sale, "A-1", "z1", "IDR", payment)
    else:
        kind, body = "sale.refunded", entries.sale_refunded(sale, "A-2", "z1", "IDR", payment, refunds)
    assert entries.check_body(kind, body) is body
    return json.loads(json.dumps(body))


def money(bodies):
    """Return what bodies say in all: total, net, service, exempt and every tax."""
    sums = {}
    for body in bodies:
        for key in ("total_minor", "net_minor", "service_minor"):
            sums[key] = sums.get(key, 0) + body.get(key, 0)
        for tax in body["taxes"]:
            for key in ("base_minor", "tax_minor"):
                place = (tax["tax"], tax["rate_ppm"], key)
                sums[place] = sums.get(place, 0) + tax[key]
    return {key: sums[key] for key in sums if sums[key]}


def of_line(bodies, number):
    """Return what bodies say in all about a line: quantity, price, discount and share."""
    sums = [0, 0, 0, 0]
    for body in bodies:
        for line in body["lines"]:
            if line.get("returned", {"line": line["line"]})["line"] == number:
                for index, key in enumerate(("quantity_milli", "price_minor", "discount_minor", "share_minor")):
                    sums[index] += line[key]
    return sums


@given(sales(), st.data())
@settings(max_examples=250)
def test_everything_that_comes_back_in_any_pieces_is_exactly_everything(sale, data):
    bodies = [paid(sale)]
    totals = shift.with_sale(shift.opened(0), bodies[0])
    whole = Original(bodies[0])
    # what is free and contains a fixed tax costs whoever is exempt less than nothing
    is_worth_something = all(whole.back(n, whole.left_milli(n)).totals.total_minor <= 0 for n in whole.numbers)
    while numbers := Original(bodies[0], bodies[1:]).numbers:
        original = Original(bodies[0], bodies[1:])
        back = Sale(f"r{len(bodies)}", 2, data.draw(strategies.policies))
        for number in data.draw(st.lists(st.sampled_from(numbers), min_size=1, unique=True)):
            quantity = data.draw(st.integers(1, original.left_milli(number) // 1000)) * 1000
            back.add_returned(original.line(number, quantity))
        back = cart.restored(cart.snapshot(back), {})
        bodies.append(paid(back, "s1"))
        totals = shift.with_refund(totals, bodies[-1])
        if is_worth_something:
            assert 0 <= Original(bodies[0], bodies[1:]).back_minor <= bodies[0]["total_minor"]
            assert 0 <= totals["total_minor"] <= bodies[0]["total_minor"]
    assert money(bodies) == {}
    for line in bodies[0]["lines"]:
        assert of_line(bodies, line["line"]) == [0, 0, 0, 0]
        raises(ReturnedTooMuch, Original(bodies[0], bodies[1:]).line, line["line"], 1)
    assert (totals["total_minor"], totals["net_minor"], shift.expected_cash_minor(totals)) == (0, 0, 0)
    assert not any(totals["taxes"].values())
    assert totals.get("service_minor", 0) == 0
    assert Original(bodies[0], bodies[1:]).back_minor == bodies[0]["total_minor"]


@given(sales(), st.sampled_from((1, 5, 50, 100, 500)), st.sampled_from(MODES))
def test_whoever_brings_everything_back_has_exactly_the_cash_again_rounding_and_all(sale, step, mode):
    rounding = CashRounding(step, mode)
    body = paid(sale, rounding=rounding)
    back = Sale("r1", 2)
    original = Original(body)
    for number in original.numbers:
        back.add_returned(original.line(number, original.left_milli(number)))
    refund = paid(back, "s1", rounding)
    for key in ("total_minor", "rounding_minor", "net_minor"):
        assert refund[key] == -body[key]
    amounts = [sum(tender["amount_minor"] for tender in one["tenders"]) for one in (body, refund)]
    assert sum(amounts) == 0


@given(sales(), sales())
@settings(max_examples=150)
def test_an_exchange_is_the_new_sale_less_what_comes_back(sale, other):
    original = Original(paid(sale))
    alone = paid(other)
    other.key = "s2"
    for number in original.numbers:
        other.add_returned(original.line(number, original.left_milli(number)))
    exchange = paid(other)
    assert exchange["total_minor"] == alone["total_minor"] - original.body["total_minor"]
    later = Original(exchange)
    back = Sale("r1", 2)
    for number in later.numbers:
        back.add_returned(later.line(number, later.left_milli(number)))
    assert money([alone, paid(back, "s2")]) == {}


@given(sales())
def test_a_void_leaves_the_shift_as_if_nothing_was_sold(sale):
    body = paid(sale)
    voided = entries.sale_voided(body, "z1", "Wrong customer")
    assert entries.check_body("sale.voided", voided) is voided
    after = shift.with_voided(shift.with_sale(shift.opened(0), body), voided)
    for key in ("total_minor", "net_minor", "discount_minor", "rounding_minor"):
        assert after[key] == 0
    assert shift.expected_cash_minor(after) == 0
    assert not any(after["taxes"].values())
    assert (after["sales"], after["voids"], after["voids_minor"]) == (1, 1, body["total_minor"])
