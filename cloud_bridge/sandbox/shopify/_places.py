"""Where a shop keeps its goods: one place that the sandbox sells from, and others that stock nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._nodes import Node, gid, number_of, page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._switches import Switches

MAIN = 60_001
NAMES = ("Gudang Utama", "Toko Kedua", "Toko Ketiga")


class Places:
    """The shop's locations; how many there are is a switch."""

    def __init__(self, switches: Switches) -> None:
        self._switches = switches

    def locations(self, _: Any, **asked: Any) -> Node:
        """Query `locations`."""
        numbers = [MAIN + at for at in range(self._switches.locations)]
        return page(numbers, self.node, lambda number: (number,), asked)

    def node(self, number: int) -> Node:
        """Return one place."""
        name = NAMES[number - MAIN]
        return {"__typename": "Location", "id": gid("Location", number), "name": name, "isActive": True}

    def known(self, asked: Mapping[str, Any]) -> bool:
        """Say whether a `locationId` is the place where goods are."""
        return number_of("Location", asked["locationId"]) == str(MAIN)
