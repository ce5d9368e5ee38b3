"""How long a self-checkout waits: a warning, then the cart is parked; never while somebody comes or money runs."""

from __future__ import annotations

from appliance.till import devices
from appliance.till.calls import PAYMENT
from appliance.till.kiosk_states import ATTRACT, DONE, PAYING, SELLING
from tests.till.kiosk_shop import KioskShop, filled
from tests.ui.fakes import barcode_of


def test_a_cart_nobody_comes_back_to_is_parked_after_a_warning():
    shop = filled()
    shop.wait(45)
    assert shop.kiosk.patience.warning_s() == 15
    shop.wait(14)
    assert shop.kiosk.patience.warning_s() == 1
    shop.wait(1)
    assert shop.kiosk.state == ATTRACT
    assert [parked.name for parked in shop.till.parking.all()] == ["kiosk 10:43"]


def test_any_touch_during_the_warning_goes_on():
    shop = filled()
    shop.wait(59)
    shop.kiosk.patience.renew()
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
    shop.kiosk.payment.charge()
    shop.wait(600)
    assert shop.kiosk.state == PAYING
    shop.card.approve()
    shop.settle()
    assert shop.kiosk.state == DONE


def test_an_attendant_who_walks_away_does_not_leave_their_rights_behind():
    shop = filled()
    shop.come()
    shop.wait(90)
    assert shop.kiosk.attendant.staff is None


def test_a_code_that_is_paid_while_the_checkout_waits_ends_in_the_sale_at_the_last_second():
    shop = filled()
    shop.kiosk.pay()
    shop.till.qr.begin()
    shop.wait(shop.kiosk.terms.pay_idle_s - 1)
    shop.pay_qr()
    assert shop.kiosk.state == DONE


def test_money_that_is_told_about_another_cart_keeps_no_shopper_waiting_and_no_thanks_on_the_screen():
    shop = filled()
    shop.kiosk.pay()
    offer = shop.till.qr.begin()
    shop.wait(180)
    shop.kiosk.scanner.scan(barcode_of(1))
    shop.kiosk.pay()
    shop.pay_qr()
    shop.catalogue.paid[offer.reference] = offer.amount_minor
    shop.till.feed_applied(frozenset({"payment"}))
    assert (shop.kiosk.state, shop.kiosk.calls.open) == (DONE, [PAYMENT])
    shop.wait(shop.kiosk.terms.done_s)
    assert (shop.kiosk.state, shop.kiosk.calls.open) == (ATTRACT, [PAYMENT])
    shop.kiosk.scanner.scan(barcode_of(1))
    shop.wait(shop.kiosk.terms.idle_s)
    assert (shop.kiosk.state, len(shop.till.parking.all())) == (ATTRACT, 2)
