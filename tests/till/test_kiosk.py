"""A self-checkout: nobody is stuck in it, nobody gets past it, and no money is lost in it."""

from __future__ import annotations

from appliance.core.tender import CASH
from appliance.till.kiosk import SHIFT
from appliance.till.kiosk_states import ATTRACT, CLOSED, DONE, LANGUAGE, PAYING, SELLING
from tests.till.kiosk_shop import KioskShop, filled
from tests.ui.fake_people import STAFF
from tests.ui.fakes import barcode_of


def test_a_shopper_goes_from_the_first_touch_to_the_receipt_and_the_next_one_begins():
    shop = KioskShop()
    kiosk, seen = shop.kiosk, [shop.kiosk.state]
    kiosk.touch()
    seen.append(kiosk.state)
    kiosk.choose_language("id")
    kiosk.scanner.scan(barcode_of(0))
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
    shop.kiosk.scanner.scan(barcode_of(0))
    assert shop.kiosk.state == SELLING
    assert len(shop.till.sale.lines) == 1


def test_cash_is_never_offered():
    shop = filled(tenders=("cash", "qr", "card"))
    shop.kiosk.pay()
    assert CASH in shop.kiosk.terms.tenders  # not even to an owner who asks for it
    assert shop.kiosk.payment.tenders() == ["qr", "card"]


def test_a_card_terminal_that_stands_alone_is_not_offered():
    shop = filled()
    shop.card.is_manual = True
    assert "card" not in shop.kiosk.payment.tenders()


def test_a_power_cut_brings_the_shopper_back_to_the_cart():
    shop = filled(0, 1)
    shop.boot()
    assert shop.kiosk.state == SELLING
    assert len(shop.till.sale.lines) == 2


def test_without_an_attendant_it_stays_closed_and_opens_when_one_is_there():
    shop = KioskShop(staff=())
    shop.kiosk.touch()
    shop.kiosk.scanner.scan(barcode_of(0))
    assert shop.kiosk.state == CLOSED
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
