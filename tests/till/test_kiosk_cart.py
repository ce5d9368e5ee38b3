"""What a shopper can put into the cart alone and take out of it, and what not."""

from __future__ import annotations

import pytest

from appliance.core.customer import Customer
from appliance.till.kiosk_errors import KioskNotWeighed
from appliance.till.kiosk_states import SELLING
from tests.till.kiosk_shop import filled, refusals


def test_an_owner_may_let_shoppers_take_something_out_alone():
    shop = filled(0, takes_back=True)
    shop.kiosk.cart.one_less(1)
    shop.settle()
    assert shop.till.sale.lines == []


def test_more_than_the_limit_is_refused_and_the_cart_stays():
    shop = filled(0, 0, 1, item_limit=2)
    assert refusals(shop) == ["kiosk.full"]
    assert shop.kiosk.cart.pieces == 2


def test_loose_goods_want_the_label_of_a_scale():
    shop = filled()
    loose = next(variant for variant in shop.catalogue.variants if variant.unit == "kg")
    with pytest.raises(KioskNotWeighed):
        shop.kiosk.cart.require_sellable(loose)


@pytest.mark.parametrize("code", ["LPKR-A-000148", "A-000148", "LPKP-123456", "nonsense"])
def test_receipts_and_pickups_open_nothing(code):
    shop = filled()
    shop.kiosk.scanner.scan(code)
    assert len(refusals(shop)) == 1
    assert shop.kiosk.state == SELLING


def test_a_shoppers_own_card_leaves_with_them():
    shop = filled(takes_back=True)
    shop.till.sale.customer = Customer("c1", "Bu Sri")
    shop.kiosk.cart.one_less(1)
    shop.kiosk.stop()
    shop.kiosk.touch()
    assert shop.till.sale.customer is None
