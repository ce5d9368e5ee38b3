"""Money goes back where it came from; another way only by those who may, and they are asked for what is too much."""

from __future__ import annotations

import tempfile
from collections import Counter as Sums
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.core.card import key_of
from appliance.core.errors import LapakError
from appliance.till.people_errors import NeedsApproval, NotAllowed
from tests.store.goods import BREAD_CODE, COFFEE, COFFEE_CODE, TEA_CODE, apply
from tests.till.counter import APPROVAL, Counter
from tests.till.crew import asked, person, written
from tests.till.day_books import ANNA, GIFTS, REGULARS

MAY_NOT = {"refund": True, "refund_other_way": False, "account_sale": True}
CREW = [
    ("staff", "siti", {"name": "Siti", "level": "cashier", "rights": MAY_NOT}),
    ("staff", "budi", {"name": "Budi", "level": "cashier", "rights": {"refund": True}}),
    ("staff", "rina", {"name": "Rina", "level": "manager"}),
]
CODES = (COFFEE_CODE, TEA_CODE, BREAD_CODE)


def opened(folder):
    counter = Counter(folder)
    apply(counter.store, [*REGULARS, *CREW])
    counter.till.feed_applied(frozenset({"merchant", "customer", "card", "staff"}))
    counter.till.people.sign_in(person(counter, "siti"))
    return counter


@pytest.fixture
def counter(tmp_path):
    counter = opened(tmp_path)
    yield counter
    counter.close()


def pay(counter, kind, minor):
    """Pay, or give back, an amount by a kind of tender."""
    till = counter.till
    if kind == "card":
        till.charged.begin(minor, APPROVAL)
    elif kind == "gift_card":
        till.cards.pay(GIFTS[0], minor)
    elif kind == "account":
        till.customers.pay_account(minor)
    elif kind == "credit":
        till.customers.pay_credit(minor)
    elif kind == "points" and minor > 0:
        till.customers.points.pay(minor // till.shop.loyalty.value_minor)
    elif kind == "cash":
        till.checkout.pay_cash(minor)
    else:
        till.checkout.pay(kind, minor, reference=ANNA if kind == "points" else f"Q{till.new_key()[-8:]}")
    counter.settle()


def sell(counter, *parts, code=COFFEE_CODE):
    """Sell to Anna, paid in parts, the rest in cash; return the sale."""
    till = counter.till
    till.customers.choose(till.customers.find(ANNA))
    till.scan(code)
    for kind, minor in parts:
        pay(counter, kind, minor)
    if till.sale.lines:
        counter.pay()
    return till.returns.find(counter.number())


def give_all(counter):
    """Let the way back be gone to its end."""
    for _part in range(len(counter.till.payout.kinds())):
        if counter.till.sale.lines:
            counter.till.payout.give()
            counter.settle()


def test_what_was_paid_in_parts_goes_back_in_the_same_to_the_same(counter):
    sold = sell(counter, ("card", 3_000), ("gift_card", 4_000), ("account", 2_000), ("points", 500), ("qr", 1_500))
    till = counter.till
    till.returns.take_all_back(sold)
    told = [(part.kind, part.reference, part.minor) for part in till.payout.parts()]
    assert told == [
        ("account", ANNA, 2_000),
        ("gift_card", key_of(GIFTS[0]), 4_000),
        ("points", ANNA, 500),
        ("card", "", 3_000),
        ("qr", "", 1_500),
        ("cash", "", 7_000),
    ]
    give_all(counter)
    assert Sums(dict(counter.tenders)) == Sums({kind: -minor for kind, _reference, minor in told})
    assert till.cards.find(GIFTS[0]).balance_minor == 30_000
    assert written(counter, "approval.given") == []


def test_a_piece_goes_back_to_the_account_first_and_to_cash_last(counter):
    sold = sell(counter, ("account", 10_000))
    counter.till.returns.take_all_back(sold)
    counter.till.payout.give()
    counter.settle()
    assert counter.tenders == [("account", -10_000), ("cash", -8_000)]


@pytest.mark.parametrize("kind", ["points", "account", "gift_card", "qr", "credit"])
def test_cash_for_what_was_not_paid_in_cash_needs_its_own_right(counter, kind):
    sold = sell(counter, (kind, 5_000))
    till = counter.till
    till.returns.take_all_back(sold)
    with pytest.raises(NotAllowed):
        till.checkout.pay_cash(-18_000)
    till.checkout.pay_cash(-13_000)
    assert [tender.amount_minor for tender in till.sale.tenders] == [-13_000]
    till.people.sign_in(person(counter, "budi"))
    needs = asked(till.checkout.pay_cash, -5_000)
    assert (needs.action, needs.size) == ("refund_other_way", 5_000)
    till.people.let(needs, person(counter, "rina"), lambda: till.checkout.pay_cash(-5_000))
    counter.settle()
    assert counter.sold[-1].entry["body"]["approved"] == [{"action": "refund_other_way", "by": "rina"}]


def test_a_card_is_not_charged_back_more_than_it_paid_without_the_right(counter):
    sold = sell(counter, ("card", 5_000))
    till = counter.till
    till.people.sign_in(person(counter, "budi"))
    till.returns.take_all_back(sold)
    assert asked(till.charged.begin, -18_000, APPROVAL).size == 13_000
    assert counter.card.open_key == ""
    counter.charge(-5_000)
    counter.pay()
    assert counter.tenders == [("card", -5_000), ("cash", -13_000)]


def test_goods_without_a_receipt_are_paid_out_in_any_way_by_who_may_take_them(counter):
    till = counter.till
    sold = sell(counter, ("gift_card", 18_000))
    till.people.sign_in(person(counter, "rina"))
    till.returns.take_back_without_receipt(till.catalogue.by_key(COFFEE))
    till.returns.take_all_back(sold)
    till.people.sign_in(person(counter, "siti"))
    with pytest.raises(NotAllowed):
        till.checkout.pay_cash(-36_000)
    till.checkout.pay_cash(-18_000)
    till.payout.give()
    counter.settle()
    assert counter.tenders == [("cash", -18_000), ("gift_card", -18_000)]


def test_an_exchange_turns_no_gift_card_into_cash(counter):
    till = counter.till
    first = sell(counter, ("gift_card", 5_000), code=TEA_CODE)
    till.returns.take_all_back(first)
    till.scan(COFFEE_CODE)
    counter.pay()
    assert counter.tenders == [("cash", 13_000)]
    till.returns.take_all_back(till.returns.find(counter.number()))
    with pytest.raises(LapakError):
        till.checkout.pay_cash(-18_000)
    till.payout.give()
    counter.settle()
    assert counter.tenders == [("gift_card", -5_000), ("cash", -13_000)]


def test_cash_that_was_rounded_goes_back_whole_without_asking(counter):
    apply(counter.store, [("merchant", "m", {**REGULARS[0][2], "rounding": {"step_minor": 500, "mode": "half_up"}})])
    counter.till.feed_applied(frozenset({"merchant"}))
    counter.till.scan(TEA_CODE, 3)
    pay(counter, "qr", 4_740)
    counter.pay()
    sold = counter.till.returns.find(counter.number())
    for _piece in range(3):
        counter.till.returns.take_back(counter.till.returns.find(sold.entry["body"]["number"]), 1, 1_000)
        give_all(counter)
        assert counter.till.sale.lines == []


KIND = st.sampled_from(["cash", "card", "qr", "gift_card", "account", "credit", "points"])
STEP = st.one_of(
    st.tuples(st.just("sell"), st.sampled_from(CODES), KIND, st.integers(1, 4)),
    st.tuples(st.just("back"), st.integers(0, 3), KIND, st.integers(0, 4)),
    st.tuples(st.just("swap"), st.integers(0, 3), KIND, st.sampled_from(CODES)),
)


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(STEP, min_size=2, max_size=7))
def test_whatever_comes_back_no_kind_of_tender_gives_more_than_it_took_without_the_right(steps):
    with tempfile.TemporaryDirectory() as folder:
        counter = opened(Path(folder))
        for step in steps:
            _do(counter, *step)
        counter.store.writer.submit(lambda _: None).result(20)
        for sums in _by_chain([entry["body"] for entry in counter.store.outbox.read(0, -1) if _is_sale(entry)]):
            assert all(minor >= 0 for minor in sums.values()), sums
        counter.close()


def _do(counter, what, first, kind, second):
    till = counter.till
    if what == "sell":
        till.customers.choose(till.customers.find(ANNA))
        till.scan(first, second)
        _try(counter, kind, till.checkout.left_minor(kind) // second)
        if till.sale.lines:
            counter.pay()
        return
    for sold in till.returns.recent()[first : first + 1]:
        for number in till.returns.original(sold).numbers[:1]:
            till.returns.take_back(sold, number, 1_000)
            if what == "swap":
                till.scan(second)
            left = till.checkout.left_minor(kind)
            _try(counter, kind, left if what == "swap" or not second else left // second)
            if till.checkout.left_minor() > 0:
                counter.pay()
            give_all(counter)
            if till.sale.lines:
                till.checkout.finish()
                counter.settle()
            assert till.sale.lines == []


def _try(counter, kind, minor):
    try:
        pay(counter, kind, minor)
    except NeedsApproval:
        raise
    except LapakError:
        counter.settle()


def _is_sale(entry):
    return entry["type"] in ("sale.completed", "sale.refunded")


def _by_chain(bodies):
    """Return what each kind took, less what it gave back and what rounding was, of sales that share goods."""
    chain = {body["sale"]: {body["sale"]} for body in bodies}
    for body in bodies:
        for line in body["lines"]:
            if "returned" in line:
                both = chain[body["sale"]] | chain[line["returned"]["sale"]]
                for key in both:
                    chain[key] = both
    for keys in {frozenset(keys) for keys in chain.values()}:
        sums = Sums()
        for body in bodies:
            if body["sale"] in keys:
                for tender in body["tenders"]:
                    sums[tender["kind"]] += tender["amount_minor"]
                sums["cash"] -= body["rounding_minor"]
        yield sums
