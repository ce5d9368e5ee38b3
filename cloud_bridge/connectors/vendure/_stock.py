"""What of a variant buyers can buy, and what has to lie on the shelf for that.

Vendure counts what is on hand and, of that, what is allocated to orders that have not left; buyers are offered the
rest, less a threshold. The number that Lapak speaks of is what buyers are offered, so writing it means putting on
hand as much more as is allocated and held back. A purchase between reading and writing is not undone by that, as it
would be where one number is all there is: it adds to what is allocated, and buyers see that much less than was
written. When goods leave or an order is cancelled in between, less is allocated than was reckoned with and buyers
would see too much: the answer to the write tells, and it is written again.
Sources: docs.vendure.io, "Stock control"; StockLocation and outOfStockThreshold of the Admin API.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ._reply import Json

TRACKED, INHERITED = "TRUE", "INHERIT"


@dataclass(frozen=True)
class Level:
    """One variant's stock at the location that Lapak keeps; `threshold` is held back from sale."""

    on_hand: int
    allocated: int
    threshold: int
    is_counted: bool

    @property
    def saleable(self) -> int:
        """How many buyers can buy."""
        return max(0, self.on_hand - self.allocated - self.threshold)

    def on_hand_for(self, saleable: int) -> int:
        """Return what must be on hand for buyers to be able to buy so many."""
        return saleable + self.allocated + self.threshold

    def now(self, levels: Sequence[Json], location_id: str) -> Level:
        """Return the same variant's stock out of a later answer."""
        on_hand, allocated = _at(levels, location_id)
        return replace(self, on_hand=on_hand, allocated=allocated)


def level_of(variant: Json, settings: Json, location_id: str) -> Level:
    """Return the stock of a variant; where it does not say itself, the server's settings decide."""
    on_hand, allocated = _at(variant["stockLevels"], location_id)
    source = settings if variant["useGlobalOutOfStockThreshold"] else variant
    tracks = variant["trackInventory"]
    return Level(
        on_hand=on_hand,
        allocated=allocated,
        threshold=int(source["outOfStockThreshold"]),
        is_counted=tracks == TRACKED or (tracks == INHERITED and bool(settings["trackInventory"])),
    )


def _at(levels: Sequence[Json], location_id: str) -> tuple[int, int]:
    """Return what is on hand and allocated at a location; a variant that never lay there has nothing."""
    for level in levels:
        if str(level["stockLocationId"]) == location_id:
            return int(level["stockOnHand"]), int(level["stockAllocated"])
    return 0, 0
