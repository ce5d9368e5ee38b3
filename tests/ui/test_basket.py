"""Filling the basket by touch: questions that are asked, lines that are changed, what a sale may have besides."""

from __future__ import annotations

from typing import Any

from appliance.till.found import FoundItem
from tests.ui.asking import PROMOTIONS
from tests.ui.fake_people import SITI, STAFF
from tests.ui.fakes import barcode_of
from tests.ui.fingers import cell, foot, keys, names, push, tap, tap_tile
from tests.ui.scenes import fill

EN = {"language": "en"}


# --- what is asked ---------------------------------------------------------------------------------------------------


def test_a_product_in_sizes_and_colours_is_two_taps_after_its_tile(stage: Any) -> None:
    tap_tile(stage, "shirt-s-hitam")
    tap(stage, "M", "Putih")
    assert names(stage) == ["Kaos Lapak M Putih"]
    assert stage.desk.is_showing("sell")


def test_what_is_sold_out_is_marked_and_can_be_sold_and_what_does_not_exist_cannot(stage: Any) -> None:
    tap_tile(stage, "shirt-s-hitam")
    tap(stage, "XL", "Merah")
    assert stage.desk.is_showing("choose")
    tap(stage, "L")
    assert cell(stage, "Hitam")._said.mark == "Sold out"
    tap(stage, "Hitam")
    assert names(stage) == ["Kaos Lapak L Hitam"]


def test_the_typed_quantity_survives_the_questions(stage: Any) -> None:
    stage.desk.set_quantity(3)
    tap_tile(stage, "shirt-s-hitam")
    tap(stage, "S", "Merah")
    assert stage.till.sale.lines[0].quantity_milli == 3_000


def test_what_is_all_required_is_added_by_the_last_choice(stage: Any) -> None:
    tap_tile(stage, "tea")
    tap(stage, "Pakai es")
    assert [(line.item.name, line.unit_minor) for line in stage.till.sale.lines] == [("Teh Tarik", 10_000)]
    assert stage.desk.is_showing("sell")


def test_extras_wait_for_one_tap_on_add_and_required_ones_come_first(stage: Any) -> None:
    tap_tile(stage, "latte")
    assert [section.title for section in stage.desk.screen.sections()] == ["Ukuran", "Gula", "Tambahan"]
    foot(stage)
    assert stage.till.sale.lines == []
    tap(stage, "Besar", "Espresso", "Boba")
    assert cell(stage, "Susu")._said.is_off
    tap(stage, "Boba", "Susu")
    foot(stage)
    (line,) = stage.till.sale.lines
    assert [modifier.name for modifier in line.modifiers] == ["Besar", "Normal", "Espresso", "Susu"]
    assert stage.desk.cart.ids.foot.text == "Rp 30.000"


def test_an_open_price_is_typed_and_added(stage: Any) -> None:
    tap_tile(stage, "greens")
    keys(stage, "7")
    push(stage, "000")
    foot(stage)
    assert stage.desk.cart.ids.foot.text == "Rp 7.000"


def test_age_is_asked_once_and_a_no_leaves_the_sale_as_it_was(stage: Any) -> None:
    fill(stage)
    tap_tile(stage, "beer")
    assert stage.desk.screen.ids.born.text == "Born on 20/11/2005 or before"
    push(stage, "No, do not sell it")
    assert len(stage.till.sale.lines) == 4
    tap_tile(stage, "beer")
    foot(stage)
    tap_tile(stage, "beer")
    assert stage.till.sale.lines[-1].quantity_milli == 2_000
    assert [approval.action for approval in stage.till.sale.approved] == ["age_21"]


def test_scans_while_something_is_asked_wait_or_go_into_the_cart(stage: Any) -> None:
    catalogue = stage.till.catalogue
    for key in ("beer", "latte", "wine"):
        stage.till.basket._found(FoundItem("", "", catalogue.by_key(key), 1_000))
    stage.desk.scan(barcode_of(9))
    assert names(stage) == ["Indomie Goreng"]
    assert stage.desk.is_showing("age")
    foot(stage)
    assert names(stage) == ["Indomie Goreng", "Bir Bintang 620 ml"]
    tap(stage, "Biasa")
    foot(stage)
    tap(stage, "Panas")
    assert names(stage)[2:] == ["Kopi Susu Gula Aren", "Anggur Merah"]
    assert stage.desk.is_showing("sell")


def test_a_scan_of_what_must_be_chosen_opens_the_panel_that_a_tap_opens(stage: Any) -> None:
    variants = [variant.key for variant in stage.till.catalogue.variants]
    latte, tea = (barcode_of(variants.index(key)) for key in ("latte", "tea"))
    tap_tile(stage, "latte")
    tapped = [(section.title, section.is_open) for section in stage.desk.screen.sections()]
    push(stage, "arrow-left")
    for elsewhere in ("sell", "menu", "search"):
        stage.desk.show(elsewhere)
        stage.desk.scan(latte)
        assert stage.desk.is_showing("modifiers")
        assert [(section.title, section.is_open) for section in stage.desk.screen.sections()] == tapped
        assert names(stage) == []
        push(stage, "arrow-left")
    stage.desk.set_quantity(2)
    stage.desk.scan(tea)
    stage.desk.scan(latte)
    tap(stage, "Panas")
    tap(stage, "Besar")
    foot(stage)
    assert [(line.item.name, line.quantity_milli) for line in stage.till.sale.lines] == [
        ("Teh Tarik", 2_000),
        ("Kopi Susu Gula Aren", 1_000),
    ]


def test_a_no_to_the_age_drops_everything_that_is_only_for_the_older(stage: Any) -> None:
    for key in ("beer", "wine", "latte"):
        stage.till.basket._found(FoundItem("", "", stage.till.catalogue.by_key(key), 1_000))
    push(stage, "No, do not sell it")
    assert stage.desk.is_showing("modifiers")


def test_leaving_a_question_adds_nothing_and_the_next_scan_asks_again(stage: Any) -> None:
    found = FoundItem("", "", stage.till.catalogue.by_key("latte"), 1_000)
    stage.till.basket._found(found)
    push(stage, "arrow-left")
    assert stage.desk.is_showing("sell")
    stage.till.basket._found(found)
    stage.tap_on(stage.desk.cart.ids.menu)
    stage.till.basket._found(found)
    assert stage.desk.is_showing("modifiers")
    assert stage.till.sale.lines == []


# --- a line ----------------------------------------------------------------------------------------------------------


def test_a_price_is_changed_with_its_reason_in_the_line(stage: Any) -> None:
    fill(stage)
    stage.tap_on(stage.line(0))
    push(stage, "Price")
    keys(stage, "3")
    push(stage, "000")
    push(stage, "Damaged")
    foot(stage)
    override = stage.till.sale.lines[0].price_override
    assert (override.price_minor, override.reason) == (3_000, "Damaged")
    push(stage, "Price")
    push(stage, "Back to 3.500")
    assert stage.till.sale.lines[0].price_override is None


def test_a_reason_can_be_typed_and_the_price_is_still_there(stage: Any) -> None:
    fill(stage)
    stage.desk.show("price", number=1)
    keys(stage, "3")
    push(stage, "000")
    push(stage, "Another reason")
    keys(stage, "OLD")
    foot(stage)
    foot(stage)
    override = stage.till.sale.lines[0].price_override
    assert (override.price_minor, override.reason) == (3_000, "Old")


def test_a_cashier_who_may_not_asks_a_supervisor_and_the_price_stays_until_then(stage: Any) -> None:
    stage.begin_again(staff=STAFF, **EN)
    stage.till.people.sign_in(SITI)
    fill(stage)
    stage.desk.show("price", number=1)
    keys(stage, "9")
    push(stage, "Damaged")
    foot(stage)
    assert stage.desk.is_showing("approve")
    assert stage.till.sale.lines[0].price_override is None


def test_a_line_s_discount_can_be_an_amount(stage: Any) -> None:
    fill(stage)
    stage.tap_on(stage.line(0))
    push(stage, "Discount")
    push(stage, "Rp")
    keys(stage, "5")
    push(stage, "0")
    assert stage.till.sale.lines[0].discount.minor == 50
    assert stage.desk.cart.ids.foot.text == "Rp 68.533"


def test_a_note_on_a_line_is_typed_or_tapped(stage: Any) -> None:
    fill(stage)
    stage.tap_on(stage.line(0))
    push(stage, "Note")
    push(stage, "Gift wrap")
    assert stage.till.sale.lines[0].note == "Gift wrap"
    push(stage, "Note")
    push(stage, "x")
    foot(stage)
    assert stage.till.sale.lines[0].note == ""


def test_extras_of_a_line_are_changed_again(stage: Any) -> None:
    tap_tile(stage, "tea")
    tap(stage, "Panas")
    stage.tap_on(stage.line(0))
    push(stage, "Extras")
    tap(stage, "Pakai es")
    foot(stage)
    assert [modifier.name for modifier in stage.till.sale.lines[0].modifiers] == ["Pakai es"]
    assert stage.desk.is_showing("line")


# --- promotions ------------------------------------------------------------------------------------------------------


def test_a_promotion_is_said_under_its_line_and_as_a_saving(stage: Any) -> None:
    from appliance.ui.widgets.entry import saved_text

    stage.catalogue.promoted = PROMOTIONS
    for _n in range(3):
        stage.desk.scan(barcode_of(9))
    (line,) = stage.till.sale.lines
    assert saved_text(line, stage.till.shop.currency) == "3 bayar 2 \N{MINUS SIGN}3.500"
    assert ("You save", "3.500") in [(row.label, row.amount) for row in stage.desk.cart.ids.summary.children]
    assert stage.desk.cart.ids.foot.text == "Rp 7.000"


# --- the sale --------------------------------------------------------------------------------------------------------


def test_table_note_and_coupon_are_set_and_seen_over_the_lines(stage: Any) -> None:
    stage.catalogue.promoted = PROMOTIONS
    fill(stage)
    stage.tap_on(stage.desk.cart.ids.sale)
    tap(stage, "Table or number")
    keys(stage, "12")
    foot(stage)
    tap(stage, "Note")
    push(stage, "Take away")
    tap(stage, "Coupon")
    keys(stage, "HEMAT")
    foot(stage)
    sale = stage.till.sale
    assert (sale.table, sale.note, sale.coupons) == ("12", "Take away", ["HEMAT"])
    assert [icon for icon, _text in stage.desk.cart.ids.about._drawn] == ["armchair", "ticket", "note"]
    tap(stage, "HEMAT")
    assert stage.till.sale.coupons == []


def test_a_wrong_coupon_is_said_and_can_be_typed_again(stage: Any) -> None:
    fill(stage)
    stage.desk.show("sale")
    tap(stage, "Coupon")
    keys(stage, "XYZ")
    foot(stage)
    assert "XYZ" in stage.desk.banner.text
    assert stage.desk.is_showing("typing")


def test_a_quotation_is_printed_and_the_sale_waits(stage: Any) -> None:
    fill(stage)
    stage.desk.show("sale")
    tap(stage, "Quotation")
    assert [document["type"] for document in stage.catalogue.room.printed] == ["quotation"]
    assert not stage.till.sale.lines
    assert stage.books.last_sale() is None
    assert len(stage.till.parking.all()) == 1


def test_parking_gives_the_next_number_and_a_long_press_asks_a_name(stage: Any) -> None:
    fill(stage)
    stage.tap_on(stage.desk.cart.ids.park)
    fill(stage, 1)
    stage.tap_on(stage.desk.cart.ids.park)
    fill(stage, 2)
    stage.hold_on(stage.desk.cart.ids.park)
    keys(stage, "BUDI")
    foot(stage)
    assert [parked.name for parked in stage.till.parking.all()] == ["1", "2", "Budi"]
    assert stage.desk.is_showing("sell")
