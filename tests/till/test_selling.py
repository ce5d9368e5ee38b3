from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.core.discount import Discount
from appliance.core.sale import LineUnknown, QuantityImpossible
from appliance.till.errors import PaymentRunning
from appliance.till.events import CatalogueChanged, LineAdded, SaleChanged, ScanRefused
from tests.store.goods import BREAD_CODE, COFFEE, COFFEE_CODE, STALL, SUGAR_BASES, TEA, TEA_CODE, apply
from tests.till.stall import Stall, label


@pytest.fixture
def stall(tmp_path):
    with_till = Stall(tmp_path)
    yield with_till
    with_till.close()


def test_a_scan_adds_a_line_and_the_second_scan_makes_it_grow(stall):
    stall.till.scan(COFFEE_CODE)
    stall.till.scan(f" {COFFEE_CODE}\n")
    stall.till.scan(TEA_CODE, quantity=3)
    assert stall.lines() == [("Kopi susu", 2_000), ("Teh botol", 3_000)]
    assert [event.scanned for event in stall.of(LineAdded)] == [True] * 3
    assert stall.till.checkout.due_minor() == 2 * 18_000 + 3 * 5_000


def test_a_tap_adds_without_a_beep(stall):
    stall.till.basket.add(stall.till.catalogue.by_key(COFFEE))
    assert [event.scanned for event in stall.of(LineAdded)] == [False]


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("8991002101234", "till.item_unknown"),
        ("8992761166022", "barcode.check_digit"),
        ("123", "barcode.unreadable"),
        ("", "barcode.unreadable"),
        ("https://example.com", "barcode.unreadable"),
        ("\x00\x1b[2J", "barcode.unreadable"),
        ("٨٩٩٢٧٦١١٦٦٠٢١", "barcode.unreadable"),
        ("9" * 300, "barcode.unreadable"),
        (label("21", 12_300)[:-1] + "x", "barcode.unreadable"),
    ],
)
def test_what_cannot_be_sold_is_refused_with_the_reason_and_changes_nothing(stall, code, error):
    stall.till.scan(code)
    assert stall.refused == [error]
    assert stall.lines() == []


@settings(max_examples=300, deadline=None)
@given(codes=st.lists(st.text(max_size=20) | st.from_regex(r"\A[0-9]{1,18}\Z"), max_size=5), quantity=st.integers())
def test_no_scan_raises_and_every_scan_is_answered(shared_stall, codes, quantity):
    before = len(shared_stall.events)
    for code in codes:
        shared_stall.till.scan(code, quantity)
    told = shared_stall.events[before:]
    assert len([event for event in told if isinstance(event, ScanRefused | LineAdded)]) == len(codes)


@pytest.fixture(scope="module")
def shared_stall(tmp_path_factory):
    with_till = Stall(tmp_path_factory.mktemp("shared"))
    yield with_till
    with_till.close()


def test_a_store_that_cannot_be_read_refuses_the_scan_and_does_not_stop_the_till(tmp_path):
    stall = Stall(tmp_path)
    stall.close()
    stall.till.scan(COFFEE_CODE)
    assert stall.refused == ["lapak"]


def test_a_price_label_sells_at_its_price_whatever_the_weight_rounds_to(stall):
    stall.till.scan(label("21", 12_345))
    assert stall.lines() == [("Gula pasir", 712)]
    assert stall.till.checkout.due_minor() == 12_345


def test_a_weight_label_sells_its_weight_at_todays_price(stall):
    stall.till.scan(label("22", 845))
    assert stall.lines() == [("Gula pasir", 845)]
    assert stall.till.checkout.due_minor() == 14_661


def test_a_price_label_on_counted_goods_sells_one_of_them(stall):
    apply(stall.store, [("barcode", "0" + SUGAR_BASES[0], {"variant": TEA})])
    stall.till.scan(label("21", 4_500))
    assert stall.lines() == [("Teh botol", 1_000)]
    assert stall.till.checkout.due_minor() == 4_500


def test_a_label_of_an_unknown_product_or_with_a_wrong_check_digit_is_refused(stall):
    stall.till.scan("2199999123453")
    good = label("21", 12_300)
    stall.till.scan(good[:-1] + str((int(good[-1]) + 1) % 10))
    assert [code.split(".")[0] for code in stall.refused] == ["barcode", "barcode"]


def test_a_short_american_code_finds_the_product_under_its_long_one(stall):
    apply(stall.store, [("barcode", "00012345000065", {"variant": TEA})])
    stall.till.scan("01234565")
    assert stall.lines() == [("Teh botol", 1_000)]


def test_quantities_are_set_and_nothing_of_a_line_removes_it(stall):
    stall.till.scan(COFFEE_CODE)
    stall.till.basket.set_quantity(1, 5_000)
    assert stall.lines() == [("Kopi susu", 5_000)]
    for wrong in (-1_000, 500, 10**12):
        with pytest.raises(QuantityImpossible):
            stall.till.basket.set_quantity(1, wrong)
    assert stall.lines() == [("Kopi susu", 5_000)]
    stall.till.basket.set_quantity(1, 0)
    assert stall.lines() == []
    with pytest.raises(LineUnknown):
        stall.till.basket.set_quantity(1, 1_000)


def test_a_removed_line_comes_back_where_it_was_and_only_once(stall):
    for code in (COFFEE_CODE, BREAD_CODE, TEA_CODE):
        stall.till.scan(code)
    stall.till.basket.remove(2)
    stall.till.basket.undo_remove()
    stall.till.basket.undo_remove()
    assert [line.number for line in stall.till.sale.lines] == [1, 2, 3]


def test_a_removed_line_never_comes_back_into_another_sale(stall):
    stall.till.scan(COFFEE_CODE)
    stall.till.parking.park("first")
    stall.settle()
    stall.till.scan(BREAD_CODE)
    stall.till.basket.remove(1)
    stall.till.parking.recall(stall.till.parking.all()[0].key)
    stall.settle()
    stall.till.basket.undo_remove()
    assert stall.lines() == [("Kopi susu", 1_000)]


def test_discounts_are_set_and_cleared_on_lines_and_on_the_sale(stall):
    stall.till.scan(COFFEE_CODE)
    stall.till.basket.discount_line(1, Discount(minor=3_000, reason="Old"))
    stall.till.basket.discount_sale(Discount(ppm=100_000, reason="Neighbour"))
    assert stall.till.checkout.due_minor() == 13_500
    stall.till.basket.discount_line(1, None)
    stall.till.basket.discount_sale(None)
    assert stall.till.checkout.due_minor() == 18_000
    with pytest.raises(LineUnknown):
        stall.till.basket.discount_line(7, Discount(minor=1))


def test_a_listener_that_fails_does_not_stop_the_others(tmp_path):
    stall = Stall(tmp_path)
    heard = []
    stall.till.listen(lambda _: 1 / 0)
    stall.till.listen(heard.append)
    stall.till.scan(COFFEE_CODE)
    assert [type(event) for event in heard] == [SaleChanged, LineAdded]
    stall.close()


def test_nothing_is_changed_while_a_sale_is_being_finished(stall):
    stall.till.scan(COFFEE_CODE)
    stall.till.checkout.pay_cash(18_000)
    changes = [
        lambda: stall.till.basket.set_quantity(1, 2_000),
        lambda: stall.till.basket.remove(1),
        lambda: stall.till.basket.discount_line(1, Discount(minor=1)),
        lambda: stall.till.basket.discount_sale(Discount(minor=1)),
        lambda: stall.till.basket.add(stall.till.catalogue.by_key(COFFEE)),
        lambda: stall.till.checkout.pay_cash(18_000),
        stall.till.parking.park,
        lambda: stall.till.parking.recall("x"),
    ]
    for change in changes:
        with pytest.raises(PaymentRunning):
            change()
    stall.settle()
    assert len(stall.sold) == 1


def test_new_prices_and_names_are_told_and_hold_for_what_is_added_from_now_on(stall):
    stall.till.scan(COFFEE_CODE)
    apply(stall.store, [("price", COFFEE, {"price_minor": 20_000}), ("store", "s", {"name": "Warung Baru"})])
    stall.till.feed_applied(frozenset({"price", "store"}))
    stall.till.scan(COFFEE_CODE)
    assert [line.item.price_minor for line in stall.till.sale.lines] == [18_000, 20_000]
    assert stall.till.shop.heading.name == "Warung Baru"
    assert stall.of(CatalogueChanged)[0].tables == {"price", "store"}


def test_an_empty_sale_takes_the_owners_new_place_of_rounding(stall):
    merchant = STALL[0][2]
    apply(stall.store, [("merchant", "m", {**merchant, "policy": "rate"})])
    stall.till.feed_applied(frozenset({"merchant"}))
    assert stall.till.sale.policy == "rate"
