"""Orders of marketplaces as a till prepares them, and how far behind their channels are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OrderLine:
    """Some of a variant (its key is "" where nobody linked the listing) under what a scan of it may say."""

    name: str
    quantity_milli: int
    sku: str = ""
    variant: str = ""
    barcode: str = ""


@dataclass(frozen=True)
class Order:
    """An order to prepare here; `channel` is its channel's name, `channel_key` that channel's row.

    state: what the marketplace says; stage: how far it came at a till ("", then core.entries.order.STAGES);
    code: what the buyer shows to collect it, "" for a courier; labels: the names of the channel's own label as
    pictures, each after how many dots wide it is; due_ms: when it must have left, 0 where nobody said.
    """

    key: str
    channel: str
    number: str
    state: str
    buyer: str
    at_ms: int
    lines: tuple[OrderLine, ...]
    channel_key: str = ""
    stage: str = ""
    code: str = ""
    labels: tuple[tuple[int, str], ...] = ()
    address: tuple[str, ...] = ()
    courier: str = ""
    due_ms: int = 0

    @property
    def quantity_milli(self) -> int:
        """Return how much there is to pick altogether."""
        return sum(line.quantity_milli for line in self.lines)

    def label_for(self, dots: int) -> str:
        """Return the name of the widest label that fits on paper so many dots wide, "" if there is none."""
        return max(((width, name) for width, name in self.labels if width <= dots), default=(0, ""))[1]


@dataclass(frozen=True)
class Channel:
    """One shop on one marketplace: `state` is ok, late or down, `lag_s` how far what it shows is behind."""

    key: str
    name: str
    state: str
    lag_s: int
