"""The bag of a self-checkout: what the scale says stops paying, calls somebody in the end, and traps nobody."""

from __future__ import annotations

from dataclasses import replace

from appliance.till.calls import BAG
from appliance.till.devices import Weight
from appliance.till.events import DeviceChanged, WeightChanged
from appliance.till.kiosk_states import PAYING
from appliance.till.ports import OK, SICK, Health
from tests.till.kiosk_shop import KioskShop
from tests.ui.fakes import barcode_of


def bagging(*, weight_g=500):
    shop = KioskShop(is_bagging=True)
    found = shop.catalogue.variants
    heavy = replace(found[0], weight_g=weight_g)
    shop.catalogue._keys[heavy.key] = heavy
    shop.catalogue._barcodes = {c: shop.catalogue._keys[v.key] for c, v in shop.catalogue._barcodes.items()}
    shop.till.tell(DeviceChanged("scale", Health(OK)))
    weigh(shop, 0)
    shop.kiosk.scanner.scan(barcode_of(0))
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
