"""What the day is made of: who sells what, how much of it there is, and where everything listens."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from cloud_bridge.demo._programs import free_port
from cloud_bridge.keys import new_key
from cloud_bridge.sandbox._markets import MARKETS
from cloud_bridge.sandbox._shopper import by_popularity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PER_PRODUCT = 20
PRICE_MINOR = 25_000
TILL_SHARE = 0.25  # of the orders are sales at a till
UNITS_PER_ORDER = 1.9  # what an order takes on average: the shoppers' baskets, and a little
SCARCE_EVERY = 10  # of every so many variants one has fewer units than are wanted
PLENTY = 3.0
SEED = 11


@dataclass(frozen=True)
class Size:
    """How large the day is; `speed` runs the shoppers' and cashiers' waits, and the accidents, that much faster."""

    orders: int = 20_000
    variants: int = 5_000
    tills: int = 10
    minutes: float = 10.0
    speed: float = 1.0
    buffer_units: int = 0
    escrow: bool = False  # nobody sells one of the scarce ones without holding the right to

    @property
    def seconds(self) -> float:
        """How long the day takes on a wall clock."""
        return self.minutes * 60 / self.speed


@dataclass(frozen=True)
class Stall:
    """The day's shop below one folder."""

    folder: Path
    size: Size
    web_port: int
    broker_port: int
    channels: dict[str, str]  # the keys of the channels, by marketplace
    ports: dict[str, int]  # where the marketplaces listen

    @classmethod
    def plan(cls, folder: Path, size: Size, markets: Iterable[str] = MARKETS) -> Stall:
        """Choose ports and keys."""
        ports: list[int] = []
        names = sorted(markets)
        while len(ports) < len(names) + 2:
            port = free_port()
            ports += [port] if port not in ports else []
        return cls(
            folder,
            size,
            ports[0],
            ports[1],
            {market: new_key() for market in names},
            dict(zip(names, ports[2:], strict=True)),
        )

    def push_url(self, market: str) -> str:
        """Return where a marketplace's webhooks go."""
        return f"http://127.0.0.1:{self.web_port}/webhooks/{market}/{self.channels[market]}"

    def said(self) -> dict[str, Any]:
        """Return everything as JSON."""
        return {**asdict(self), "folder": str(self.folder)}

    @classmethod
    def heard(cls, said: dict[str, Any]) -> Stall:
        """Return what `said` said."""
        from pathlib import Path

        return cls(**{**said, "folder": Path(said["folder"]), "size": Size(**said["size"])})


def skus(size: Size) -> list[str]:
    """Return every SKU."""
    return [f"V{number:05}" for number in range(size.variants)]


def opening(size: Size) -> dict[str, int]:
    """Return how many units of each SKU there are in the morning: plenty of most, too few of the scarce ones."""
    few = scarce(size)
    ordered = by_popularity(skus(size), SEED)
    harmonic = sum(1 / rank for rank in range(1, len(ordered) + 1))
    units = {}
    for rank, sku in enumerate(ordered, 1):
        expected = size.orders * UNITS_PER_ORDER / harmonic / rank
        units[sku] = max(1, math.floor(expected / 2)) if sku in few else math.ceil(expected * PLENTY) + 20
    return units


def scarce(size: Size) -> frozenset[str]:
    """Return the SKUs of which there are fewer units than are wanted: every tenth, popular or not."""
    return frozenset(by_popularity(skus(size), SEED)[SCARCE_EVERY - 1 :: SCARCE_EVERY])


def items(size: Size, shown: dict[str, int]) -> list[dict[str, Any]]:
    """Return the shelf as a sandbox is seeded with it, showing these units."""
    models = [{"name": f"No {sku}", "sku": sku, "price_minor": PRICE_MINOR, "stock": shown[sku]} for sku in skus(size)]
    return [
        {"name": f"Barang {at // PER_PRODUCT}", "models": models[at : at + PER_PRODUCT]}
        for at in range(0, len(models), PER_PRODUCT)
    ]
