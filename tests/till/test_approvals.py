"""A supervisor's approval is for one act, of one amount, in one sale; what is refused spends none."""

from __future__ import annotations

import pytest

from appliance.core.card import CardMisread
from appliance.core.discount import Discount
from appliance.core.sale import QuantityImpossible, SaleTooLarge
from appliance.core.tender import TenderBounded, TenderUnknown
from appliance.till.people_errors import NeedsApproval, NotAllowed, SaleGone
from tests.store.goods import BREAD_CODE, COFFEE, COFFEE_CODE, TEA, TEA_CODE, apply
from tests.till.crew import ROWS, asked, hire, person, written
from tests.till.stall import Stall

WAYAN = "0190a0a0-0000-7000-8000-00000000000a"
SENSITIVE = ("drawer.opened", "cash.moved", "receipt.reprinted", "shift.opened", "shift.closed")


@pytest.fixture
def crew(tmp_path):
    stall = Stall(tmp_path)
    hire(stall)
    yield stall
    stall.close()


def test_an_approval_is_used_once_and_says_who_gave_it(crew):
    till = crew.till
    till.people.sign_in(person(crew, "siti"))
    needs = asked(till.shifts.open_drawer, "change")
    till.people.let(needs, person(crew, "budi"), lambda: till.shifts.open_drawer("change"))
    asked(till.shifts.open_drawer, "change")
    crew.settle()
    assert written(crew, "drawer.opened") == [("siti", {"reason": "change", "approved_by": "budi"})]
    assert written(crew, "approval.given") == [("siti", {"action": "no_sale", "by": "budi", "for": "siti"})]


def test_an_approval_that_nothing_used_is_gone(crew):
    till = crew.till
    till.people.sign_in(person(crew, "siti"))
    needs = asked(till.shifts.open_drawer, "change")
    till.people.let(needs, person(crew, "rina"), lambda: None)
    asked(till.shifts.open_drawer, "change")
    with pytest.raises(ZeroDivisionError):
        till.people.let(needs, person(crew, "rina"), lambda: 1 // 0)
    asked(till.shifts.open_drawer, "change")
    crew.settle()
    assert written(crew, "approval.given") == []


def test_an_approval_is_for_what_was_asked_and_nothing_more(crew):
    till = crew.till
    till.people.sign_in(person(crew, "siti"))
    till.scan(COFFEE_CODE)
    needs = asked(till.basket.discount_sale, Discount(ppm=150_000))
    for other in (lambda: till.basket.discount_sale(Discount(ppm=900_000)), lambda: till.shifts.open_drawer("x")):
        with pytest.raises(NeedsApproval):
            till.people.let(needs, person(crew, "rina"), other)

    def twice():
        till.basket.discount_sale(Discount(ppm=150_000))
        till.basket.discount_sale(Discount(ppm=150_000))

    with pytest.raises(NeedsApproval):
        till.people.let(needs, person(crew, "rina"), twice)


def test_nobody_approves_what_is_not_theirs_to_give(crew):
    till = crew.till
    till.people.sign_in(person(crew, "siti"))
    till.scan(COFFEE_CODE)
    needs = asked(till.basket.discount_sale, Discount(ppm=500_000))
    assert [staff.key for staff in till.people.approvers(needs)] == ["rina"]
    for key in ("siti", "budi"):
        with pytest.raises(NotAllowed):
            till.people.let(needs, person(crew, key), lambda: till.basket.discount_sale(Discount(ppm=500_000)))
    assert not till.sale.discounts


def test_what_was_approved_in_a_sale_stays_with_it_over_a_power_cut(crew, tmp_path):
    till = crew.till
    till.people.sign_in(person(crew, "siti"))
    till.scan(COFFEE_CODE)
    needs = asked(till.basket.discount_sale, Discount(ppm=500_000))
    till.people.let(needs, person(crew, "rina"), lambda: till.basket.discount_sale(Discount(ppm=500_000)))
    crew.settle()
    assert [approval.data() for approval in till.sale.approved] == [{"action": "discount_sale", "by": "rina"}]
    crew.close()
    again = Stall(tmp_path)
    assert [approval.data() for approval in again.till.sale.approved] == [{"action": "discount_sale", "by": "rina"}]
    assert again.till.people.current is None
    again.close()


def test_every_sensitive_action_is_in_the_journal_with_who_and_who_approved(crew):
    till = crew.till
    hire(crew, [("staff", "siti", {**ROWS[0][2], "level": "supervised", "rights": {}})])
    till.people.sign_in(person(crew, "budi"))
    till.scan(COFFEE_CODE)
    crew.pay(20_000)
    till.people.sign_in(person(crew, "siti"))
    hire(crew, [("staff", "siti", {**ROWS[0][2], "level": "supervised"})])
    till.scan(COFFEE_CODE)
    for do, args in (
        (till.shifts.open_drawer, ("change",)),
        (till.reprint_last, ()),
        (till.basket.remove, (1,)),
    ):
        needs = asked(do, *args)
        till.people.let(needs, person(crew, "rina"), lambda do=do, args=args: do(*args))
    till.people.sign_in(person(crew, "budi"))
    till.shifts.move_cash(5_000, "change")
    crew.settle()
    till.shifts.close(0)
    crew.settle()
    till.people.sign_in(person(crew, "siti"))
    needs = asked(till.shifts.open, 0)
    till.people.let(needs, person(crew, "rina"), lambda: till.shifts.open(0))
    crew.settle()
    found = [(by, body.get("approved_by")) for by, body in written(crew, *SENSITIVE)[1:]]  # the first is the fixture's
    assert found == [("siti", "rina"), ("siti", "rina"), ("budi", None), ("budi", None), ("siti", "rina")]
    approvals = [(by, body["action"], body["by"], body["for"]) for by, body in written(crew, "approval.given")]
    assert approvals == [("siti", a, "rina", "siti") for a in ("no_sale", "reprint", "remove_line", "open_shift")]
    ((by, removed),) = written(crew, "line.removed")
    assert (by, removed["name"], removed["quantity_milli"], removed["price_minor"]) == (
        "siti",
        "Kopi susu",
        1_000,
        18_000,
    )


def test_a_line_that_is_put_back_takes_its_entry_back(crew):
    till = crew.till
    till.people.sign_in(person(crew, "siti"))
    till.scan(COFFEE_CODE)
    till.basket.remove(1)
    till.basket.undo_remove()
    crew.settle()
    assert sum(body["price_minor"] for _, body in written(crew, "line.removed")) == 0


@pytest.fixture
def receipts(crew):
    """Two finished sales, and a cashier who may not refund alone."""
    crew.till.people.sign_in(person(crew, "siti"))
    for codes in ((COFFEE_CODE, BREAD_CODE), (TEA_CODE, TEA_CODE)):
        for code in codes:
            crew.till.scan(code)
        crew.pay()
    first, second = (crew.till.returns.find(sold.entry["body"]["number"]) for sold in crew.sold)
    return first, second


def test_an_approved_refund_is_of_one_receipt(crew, receipts):
    till, (first, second) = crew.till, receipts
    needs = asked(till.returns.take_all_back, first)
    till.people.let(needs, person(crew, "rina"), lambda: till.returns.take_all_back(first))
    asked(till.returns.take_all_back, second)
    asked(till.returns.take_back, second, 1, 1_000)
    assert till.checkout.left_minor() == -30_500


def test_an_approved_refund_is_of_one_amount(crew, receipts):
    till, (first, _) = crew.till, receipts
    needs = asked(till.returns.take_back, first, 2, 1_000)
    assert needs.size == 12_500
    for other in (lambda: till.returns.take_back(first, 1, 1_000), lambda: till.returns.take_all_back(first)):
        with pytest.raises(NeedsApproval):
            till.people.let(needs, person(crew, "rina"), other)
    till.people.let(needs, person(crew, "rina"), lambda: till.returns.take_back(first, 2, 1_000))
    asked(till.returns.take_back, first, 1, 1_000)
    crew.settle()
    assert [(body["sale"], body["size"]) for _, body in written(crew, "approval.given")] == [(till.sale.key, 12_500)]


def test_what_stays_with_the_customer_after_all_needs_a_new_approval_to_come_back(crew, receipts):
    till, (first, _) = crew.till, receipts
    needs = asked(till.returns.take_back, first, 1, 1_000)
    till.people.let(needs, person(crew, "rina"), lambda: till.returns.take_back(first, 1, 1_000))
    till.returns.keep(first, 1)
    asked(till.returns.take_back, first, 1, 1_000)


def test_goods_without_a_receipt_are_approved_piece_by_piece(crew):
    till = crew.till
    till.people.sign_in(person(crew, "budi"))
    tea, coffee = till.catalogue.by_key(TEA), till.catalogue.by_key(COFFEE)
    needs = asked(till.returns.take_back_without_receipt, tea)
    till.people.let(needs, person(crew, "rina"), lambda: till.returns.take_back_without_receipt(tea))
    for more in (
        lambda: till.returns.take_back_without_receipt(coffee),
        lambda: till.returns.take_back_without_receipt(tea, 50_000),
        lambda: till.basket.set_quantity(till.sale.lines[0].number, 50_000),
    ):
        asked(more)
    assert till.checkout.left_minor() == -5_000
    assert crew.lines() == [("Teh botol", -1_000)]


def test_a_discount_in_money_grows_past_nobodys_limit_when_goods_leave(crew):
    till = crew.till
    till.people.sign_in(person(crew, "siti"))
    till.scan(COFFEE_CODE, quantity=10)
    till.basket.discount_line(1, Discount(minor=18_000))
    assert asked(till.basket.set_quantity, 1, 5_000).size == 200_000
    assert crew.lines() == [("Kopi susu", 10_000)]
    till.basket.set_quantity(1, 12_000)
    till.basket.discount_line(1, None)
    till.basket.discount_sale(Discount(minor=18_000))
    assert asked(till.basket.set_quantity, 1, 1_000).action == "discount_sale"
    till.scan(BREAD_CODE)
    assert asked(till.basket.remove, 1).action == "discount_sale"
    assert crew.lines() == [("Kopi susu", 12_000), ("Roti bakar", 1_000)]
    till.basket.discount_sale(None)
    till.basket.remove(1)
    till.basket.discount_sale(Discount(ppm=100_000))
    till.basket.remove(2)
    assert crew.lines() == []


def test_an_approval_for_a_sale_is_not_for_the_next_one(crew):
    till = crew.till
    till.people.sign_in(person(crew, "siti"))
    till.scan(COFFEE_CODE)
    discount = Discount(ppm=500_000)
    needs = asked(till.basket.discount_sale, discount)
    crew.pay()
    with pytest.raises(SaleGone):
        till.people.let(needs, person(crew, "rina"), lambda: till.basket.discount_sale(discount))
    assert till.sale.discounts == []


def test_an_approval_is_spent_only_by_what_happens(crew):
    """Whatever is refused for another reason leaves nothing of the approval, neither in the sale nor in the journal."""
    till, basket = crew.till, crew.till.basket
    till.people.sign_in(person(crew, "siti"))
    till.customers.choose(till.customers.add("Wayan"))
    coffee = till.catalogue.by_key(COFFEE)
    till.scan(COFFEE_CODE)
    refused = [
        (lambda: till.customers.pay_account(18_000), TenderBounded, "account_sale"),
        (lambda: basket.override_price(1, 10**13, "Rusak"), SaleTooLarge, "override_price"),
        (lambda: till.checkout.give_back("gone"), TenderUnknown, "refund"),
        (lambda: till.cards.give("60000000000000000001", 1_000, "Sorry"), CardMisread, "cash_move"),
    ]
    for do, error, action in refused:
        with pytest.raises(error):
            till.people.let(NeedsApproval(action), person(crew, "rina"), do)
    till.people.sign_in(person(crew, "budi"))
    needs = NeedsApproval("refund_without_receipt", 9_000)
    with pytest.raises(QuantityImpossible):
        till.people.let(needs, person(crew, "rina"), lambda: till.returns.take_back_without_receipt(coffee, 500))
    crew.settle()
    assert written(crew, "approval.given") == []
    assert till.sale.approved == []


def test_a_sale_on_account_that_is_approved_says_so(crew):
    till = crew.till
    apply(crew.store, [("customer", WAYAN, {"name": "Wayan", "limit_minor": 50_000})])
    till.people.sign_in(person(crew, "siti"))
    till.customers.choose(till.customers.find(WAYAN))
    till.scan(COFFEE_CODE)
    needs = asked(till.customers.pay_account)
    assert till.sale.tenders == []
    till.people.let(needs, person(crew, "rina"), till.customers.pay_account)
    crew.settle()
    (sold,) = crew.sold
    assert sold.entry["body"]["approved"] == [{"action": "account_sale", "by": "rina"}]
    assert [body["sale"] for _, body in written(crew, "approval.given")] == [sold.entry["body"]["sale"]]
