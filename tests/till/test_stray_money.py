"""Money that comes for a code nobody waits for any more is told, with its cart where there is one, and never lost."""

from __future__ import annotations

import pytest

from appliance.core.errors import LapakError
from appliance.till.calls import PAYMENT
from appliance.till.kiosk_states import ATTRACT, DONE, PAYING
from tests.till.kiosk_shop import filled
from tests.ui.fakes import barcode_of


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
    shop.kiosk.attendant.recall(shop.kiosk.strays.late()[0].key)
    shop.settle()
    shop.kiosk.attendant.dismiss()
    assert shop.kiosk.calls.open == []
    shop.kiosk.pay()
    shop.till.qr.begin()
    shop.settle()
    assert shop.kiosk.state == DONE


def arrive(shop, offer):
    """Let the feed say that a code was paid, whatever is on the screen."""
    shop.catalogue.paid[offer.reference] = offer.amount_minor
    shop.till.feed_applied(frozenset({"payment"}))
    shop.settle()


def put_aside_after_a_part_went_back():
    """A code is shown, a gift card pays a part, another code is shown, the part goes back, the cart is set aside."""
    shop = filled(0, 1)
    shop.kiosk.pay()
    first = shop.till.qr.begin()
    shop.till.checkout.pay("gift_card", 1_000, reference="c1")
    second = shop.till.qr.begin()
    shop.come()
    shop.kiosk.attendant.give_back(shop.till.sale.tenders[0].key)
    shop.kiosk.attendant.set_aside()
    shop.kiosk.attendant.dismiss()
    shop.settle()
    return shop, [first, second]


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("is_cut", [False, True])
def test_money_for_any_code_of_a_parked_cart_is_told_and_in_the_sale_once_it_is_back(which, is_cut):
    shop, offers = put_aside_after_a_part_went_back()
    if is_cut:
        shop.boot()
    arrive(shop, offers[which])
    assert shop.kiosk.calls.open == [PAYMENT]
    assert [parked.key for parked in shop.kiosk.strays.late()] == [offers[which].sale]
    assert shop.kiosk.strays.twice() == {}
    shop.come()
    shop.kiosk.attendant.recall(offers[which].sale)
    shop.settle()
    shop.kiosk.attendant.dismiss()
    shop.kiosk.pay()
    shop.till.qr.begin()
    shop.settle()
    taken = [part["reference"] for body in shop.written("sale.completed") for part in body["tenders"]]
    taken += [part.reference for part in shop.till.sale.tenders]
    assert taken == [offers[which].reference]


def test_money_for_a_smaller_cart_stays_with_it_when_it_grows():
    shop = filled()
    shop.kiosk.pay()
    small = shop.till.qr.begin()
    shop.kiosk.back()
    shop.kiosk.scanner.scan(barcode_of(1))
    arrive(shop, small)
    shop.kiosk.pay()
    rest = shop.till.qr.begin()
    assert [tender.amount_minor for tender in shop.till.sale.tenders] == [small.amount_minor]
    assert rest.amount_minor == shop.till.checkout.left_minor("qr")
    assert rest.reference != small.reference


def test_money_for_a_larger_cart_is_told_until_it_went_back():
    shop = filled(0, 1, takes_back=True)
    shop.kiosk.pay()
    large = shop.till.qr.begin()
    shop.kiosk.back()
    shop.kiosk.cart.one_less(2)
    shop.kiosk.pay()
    shop.till.qr.begin()
    arrive(shop, large)
    assert (shop.kiosk.calls.open, shop.till.sale.tenders) == ([PAYMENT], [])
    assert shop.kiosk.strays.twice() == {large.reference: large.amount_minor}
    shop.come()
    shop.kiosk.attendant.give_back_stray(large.reference)
    assert (shop.kiosk.calls.open, shop.kiosk.strays.twice()) == ([], {})
    shop.pay_qr()
    assert shop.kiosk.state == DONE


def test_money_for_an_emptied_cart_pays_nothing_for_the_next_shopper():
    shop = filled()
    shop.kiosk.pay()
    offer = shop.till.qr.begin()
    shop.come()
    shop.kiosk.attendant.clear()
    shop.kiosk.attendant.dismiss()
    shop.kiosk.scanner.scan(barcode_of(0))
    shop.kiosk.pay()
    shop.till.qr.begin()
    arrive(shop, offer)
    assert (shop.kiosk.state, shop.till.sale.tenders) == (PAYING, [])
    assert shop.kiosk.strays.twice() == {offer.reference: offer.amount_minor}


def test_of_two_payments_too_many_each_goes_back_by_itself():
    shop = filled()
    shop.kiosk.pay()
    offers = [shop.till.qr.begin(), shop.till.qr.begin(1_000)]
    shop.till.checkout.pay("gift_card", shop.till.checkout.left_minor("qr"), reference="c1")
    shop.settle()
    for offer in offers:
        arrive(shop, offer)
    shop.come()
    shop.kiosk.attendant.give_back_stray(offers[0].reference)
    assert shop.kiosk.strays.twice() == {offers[1].reference: 1_000}
    assert shop.kiosk.calls.open == [PAYMENT]


def test_a_part_by_code_that_went_back_is_told_no_more_not_even_after_a_restart():
    shop = filled(0, 1)
    shop.kiosk.pay()
    part = shop.till.qr.begin(1_000)
    arrive(shop, part)
    shop.come()
    shop.kiosk.attendant.give_back(part.reference)
    shop.kiosk.attendant.set_aside()
    shop.settle()
    shop.boot()
    assert (shop.kiosk.calls.open, shop.kiosk.strays.have_come) == ([], False)


def test_what_went_back_is_told_by_whom_how_much_and_of_which_code():
    shop = filled()
    shop.kiosk.pay()
    offers = [shop.till.qr.begin(), shop.till.qr.begin(1_000)]
    sale = shop.till.sale.key
    shop.till.checkout.pay("gift_card", shop.till.checkout.left_minor("qr"), reference="c1")
    shop.settle()
    for offer in offers:
        arrive(shop, offer)
    shop.come()
    for offer in offers * 2:
        shop.kiosk.attendant.give_back_stray(offer.reference)
    shop.settle()
    told = [
        {"sale": sale, "tender": offer.reference, "kind": "qr", "amount_minor": offer.amount_minor}
        | {"reference": offer.reference, "approved_by": "budi"}
        for offer in offers
    ]
    assert shop.written("tender.returned") == told
    shop.boot()
    assert not shop.kiosk.strays.have_come


def test_what_the_disk_refuses_to_note_is_on_the_list_again():
    shop = filled(0, 1, takes_back=True)
    shop.kiosk.pay()
    large = shop.till.qr.begin()
    shop.kiosk.back()
    shop.kiosk.cart.one_less(2)
    shop.kiosk.pay()
    arrive(shop, large)
    shop.come()
    shop.books.broken = LapakError()
    shop.kiosk.attendant.give_back_stray(large.reference)
    shop.settle()
    assert shop.kiosk.strays.twice() == {large.reference: large.amount_minor}
