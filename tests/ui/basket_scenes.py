"""What a cashier sees while filling the basket: questions, notes, prices, customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core.discount import Discount
from appliance.till.customer_port import Purchase
from tests.ui.asking import PROMOTIONS
from tests.ui.fakes import NOW_MS

if TYPE_CHECKING:
    from collections.abc import Callable


def _fill(stage: Any, *indexes: int) -> None:
    from tests.ui.scenes import fill

    fill(stage, *indexes)


def _add(stage: Any, key: str, *choices: str, **more: Any) -> None:
    till = stage.till
    variant = till.catalogue.by_key(key)
    groups = till.basket.groups(variant)
    chosen = [choice for group in groups for choice in group.choices if choice.key in choices]
    till.basket.add(variant, modifiers=chosen, **more)


def choose(stage: Any) -> None:
    _fill(stage)
    stage.desk.add(stage.till.catalogue.by_key("shirt-s-hitam"))
    stage.desk.screen.choose(0, 2)


def modifiers(stage: Any) -> None:
    _fill(stage)
    stage.desk.add(stage.till.catalogue.by_key("latte"))
    for section, chip in ((0, 1), (2, 0)):
        stage.desk.screen.choose(section, chip)


def modifiers_open(stage: Any) -> None:
    _fill(stage)
    stage.desk.add(stage.till.catalogue.by_key("latte"))


def open_price(stage: Any) -> None:
    _fill(stage)
    stage.desk.add(stage.till.catalogue.by_key("greens"))
    for key in ("7", "000"):
        stage.desk.screen.push(key)


def age(stage: Any) -> None:
    _fill(stage)
    stage.desk.add(stage.till.catalogue.by_key("beer"))


def _rich(stage: Any) -> None:
    """A cart with everything a line can have."""
    stage.catalogue.promoted = PROMOTIONS
    _fill(stage, 9, 9, 9, 1, 31)
    till = stage.till
    till.basket.set_quantity(3, 845)
    _add(stage, "latte", "large", "less", "shot")
    till.basket.note_line(4, "dibungkus")
    till.basket.override_price(2, 5_000, "Pelanggan tetap")
    till.customers.choose(till.customers.search("", 9)[0])
    till.basket.set_table("12")
    stage.desk.home()


def cart(stage: Any) -> None:
    _rich(stage)
    stage.till.basket.discount_sale(Discount(ppm=50_000))


def line_rich(stage: Any) -> None:
    _rich(stage)
    stage.till.basket.discount_line(4, Discount(ppm=100_000))
    stage.desk.show("line", number=4)


def price(stage: Any) -> None:
    _rich(stage)
    stage.desk.show("price", number=4)
    stage.desk.screen._tapped(1, None)
    for key in ("1", "5", "000"):
        stage.desk.screen.push(key)


def discount_amount(stage: Any) -> None:
    _rich(stage)
    stage.desk.show("discount", number=4)
    stage.desk.screen.push("Rp")
    for key in ("2", "000"):
        stage.desk.screen.push(key)


def sale(stage: Any) -> None:
    _rich(stage)
    stage.till.basket.note_sale("Diantar ke Blok C nomor 4")
    stage.desk.show("sale")


def sale_plain(stage: Any) -> None:
    _fill(stage)
    stage.desk.show("sale")


def note(stage: Any) -> None:
    _fill(stage)
    stage.desk.show("sale")
    stage.desk.screen._ask_note()
    for key in "TANPA CABE":
        stage.desk.screen.press(key)


def table(stage: Any) -> None:
    _fill(stage)
    stage.desk.show("sale")
    stage.desk.screen._ask_table()
    for key in "12":
        stage.desk.screen.press(key)


def customers(stage: Any) -> None:
    _fill(stage)
    stage.desk.show("customers")
    for key in "08":
        stage.desk.screen.press(key)


def customers_none(stage: Any) -> None:
    _fill(stage)
    stage.desk.show("customers")
    for key in "WAYAN":
        stage.desk.screen.press(key)


def customer_new(stage: Any) -> None:
    _fill(stage)
    stage.desk.show("customer_new", called="Bu Wayan")
    for key in "0812":
        stage.desk.screen.press(key)


def customer(stage: Any) -> None:
    _rich(stage)
    key = stage.till.sale.customer.key
    day = 86_400_000
    stage.books.customers.bought[key] = [
        Purchase(NOW_MS - n * day - 7_000_000, f"A-{140 - n:06}", 38_500 + n * 7_250, 10 - n) for n in (0, 3, 9)
    ]
    stage.desk.show("customer")


def search_all(stage: Any) -> None:
    _fill(stage)
    stage.till.checkout.pay_cash(100_000)
    stage.settle(0.05)
    _fill(stage, 1)
    stage.desk.show("search")
    stage.desk.screen.turn()
    for key in "081":
        stage.desk.screen.press(key)


def search_receipt(stage: Any) -> None:
    _fill(stage)
    stage.till.checkout.pay_cash(100_000)
    stage.settle(0.05)
    _fill(stage, 1)
    stage.desk.show("search")
    stage.desk.screen.turn()
    for key in "0148":
        stage.desk.screen.press(key)


def favourites_last(stage: Any) -> None:
    _fill(stage)
    grid = stage.desk.screen.grid
    grid.see(grid.count - 1)


def parked_named(stage: Any) -> None:
    from tests.ui.scenes import well

    well(stage)
    for index, name, table_name in ((12, "1", ""), (40, "Bu Wayan", "7"), (24, "2", "")):
        stage.till.basket.add(stage.catalogue.variants[index])
        if table_name:
            stage.till.basket.set_table(table_name)
        stage.till.parking.park(name)
        stage.settle(0.05)
    stage.desk.show("parked")


BASKET_SCENES: dict[str, Callable[[Any], None]] = {
    scene.__name__: scene
    for scene in (
        choose, modifiers, modifiers_open, open_price, age, cart, line_rich, price, discount_amount, sale, sale_plain,
        note, table, customers, customers_none, customer_new, customer, search_all, search_receipt, favourites_last,
        parked_named,
    )
}  # fmt: skip
