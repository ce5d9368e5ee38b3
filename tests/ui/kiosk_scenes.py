"""What a shopper and an attendant see at a self-checkout, each as a few lines that lead there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from appliance.core.tender import CARD, Tender
from appliance.till.devices import Weight
from appliance.till.events import CatalogueChanged, DeviceChanged, WeightChanged
from appliance.till.kiosk import Kiosk
from appliance.till.kiosk_terms import KioskTerms
from appliance.till.kiosks import KioskStatus
from appliance.till.ports import OK, Health
from tests.ui.fake_people import BUDI, STAFF
from tests.ui.fakes import NOW_MS, barcode_of

if TYPE_CHECKING:
    from collections.abc import Callable

BEER = 41  # any product will do to be made one that asks for an age


def begin(stage: Any, staff: Any = STAFF, **terms: Any) -> Kiosk:
    """Make the stage's till a self-checkout."""
    stage.begin_again(staff=staff)
    till = stage.till
    till.shop = replace(till.shop, kiosk=KioskTerms(**terms), receipts_at="https://lapak.example/r")
    stage.app.kiosk = Kiosk(till)
    stage.app.kiosk.begin()
    stage.app.lay_desk()
    stage.settle(0.05)
    return stage.app.kiosk


def shop(stage: Any, *indexes: int, **terms: Any) -> Kiosk:
    kiosk = begin(stage, **terms)
    kiosk.touch()
    kiosk.choose_language(stage.app.language)
    for index in indexes or (9, 9, 1, 31):
        kiosk.scanner.scan(barcode_of(index))
    stage.settle(0.05)
    return kiosk


def of_age(stage: Any, kiosk: Kiosk, age: int = 18) -> None:
    """Let the newest line ask for an age."""
    stage.till.sale.lines[-1].item.min_age = age
    kiosk.till.changed()


def type_pin(stage: Any, name: str, pin: str) -> None:
    """Choose a name and type a PIN on the screen."""
    stage.settle(0.1)
    pane = stage.desk.screen
    place = [staff.name for staff in pane._shown].index(name)
    stage.tap_on(next(cell for cell in pane._list.cells if cell.index == place))
    for digit in pin:
        stage.tap_on(stage.button(digit))
    stage.settle(0.3)


def kiosk_attract(stage: Any) -> None:
    begin(stage)


def kiosk_language(stage: Any) -> None:
    begin(stage).touch()


def kiosk_closed(stage: Any) -> None:
    begin(stage, staff=())


def kiosk_empty(stage: Any) -> None:
    kiosk = begin(stage)
    kiosk.touch()
    kiosk.choose_language(stage.app.language)


def kiosk_basket(stage: Any) -> None:
    shop(stage)


def kiosk_browse(stage: Any) -> None:
    shop(stage, item_limit=10)
    stage.desk.browse()


def kiosk_refused(stage: Any) -> None:
    shop(stage, 9, item_limit=1).scanner.scan(barcode_of(0))


def kiosk_help(stage: Any) -> None:
    shop(stage)
    stage.desk.ask_help("help")


def kiosk_remove(stage: Any) -> None:
    shop(stage).cart.one_less(1)


def kiosk_leave(stage: Any) -> None:
    shop(stage)
    stage.desk.ask_leave()


def kiosk_age(stage: Any) -> None:
    kiosk = shop(stage)
    of_age(stage, kiosk)
    kiosk.pay()


def weigh(stage: Any, grams: int) -> None:
    stage.till.tell(WeightChanged(Weight(grams, is_stable=True)))


def kiosk_bag(stage: Any) -> None:
    kiosk = begin(stage, is_bagging=True)
    stage.till.tell(DeviceChanged("scale", Health(OK)))
    weigh(stage, 0)
    kiosk.touch()
    kiosk.choose_language(stage.app.language)
    kiosk.scanner.scan(barcode_of(9))
    stage.till.sale.lines[0].item.weight_g = 85
    kiosk.bag.begin()
    stage.till.changed()
    kiosk.bag.follow(stage.till.sale)
    kiosk.pay()


def kiosk_bag_extra(stage: Any) -> None:
    kiosk_bag(stage)
    stage.app.kiosk.back()
    weigh(stage, 600)


def kiosk_check(stage: Any) -> None:
    shop(stage, check_ppm=1_000_000).pay()


def kiosk_pay(stage: Any) -> None:
    shop(stage).pay()


def kiosk_gift(stage: Any) -> None:
    shop(stage).pay()
    stage.desk.screen.choose("gift_card")


def kiosk_part(stage: Any) -> None:
    shop(stage)
    stage.till.sale.tenders.append(Tender("t1", CARD, 5_000, 5_000, 0))
    stage.app.kiosk.pay()


def kiosk_thanks(stage: Any) -> None:
    kiosk = shop(stage)
    kiosk.pay()
    stage.settle(0.05)
    offer = stage.till.qr.offer
    stage.catalogue.paid[offer.reference] = offer.amount_minor
    stage.till.qr.look()
    stage.settle(0.05)


def kiosk_idle(stage: Any) -> None:
    kiosk = shop(stage)
    stage.clock_ms += (kiosk.terms.idle_s - 12) * 1000
    stage.desk.idle.refresh()


def kiosk_pin(stage: Any) -> None:
    shop(stage)
    stage.desk.ask_pin()


def kiosk_attendant(stage: Any) -> None:
    kiosk = shop(stage)
    of_age(stage, kiosk)
    kiosk.pay()
    kiosk.call()
    kiosk.attendant.arrive(BUDI)


def kiosks(stage: Any) -> None:
    stage.begin_again()
    stage.catalogue.helped = [
        KioskStatus("k1", "Swalayan 1", "age", NOW_MS - 130_000),
        KioskStatus("k2", "Swalayan 2", "", NOW_MS),
        KioskStatus("k3", "Swalayan 3", "help", NOW_MS - 20_000),
    ]
    stage.till.tell(CatalogueChanged(frozenset({"kiosk"})))
    stage.desk.show("kiosks")


KIOSK_SCENES: dict[str, Callable[[Any], None]] = {
    scene.__name__: scene
    for scene in (
        kiosk_attract, kiosk_language, kiosk_closed, kiosk_empty, kiosk_basket, kiosk_browse, kiosk_refused, kiosk_help,
        kiosk_remove, kiosk_leave, kiosk_age, kiosk_bag, kiosk_bag_extra, kiosk_check, kiosk_pay, kiosk_gift,
        kiosk_part, kiosk_thanks, kiosk_idle, kiosk_pin, kiosk_attendant, kiosks,
    )
}  # fmt: skip
