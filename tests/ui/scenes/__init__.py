"""What a cashier sees in a day, each as a few lines that lead there; one file for each room of the shop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.ui.basket_scenes import BASKET_SCENES
from tests.ui.return_scenes import RETURN_SCENES
from tests.ui.room_scenes import ROOM_SCENES

from .counter import PaperOut, fill, park_two, well
from .devices import DEVICES
from .people import PEOPLE
from .selling import SELLING
from .shifts import SHIFTS

if TYPE_CHECKING:
    from collections.abc import Callable

ROOMS = (SELLING, DEVICES, SHIFTS, PEOPLE, BASKET_SCENES, ROOM_SCENES, RETURN_SCENES)
SCENES: dict[str, Callable[[Any], None]] = {name: scene for room in ROOMS for name, scene in room.items()}

__all__ = ["SCENES", "PaperOut", "fill", "park_two", "well"]
