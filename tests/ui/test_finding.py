"""Finding by touch: customers, receipts, products, and the pages of the grid."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.fakes import ORDERS, FakeCatalogue
from tests.ui.fingers import foot, keys, push, tap, tap_tile
from tests.ui.scenes import fill

# --- customers -------------------------------------------------------------------------------------------------------


def test_a_customer_is_found_by_digits_of_the_phone_and_stands_in_the_cart(stage: Any) -> None:
    stage.catalogue.group_prices = {("v9", "regular"): 3_000}
    fill(stage, 9)
    stage.tap_on(stage.desk.cart.ids.sale)
    tap(stage, "Customer")
    keys(stage, "081")
    tap(stage, "Ibu Ratna")
    assert stage.till.sale.customer.name == "Ibu Ratna"
    assert stage.desk.cart.ids.about._drawn == [("user", "Ibu Ratna · 320 points")]
    assert stage.desk.cart.ids.foot.text == "Rp 3.000"


def test_a_new_customer_is_added_without_the_network_and_is_the_sale_s(stage: Any) -> None:
    fill(stage)
    stage.desk.show("customers")
    push(stage, "abc")
    keys(stage, "WAYAN")
    foot(stage)
    keys(stage, "0819")
    push(stage, "May write to them")
    foot(stage)
    assert stage.till.sale.customer.name == "Wayan"
    (customer,) = stage.till.customers.search("0819")
    assert (customer.name, customer.phone) == ("Wayan", "0819")


def test_a_customer_is_taken_off_and_forgotten_only_after_a_second_tap(stage: Any) -> None:
    fill(stage)
    stage.till.customers.choose(stage.till.customers.search("Ratna")[0])
    stage.desk.show("customer")
    push(stage, "Take off")
    assert stage.till.sale.customer is None
    stage.desk.show("customer", customer=stage.till.customers.search("Darma")[0])
    push(stage, "Forget")
    assert stage.till.customers.search("Darma")
    foot(stage)
    assert not stage.till.customers.search("Darma")


# --- searching and pages ---------------------------------------------------------------------------------------------


def test_one_box_finds_products_customers_and_receipts(stage: Any) -> None:
    fill(stage)
    stage.till.checkout.pay_cash(100_000)
    stage.settle(0.05)
    stage.desk.show("search")
    push(stage, "123")
    keys(stage, "0857")
    assert stage.desk.screen.ids.box.label == "1 customer"
    stage.tap_on(stage.desk.screen._grid.cells[0])
    assert stage.till.sale.customer.name == "Pak Darma"
    stage.desk.show("search")
    push(stage, "123")
    keys(stage, "0148")
    assert stage.desk.screen.ids.box.label == "1 receipt"


def test_a_product_with_variants_is_found_once(stage: Any) -> None:
    push(stage, "Search")
    keys(stage, "KAOS")
    assert stage.desk.screen.ids.box.label == "1 product"
    stage.tap_on(stage.desk.screen._grid.cells[0])
    assert stage.desk.is_showing("choose")


def test_a_swipe_turns_the_page_and_a_category_tile_opens_its_category(stage: Any) -> None:
    sell = stage.desk.screen
    first = sell.grid.thing(0)
    x, y = stage.tile(5).center
    stage.drag((x + 100, y), (x - 150, y))
    stage.settle(0.4)
    assert sell.grid.offset == sell.grid.pitch
    assert first.name not in [sell.grid.thing(cell.index).name for cell in sell.grid.cells if cell.index >= 0]
    assert stage.till.sale.lines == []
    tap_tile(stage, "fresh")
    assert sell._open == "fresh"


@pytest.mark.parametrize("size", ["800x480", "1280x800"])
def test_every_page_is_full_of_whole_tiles(one_stage: Any, size: str) -> None:
    one_stage.resize(size)
    one_stage.begin_again(language="en", catalogue=FakeCatalogue(orders=ORDERS))
    one_stage.settle(0.1)
    grid = one_stage.desk.screen.grid
    for page in range(grid.pages):
        grid.see(page * grid.on_page)
        one_stage.settle(0.06)
        shown = [cell for cell in grid.cells if cell.index >= 0]
        assert len(shown) == min(grid.on_page, grid.count - page * grid.on_page)
        assert all(cell.x >= grid.x - 1 and cell.right <= grid.right + 1 and cell.y >= grid.y - 1 for cell in shown)
