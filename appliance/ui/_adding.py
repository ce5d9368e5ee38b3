"""What has to be asked before something is in the sale: which variant, how old, at what price, with which extras."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from appliance.till import events
from appliance.till.basket import AGE, CHOICES, PRICE
from appliance.till.found import FoundItem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from appliance.till.catalogue import Variant
    from appliance.till.product import Choice

SCREENS = {AGE: "age", PRICE: "open_price", CHOICES: "modifiers"}
QUESTIONS = (*SCREENS.values(), "choose")


@dataclass
class Wanted:
    """Something that is to be added, and what was answered so far."""

    found: FoundItem
    is_scanned: bool
    price_minor: int | None = None
    choices: Sequence[Choice] | None = None


class Adding:
    """Belongs to one desk. What is scanned while something is asked waits for its turn."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk
        self._waiting: list[Wanted] = []
        self.hears: dict[type, Callable[[Any], None]] = {events.ItemAsks: self._asked}

    @property
    def is_asking(self) -> bool:
        """Whether a question is on the stage."""
        return self._desk.showing[0] in QUESTIONS

    def tapped(self, variant: Variant, quantity: int, *, is_certain: bool = False) -> None:
        """Add so many of what a tile stands for: a product asks which of its variants, unless that is certain."""
        product = self._desk.till.catalogue.product(variant.product) if variant.options and not is_certain else None
        if product is not None:
            self._desk.show("choose", product=product, quantity=quantity)
        else:
            self._begin(Wanted(FoundItem("", "", variant, quantity * 1000), is_scanned=False))

    def _asked(self, event: events.ItemAsks) -> None:
        self._desk.app.sounds.play("ok")
        self.scanned(event.found)

    def scanned(self, found: FoundItem) -> None:
        """Ask what a scan needs to know."""
        self._begin(Wanted(found, is_scanned=True))

    def _begin(self, wanted: Wanted) -> None:
        if self.is_asking and self._waiting:
            self._waiting.append(wanted)
            return
        self._waiting = [wanted]
        self.go_on()

    def go_on(self) -> None:
        """Ask the next thing; what has no question left is added."""
        while self._waiting:
            wanted = self._waiting[0]
            question = self._question(wanted)
            if question:
                self._desk.show(SCREENS[question], wanted=wanted)
                return
            self._waiting.pop(0)
            self._add(wanted)
        if self.is_asking:
            self._desk.home()

    def cancel(self) -> None:
        """Add nothing of what is asked about now."""
        if self._waiting:
            self._waiting.pop(0)
        if self._waiting:
            self.go_on()
        else:
            self._desk.home()

    def refuse_age(self, age: int) -> None:
        """Add nothing of what only older customers may buy."""
        self._waiting = [wanted for wanted in self._waiting if wanted.found.variant.min_age < age]
        self.go_on()

    def _question(self, wanted: Wanted) -> str:
        known = {PRICE: wanted.price_minor is not None, CHOICES: wanted.choices is not None}
        return next((q for q in self._desk.till.basket.asks(wanted.found) if not known.get(q, False)), "")

    def _add(self, wanted: Wanted) -> None:
        desk, variant = self._desk, wanted.found.variant
        if self.is_asking and not self._waiting:
            desk.home()
        is_asked = wanted.price_minor is not None or wanted.choices is not None
        if not wanted.is_scanned and not is_asked and desk.weigher.takes(variant):
            return

        def add() -> None:
            desk.till.basket.add_found(
                wanted.found,
                modifiers=wanted.choices,
                price_minor=wanted.price_minor,
                scanned=wanted.is_scanned,
            )

        if desk.attempt(add) and variant.unit != "pcs" and not wanted.is_scanned:
            desk.show("line", number=desk.till.sale.lines[-1].number)
