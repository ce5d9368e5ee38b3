from __future__ import annotations

import pytest

from appliance.core.discount import Discount
from appliance.core.rights import ASK
from appliance.till.basket import AGE, CHOICES, PRICE
from appliance.till.basket_errors import AgeUnknown, ChoiceMissing, CouponUnknown, PriceMissing, ReasonMissing
from appliance.till.errors import PartPaid
from appliance.till.events import ItemAsks, LineAdded, SaleChanged
from appliance.till.people_errors import NeedsApproval
from tests.store.goods import BREAD, COFFEE, COFFEE_CODE, TEA, TEA_CODE, apply, run
from tests.till.asking import ASKING, BEER_CODE, COUPON, LATTE, LATTE_CODE, THREE_FOR_TWO, gold_for
from tests.till.crew import hire
from tests.till.stall import START_MS, Stall


@pytest.fixture
def stall(tmp_path):
    with_till = Stall(tmp_path)
    apply(with_till.store, ASKING)
    with_till.till.feed_applied(frozenset({"variant", "modifier"}))
    yield with_till
    with_till.close()


def variant(stall, key):
    return stall.till.catalogue.by_key(key)


def choices(stall, key, *wanted):
    groups = stall.till.basket.groups(variant(stall, key))
    return [choice for group in groups for choice in group.choices if choice.key in wanted]


def body(stall):
    stall.pay()
    return stall.sold[-1].entry["body"]


# --- what is asked ---------------------------------------------------------------------------------------------------


def test_what_must_be_chosen_is_asked_first(stall):
    assert [group.key for group in stall.till.basket.groups(variant(stall, "latte"))] == ["size", "tops"]


def test_a_scan_of_what_asks_something_adds_nothing_and_tells(stall):
    stall.till.scan(BEER_CODE, 3)
    (asked,) = stall.of(ItemAsks)
    assert (asked.found.variant.key, asked.found.quantity_milli) == ("beer", 3_000)
    assert stall.till.basket.asks(asked.found) == [AGE]
    assert stall.lines() == []


def test_modifiers_change_the_price_of_one_and_go_into_the_books(stall):
    chosen = choices(stall, "latte", "big", "boba")
    stall.till.basket.add(variant(stall, "latte"), 2_000, modifiers=chosen, note="tanpa gula")
    assert stall.till.checkout.due_minor() == 2 * 27_000
    (line,) = body(stall)["lines"]
    assert [part["modifier"] for part in line["modifiers"]] == ["big", "boba"]
    assert (line["note"], line["unit_price_minor"]) == ("tanpa gula", 27_000)


@pytest.mark.parametrize("chosen", [(), ("milk",), ("small", "big"), ("big", "milk", "boba", "shot")])
def test_too_few_or_too_many_choices_are_refused(stall, chosen):
    with pytest.raises(ChoiceMissing):
        stall.till.basket.add(variant(stall, "latte"), modifiers=choices(stall, "latte", *chosen))
    assert stall.lines() == []


def test_the_same_goods_with_other_choices_are_another_line(stall):
    for wanted in (("big",), ("big", "milk"), ("big",)):
        stall.till.basket.add(variant(stall, "latte"), modifiers=choices(stall, "latte", *wanted))
    assert [line.unit_minor for line in stall.till.sale.lines] == [24_000, 27_000, 24_000]


def test_choices_can_be_made_anew(stall):
    stall.till.basket.add(variant(stall, "latte"), modifiers=choices(stall, "latte", "big"))
    stall.till.basket.modify(1, choices(stall, "latte", "small", "shot"))
    assert stall.till.sale.lines[0].unit_minor == 23_000
    with pytest.raises(ChoiceMissing):
        stall.till.basket.modify(1, [])


def test_an_open_price_is_asked_and_is_not_a_changed_price(stall):
    with pytest.raises(PriceMissing):
        stall.till.basket.add(variant(stall, "greens"))
    line = stall.till.basket.add(variant(stall, "greens"), price_minor=7_000)
    assert (line.unit_minor, line.price_override) == (7_000, None)
    assert "override" not in body(stall)["lines"][0]


def test_a_customer_who_is_chosen_leaves_an_open_price_as_it_was_typed(stall):
    stall.till.basket.add(variant(stall, "greens"), price_minor=7_000)
    stall.till.customers.choose(stall.till.customers.add("Wayan"))
    assert stall.till.sale.lines[0].unit_minor == 7_000


def test_a_price_that_is_not_open_cannot_be_typed_in(stall):
    assert stall.till.basket.add(variant(stall, COFFEE), price_minor=1).unit_minor == 18_000


def test_age_is_asked_once_in_a_sale_and_journaled_with_it(stall):
    with pytest.raises(AgeUnknown):
        stall.till.basket.add(variant(stall, "beer"))
    stall.till.basket.confirm_age(21)
    stall.till.basket.confirm_age(18)
    stall.till.basket.add(variant(stall, "beer"))
    stall.till.scan(BEER_CODE)
    assert stall.lines() == [("Bir", 2_000)]
    assert body(stall)["approved"] == [{"action": "age_21", "by": "anna"}]
    with pytest.raises(AgeUnknown):
        stall.till.basket.add(variant(stall, "beer"))


def test_who_is_old_enough_for_wine_may_not_be_for_spirits(stall):
    stall.till.basket.confirm_age(16)
    assert stall.till.basket.is_of_age(16)
    assert not stall.till.basket.is_of_age(18)


def test_several_things_are_asked_in_their_order(stall):
    apply(stall.store, [("variant", "mix", {"name": "Mix", "min_age": 18, "open_price": True, "modifiers": ["size"]})])
    apply(stall.store, [("price", "mix", {"price_minor": 0}), ("barcode", "00000096385074", {"variant": "mix"})])
    stall.till.scan(TEA_CODE)
    assert stall.till.basket.asks(stall.of(ItemAsks)[-1].found) == [AGE, PRICE, CHOICES]


def test_a_scan_never_adds_what_must_be_chosen_whoever_forgets_to_ask(stall):
    stall.till.scan(LATTE_CODE)
    (asked,) = stall.of(ItemAsks)
    assert stall.till.basket.asks(asked.found) == [CHOICES]
    assert stall.lines() == []
    with pytest.raises(ChoiceMissing):
        stall.till.basket.add_found(asked.found)
    stall.till.basket.add_found(asked.found, modifiers=choices(stall, "latte", "small"))
    assert stall.lines() == [("Latte", 1_000)]


def test_a_group_that_the_feed_has_not_brought_is_not_asked_for(stall):
    apply(stall.store, [("variant", "latte", {**LATTE, "modifiers": ["gone"]})])
    stall.till.scan(LATTE_CODE)
    assert stall.lines() == [("Latte", 1_000)]


# --- lines -----------------------------------------------------------------------------------------------------------


def test_a_price_is_changed_with_a_reason_and_comes_back(stall):
    stall.till.scan(COFFEE_CODE)
    with pytest.raises(ReasonMissing):
        stall.till.basket.override_price(1, 15_000, " ")
    stall.till.basket.override_price(1, 15_000, "Rusak")
    assert stall.till.checkout.due_minor() == 15_000
    stall.till.basket.override_price(1, None)
    assert stall.till.checkout.due_minor() == 18_000
    stall.till.basket.override_price(1, 15_000, "Rusak")
    override = body(stall)["lines"][0]["override"]
    assert override == {"price_minor": 15_000, "reason": "Rusak", "by": "anna", "list_minor": 18_000}


def test_a_cashier_asks_before_a_price_is_changed_and_never_to_take_the_change_back(stall):
    hire(stall)
    till = stall.till
    till.people.sign_in(till.people.all["siti"])
    till.scan(COFFEE_CODE)
    assert till.people.answer("override_price") == ASK
    with pytest.raises(NeedsApproval) as needs:
        till.basket.override_price(1, 15_000, "Rusak")
    rina = till.people.all["rina"]
    till.people.let(needs.value, rina, lambda: till.basket.override_price(1, 15_000, "Rusak"))
    assert till.sale.lines[0].unit_minor == 15_000
    assert [(approval.action, approval.by) for approval in till.sale.approved] == [("override_price", "rina")]
    till.basket.override_price(1, None)
    assert till.sale.lines[0].unit_minor == 18_000


def test_notes_and_tables_are_kept_and_go_into_the_books(stall):
    stall.till.scan(COFFEE_CODE)
    stall.till.basket.note_line(1, " less sugar ")
    stall.till.basket.note_sale("to take away")
    stall.till.basket.set_table(" 12 ")
    said = body(stall)
    assert (said["lines"][0]["note"], said["note"], said["table"]) == ("less sugar", "to take away", "12")


def test_a_line_with_a_note_does_not_grow(stall):
    stall.till.scan(COFFEE_CODE)
    stall.till.basket.note_line(1, "less sugar")
    stall.till.scan(COFFEE_CODE)
    assert stall.lines() == [("Kopi susu", 1_000), ("Kopi susu", 1_000)]


def test_nothing_that_makes_a_sale_cheaper_is_done_once_a_part_is_paid(stall):
    for _ in range(2):
        stall.till.scan(COFFEE_CODE)
    stall.till.basket.add(variant(stall, "latte"), modifiers=choices(stall, "latte", "big"))
    stall.till.checkout.pay("card", 10_000)
    basket = stall.till.basket
    for cheaper in (
        lambda: basket.override_price(1, 1, "Rusak"),
        lambda: basket.discount_line(1, Discount(minor=1)),
        lambda: basket.discount_sale(Discount(minor=1)),
        lambda: basket.modify(2, choices(stall, "latte", "small")),
        lambda: basket.set_quantity(1, 1_000),
        lambda: basket.add_coupon("HEMAT"),
        stall.till.quotation.give,
    ):
        with pytest.raises(PartPaid):
            cheaper()


# --- promotions ------------------------------------------------------------------------------------------------------


def promote(stall, **rules):
    apply(stall.store, [("promotion", key, data) for key, data in rules.items()])
    stall.till.feed_applied(frozenset({"promotion"}))


def test_a_promotion_is_in_the_price_as_soon_as_the_last_piece_is_scanned(stall):
    promote(stall, three=THREE_FOR_TWO)
    for _ in range(3):
        stall.till.scan(COFFEE_CODE)
    (line,) = stall.till.sale.lines
    assert [(off.reason, off.off_minor) for off in line.promotions] == [("3 bayar 2", 18_000)]
    assert body(stall)["lines"][0]["promotions"][0]["minor"] == 18_000


def test_a_promotion_that_the_feed_brings_changes_the_open_sale_and_tells(stall):
    for _ in range(3):
        stall.till.scan(COFFEE_CODE)
    before = len(stall.of(SaleChanged))
    promote(stall, three=THREE_FOR_TWO)
    assert stall.till.checkout.due_minor() == 36_000
    assert len(stall.of(SaleChanged)) == before + 1
    stall.till.terms.refresh()
    assert len(stall.of(SaleChanged)) == before + 1


def test_a_happy_hour_begins_and_ends_by_the_shops_clock_while_a_sale_is_open(stall, tmp_path):
    minute = (START_MS // 60_000 + 7 * 60) % (24 * 60)
    happy = {"name": "Sore", "kind": "percent_each", "ppm": 500_000, "from_minute": minute + 1, "to_minute": minute + 2}
    promote(stall, happy=happy)
    stall.till.scan(COFFEE_CODE)
    seen = []
    for later_ms in (0, 60_000, 120_000):
        stall.till._now_ms = lambda later_ms=later_ms: START_MS + later_ms
        stall.till.terms.refresh()
        seen.append(stall.till.checkout.due_minor())
    assert seen == [18_000, 9_000, 18_000]


def test_a_part_that_is_paid_holds_the_promotions_as_they_are(stall):
    for _ in range(3):
        stall.till.scan(COFFEE_CODE)
    stall.till.checkout.pay("card", 50_000)
    promote(stall, three=THREE_FOR_TWO)
    assert stall.till.checkout.due_minor() == 54_000


def test_a_coupon_is_scanned_or_typed_once_and_taken_out_again(stall):
    promote(stall, dec=COUPON)
    stall.till.scan(COFFEE_CODE)
    stall.till.scan("LPKV-HEMAT")
    stall.till.basket.add_coupon(" hemat")
    assert (stall.till.sale.coupons, stall.till.checkout.due_minor()) == (["HEMAT"], 13_000)
    stall.till.basket.remove_coupon("HEMAT")
    assert stall.till.checkout.due_minor() == 18_000


def test_a_coupon_that_no_promotion_takes_is_refused(stall):
    with pytest.raises(CouponUnknown):
        stall.till.basket.add_coupon("HEMAT")
    stall.till.scan("LPKV-HEMAT")
    assert stall.refused == ["basket.coupon"]


def test_a_group_s_price_and_promotion_hold_for_lines_that_are_in_the_sale_already(stall):
    promote(stall, gold=gold_for(BREAD))
    apply(stall.store, [("price", BREAD, {"price_minor": 12_500, "groups": {"gold": 10_000}})])
    stall.till.feed_applied(frozenset({"price"}))
    stall.till.basket.add(variant(stall, BREAD))
    stall.till.customers.choose(stall.till.customers.add("Wayan", group="gold"))
    assert stall.till.checkout.due_minor() == 9_000
    stall.till.customers.choose(None)
    assert stall.till.checkout.due_minor() == 12_500


# --- putting aside ---------------------------------------------------------------------------------------------------


def test_parking_takes_the_lowest_number_that_is_free(stall):
    taken = []
    for _ in range(3):
        stall.till.basket.add(variant(stall, TEA))
        taken.append(stall.till.parking.free_number())
        stall.till.parking.park(taken[-1])
        stall.settle()
    assert taken == ["1", "2", "3"]
    stall.till.parking.recall(stall.till.parking.all()[1].key)
    stall.settle()
    assert stall.till.parking.free_number() == "2"


def test_a_parked_sale_says_its_table(stall):
    stall.till.basket.add(variant(stall, TEA))
    stall.till.basket.set_table("7")
    stall.till.parking.park("Bu Wayan")
    stall.settle()
    (parked,) = stall.till.parking.all()
    assert (parked.name, parked.table) == ("Bu Wayan", "7")


def test_a_quotation_is_printed_is_no_sale_and_waits_under_the_customers_name(stall):
    stall.till.scan(COFFEE_CODE)
    stall.till.customers.choose(stall.till.customers.add("Bu Wayan"))
    stall.till.quotation.give()
    stall.settle()
    ((document,),) = run(stall.store, "SELECT document FROM spool WHERE document IS NOT NULL")
    assert '"quotation"' in document
    assert stall.sold == []
    assert [parked.name for parked in stall.till.parking.all()] == ["Bu Wayan"]
    assert stall.till.shifts.current.totals["sales"] == 0
    assert stall.of(LineAdded)


def test_a_quotation_says_so_on_paper_and_shows_no_money_taken(stall):
    from appliance.till.paper import Paper
    from appliance.till.ports import Job

    stall.till.scan(COFFEE_CODE)
    entry = {
        "seq": 0,
        "at_ms": START_MS,
        "by": "",
        "type": "quotation",
        "body": stall.till.quotation.body(),
        "hash": "",
    }
    lines = Paper(lambda: stall.till.shop, 32, str).render(Job(1, entry, is_copy=False))
    said = "\n".join(getattr(line, "text", "") for line in lines)
    assert "QUOTATION" in said
    assert "18.000" in said
    assert "Cash" not in said
