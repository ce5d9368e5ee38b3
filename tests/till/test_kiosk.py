"""A self-checkout: nobody is stuck in it, nobody gets past it, and no money is lost in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.core.tender import CASH
from appliance.till import devices
from appliance.till.calls import AGE, BAG, CHECK, HELP, PAYMENT, REMOVE
from appliance.till.devices import Weight
from appliance.till.events import DeviceChanged, ScanRefused, WeightChanged
from appliance.till.kiosk import ATTRACT, CHECKING, CLOSED, DONE, LANGUAGE, OFF, PAYING, SELLING, SHIFT
from appliance.till.kiosk_errors import KioskNotWeighed
from appliance.till.people_errors import NotAllowed
from appliance.till.ports import OK, SICK, Health
from appliance.till.recheck import is_drawn
from tests.till.kiosk_shop import KioskShop
from tests.ui.fakes import barcode_of


def refusals(shop):
    return [event.error.code for event in shop.events if isinstance(event, ScanRefused)]


def filled(*indexes, **terms):
    shop = KioskShop(**terms)
    shop.kiosk.touch()
    shop.kiosk.choose_language("en")
    for index in indexes or (0,):
        shop.kiosk.scan(barcode_of(index))
    shop.settle()
    return shop


def test_a_shopper_goes_from_the_first_touch_to_the_receipt_and_the_next_one_begins():
    shop = KioskShop()
    kiosk, seen = shop.kiosk, [shop.kiosk.state]
    kiosk.touch()
    seen.append(kiosk.state)
    kiosk.choose_language("id")
    kiosk.scan(barcode_of(0))
    seen.append(kiosk.state)
    kiosk.pay()
    seen.append(kiosk.state)
    shop.pay_qr()
    seen.append(kiosk.state)
    shop.wait(kiosk.terms.done_s)
    assert [*seen, kiosk.state] == [ATTRACT, LANGUAGE, SELLING, PAYING, DONE, ATTRACT]
    assert kiosk.language == ""


def test_a_scan_begins_as_well_as_a_touch():
    shop = KioskShop()
    shop.kiosk.scan(barcode_of(0))
    assert shop.kiosk.state == SELLING
    assert len(shop.till.sale.lines) == 1


def test_cash_is_never_offered():
    shop = filled(tenders=("cash", "qr", "card"))
    shop.kiosk.pay()
    assert CASH in shop.kiosk.terms.tenders  # not even to an owner who asks for it
    assert shop.kiosk.tenders() == ["qr", "card"]


def test_a_card_terminal_that_stands_alone_is_not_offered():
    shop = filled()
    shop.card.is_manual = True
    assert "card" not in shop.kiosk.tenders()


# --- time ------------------------------------------------------------------------------------------------------------


def test_a_cart_nobody_comes_back_to_is_parked_after_a_warning():
    shop = filled()
    shop.wait(45)
    assert shop.kiosk.warning_s() == 15
    shop.wait(14)
    assert shop.kiosk.warning_s() == 1
    shop.wait(1)
    assert shop.kiosk.state == ATTRACT
    assert [parked.name for parked in shop.till.parking.all()] == ["kiosk 10:43"]


def test_any_touch_during_the_warning_goes_on():
    shop = filled()
    shop.wait(59)
    shop.kiosk.saw_activity()
    shop.wait(59)
    assert shop.kiosk.state == SELLING


def test_an_empty_cart_is_simply_left():
    shop = KioskShop()
    shop.kiosk.touch()
    shop.wait(60)
    assert shop.kiosk.state == ATTRACT
    assert shop.till.parking.all() == []


def test_what_is_paid_is_never_parked_but_told():
    shop = filled(0, 1)
    shop.kiosk.pay()
    shop.till.checkout.pay("gift_card", 1_000, reference="c1")
    shop.settle()
    shop.wait(1_000)
    assert shop.kiosk.state == PAYING
    assert shop.kiosk.calls.open == [PAYMENT]
    assert shop.lamp.shown == devices.PAYMENT
    assert shop.till.sale.tenders[0].amount_minor == 1_000


def test_nobody_is_taken_for_gone_while_an_attendant_is_called_or_a_card_is_charged():
    shop = filled()
    shop.kiosk.call()
    shop.wait(600)
    assert shop.kiosk.state == SELLING
    shop.kiosk.manages()
    shop.kiosk.pay()
    shop.kiosk.charge()
    shop.wait(600)
    assert shop.kiosk.state == PAYING
    shop.card.approve()
    shop.settle()
    assert shop.kiosk.state == DONE


def test_a_code_that_is_paid_after_the_cart_was_set_aside_is_told_and_ends_in_a_sale():
    shop = filled()
    shop.kiosk.pay()
    offer = shop.till.qr.begin()
    shop.wait(180)
    assert shop.kiosk.state == ATTRACT
    shop.catalogue.paid[offer.reference] = offer.amount_minor
    shop.till.feed_applied(frozenset({"payment"}))
    shop.settle()
    assert shop.kiosk.calls.open == [PAYMENT]
    shop.come()
    shop.kiosk.attendant.recall(shop.kiosk.paid_late()[0].key)
    shop.settle()
    shop.kiosk.attendant.dismiss()
    assert shop.kiosk.calls.open == []
    shop.kiosk.pay()
    shop.till.qr.begin()
    shop.settle()
    assert shop.kiosk.state == DONE


def test_a_power_cut_brings_the_shopper_back_to_the_cart():
    shop = filled(0, 1)
    again = KioskShop.__new__(KioskShop)
    again.__dict__.update(shop.__dict__)
    from appliance.till.kiosk import Kiosk
    from appliance.till.till import Till

    again.till = Till(
        shop.catalogue, shop.books, dispatch=shop.todo.append, new_key=lambda: "k", now_ms=lambda: shop.now_ms
    )
    again.kiosk = Kiosk(again.till)
    again.kiosk.begin()
    again.settle()
    assert again.kiosk.state == SELLING
    assert len(again.till.sale.lines) == 2


# --- what an attendant is for ----------------------------------------------------------------------------------------


def test_an_age_stops_paying_and_not_scanning_until_somebody_looked():
    shop = filled(0, ages=(0,))
    kiosk = shop.kiosk
    kiosk.pay()
    assert (kiosk.state, kiosk.stopped_by, kiosk.calls.open) == (SELLING, AGE, [AGE])
    assert shop.lamp.shown == devices.AGE
    kiosk.scan(barcode_of(1))
    assert len(shop.till.sale.lines) == 2
    shop.come("siti")
    kiosk.attendant.confirm_age()
    assert kiosk.state == PAYING
    assert [(one.action, one.by) for one in shop.till.sale.approved] == [("age_18", "siti")]
    assert shop.lamp.shown == devices.DARK


def test_what_a_shopper_is_too_young_for_leaves_the_cart():
    shop = filled(0, 1, ages=(0,))
    shop.kiosk.pay()
    shop.come()
    shop.kiosk.attendant.refuse_age()
    shop.settle()
    assert [line.item.variant for line in shop.till.sale.lines] == ["v1"]
    assert shop.kiosk.calls.open == []


def test_taking_something_out_needs_an_attendant_with_the_right_to():
    shop = filled(0, 0)
    shop.kiosk.one_less(1)
    assert shop.kiosk.calls.open == [REMOVE]
    assert shop.till.sale.lines[0].quantity_milli == 2_000
    shop.come("siti")
    shop.kiosk.attendant.take_out(1)
    shop.settle()
    assert shop.till.sale.lines[0].quantity_milli == 1_000
    assert shop.kiosk.calls.open == []
    assert shop.written("approval.given")[0]["by"] == "siti"


def test_an_owner_may_let_shoppers_take_something_out_alone():
    shop = filled(0, takes_back=True)
    shop.kiosk.one_less(1)
    shop.settle()
    assert shop.till.sale.lines == []


def test_nobody_leaves_the_kiosk_without_the_right_to():
    shop = KioskShop()
    shop.come("siti")
    with pytest.raises(NotAllowed):
        shop.kiosk.attendant.leave()
    assert shop.kiosk.state == ATTRACT
    shop.come("budi")
    shop.kiosk.attendant.leave()
    shop.settle()
    assert shop.kiosk.state == OFF
    assert shop.till.people.current.key == "budi"
    assert shop.written("kiosk.left") == [{"by": "budi"}]


def test_an_attendant_who_walks_away_does_not_leave_their_rights_behind():
    shop = filled()
    shop.come()
    shop.wait(90)
    assert shop.kiosk.attendant.staff is None


def test_a_call_is_written_down_once_and_its_end_says_who_came():
    shop = filled()
    shop.kiosk.call(HELP)
    shop.kiosk.call(HELP)
    shop.come()
    shop.kiosk.attendant.help_done()
    assert [body["reason"] for body in shop.written("kiosk.help_called")] == [HELP]
    assert shop.written("kiosk.help_ended") == [{"by": "budi"}]


def test_without_an_attendant_it_stays_closed_and_opens_when_one_is_there():
    shop = KioskShop(staff=())
    shop.kiosk.touch()
    shop.kiosk.scan(barcode_of(0))
    assert shop.kiosk.state == CLOSED
    from tests.ui.fake_people import STAFF

    shop.books.staff.everybody = list(STAFF)
    shop.till.feed_applied(frozenset({"staff"}))
    assert shop.kiosk.state == ATTRACT


def test_the_shift_opens_by_itself_without_cash_and_a_z_is_not_undone():
    shop = KioskShop(shift_open=False)
    assert [body["float_minor"] for body in shop.written("shift.opened")] == [0]
    assert shop.kiosk.state == ATTRACT
    shop.come()
    shop.kiosk.attendant.close_shift()
    shop.settle()
    assert (shop.kiosk.state, shop.kiosk.why_closed()) == (CLOSED, SHIFT)


def test_an_owner_may_want_an_attendant_to_open_it():
    shop = KioskShop(shift_open=False, opens_itself=False)
    assert shop.kiosk.state == CLOSED
    shop.come()
    shop.kiosk.attendant.open_shift()
    shop.settle()
    assert shop.kiosk.state == ATTRACT


# --- what a shopper cannot buy alone ---------------------------------------------------------------------------------


def test_more_than_the_limit_is_refused_and_the_cart_stays():
    shop = filled(0, 0, 1, item_limit=2)
    assert refusals(shop) == ["kiosk.full"]
    assert shop.kiosk.pieces == 2


def test_loose_goods_want_the_label_of_a_scale():
    shop = filled()
    loose = next(variant for variant in shop.catalogue.variants if variant.unit == "kg")
    with pytest.raises(KioskNotWeighed):
        shop.kiosk.require_sellable(loose)


@pytest.mark.parametrize("code", ["LPKR-A-000148", "A-000148", "LPKP-123456", "nonsense"])
def test_receipts_and_pickups_open_nothing(code):
    shop = filled()
    shop.kiosk.scan(code)
    assert len(refusals(shop)) == 1
    assert shop.kiosk.state == SELLING


# --- the random check ------------------------------------------------------------------------------------------------


@given(key=st.uuids().map(str), share=st.integers(0, 1_000_000))
def test_a_larger_share_draws_every_sale_that_a_smaller_one_draws(key, share):
    assert not is_drawn(key, 0)
    assert is_drawn(key, 1_000_000)
    assert is_drawn(key, share) <= is_drawn(key, min(1_000_000, share + 1))


def test_the_share_drawn_is_the_share_that_was_asked_for():
    drawn = sum(is_drawn(f"sale-{number}", 50_000) for number in range(20_000))
    assert 850 < drawn < 1_150


def test_going_back_and_paying_again_does_not_get_around_the_check():
    shop = filled(0, 1, check_ppm=1_000_000)
    kiosk = shop.kiosk
    kiosk.pay()
    assert (kiosk.state, kiosk.calls.open) == (CHECKING, [CHECK])
    kiosk.back()
    kiosk.scan(barcode_of(2))
    assert (kiosk.state, len(shop.till.sale.lines)) == (CHECKING, 2)
    shop.come()
    kiosk.scan(barcode_of(0))
    kiosk.scan(barcode_of(1))
    assert kiosk.recheck.is_passed
    kiosk.attendant.pass_check()
    kiosk.attendant.dismiss()
    assert kiosk.state == PAYING
    kiosk.back()
    kiosk.pay()
    assert kiosk.state == PAYING


def test_what_was_not_in_the_cart_is_found_by_the_second_scan():
    shop = filled(0, check_ppm=1_000_000)
    shop.kiosk.pay()
    shop.come()
    shop.kiosk.scan(barcode_of(5))
    assert shop.kiosk.recheck.missing == [shop.catalogue.variants[5].name]
    assert not shop.kiosk.recheck.is_passed
    shop.kiosk.attendant.fail_check()
    assert shop.kiosk.state == SELLING


# --- the bag ---------------------------------------------------------------------------------------------------------


def bagging(*, weight_g=500):
    shop = KioskShop(is_bagging=True)
    found = shop.catalogue.variants
    from dataclasses import replace

    heavy = replace(found[0], weight_g=weight_g)
    shop.catalogue._keys[heavy.key] = heavy
    shop.catalogue._barcodes = {c: shop.catalogue._keys[v.key] for c, v in shop.catalogue._barcodes.items()}
    shop.till.tell(DeviceChanged("scale", Health(OK)))
    weigh(shop, 0)
    shop.kiosk.scan(barcode_of(0))
    return shop


def weigh(shop, grams):
    shop.till.tell(WeightChanged(Weight(grams, is_stable=True)))
    shop.settle()


def test_what_is_not_in_the_bag_yet_is_asked_for_and_paying_goes_on_once_it_is():
    shop = bagging()
    shop.kiosk.pay()
    assert shop.kiosk.stopped_by == BAG
    weigh(shop, 510)
    assert shop.kiosk.state == PAYING


def test_two_misses_call_an_attendant_who_takes_the_bag_as_it_is():
    shop = bagging()
    shop.kiosk.pay()
    assert shop.kiosk.calls.open == []
    shop.kiosk.back()
    shop.kiosk.pay()
    assert shop.kiosk.calls.open == [BAG]
    shop.come("siti")
    shop.kiosk.attendant.accept_bag()
    assert shop.kiosk.state == PAYING


def test_something_extra_in_the_bag_stops_and_goes_on_when_it_is_out():
    shop = bagging()
    weigh(shop, 500)
    weigh(shop, 1_500)
    assert shop.kiosk.stopped_by == BAG
    weigh(shop, 500)
    assert shop.kiosk.stopped_by == ""


def test_a_scale_that_fails_keeps_nobody_from_paying():
    shop = bagging()
    shop.till.tell(DeviceChanged("scale", Health(SICK)))
    shop.kiosk.pay()
    assert shop.kiosk.state == PAYING
