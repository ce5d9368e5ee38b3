"""The bag of a self-checkout: what the cart says should lie on the scale, and what lies there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.core.bagging import FITS, PLACE, Bagging
from appliance.core.rounding import divide

from .ports import OFF, SICK
from .weighing import UNITS

if TYPE_CHECKING:
    from appliance.core.sale import Sale

    from .devices import Weight
    from .kiosk_terms import KioskTerms
    from .ports import Health

MOST_MISSES = 2  # then an attendant comes


class Bag:
    """One shopper's bag; without a working scale everything fits."""

    def __init__(self, terms: KioskTerms) -> None:
        self._terms = terms
        self._bagging = Bagging(terms.tolerance_ppm, terms.tolerance_g)
        self._seen: dict[str, tuple[str, int, int]] = {}  # per variant: name, grams of one, how many
        self._weight: Weight | None = None
        self._is_well = False
        self.misses = 0
        self.last = ""  # the name of what was scanned last and has a weight

    @property
    def is_on(self) -> bool:
        """Whether there is anything to judge by."""
        return self._terms.is_bagging and self._is_well and self._weight is not None

    @property
    def verdict(self) -> str:
        """One of core.bagging's four words."""
        return self._bagging.verdict if self.is_on else FITS

    @property
    def is_missed(self) -> bool:
        """Whether it went wrong often enough for somebody to come."""
        return self.misses >= MOST_MISSES

    def use(self, terms: KioskTerms) -> None:
        """Judge on these terms from the next shopper on."""
        self._terms = terms

    def begin(self) -> None:
        """Take what is on the scale now as the empty bag of the next shopper."""
        self._bagging = Bagging(self._terms.tolerance_ppm, self._terms.tolerance_g)
        self._seen.clear()
        self.accept()

    def accept(self) -> None:
        """Take the bag as it is: somebody looked."""
        if self._weight is not None:
            self._bagging.accepted(self._weight.quantity_milli)
        self.misses = 0

    def follow(self, sale: Sale) -> None:
        """Expect what came into the cart, and no more what left it."""
        now = _contents(sale)
        for variant in now.keys() | self._seen.keys():
            name, grams, count = now.get(variant, (*self._seen.get(variant, ("", 0, 0))[:2], 0))
            more = count - self._seen.get(variant, (name, grams, 0))[2]
            if more > 0:
                self._bagging.scanned(grams, more)
                self.last = name
            elif more < 0:
                self._bagging.removed(grams, -more)
        self._seen = now
        self._judge()

    def weighed(self, weight: Weight) -> None:
        """Take what the scale shows; only a weight at rest is judged."""
        if weight.is_stable:
            is_first, self._weight = self._weight is None, weight
            if is_first:
                self.accept()
            before = self.verdict
            self._judge()
            if self.verdict not in (FITS, PLACE, before):
                self.misses += 1

    def scale_changed(self, health: Health) -> None:
        """Trust the scale, or not."""
        self._is_well = health.state not in {OFF, SICK}

    def missed(self) -> None:
        """Somebody wanted to pay although the bag does not fit."""
        self.misses += 1

    def _judge(self) -> None:
        if self.is_on and self._weight is not None:
            self._bagging.weighed(self._weight.quantity_milli)


def _contents(sale: Sale) -> dict[str, tuple[str, int, int]]:
    """Return name, grams of one and how many for each variant; loose goods are their grams, once."""
    found: dict[str, tuple[str, int, int]] = {}
    for line in sale.lines:
        item = line.item
        if item.unit in UNITS:
            grams = divide(line.quantity_milli * UNITS[item.unit], 1_000_000_000)
            found[f"{item.variant}/{line.number}"] = (item.name, grams, 1)
        else:
            before = found.get(item.variant, ("", 0, 0))[2]
            found[item.variant] = (item.name, item.weight_g, before + line.quantity_milli // 1000)
    return found
