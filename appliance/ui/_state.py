"""What the screen knows of the world around the till."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.till.ports import Health


@dataclass
class State:
    """The wire (online is None until it is known), the devices, the orders to prepare."""

    online: bool | None = None
    unsent: int = 0
    oldest_unsent_ms: int | None = None
    offline_since_s: float | None = None  # on the app's own clock
    is_outage_folded: bool = False
    devices: dict[str, Health] = field(default_factory=dict)
    orders: int = 0
    late_orders: int = 0


@dataclass(frozen=True)
class Act:
    """The one big next action: what stands on it, and what it does; without `do` it waits for something."""

    text: str
    caption: str = ""
    do: Callable[[], None] | None = None
    kind: str = "primary"
    is_money: bool = False
