"""Tips stand beside the money of a sale and never in it: per tender, per shift and per person they add up again."""

from hypothesis import given
from hypothesis import strategies as st

from appliance.core import entries, shift
from appliance.core.cash import CashRounding
from appliance.core.sale import Sale
from appliance.core.tender import CARD, CASH, QR, Payment
from appliance.core.tip import tips_for
from tests.core.stall import COFFEE, SUGAR

PEOPLE = ("", "siti", "wati")
kinds = st.sampled_from((CASH, CARD, QR))
parts = st.lists(st.tuples(kinds, st.integers(1, 60_000), st.integers(0, 9000)), max_size=4)
sales = st.tuples(
    st.integers(1, 5), st.integers(0, 3000), parts, kinds, st.integers(0, 9000), st.sampled_from(PEOPLE), st.booleans()
)


def paid(place, coffees, grams, parts, kind, tip, rounding):
    """Return the body of a sale that was paid in these parts and, at last, what is left in one kind."""
    sale = Sale(f"s{place}", 1)
    sale.add(COFFEE, coffees * 1000)
    if grams:
        sale.add(SUGAR, grams)
    payment = Payment(sale.totals().total_minor, rounding, sale.tenders)
    for number, (part_kind, minor, part_tip) in enumerate(parts):
        if minor < payment.left_minor(part_kind):
            payment.pay(f"t{number}", part_kind, minor, tip_minor=part_tip)
    left = payment.left_minor(kind)
    payment.pay("last", kind, left + (1000 if kind == CASH else 0), tip_minor=tip)
    return entries.sale_completed(sale, f"A-{place}", "z1", "IDR", payment)


@given(st.lists(sales, max_size=8), st.sampled_from((1, 50, 100, 500)))
def test_tips_re_sum_per_tender_per_shift_and_per_person_whoever_voids(sales, step):
    totals = shift.opened(100_000)
    kept, given_by = [], dict.fromkeys(PEOPLE, 0)
    for place, (coffees, grams, parts, kind, tip, by, is_voided) in enumerate(sales):
        body = paid(place, coffees, grams, parts, kind, tip, CashRounding(step))
        assert entries.check_body("sale.completed", body) is body
        totals = shift.with_sale(totals, body, by)
        if is_voided:
            totals = shift.with_voided(totals, entries.sale_voided(body, "z1", "Mistake", by), "rina")
        else:
            kept.append(body)
            given_by[by] += body.get("tip_minor", 0)
    tenders = [tender for body in kept for tender in body["tenders"]]
    tips = sum(tender.get("tip_minor", 0) for tender in tenders)
    assert sum(totals.get("tips", {}).values()) == sum(totals.get("tips_by", {}).values()) == tips
    assert {by: tip for by, tip in totals.get("tips_by", {}).items() if tip} == {
        by: tip for by, tip in given_by.items() if tip
    }
    assert sum(totals["tenders"].values()) == totals["total_minor"] + totals["rounding_minor"]
    assert sum(tender["amount_minor"] for tender in tenders) == totals["total_minor"] + totals["rounding_minor"]
    expected = shift.expected(totals)
    assert sum(expected.values()) == 100_000 + totals["total_minor"] + totals["rounding_minor"] + tips
    handed = sum(t["tendered_minor"] - t["change_minor"] + t.get("tip_minor", 0) for t in tenders if t["kind"] == CASH)
    assert expected["cash"] == 100_000 + handed


@given(st.integers(0, 10**9), st.lists(st.integers(1, 300_000), max_size=5), st.sampled_from((1, 10, 100, 500, 1000)))
def test_every_tip_that_is_offered_is_a_sum_of_the_country_next_to_its_share(minor, shares, step):
    offers = tips_for(minor, shares, step)
    tips = [tip for _ppm, tip in offers]
    assert tips == sorted(set(tips))
    for ppm, tip in offers:
        assert tip > 0
        assert tip % step == 0
        assert abs(tip * 1_000_000 - minor * ppm) * 2 <= step * 1_000_000
