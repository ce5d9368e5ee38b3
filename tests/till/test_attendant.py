"""The attendant of a self-checkout: what only they may do, in their name, and only with the right to."""

from __future__ import annotations

import pytest

from appliance.core.errors import LapakError
from appliance.till import devices
from appliance.till.calls import AGE, HELP, REMOVE
from appliance.till.kiosk_states import ATTRACT, DONE, OFF, PAYING, SELLING
from appliance.till.people_errors import NotAllowed
from appliance.till.qr_payment import OfferGone
from tests.till.kiosk_shop import KioskShop, filled
from tests.ui.fakes import barcode_of


def test_an_age_stops_paying_and_not_scanning_until_somebody_looked():
    shop = filled(0, ages=(0,))
    kiosk = shop.kiosk
    kiosk.pay()
    assert (kiosk.state, kiosk.stopped_by, kiosk.calls.open) == (SELLING, AGE, [AGE])
    assert shop.lamp.shown == devices.AGE
    kiosk.scanner.scan(barcode_of(1))
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
    shop.kiosk.cart.one_less(1)
    assert shop.kiosk.calls.open == [REMOVE]
    assert shop.till.sale.lines[0].quantity_milli == 2_000
    shop.come("siti")
    shop.kiosk.attendant.take_out(1)
    shop.settle()
    assert shop.till.sale.lines[0].quantity_milli == 1_000
    assert shop.kiosk.calls.open == []
    assert shop.written("approval.given")[0]["by"] == "siti"


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


def test_a_call_is_written_down_once_and_its_end_says_who_came():
    shop = filled()
    shop.kiosk.call(HELP)
    shop.kiosk.call(HELP)
    shop.come()
    shop.kiosk.attendant.help_done()
    assert [body["reason"] for body in shop.written("kiosk.help_called")] == [HELP]
    assert shop.written("kiosk.help_ended") == [{"by": "budi"}]


def test_an_attendant_confirms_the_code_they_saw_and_no_other_shoppers():
    shop = filled()
    shop.kiosk.pay()
    seen = shop.till.qr.begin()
    shop.come()
    shop.kiosk.attendant.set_aside()
    shop.settle()
    shop.kiosk.scanner.scan(barcode_of(1))
    shop.kiosk.pay()
    shop.till.qr.begin()
    with pytest.raises(OfferGone):
        shop.kiosk.attendant.confirm_qr(seen)
    assert shop.till.sale.tenders == []
    assert shop.written("sale.completed") == []


def test_a_code_that_was_seen_to_be_paid_is_confirmed_after_the_screen_went_on():
    shop = filled()
    shop.kiosk.pay()
    seen = shop.till.qr.begin()
    shop.till.qr.stop()
    shop.come()
    shop.kiosk.attendant.confirm_qr(seen)
    shop.settle()
    assert shop.kiosk.state == DONE
    assert [tender["reference"] for tender in shop.written("sale.completed")[0]["tenders"]] == [seen.reference]


def test_a_code_for_more_than_is_left_by_now_is_not_confirmed():
    shop = filled()
    shop.kiosk.pay()
    seen = shop.till.qr.begin()
    shop.till.checkout.pay("gift_card", 1_000, reference="c1")
    shop.come()
    with pytest.raises(LapakError):
        shop.kiosk.attendant.confirm_qr(seen)
    shop.settle()
    assert [tender.kind for tender in shop.till.sale.tenders] == ["gift_card"]


def test_what_was_allowed_to_one_shopper_is_not_allowed_to_the_next():
    shop = filled(0, ages=(0,))
    shop.kiosk.pay()
    shop.come()
    shop.kiosk.attendant.confirm_age()
    shop.kiosk.attendant.clear()
    shop.kiosk.attendant.dismiss()
    shop.kiosk.scanner.scan(barcode_of(0))
    shop.kiosk.pay()
    assert shop.kiosk.stopped_by == AGE
