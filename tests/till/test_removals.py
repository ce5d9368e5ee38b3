"""Nothing leaves an open sale without a trace: what, how much of it, who did it and who let them."""

from __future__ import annotations

import pytest

from appliance.core.discount import Discount
from appliance.till.people_errors import NeedsApproval, NotAllowed
from tests.store.goods import COFFEE_CODE, TEA_CODE
from tests.till.crew import hire, written
from tests.till.stall import Stall

SUPERVISED = [
    ("staff", "siti", {"name": "Siti", "level": "supervised"}),
    ("staff", "rina", {"name": "Rina", "level": "manager"}),
]


@pytest.fixture
def stall(tmp_path):
    with_till = Stall(tmp_path)
    yield with_till
    with_till.close()


def removed(stall):
    stall.settle()
    found = written(stall, "line.removed")
    return [(by, body["quantity_milli"], body["price_minor"], body.get("approved_by")) for by, body in found]


def test_a_line_that_is_removed_is_told_also_where_nobody_signs_in(stall):
    stall.till.scan(COFFEE_CODE)
    stall.till.basket.remove(1)
    assert removed(stall) == [("anna", 1_000, 18_000, None)]


def test_what_is_taken_off_a_quantity_is_told_and_what_is_added_is_not(stall):
    stall.till.scan(COFFEE_CODE, 5)
    stall.till.basket.set_quantity(1, 2_000)
    stall.till.basket.set_quantity(1, 4_000)
    stall.till.basket.set_quantity(1, 4_000)
    assert removed(stall) == [("anna", 3_000, 54_000, None)]
    stall.till.basket.set_quantity(1, 0)
    assert removed(stall)[1:] == [("anna", 4_000, 72_000, None)]


def test_what_is_put_back_takes_its_entry_back(stall):
    stall.till.scan(COFFEE_CODE, 3)
    stall.till.basket.remove(1)
    stall.till.basket.undo_remove()
    assert sum(minor for _by, _milli, minor, _let in removed(stall)) == 0
    assert stall.lines() == [("Kopi susu", 3_000)]


def test_to_sell_less_needs_the_right_to_remove_and_says_who_let_it(stall):
    hire(stall, SUPERVISED)
    people = stall.till.people
    people.sign_in(people.all["siti"])
    stall.till.scan(COFFEE_CODE, 3)
    with pytest.raises(NeedsApproval) as needs:
        stall.till.basket.set_quantity(1, 1_000)
    assert needs.value.action == "remove_line"
    assert stall.lines() == [("Kopi susu", 3_000)]
    stall.till.basket.set_quantity(1, 4_000)
    people.let(needs.value, people.all["rina"], lambda: stall.till.basket.set_quantity(1, 1_000))
    assert removed(stall) == [("siti", 3_000, 54_000, "rina")]


def test_goods_that_come_back_are_counted_by_how_much_less_comes_back(stall):
    variant = stall.till.catalogue.by_barcode("0" + COFFEE_CODE)
    stall.till.returns.take_back_without_receipt(variant, 3_000)
    stall.till.basket.set_quantity(1, 1_000)
    assert [milli for _by, milli, _minor, _let in removed(stall)] == [-2_000]


def test_what_is_practised_leaves_its_traces_elsewhere_and_plain_selling_none(stall):
    stall.till.scan(COFFEE_CODE)
    stall.till.scan(TEA_CODE)
    stall.pay()
    assert removed(stall) == []


def test_one_approval_takes_a_line_out_also_where_a_discount_weighs_more_after_it(stall):
    hire(stall, SUPERVISED)
    till, people = stall.till, stall.till.people
    people.sign_in(people.all["rina"])
    for code in (COFFEE_CODE, TEA_CODE):
        till.scan(code)
    till.basket.discount_sale(Discount(minor=2_000))
    people.sign_in(people.all["siti"])
    with pytest.raises(NeedsApproval) as needs:
        till.basket.remove(1)
    assert needs.value.rights == (("remove_line", 0), ("discount_sale", 400_000))
    people.let(needs.value, people.all["rina"], lambda: till.basket.remove(1))
    assert removed(stall) == [("siti", 1_000, 18_000, "rina")]
    assert [body["action"] for _, body in written(stall, "approval.given")] == ["remove_line", "discount_sale"]
    with pytest.raises(NeedsApproval):
        till.basket.remove(2)


def test_who_may_not_let_all_of_it_lets_none_of_it(stall):
    hire(stall, [*SUPERVISED, ("staff", "budi", {"name": "Budi", "level": "cashier"})])
    till, people = stall.till, stall.till.people
    people.sign_in(people.all["rina"])
    for code in (COFFEE_CODE, TEA_CODE):
        till.scan(code)
    till.basket.discount_sale(Discount(minor=2_000))
    people.sign_in(people.all["siti"])
    with pytest.raises(NeedsApproval) as needs:
        till.basket.remove(1)
    assert [staff.key for staff in people.approvers(needs.value)] == ["rina"]
    with pytest.raises(NotAllowed):
        people.let(needs.value, people.all["budi"], lambda: till.basket.remove(1))
    assert (len(till.sale.lines), removed(stall), written(stall, "approval.given")) == (2, [], [])
