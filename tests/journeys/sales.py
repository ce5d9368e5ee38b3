"""Sales of every kind, each as a cashier rings it up by touch; what the books must then say stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core import card
from tests.journeys import stall_shop as shop
from tests.journeys.stall_shop import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.cashier import Cashier

    Body = dict[str, Any]

SCANNED = [code for _price, _tax, code in PLAIN.values()]
TAPPED = ("Teh Botol", "Aqua", "Gula", "Sabun", "Roti Tawar")


def kinds(body: Body) -> list[str]:
    """Return how a sale was paid."""
    return [tender["kind"] for tender in body["tenders"]]


def code_of(name: str) -> str:
    """Return the barcode of something plain."""
    return PLAIN[name][2]


def _some(cashier: Cashier, most: int = 3) -> None:
    cashier.scan(*(cashier.dice.choice(SCANNED) for _ in range(cashier.dice.randint(1, most))))


def _big(cashier: Cashier) -> None:
    """Scan enough that a part of it can be paid in one way and the rest in another."""
    cashier.scan(code_of("Minyak"), code_of("Kecap"))


# --- what is in the sale ---------------------------------------------------------------------------------------------


def tapped(cashier: Cashier) -> None:
    for name in cashier.dice.sample(TAPPED, 2):
        cashier.tile(name)
    assert kinds(cashier.cash()) == ["cash"]


def scanned(cashier: Cashier) -> None:
    _some(cashier, 6)
    cashier.cash()


def quantity_before_scan(cashier: Cashier) -> None:
    cashier.home()
    cashier.till.taps("Quantity", "1", "2")
    cashier.scan(code_of("Mie Goreng"))
    body = cashier.cash()
    assert body["lines"][0]["quantity_milli"] == 12_000


def weighed_label(cashier: Cashier) -> None:
    price = cashier.dice.randint(8, 30) * 1_000
    cashier.scan(shop.weighed_label(price))
    body = cashier.cash()
    assert body["lines"][0]["price_minor"] == price


def weighed(cashier: Cashier) -> None:
    grams = cashier.dice.randint(150, 2_400)
    cashier.till.ask("weigh", grams=grams)
    cashier.tile("Apel")
    cashier.till.wait("it is weighed", lambda seen: seen["lines"] and seen["lines"][0][1] == grams)
    cashier.till.ask("weigh", grams=0)
    cashier.cash()


def variant(cashier: Cashier) -> None:
    cashier.tile("Kaos")
    cashier.till.taps("M", "Hitam")
    body = cashier.cash()
    assert body["lines"][0]["unit_price_minor"] == 80_000


def modifiers(cashier: Cashier) -> None:
    cashier.tile("Kopi Susu")
    cashier.till.taps("Manis", "Lemon", "Add")
    body = cashier.cash()
    assert [modifier["name"] for modifier in body["lines"][0]["modifiers"]] == ["Manis", "Lemon"]


def open_price(cashier: Cashier) -> None:
    cashier.tile("Sayur Segar")
    cashier.till.taps("7", "000", "Add")
    body = cashier.cash()
    assert body["total_minor"] == 7_000


def age_checked(cashier: Cashier) -> None:
    cashier.scan(shop.BEER)
    cashier.till.tap("Yes, 21 or older")
    cashier.cash()


def package(cashier: Cashier) -> None:
    now_ms = cashier.till.now_ms()
    seen = len(cashier.till.events)
    cashier.scan(shop.package(-2, now_ms))
    cashier.till.wait_event("ScanRefused", seen)
    cashier.scan(shop.package(5, now_ms))
    body = cashier.cash()
    assert (len(body["lines"]), body["lines"][0]["batch"]) == (1, "LOT7")


def removed_and_undone(cashier: Cashier) -> None:
    cashier.scan(code_of("Gula"), code_of("Biskuit"))
    cashier.line("Gula")
    cashier.till.taps("Remove", "Undo")
    cashier.line("Biskuit")
    cashier.till.tap("Remove")
    cashier.till.wait("one line is left", lambda seen: len(seen["lines"]) == 1)
    body = cashier.cash()
    assert [line["name"] for line in body["lines"]] == ["Gula"]


def with_notes(cashier: Cashier) -> None:
    _some(cashier)
    cashier.about_sale("Table or number")
    cashier.type("7")
    cashier.till.tap("Done")
    cashier.till.tap("Note", among="cell")
    cashier.till.tap("Deliver")
    cashier.till.wait_screen("sale")
    body = cashier.cash()
    assert (body["table"], body["note"]) == ("7", "Deliver")


# --- what it costs ---------------------------------------------------------------------------------------------------


def line_discount(cashier: Cashier) -> None:
    _big(cashier)
    cashier.line("Kecap")
    cashier.till.taps("Discount", "10 %")
    cashier.till.wait("it is cheaper", lambda seen: seen["lines"][1][2] < PLAIN["Kecap"][0])
    body = cashier.cash()
    assert body["lines"][1]["discount_minor"] == 2_234


def approved_discount(cashier: Cashier) -> None:
    _big(cashier)
    before = cashier.till.wait("both are in", lambda seen: len(seen["lines"]) == 2)["left_minor"]
    cashier.till.taps("Sale", "20 %")
    cashier.approve(lambda seen: seen["left_minor"] < before)
    body = cashier.cash()
    assert body["total_minor"] == 57_230 - 11_446


def new_price(cashier: Cashier) -> None:
    _big(cashier)
    cashier.line("Minyak")
    cashier.till.taps("Price", "3", "0", "000", "Damaged", "Set the price")
    cashier.approve(lambda seen: seen["lines"][0][2] == 30_000)
    body = cashier.cash()
    assert body["lines"][0]["override"]["reason"] == "Damaged"


def three_for_two(cashier: Cashier) -> None:
    cashier.scan(*[code_of("Chitato")] * 3)
    body = cashier.cash()
    assert sum(one["minor"] for line in body["lines"] for one in line["promotions"]) == 11_550


def bundle(cashier: Cashier) -> None:
    cashier.scan(code_of("Roti Tawar"), code_of("Susu Segar"))
    body = cashier.cash()
    assert body["total_minor"] == 30_000


def coupon(cashier: Cashier) -> None:
    _big(cashier)
    cashier.scan(f"LPKV-{shop.COUPON}")
    body = cashier.cash()
    assert body["total_minor"] == 57_230 - 5_723


# --- who it is for ---------------------------------------------------------------------------------------------------


def member_with_points(cashier: Cashier) -> None:
    cashier.scan(code_of("Teh Botol"), code_of("Minyak"))
    cashier.home()
    cashier.customer("AYU", "Ayu Lestari")
    cashier.pay("Points")
    cashier.typed(2_000)
    cashier.till.wait("points are taken", lambda seen: seen["tenders"] == [["points", 2_000]])
    cashier.till.tap("Cash")
    cashier.exact()
    body = cashier.done()
    assert (kinds(body), body["points"]["spent"]) == (["points", "cash"], 20)


def new_customer(cashier: Cashier) -> None:
    _some(cashier)
    name = "".join(cashier.dice.choice("ABDEGIKLMNORSTU") for _ in range(9))
    cashier.home()
    cashier.about_sale("Customer")
    cashier.type(name)
    cashier.till.tap("Add a customer")
    cashier.till.wait_screen("customer_new")
    cashier.type("0812")
    cashier.till.tap("Add to the sale")
    cashier.till.wait("the sale is theirs", lambda seen: seen["customer"] == name.capitalize())
    body = cashier.cash()
    assert body["customer"]


def on_account(cashier: Cashier) -> None:
    _some(cashier)
    cashier.home()
    cashier.customer("1111", "Ayu Lestari")
    cashier.pay("On account")
    cashier.till.tap("Take")
    cashier.approve(lambda seen: seen["screen"] == "done")
    body = cashier.done()
    assert kinds(body) == ["account"]


# --- how it is paid --------------------------------------------------------------------------------------------------


def gift_card(cashier: Cashier) -> None:
    _some(cashier)
    cashier.home()
    cashier.watch()
    cashier.scan(shop.GIFT)
    cashier.till.wait_screen("pay")
    cashier.till.tap("Take")
    body = cashier.done()
    assert kinds(body) == ["gift_card"]


def gift_card_sold(cashier: Cashier) -> None:
    cashier.home()
    cashier.scan(card.new_code(cashier.dice.randbytes(8)))
    cashier.till.wait_screen("card_sale")
    cashier.till.taps("5", "0", "000", "Add to the sale")
    body = cashier.cash()
    assert body["lines"][0]["card"]


def stand_alone_card(cashier: Cashier) -> None:
    _some(cashier)
    cashier.pay("Card")
    cashier.till.tap("Approved", "Charge")
    body = cashier.done()
    assert kinds(body) == ["card"]


def in_parts(cashier: Cashier) -> None:
    _big(cashier)
    cashier.pay()
    cashier.typed(20_000)
    cashier.till.wait("a part is paid", lambda seen: seen["tenders"] == [["cash", 20_000]])
    cashier.till.taps("Card")
    cashier.till.tap("Approved", "Charge")
    body = cashier.done()
    assert kinds(body) == ["cash", "card"]


def qr_by_hand(cashier: Cashier) -> None:
    _some(cashier)
    cashier.pay("QR")
    cashier.till.tap("I saw the payment")
    cashier.approve(lambda seen: seen["screen"] == "done")
    body = cashier.done()
    assert kinds(body) == ["qr"]


def parked(cashier: Cashier) -> None:
    cashier.scan(code_of("Sabun"))
    cashier.home()
    cashier.till.tap("Park")
    cashier.till.wait("it is parked", lambda seen: seen["parked"] and not seen["lines"])
    scanned(cashier)
    cashier.home()
    cashier.till.tap(f"Parked {len(cashier.till.look()['parked'])}")
    cashier.till.tap("1", among="cell")
    cashier.till.wait("it is back", lambda seen: seen["lines"])
    cashier.cash()


EVERY: tuple[Callable[[Cashier], None], ...] = (
    tapped, scanned, quantity_before_scan, weighed_label, weighed, variant, modifiers, open_price, age_checked, package,
    removed_and_undone, with_notes, line_discount, approved_discount, new_price, three_for_two, bundle, coupon,
    member_with_points, new_customer, on_account, gift_card, gift_card_sold, stand_alone_card, in_parts, qr_by_hand,
    parked,
)  # fmt: skip
