"""Orders and stock by touch and scan: what goes where, what is refused, and how many taps it takes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from appliance.till.events import CatalogueChanged
from tests.ui.fake_room import ORDERS, SHOPEE, line, order
from tests.ui.fakes import barcode_of
from tests.ui.scenes import fill

INDOMIE, TEH, KECAP, AQUA, BERAS = 9, 1, 24, 0, 12


def scan(stage: Any, *indexes: int) -> None:
    for index in indexes:
        stage.desk.scan(barcode_of(index))
    stage.settle(0.05)


def show(stage: Any, name: str, **what: Any) -> None:
    """Open a screen, as the menu does, and let it be laid."""
    stage.desk.show(name, **what)
    stage.settle(0.05)


def types(stage: Any) -> list[str]:
    return [entry["kind"] for entry in stage.books.entries]


def heard(stage: Any) -> list[str]:
    """Collect the sounds from now on."""
    sounds: list[str] = []
    stage.app.sounds.play = sounds.append
    return sounds


def rows(stage: Any) -> list[Any]:
    stage.settle(0.05)
    return stage.desk.screen._rows


def tap_row(stage: Any, index: int) -> None:
    stage.settle(0.05)
    stage.tap_on(next(cell for cell in stage.desk.screen._list.cells if cell.index == index))


# --- orders ---------------------------------------------------------------------------------------------------------


def test_an_order_goes_from_the_tray_to_the_courier_in_four_taps_and_a_scan_for_each_thing(stage: Any) -> None:
    stage.tap_on(stage.button("4 orders"))
    tap_row(stage, 3)
    assert stage.desk.is_showing("order")
    scan(stage, INDOMIE, INDOMIE, INDOMIE, INDOMIE, KECAP, KECAP, TEH)
    assert all(row.icon == "check" for row in rows(stage))
    stage.tap_on(stage.desk.cart.ids.foot)
    assert stage.catalogue.room.printed[-1]["type"] == "label.order"
    stage.tap_on(stage.desk.cart.ids.foot)
    assert types(stage) == ["order.accepted", "order.picked", "order.packed", "order.handed_over"]
    assert stage.desk.is_showing("orders")
    assert len(rows(stage)) == 3
    assert stage.till.sale.lines == []


def test_late_orders_stand_first_and_each_channel_says_how_far_behind_it_is(stage: Any) -> None:
    show(stage, "orders")
    assert [row.title.partition(" ·")[0] for row in rows(stage)] == [
        "Lazada",
        "Tokopedia",
        "Shopee Bu Sri",
        "Shopee Bu Sri",
    ]
    assert rows(stage)[0].side == "1 h late"
    tabs = {cell._text for cell in stage.desk.screen._tabs.cells if cell.index >= 0}
    assert {"Lazada · 1\nNot connected", "Tokopedia · 1\n4 min behind"} <= tabs
    stage.desk.screen._choose(3)
    assert [row.title for row in rows(stage)] == ["Tokopedia · b***o"]


def test_an_order_becomes_late_while_nobody_does_anything(stage: Any, monkeypatch: Any) -> None:
    assert stage.desk.state.late_orders == 1
    later_ms = stage.till.now_ms() + 30 * 60_000
    monkeypatch.setattr(stage.till, "now_ms", lambda: later_ms)
    stage.desk.back_room.tick()
    assert stage.desk.state.late_orders == 2
    assert any("2 are late" in text for _icon, text, _kind in stage.desk.strip._drawn)


def test_the_wrong_thing_is_refused_with_its_sound_and_words_and_nothing_is_sold(stage: Any) -> None:
    fill(stage)
    show(stage, "order", order="rina")
    sounds = heard(stage)
    scan(stage, AQUA)
    assert stage.desk.banner.text == "Aqua Botol 600 ml is not in this order. Put it back."
    scan(stage, TEH)
    assert not stage.desk.banner.is_shown
    scan(stage, TEH)
    assert "All 1 of Teh Botol" in stage.desk.banner.text
    assert sounds == ["refused", "ok", "refused"]
    assert len(stage.till.sale.lines) == 4


def test_quantities_count_down_and_the_steps_say_how_far_it_is(stage: Any) -> None:
    show(stage, "order", order="rina")
    scan(stage, INDOMIE, INDOMIE)
    row = rows(stage)[0]
    assert (row.amount, row.side) == ("2 / 4", "2 to go")
    assert stage.desk.cart.ids.foot.text == "Scan 5 more"
    assert stage.desk.cart.ids.foot.disabled


def test_it_is_seen_that_scans_go_to_the_order_and_the_cart_comes_back_as_it_was(stage: Any) -> None:
    fill(stage)
    assert stage.desk.cart._veil.parent is None
    show(stage, "order", order="rina")
    assert "box" in stage.desk.cart._veil.text
    x, y = stage.desk.cart.lines.center
    stage.tap(x, y)
    assert stage.desk.is_showing("order")
    stage.desk.home()
    assert stage.desk.cart._veil.parent is None
    scan(stage, AQUA)
    assert len(stage.till.sale.lines) == 5


def test_what_was_picked_is_there_again_when_the_order_is_opened_again(stage: Any) -> None:
    show(stage, "order", order="rina")
    scan(stage, INDOMIE, TEH)
    stage.desk.home()
    show(stage, "order", order="rina")
    assert [row.amount for row in rows(stage)] == ["1 / 4", "2", "1"]


def test_a_thing_without_a_barcode_is_picked_by_a_tap_and_put_back_by_two(stage: Any) -> None:
    show(stage, "order", order="rina")
    tap_row(stage, 2)
    assert rows(stage)[2].icon == "check"
    tap_row(stage, 2)
    stage.tap_on(stage.button("Put back"))
    assert rows(stage)[2].icon == "circle-dashed"


def test_a_typed_quantity_counts_for_the_next_scan(stage: Any) -> None:
    show(stage, "order", order="rina")
    stage.desk.set_quantity(4)
    scan(stage, INDOMIE)
    assert rows(stage)[0].icon == "check"
    assert stage.desk.quantity == 0


def test_a_buyer_collects_by_code(stage: Any) -> None:
    show(stage, "orders")
    stage.tap_on(stage.button("Collect"))
    for key in "4821":
        stage.tap_on(stage.button(key))
    stage.tap_on(stage.desk.cart.ids.foot)
    assert stage.desk.is_showing("order")
    stage.tap_on(stage.desk.cart.ids.foot)
    assert stage.books.entries[-1]["body"]["code"] == "4821"


def test_a_wrong_code_opens_nothing(stage: Any) -> None:
    show(stage, "collect")
    for key in "99":
        stage.tap_on(stage.button(key))
    stage.tap_on(stage.desk.cart.ids.foot)
    assert stage.desk.is_showing("collect")
    assert "99" in stage.desk.banner.text


def test_an_order_that_is_collected_is_not_handed_over_without_its_code(stage: Any) -> None:
    show(stage, "order", order="joko")
    assert stage.desk.cart.ids.foot.text == "Ask for the code"
    stage.tap_on(stage.desk.cart.ids.foot)
    assert stage.desk.is_showing("collect")


def test_a_scanned_pickup_code_opens_its_order_from_anywhere(stage: Any) -> None:
    stage.desk.scan("LPKP-4821")
    assert stage.desk.is_showing("order")
    assert stage.desk.cart.ids.foot.text == "Hand over"


def test_a_new_order_is_heard_and_seen_and_one_that_is_known_is_not(stage: Any) -> None:
    sounds = heard(stage)
    stage.till.feed_applied(frozenset({"order"}))
    assert sounds == []
    stage.catalogue.room.orders.append(order("new", SHOPEE, "251121NEW", "n***a", 0, line("Indomie Goreng", 1)))
    stage.till.feed_applied(frozenset({"order"}))
    assert sounds == ["order"]
    assert "251121NEW" in stage.desk.banner.text
    assert stage.desk.state.orders == 5


def test_an_order_that_is_cancelled_while_it_is_open_is_said(stage: Any) -> None:
    show(stage, "order", order="rina")
    stage.catalogue.room.orders = [one for one in ORDERS if one.key != "rina"]
    stage.till.tell(CatalogueChanged(frozenset({"order"})))
    assert stage.desk.is_showing("orders")
    assert "handed over or cancelled" in stage.desk.banner.text


def test_an_order_that_changes_while_it_is_open_is_shown_as_it_is_now(stage: Any) -> None:
    show(stage, "order", order="budi")
    changed = [replace(one, buyer="somebody") if one.key == "budi" else one for one in stage.catalogue.room.orders]
    stage.catalogue.room.orders = changed
    stage.till.tell(CatalogueChanged(frozenset({"order"})))
    assert "somebody" in stage.desk.screen.ids.heading.note


def test_a_failed_write_leaves_the_parcel_where_it_is(stage: Any) -> None:
    from tests.ui.scenes import PaperOut

    show(stage, "order", order="joko", code="4821")
    stage.books.broken = PaperOut(printer="disk")
    stage.tap_on(stage.desk.cart.ids.foot)
    assert stage.desk.is_showing("order")
    assert stage.desk.banner.is_shown
    stage.tap_on(stage.desk.cart.ids.foot)
    assert types(stage) == ["order.handed_over"]


# --- stock ----------------------------------------------------------------------------------------------------------


def test_a_product_shows_where_it_is_with_one_scan_after_the_menu(stage: Any) -> None:
    stage.tap_on(stage.desk.cart.ids.menu)
    stage.tap_on(stage.button("Stock"))
    scan(stage, INDOMIE)
    ids = stage.desk.screen.ids
    assert (ids.here.amount, ids.promised.amount) == ("3", "4")
    assert (rows(stage)[0].title, rows(stage)[0].amount) == ("Gudang Cibubur", "144")
    assert rows(stage)[0].note == "As of 4 min ago"
    assert stage.till.sale.lines == []


def test_what_runs_low_is_listed_and_found_by_search(stage: Any) -> None:
    show(stage, "stock")
    assert rows(stage)[0].title == "Beras Ramos 5 kg"
    tap_row(stage, 0)
    assert stage.desk.screen.ids.heading.text == "Beras Ramos 5 kg"
    show(stage, "stock_find")
    for key in "KEC":
        stage.tap_on(stage.button(key))
    stage.tap_on(stage.desk.screen._grid.cells[0])
    assert stage.desk.screen.ids.heading.text == "Kecap Manis Bango 275 ml"


def test_a_shelf_is_counted_by_scanning_and_the_difference_shows(stage: Any) -> None:
    show(stage, "stock")
    stage.tap_on(stage.button("Count"))
    scan(stage, INDOMIE, INDOMIE, INDOMIE, INDOMIE)
    assert (rows(stage)[0].amount, rows(stage)[0].side) == ("4", "1 too much")
    stage.tap_on(stage.desk.cart.ids.foot)
    assert types(stage) == ["stock.counted"]
    assert stage.catalogue.room.on_hand["v9"] == 4_000
    assert stage.desk.banner.text == "The count is booked."
    assert rows(stage) == []


def test_a_line_is_typed_on_the_pad(stage: Any) -> None:
    show(stage, "sheet", kind="count")
    scan(stage, AQUA)
    tap_row(stage, 0)
    for key in "45":
        stage.tap_on(stage.button(key))
    assert stage.desk.screen.ids.hint.text == "3 missing"
    stage.tap_on(stage.desk.cart.ids.foot)
    assert rows(stage)[0].amount == "45"


def test_a_correction_asks_why_first(stage: Any) -> None:
    show(stage, "sheet", kind="adjust")
    scan(stage, AQUA, AQUA)
    stage.tap_on(stage.desk.cart.ids.foot)
    assert "Choose why" in stage.desk.banner.text
    stage.tap_on(stage.button("Broken"))
    stage.tap_on(stage.desk.cart.ids.foot)
    body = stage.books.entries[-1]["body"]
    assert (body["reason"], body["lines"][0]["quantity_milli"]) == ("Broken", -2_000)


def test_a_correction_is_turned_round_where_something_was_found(stage: Any) -> None:
    show(stage, "sheet_line", kind="adjust", variant="v0")
    stage.tap_on(stage.button("Add instead"))
    stage.tap_on(stage.button("3"))
    assert stage.desk.screen.ids.hint.text == "On hand then: 51"
    stage.tap_on(stage.desk.cart.ids.foot)
    assert rows(stage)[0].amount == "+3"


def test_goods_that_came_are_scanned_with_their_number(stage: Any) -> None:
    show(stage, "sheet", kind="receive")
    stage.desk.set_quantity(24)
    scan(stage, AQUA)
    stage.tap_on(stage.desk.cart.ids.foot)
    assert stage.catalogue.room.on_hand["v0"] == 72_000


def test_a_transfer_is_asked_of_a_store_that_has_some(stage: Any) -> None:
    show(stage, "sheet", kind="transfer")
    scan(stage, BERAS)
    stage.tap_on(stage.button("Gudang Cibubur"))
    stage.tap_on(stage.desk.cart.ids.foot)
    assert stage.books.entries[-1]["body"]["from"] == "s2"


def test_a_sheet_that_was_thrown_away_comes_back_with_one_tap(stage: Any) -> None:
    show(stage, "sheet", kind="count")
    scan(stage, AQUA, TEH)
    stage.tap_on(stage.desk.screen.ids.discard)
    assert rows(stage) == []
    stage.tap_on(stage.button("Undo"))
    assert len(rows(stage)) == 2


def test_an_unknown_code_on_a_sheet_is_said_and_nothing_is_lost(stage: Any) -> None:
    show(stage, "sheet", kind="count")
    scan(stage, AQUA)
    sounds = heard(stage)
    stage.desk.scan("8992761002015")
    assert sounds == ["unknown"]
    assert len(rows(stage)) == 1


def test_a_shelf_label_is_one_tap(stage: Any) -> None:
    show(stage, "stock_item", variant="v9")
    stage.tap_on(stage.button("Label"))
    label = stage.catalogue.room.printed[-1]["body"]["labels"][0]
    assert (label["name"], label["code"]) == ("Indomie Goreng", "0" + barcode_of(INDOMIE))


def test_a_tile_says_what_runs_low_and_hears_of_a_count(stage: Any) -> None:
    stage.settle(0.05)
    marks = {cell._goods.name: (cell._goods.mark, cell._goods.is_out) for cell in stage.desk.screen.grid.cells}
    assert marks["Beras Ramos 5 kg"] == ("Sold out", True)
    assert marks["Indomie Goreng"] == ("3 left", False)
    assert marks["Aqua Botol 600 ml"] == ("", False)
    show(stage, "sheet", kind="count")
    stage.desk.set_quantity(2)
    scan(stage, AQUA)
    stage.tap_on(stage.desk.cart.ids.foot)
    stage.desk.home()
    stage.settle(0.05)
    marks = {cell._goods.name: cell._goods.mark for cell in stage.desk.screen.grid.cells}
    assert marks["Aqua Botol 600 ml"] == "2 left"
