"""What happened at the till, in the past tense; told on the screen's thread, never asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from appliance.core.errors import LapakError
    from appliance.core.sale import Line

    from .ports import Health


@dataclass(frozen=True)
class LineAdded:
    """A line is new or has grown; `scanned` tells the beep."""

    line: Line
    scanned: bool


@dataclass(frozen=True)
class SaleChanged:
    """The open sale is not what it was: draw it again."""


@dataclass(frozen=True)
class ScanRefused:
    """A scan came to nothing, and why."""

    barcode: str
    error: LapakError


@dataclass(frozen=True)
class SaleCompleted:
    """The sale is on disk. `entry` is the journal entry, `change_minor` what to give back."""

    entry: dict[str, Any]
    change_minor: int


@dataclass(frozen=True)
class Failed:
    """Something asked for did not happen; nothing was lost."""

    error: LapakError


@dataclass(frozen=True)
class ShiftChanged:
    """A shift was opened or closed."""


@dataclass(frozen=True)
class ParkedChanged:
    """A sale was parked or taken back."""


@dataclass(frozen=True)
class DeviceChanged:
    """A device (scanner, printer, drawer) is better or worse than before."""

    device: str
    health: Health


@dataclass(frozen=True)
class DrawerClosed:
    """The sensor says that the drawer was pushed shut."""


@dataclass(frozen=True)
class WireChanged:
    """The connection or the number of unsent entries changed."""

    online: bool
    unsent: int
    oldest_unsent_ms: int | None


@dataclass(frozen=True)
class CatalogueChanged:
    """The feed brought new products, prices or stock; `tables` says which."""

    tables: frozenset[str]


@dataclass(frozen=True)
class FeedProgressed:
    """A long load: how many of how many versions are in."""

    done: int
    whole: int


Event = (
    LineAdded
    | SaleChanged
    | ScanRefused
    | SaleCompleted
    | Failed
    | ShiftChanged
    | ParkedChanged
    | DeviceChanged
    | DrawerClosed
    | WireChanged
    | CatalogueChanged
    | FeedProgressed
)
