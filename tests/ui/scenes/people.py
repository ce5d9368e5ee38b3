"""Who is at the till, and who may do what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core.discount import Discount
from appliance.till.people_errors import PinWrong
from appliance.till.staff import Spell, Tries
from tests.ui.fake_people import RINA, SITI, STAFF
from tests.ui.fakes import NOW_MS
from tests.ui.scenes.counter import fill, well

if TYPE_CHECKING:
    from collections.abc import Callable


def _staffed(stage: Any, **more: Any) -> None:
    stage.begin_again(staff=STAFF, **more)
    stage.books.staff.worked = [Spell("siti", NOW_MS - 9_780_000, None), Spell("budi", 0, NOW_MS - 60_000)]


def sign_in(stage: Any) -> None:
    _staffed(stage)
    well(stage)


def hand_over(stage: Any) -> None:
    _staffed(stage)
    stage.till.people.sign_in(SITI)
    fill(stage)
    stage.desk.show("sign_in")
    stage.desk.screen._tapped(0)
    for key in "22":
        stage.desk.screen.push(key)


def signed_in(stage: Any) -> None:
    _staffed(stage)
    stage.till.people.sign_in(SITI)
    fill(stage)


def pin_locked(stage: Any) -> None:
    _staffed(stage)
    well(stage)
    stage.till.people.pins._tries["siti"] = Tries(6, NOW_MS + 840_000)
    stage.desk.show("sign_in")
    stage.desk.screen._tapped(2)


def approve(stage: Any) -> None:
    signed_in(stage)
    stage.desk.show("discount")
    stage.desk.screen.choose(Discount(ppm=500_000))
    stage.desk.screen._wrong(PinWrong(name=RINA.name))


def clock(stage: Any) -> None:
    signed_in(stage)
    stage.desk.show("clock")


def no_sale(stage: Any) -> None:
    signed_in(stage)
    stage.desk.show("no_sale")


def menu_staffed(stage: Any) -> None:
    signed_in(stage)
    stage.desk.show("menu")


PEOPLE: dict[str, Callable[[Any], None]] = {
    scene.__name__: scene
    for scene in (sign_in, hand_over, signed_in, pin_locked, approve, clock, no_sale, menu_staffed)
}
