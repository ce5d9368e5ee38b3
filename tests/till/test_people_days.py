"""Any sequence of comings, goings, approvals and power cuts: no sale is lost, no approval is used twice."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.core.discount import Discount
from appliance.core.errors import LapakError
from appliance.till.people_errors import NeedsApproval
from tests.store.goods import COFFEE_CODE
from tests.till.crew import hire, written
from tests.till.stall import Stall

KEYS = ("siti", "budi", "rina")
COMINGS = st.lists(st.sampled_from([*KEYS, "out", "idle", "scan", "scan", "crash"]), max_size=25)
ASKED = ("no_sale", "discount", "remove", "reprint", "cash", "refund", "less")


def opened(home):
    stall = Stall(home)
    if not stall.till.people.all:
        hire(stall)
    return stall


@settings(max_examples=25, deadline=None)
@given(COMINGS)
def test_the_sale_is_never_lost_whoever_comes_and_goes(comings):
    home = Path(tempfile.mkdtemp(prefix="people-"))
    stall, coffees = opened(home), 0
    for coming in comings:
        people = stall.till.people
        if coming in KEYS:
            people.sign_in(people.all[coming])
        elif coming == "out":
            people.sign_out()
        elif coming == "idle":
            people.sign_out("idle")
        elif coming == "scan":
            stall.till.scan(COFFEE_CODE)
            coffees += people.current is not None
        else:
            stall.settle()
            stall.close()
            stall = opened(home)
        assert sum(quantity for _, quantity in stall.lines()) == coffees * 1_000
    stall.settle()
    ins, outs = (written(stall, f"staff.signed_{way}") for way in ("in", "out"))
    assert 0 <= len(ins) - len(outs) <= 1 + comings.count("crash")
    assert all(by == body["staff"] for by, body in ins + outs)
    stall.close()


def do(stall, what):
    till = stall.till
    if what == "discount":
        till.basket.discount_sale(Discount(ppm=900_000))
    elif what == "remove":
        till.basket.remove(till.sale.lines[0].number if till.sale.lines else 0)
    elif what == "reprint":
        till.reprint_last()
    elif what == "refund":
        till.returns.take_all_back(till.returns.recent()[0])
    elif what == "less":
        till.basket.override_price(till.sale.lines[-1].number, 100, "Rusak")
    elif what == "cash":
        till.shifts.move_cash(1_000, "change")
    else:
        till.shifts.open_drawer("change")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(KEYS), st.sampled_from(ASKED), st.sampled_from(KEYS), st.integers(0, 2)), max_size=15
    )
)
def test_there_are_as_many_approved_deeds_as_approvals(asked):
    stall = opened(Path(tempfile.mkdtemp(prefix="people-")))
    people = stall.till.people
    people.sign_in(people.all["rina"])
    stall.till.scan(COFFEE_CODE)
    stall.pay()
    given_by = []
    for who, what, by, tries in asked:
        people.sign_in(people.all[who])
        stall.till.scan(COFFEE_CODE)
        try:
            with contextlib.suppress(KeyError):
                do(stall, what)
            stall.settle()
            continue
        except NeedsApproval as error:
            needs = error
        except LapakError:
            continue

        def again(what=what, tries=tries):
            for _ in range(tries):
                do(stall, what)

        before = len(written(stall, "approval.given"))
        with contextlib.suppress(LapakError):
            people.let(needs, people.all[by], again)
        stall.settle()
        used = len(written(stall, "approval.given")) - before
        assert used == (1 if tries and by in [one.key for one in people.approvers(needs)] else 0)
        given_by += [by] * used
    assert [body["by"] for _, body in written(stall, "approval.given")] == given_by
    approved = [
        body for _, body in written(stall, "drawer.opened", "receipt.reprinted", "cash.moved") if "approved_by" in body
    ]
    in_sale = [body for _, body in written(stall, "approval.given") if "sale" in body]
    assert len(approved) + len(in_sale) == len(given_by)
    stall.close()
