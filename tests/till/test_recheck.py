"""The random check: drawn by the sale's key, so that nobody gets around it, and what the second scan finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from appliance.till.calls import CHECK
from appliance.till.kiosk_states import CHECKING, PAYING, SELLING
from appliance.till.recheck import is_drawn
from tests.till.kiosk_shop import filled
from tests.ui.fakes import barcode_of


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
    kiosk.scanner.scan(barcode_of(2))
    assert (kiosk.state, len(shop.till.sale.lines)) == (CHECKING, 2)
    shop.come()
    kiosk.scanner.scan(barcode_of(0))
    kiosk.scanner.scan(barcode_of(1))
    assert kiosk.recheck.current.is_passed
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
    shop.kiosk.scanner.scan(barcode_of(5))
    assert shop.kiosk.recheck.current.missing == [shop.catalogue.variants[5].name]
    assert not shop.kiosk.recheck.current.is_passed
    shop.kiosk.attendant.fail_check()
    assert shop.kiosk.state == SELLING
